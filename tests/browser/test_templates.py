"""Label Studio's own configs, answered control by control, and what is stored of them.

Each template named here is opened in the editor with a task made up for it; every control of it is
answered by the hand, and the results are the ones that Label Studio's editor writes.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from desk import Desk
from label_studio_sdk.label_interface import LabelInterface
from label_studio_templates import template
from papers import pdf
from playwright.sync_api import Locator

from labelry.labeling import LabelingConfig, Tag, bind, parse, sample_task, validate_result

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEMPLATES = (
    *("image-captioning", "image-classification", "medical-image-classification-with-bboxes"),
    *("multipage-documents", "object-detection-with-bounding-boxes", "visual-genome"),
    *("visual-question-answering", "question-answering", "text-classification"),
    *("named-entity-recognition", "taxonomy", "relation-extraction", "content-moderation"),
    *("machine-translation", "text-summarization", "ner-tagging-invoices-bio-format"),
    *("coreference-resolution-and-entity-linking", "content-based-image-search"),
    *("document-retrieval", "pairwise-regression", "serp-ranking", "text-to-image"),
    *("freeform-metadata", "supervised-llm", "response-grading"),
    *("breast-cancer-mammogram-classification", "ocr-invoices-pre-ner-bio-format"),
    *("two-level-sentiment-analysis-of-x-twitter-posts", "keypoints", "inventory-tracking"),
    *("semantic-segmentation-with-masks", "semantic-segmentation-with-polygons"),
    *("optical-character-recognition", "human-feedback-collection", "pairwise-classification"),
    *("llm-ranker", "visual-ranker", "tabular-data", "pdf-classification"),
)
"""Those whose objects and controls the editor draws, by the names of their folders."""

EXEMPT = {
    "human-feedback-collection": "to_name is the control itself, and so no object",
    "pairwise-classification": "to_name is the control itself, and so no object",
    "serp-ranking": "paths of nested choices",
}
"""Where the SDK refuses what Label Studio's own editor writes, and why."""

WRITTEN = "written by hand"
TEXT = "A night train left {name} at nine."
WORDS = "train left {name} at"

CONTENT: dict[str, Callable[[str | None], Any]] = {
    "Text": lambda name: TEXT.format(name=name),
    "Pdf": lambda _: f"data:application/pdf;base64,{b64encode(pdf('A page')).decode()}",
    "List": lambda _: [{"id": item, "title": f"Item {item}"} for item in "ab"],
}
"""What the objects show that are asked about."""


@pytest.mark.parametrize("part", range(5))
def test_every_control_is_answered(desk: Desk, part: int) -> None:
    # Their styles ask other hosts for pictures.
    desk.context.route(re.compile("^https://"), lambda route: route.fulfill(status=204))
    for name in TEMPLATES[part::5]:
        text = template(name)
        config = parse(text)
        data = task_for(config)
        project = desk.make_project(name[:50], text, [{"data": data}])
        desk.sit_down(project)
        desk.page.wait_for_load_state("networkidle")
        expected = [item for item in (answer(desk, config, data, c) for c in asked(config)) if item]
        assert expected, f"{name} asks nothing"
        desk.submit()
        desk.saved()
        [task] = desk.exported(project)
        result = task["annotations"][0]["result"]
        assert validate_result(config, result) == [], name
        for item in expected:
            matching = [r for r in result if r["from_name"] == item["from_name"]]
            assert matching, f"{name}: {item['from_name']} left no result in {result}"
            assert holds(matching[0], item), f"{name}: {matching[0]} is not {item}"
        refused = LabelInterface(text).validate_prediction({"result": result}, True)
        assert bool(refused) == (name in EXEMPT), f"{name}: {refused}"


def task_for(config: LabelingConfig) -> dict[str, Any]:
    # Sample tasks of their comments show pictures of other hosts.
    data = dict(sample_task(replace(config, sample=None)))
    for tag in config.objects.values():
        path = getattr(tag.attrs["value"], "parts", ())
        if len(path) == 1 and tag.tag in CONTENT:
            data[str(path[0])] = CONTENT[tag.tag](tag.name)
    return data


def asked(config: LabelingConfig) -> list[Tag]:
    """Controls in the order they are answered: regions first, then what is asked of them."""
    return sorted(config.controls.values(), key=lambda control: not control.tag.endswith("Labels"))


def holds(found: Any, wanted: Any) -> bool:
    """Whether all that is wanted is there; numbers may be off by half a percent of the picture."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(holds(found.get(k), w) for k, w in wanted.items())
    if isinstance(wanted, float):
        return isinstance(found, (int, float)) and abs(found - wanted) < 0.5
    return bool(found == wanted)


def answer(
    desk: Desk, config: LabelingConfig, data: dict[str, Any], control: Tag
) -> dict[str, Any] | None:
    """Answer one control by hand; the item that must come of it."""
    assert control.name is not None
    target = config.objects[control.to_name[0]]
    bound = find(bind(config.tree(), data), control.name)
    value = ANSWERS[control.tag](desk, config, control, bound)
    if value is None:
        return None
    return {
        "from_name": control.name,
        "to_name": control.name if control.tag == "Pairwise" else target.name,
        "type": control.tag.lower(),
        "origin": "manual",
        "value": value,
    }


def find(node: dict[str, Any], name: str) -> dict[str, Any]:
    if node["name"] == name:
        return node
    found = (find(child, name) for child in node["children"])
    return next((tag for tag in found if tag), {})


def options(bound: dict[str, Any], kind: str) -> list[str]:
    """What its labels or choices are stored as."""
    here = [bound["attrs"]] if bound["tag"] == kind else []
    inside = [option for child in bound["children"] for option in options(child, kind)]
    return [str(attrs["alias"] or attrs["value"]) for attrs in here] + inside


def question(desk: Desk, control: Tag) -> Locator:
    return desk.page.locator(f'section[data-control="{control.name}"]')


def choose(desk: Desk, _config: LabelingConfig, control: Tag, bound: dict[str, Any]) -> Any:
    shown = question(desk, control)
    if shown.count() == 0:  # a condition hides it
        return None
    if control.attrs["layout"] == "select":
        shown.get_by_role("combobox").click()
        desk.page.get_by_role("option").first.click()
    else:
        shown.get_by_role("radio").or_(shown.get_by_role("checkbox")).first.click()
    [first, *_] = options(bound, "Choice")
    return {"choices": [[first] if control.attrs["allowNested"] else first]}


def rate(desk: Desk, _config: LabelingConfig, control: Tag, _bound: dict[str, Any]) -> Any:
    # By key: a picture that comes in just then would move the star from under the mouse.
    question(desk, control).get_by_role("radio").nth(2).press("Space")
    return {"rating": 3}


def write(desk: Desk, _config: LabelingConfig, control: Tag, _bound: dict[str, Any]) -> Any:
    shown = question(desk, control)
    if shown.count() == 0:
        return None
    shown.get_by_role("textbox").last.fill(WRITTEN)
    return {"text": [WRITTEN]}


def pick(desk: Desk, _config: LabelingConfig, control: Tag, bound: dict[str, Any]) -> Any:
    shown = question(desk, control)
    if shown.get_by_role("tree").count() == 0:
        shown.get_by_role("button").last.click()
    shown.get_by_role("treeitem").first.locator(".le-tick").click()
    return {"taxonomy": [options(bound, "Choice")[:1]]}


def compare(desk: Desk, _config: LabelingConfig, _control: Tag, _bound: dict[str, Any]) -> Any:
    desk.page.get_by_role("radio", name="Right", exact=True).click()
    return {"selected": "right"}


def rank(desk: Desk, _config: LabelingConfig, control: Tag, _bound: dict[str, Any]) -> Any:
    """Put the second item first; with buckets, the first item into the first of them."""
    buckets = [child.name for child in control.children if child.tag == "Bucket"]
    grips = desk.page.locator("[data-item]")
    grips.nth(0 if buckets else 1).locator("[data-grip]").focus()
    desk.press("Space", "ArrowRight" if buckets else "ArrowUp", "Space")
    return {"ranker": {str(buckets[0]): ["a"]} if buckets else {str(control.name): ["b", "a"]}}


def label(desk: Desk, config: LabelingConfig, control: Tag, bound: dict[str, Any]) -> Any:
    """Arm its first label and draw with it: over words of a text, or a box on a picture."""
    sets = [c.name for c in config.controls.values() if c.tag.endswith("Labels")]
    chips = desk.page.locator(".le-labels").nth(sets.index(control.name))
    desk.press("Escape")
    chips.locator("button.le-label").first.click()
    labels = {bound["tag"].lower(): options(bound, "Label")[:1]}
    target = config.objects[control.to_name[0]]
    if target.tag == "Text":
        words = WORDS.format(name=target.name)
        desk.drag(*desk.place_of(words))
        start = TEXT.index("train")
        return {"start": start, "end": start + len(words), "text": words, **labels}
    before = int(desk.page.locator(".le-count").first.inner_text() or 0)
    canvas = desk.canvas()
    x, y = canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2
    shift = 12 * before
    if control.tag == "KeyPointLabels":
        desk.page.mouse.click(x + shift, y)
    elif control.tag == "PolygonLabels":
        for corner in ((-80, -60), (40, -50), (20, 50)):
            desk.page.mouse.click(x + corner[0] + shift, y + corner[1])
        desk.press("Enter")
    else:
        desk.drag((x - 80 + shift, y - 60 + shift), (x + 40 + shift, y + 50 + shift))
    desk.has_regions(before + 1)
    return labels


def draw(*_: Any) -> None:
    """A tool draws with the `Labels` beside it, which is answered on its own."""


ANSWERS: dict[str, Callable[[Desk, LabelingConfig, Tag, dict[str, Any]], Any]] = {
    "Choices": choose,
    "Rating": rate,
    "TextArea": write,
    "Taxonomy": pick,
    "Pairwise": compare,
    "Ranker": rank,
    "Labels": label,
    "RectangleLabels": label,
    "PolygonLabels": label,
    "KeyPointLabels": label,
    "BrushLabels": label,
    "Rectangle": draw,
    "Polygon": draw,
}
