"""Taking things back: the way back to earlier answers, undo, skip, suggestions, two versions."""

from collections.abc import Callable
from typing import Any

import pytest
from desk import Desk
from photographs import data_url
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LETTER = """<View>
  <Text name="text" value="$text"/>
  <Choices name="kind" toName="text">
    <Choice value="Question"/><Choice value="Complaint"/><Choice value="Praise"/>
  </Choices>
  <TextArea name="note" toName="text" rows="2"/>
</View>"""
BOXES = (
    '<View><Image name="image" value="$image"/><RectangleLabels name="box" toName="image">'
    '<Label value="Cat"/><Label value="Ear"/></RectangleLabels></View>'
)
LETTERS = [{"text": f"Letter {number}: where is my parcel?"} for number in (1, 2, 3)]


@pytest.fixture
def letters(desk: Desk) -> int:
    return desk.make_project("Letters", LETTER, LETTERS)


def answers(desk: Desk, project: int) -> dict[int, list[Any]]:
    """The choices of each annotation, by the task's number."""
    return {
        task["inner_id"]: [
            next((i["value"]["choices"][0] for i in a["result"] if i["type"] == "choices"), None)
            for a in task["annotations"]
        ]
        for task in desk.exported(project)
    }


def test_an_earlier_answer_is_changed_through_history(desk: Desk, letters: int) -> None:
    desk.sit_down(letters)
    desk.press("1")
    desk.submit()
    desk.press("2")
    desk.submit()
    desk.button("Previous task").click()
    expect(desk.page.get_by_role("banner").get_by_text("Task 2")).to_be_visible()
    desk.button("Previous task").click()
    expect(desk.page.get_by_role("banner").get_by_text("Task 1")).to_be_visible()
    expect(desk.page.get_by_role("radio", name="Question")).to_be_checked()
    desk.press("3")
    desk.button("Update").click()
    desk.left(1)
    desk.saved()
    assert answers(desk, letters) == {1: ["Praise"], 2: ["Complaint"]}
    assert desk.counts() == (2, 1)


def test_history_is_there_after_the_page_was_closed(desk: Desk, letters: int) -> None:
    desk.sit_down(letters)
    desk.press("1")
    desk.submit()
    desk.saved()
    desk.open("/")
    expect(desk.page.get_by_text("1 of 3 tasks")).to_be_visible()
    desk.sit_down(letters)
    assert desk.at_task() == 2
    desk.button("Previous task").click()
    expect(desk.page.get_by_role("radio", name="Question")).to_be_checked()
    desk.press("2", "Control+Enter")
    desk.left(1)
    desk.saved()
    assert answers(desk, letters) == {1: ["Complaint"]}


def test_undo_and_redo(desk: Desk) -> None:
    project = desk.make_project("Cat", BOXES, [{"image": data_url("chelsea")}])
    desk.sit_down(project)
    desk.canvas()
    desk.press("1")
    desk.drag((400, 300), (600, 500))
    desk.press("2")
    desk.drag((500, 250), (560, 310))
    desk.has_regions(2)
    desk.press("Control+z")
    desk.has_regions(1)
    desk.button("Undo").click()
    desk.has_regions(0)
    expect(desk.button("Undo")).to_be_disabled()
    desk.press("Control+Shift+z")
    desk.button("Redo").click()
    desk.has_regions(2)
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    desk.saved()
    (task,) = desk.exported(project)
    labels = [item["value"]["rectanglelabels"] for item in task["annotations"][0]["result"]]
    assert labels == [["Cat"], ["Ear"]]


def test_a_skipped_task_is_skipped_and_not_counted(desk: Desk, letters: int) -> None:
    desk.sit_down(letters)
    desk.press("Control+ ")
    desk.left(1)
    desk.button("Skip").click()
    desk.left(2)
    desk.press("1")
    desk.submit()
    desk.saved()
    assert desk.counts()[0] == 1
    shown = desk.api("GET", f"tasks/?project={letters}&fields=all")["tasks"]
    assert [task["cancelled_annotations"] for task in shown] == [1, 1, 0]
    assert [task["total_annotations"] for task in shown] == [0, 0, 1]


def test_suggestions_are_taken_one_by_one_or_all(desk: Desk) -> None:
    def suggestion(label: str, x: float, score: float) -> dict[str, Any]:
        value = {"x": x, "y": 20, "width": 15, "height": 20, "rotation": 0}
        return {
            "from_name": "box",
            "to_name": "image",
            "type": "rectanglelabels",
            "score": score,
            "value": {**value, "rectanglelabels": [label]},
        }

    image = data_url("chelsea")
    guess = [suggestion("Cat", 10, 0.9), suggestion("Ear", 40, 0.8), suggestion("Ear", 70, 0.7)]
    task = {
        "data": {"image": image},
        "predictions": [{"model_version": "cats-1", "score": 0.8, "result": guess}],
    }
    project = desk.make_project("Cat", BOXES, [task, task])

    desk.sit_down(project)
    desk.canvas()
    desk.page.get_by_role("option").filter(has_text="Cat").click()
    desk.press("Enter")
    desk.has_regions(1)
    desk.submit()
    desk.canvas()
    expect(desk.button("Accept all suggestions")).to_be_enabled()
    desk.press("Shift+a")
    desk.has_regions(3)
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("heading", name="All done. Thank you!")).to_be_visible()
    desk.saved()

    one, all_three = (task["annotations"][0]["result"] for task in desk.exported(project))
    assert [box(item) for item in one] == [("Cat", 10, "prediction")]
    assert [box(item) for item in all_three] == [
        ("Cat", 10, "prediction"),
        ("Ear", 40, "prediction"),
        ("Ear", 70, "prediction"),
    ]


@pytest.mark.parametrize(
    ("keep", "stored"), [("Keep mine", "Praise"), ("Take the other", "Complaint")]
)
def test_two_versions_are_shown_and_the_chosen_one_is_kept(
    desk: Desk, sit: Callable[..., Desk], letters: int, keep: str, stored: str
) -> None:
    desk.sit_down(letters)
    desk.press("1")
    desk.submit()
    desk.saved()
    other = sit(storage_state=desk.context.storage_state())
    for one in (desk, other):
        one.expected = {412}
        one.open(f"/projects/{letters}/labeling?task={task_id(desk, letters)}")
        expect(one.page.get_by_role("radio", name="Question")).to_be_checked()

    other.press("2")
    other.button("Update").click()
    other.saved()
    expect(other.page.get_by_role("radio", name="Complaint")).to_be_checked()
    desk.press("3")
    desk.button("Update").click()

    dialog = desk.page.get_by_role("dialog", name="There are two versions")
    expect(dialog).to_contain_text("Praise")
    expect(dialog).to_contain_text("Complaint")
    assert answers(desk, letters) == {1: ["Complaint"]}
    dialog.get_by_role("button", name=keep).click()
    expect(dialog).to_have_count(0)
    desk.saved()
    assert answers(desk, letters) == {1: [stored]}


def task_id(desk: Desk, project: int) -> int:
    return int(desk.api("GET", f"tasks/?project={project}&page_size=1")["tasks"][0]["id"])


def box(item: dict[str, Any]) -> tuple[str, float, str]:
    return item["value"]["rectanglelabels"][0], item["value"]["x"], item["origin"]
