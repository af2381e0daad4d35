"""Made-up exported tasks, in the shape the export of a project has."""

from typing import Any

from hypothesis import strategies as st

IMAGE_CONFIG = """<View>
  <Image name="img" value="$image"/>
  <RectangleLabels name="box" toName="img">
    <Label value="cat"/><Label value="dog" category="7"/><Label value="ant"/>
  </RectangleLabels>
  <PolygonLabels name="shape" toName="img"><Label value="road"/><Label value="cat"/></PolygonLabels>
</View>"""
TEXT_CONFIG = """<View>
  <Text name="txt" value="$text"/>
  <Choices name="mood" toName="txt" choice="multiple">
    <Choice value="good"/><Choice value="bad"/>
  </Choices>
  <TextArea name="why" toName="txt"/>
  <Rating name="stars" toName="txt"/>
  <Labels name="parts" toName="txt"><Label value="A"/><Label value="B"/></Labels>
</View>"""

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
percent = st.floats(0, 100).map(lambda number: round(number, 4))


def item(name: str, target: str, type: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "r", "from_name": name, "to_name": target, "type": type, "value": value, **more}


def text_items() -> st.SearchStrategy[list[dict[str, Any]]]:
    mood = st.lists(st.sampled_from(["good", "bad"]), min_size=1, max_size=2, unique=True).map(
        lambda chosen: item("mood", "txt", "choices", {"choices": chosen})
    )
    why = st.lists(words, min_size=1, max_size=2).map(
        lambda texts: item("why", "txt", "textarea", {"text": texts})
    )
    stars = st.integers(1, 5).map(lambda n: item("stars", "txt", "rating", {"rating": n}))
    span = st.builds(
        lambda start, label: item(
            "parts",
            "txt",
            "labels",
            {"start": start, "end": start + 1, "text": "x", "labels": [label]},
        ),
        st.integers(0, 9),
        st.sampled_from("AB"),
    )
    return st.lists(mood | why | stars | span, max_size=4)


def image_items() -> st.SearchStrategy[list[dict[str, Any]]]:
    size = {"original_width": 200, "original_height": 100}
    box = st.builds(
        lambda x, y, w, h, label: item(
            "box",
            "img",
            "rectanglelabels",
            {"x": x, "y": y, "width": w, "height": h, "rotation": 0, "rectanglelabels": [label]},
            **size,
        ),
        percent,
        percent,
        percent,
        percent,
        st.sampled_from(["cat", "dog", "ant"]),
    )
    shape = st.builds(
        lambda points, label: item(
            "shape",
            "img",
            "polygonlabels",
            {"points": [list(point) for point in points], "closed": True, "polygonlabels": [label]},
            **size,
        ),
        st.lists(st.tuples(percent, percent), min_size=3, max_size=6),
        st.sampled_from(["road", "cat"]),
    )
    return st.lists(box | shape, max_size=4)


def tasks(
    data: st.SearchStrategy[dict[str, Any]],
    items: st.SearchStrategy[list[dict[str, Any]]],
    annotators: int = 2,
) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Exported tasks with up to `annotators` annotations each, some of them skipped."""
    annotation = st.fixed_dictionaries(
        {
            "completed_by": st.integers(1, 3),
            "result": items,
            "was_cancelled": st.booleans(),
            "lead_time": st.none() | st.floats(0, 1000).map(lambda number: round(number, 2)),
        }
    )
    task = st.fixed_dictionaries(
        {"data": data, "annotations": st.lists(annotation, max_size=annotators)}
    )
    return st.lists(task, max_size=4).map(_numbered)


def _numbered(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    number = 0
    for index, task in enumerate(made):
        task["id"] = index + 1
        for annotation in task["annotations"]:
            number += 1
            annotation["id"] = number
            annotation["created_at"] = f"2026-01-01T00:{number // 60:02}:{number % 60:02}Z"
            annotation["updated_at"] = annotation["created_at"]
    return made
