"""Which result items fit a config, which are of a wrong shape, which name what is not there."""

import math

import pytest

from labelry.labeling import LabelingConfig, Problem, labels_in, parse, removed_by, validate_result

BOXES = parse(
    '<View><Image name="image" value="$image"/>'
    '<RectangleLabels name="box" toName="image"><Label value="Car"/>'
    '<Label value="Person" alias="human"/></RectangleLabels>'
    '<Rectangle name="tool" toName="image"/>'
    '<Labels name="tag" toName="image"><Label value="Old"/></Labels>'
    '<TextArea name="note" toName="image" perRegion="true"/>'
    '<Rating name="stars" toName="image" perRegion="true"/>'
    '<Choices name="color" toName="image"><Choice value="red"/>'
    '<Choice value="blue"><Choice value="navy"/></Choice></Choices></View>'
)
SPANS = parse(
    '<View><Labels name="label" toName="text"><Label value="PER"/></Labels>'
    '<Text name="text" value="$text"/>'
    '<Choices name="any" toName="text" value="$options"/></View>'
)
GEOMETRY = {"x": 25, "y": 16.666666666666664, "width": 25, "height": 25, "rotation": 0}


def box(**changes: object) -> dict[str, object]:
    return {
        "original_width": 800,
        "original_height": 600,
        "image_rotation": 0,
        "value": {**GEOMETRY, "rectanglelabels": ["Car"]},
        "id": "6nVNbbcTIE",
        "from_name": "box",
        "to_name": "image",
        "type": "rectanglelabels",
        "origin": "manual",
        **changes,
    }


def answer(control: str, type_name: str, **value: object) -> dict[str, object]:
    return {"from_name": control, "to_name": "image", "type": type_name, "value": value}


def span(**changes: object) -> dict[str, object]:
    return {
        "value": {"start": 0, "end": 11, "text": "Marie Curie", "labels": ["PER"], **changes},
        "id": "a",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
    }


def only(config: LabelingConfig, item: object) -> Problem:
    problems = validate_result(config, [item])
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    "item",
    [
        box(),
        box(value={**GEOMETRY, "x": -0.5, "width": 130, "rectanglelabels": ["human", "Person"]}),
        box(item_index=0, meta={"text": ["a note"]}, score=0.5, parentID=None, custom={"a": 1}),
        box(id="tool1", from_name="tool", type="rectangle", value=GEOMETRY),
        box(from_name="tag", type="labels", value={**GEOMETRY, "labels": ["Old"]}),
        answer("note", "textarea", **GEOMETRY, text=["hello box"]),
        answer("stars", "rating", **GEOMETRY, rating=3),
        answer("stars", "rating", rating=3.0),
        answer("color", "choices", choices=["red"]),
        answer("color", "choices", choices=[["blue"], ["blue", "navy"]]),
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "bi", "labels": ["of"]},
        {"type": "relation", "from_id": "a", "to_id": "b"},
    ],
)
def test_what_an_editor_writes_fits(item: dict[str, object]) -> None:
    assert validate_result(BOXES, [item]) == []


def test_spans_of_text_fit_with_and_without_their_text() -> None:
    without_text = span()
    del without_text["value"]["text"]
    assert validate_result(SPANS, [span(), without_text]) == []


def test_choices_that_come_with_the_task_may_be_any() -> None:
    item = {"from_name": "any", "to_name": "text", "type": "choices", "value": {"choices": ["x"]}}
    assert validate_result(SPANS, [item]) == []


@pytest.mark.parametrize(
    ("item", "path", "words"),
    [
        ("box", "[0]", 'found the text "box" where an object belongs'),
        ({}, "[0].type", "is missing"),
        ({"type": 3}, "[0].type", "found the number 3 where a string belongs"),
        (box(from_name=None), "[0].from_name", "found null where a string belongs"),
        (box(value=[]), "[0].value", "found an empty list where an object belongs"),
        (box(id=7), "[0].id", "found the number 7 where a string belongs"),
        (box(score="high"), "[0].score", 'found the text "high"'),
        (box(item_index=-1), "[0].item_index", "where a whole number of at least 0 belongs"),
        (box(value=GEOMETRY), "[0].value.rectanglelabels", "is missing; a list of strings"),
        (
            box(value={**GEOMETRY, "rectanglelabels": "Car"}),
            "[0].value.rectanglelabels",
            'found the text "Car" where a list of strings belongs',
        ),
        (
            box(value={**GEOMETRY, "rectanglelabels": [1]}),
            "[0].value.rectanglelabels[0]",
            "found the number 1 where a string belongs",
        ),
        (
            box(value={**GEOMETRY, "x": math.nan, "rectanglelabels": ["Car"]}),
            "[0].value.x",
            "where a number belongs",
        ),
        (
            box(value={**GEOMETRY, "x": True, "rectanglelabels": ["Car"]}),
            "[0].value.x",
            "found true where a number belongs",
        ),
        (
            box(value={"x": 1, "y": 1, "width": 1, "rectanglelabels": ["Car"]}),
            "[0].value.height",
            "is missing; a number belongs here",
        ),
        (answer("note", "textarea", text="hello"), "[0].value.text", "where a list of strings"),
        (answer("stars", "rating", rating=2.5), "[0].value.rating", "where a whole number of at"),
        (answer("stars", "rating", rating="5"), "[0].value.rating", 'found the text "5"'),
        (answer("color", "choices", choices=[3]), "[0].value.choices[0]", "found the number 3"),
        (
            answer("color", "choices", choices=[["blue", 3]]),
            "[0].value.choices[0][1]",
            "found the number 3",
        ),
        ({"type": "relation", "from_id": "a"}, "[0].to_id", "is missing"),
        (
            {"type": "relation", "from_id": "a", "to_id": "b", "direction": "up"},
            "[0].direction",
            'where "right" or "left" or "bi" belongs',
        ),
        (box(type="futuretag", value={"points": [1]}), "[0].value.points[0]", "where a list"),
    ],
)
def test_a_wrong_shape_is_an_error_that_names_the_field(
    item: object, path: str, words: str
) -> None:
    errors = [p for p in validate_result(BOXES, [item]) if p.severity == "error"]
    assert (path, True) in [(error.path, words in error.message) for error in errors]


def test_a_span_needs_its_place() -> None:
    problem = only(SPANS, {**span(), "value": {"start": 0, "labels": ["PER"]}})
    assert (problem.path, problem.severity) == ("[0].value.end", "error")
    assert only(SPANS, span(start=1.5)).path == "[0].value.start"


@pytest.mark.parametrize(
    ("item", "path", "words"),
    [
        (box(from_name="bx"), "[0].from_name", "the config has no control `bx`; did you mean"),
        (box(to_name="picture"), "[0].to_name", "the config has no object `picture`"),
        (
            box(value={**GEOMETRY, "rectanglelabels": ["Cat"]}),
            "[0].value.rectanglelabels[0]",
            "`box` has no label `Cat`; did you mean `Car`?",
        ),
        (box(type="futuretag", value={"anything": 1}), "[0].type", "`box` is a RectangleLabels"),
        (
            answer("stars", "rating", rating=6),
            "[0].value.rating",
            "`stars`: found the number 6 where a whole number from 0 to 5 belongs",
        ),
        (answer("image", "rating", rating=3), "[0].from_name", "has no control `image`"),
    ],
)
def test_a_name_the_config_does_not_have_is_unknown(
    item: dict[str, object], path: str, words: str
) -> None:
    problem = only(BOXES, item)
    assert (problem.path, problem.severity) == (path, "unknown")
    assert words in str(problem)


def test_items_of_tags_nobody_declared_are_taken_as_they_are() -> None:
    config = parse('<View><Hologram name="h" value="$h"/><Pointer name="p" toName="h"/></View>')
    item = {"from_name": "p", "to_name": "h", "type": "pointer", "value": {"ray": [1, 2]}}
    assert validate_result(config, [item]) == []


def test_items_of_a_repeater_are_found_by_their_number() -> None:
    config = parse(
        '<View><Repeater on="$rows"><Text name="t_{{idx}}" value="$rows[{{idx}}]"/>'
        '<Rating name="r_{{idx}}" toName="t_{{idx}}"/></Repeater></View>'
    )
    item = {"from_name": "r_3", "to_name": "t_3", "type": "rating", "value": {"rating": 2}}
    assert validate_result(config, [item]) == []


@pytest.mark.parametrize("items", [None, {}, "[]", 3])
def test_a_result_is_a_list(items: object) -> None:
    assert "where a list of result items belongs" in validate_result(BOXES, items)[0].message


def test_which_labels_are_in_use() -> None:
    items = [
        box(value={**GEOMETRY, "rectanglelabels": ["Car", "human", "Car"]}),
        answer("color", "choices", choices=[["blue"], ["blue", "navy"]]),
        answer("note", "textarea", text=["some words"]),
        box(from_name="tool", type="rectangle", value=GEOMETRY),
        answer("gone", "futurelabels", futurelabels=["x"]),
        {"type": "relation", "from_id": "a", "to_id": "b"},
        "nonsense",
    ]
    assert list(labels_in(items)) == [
        ("box", "Car"),
        ("box", "human"),
        ("color", "blue"),
        ("color", "navy"),
        ("note", ""),
        ("tool", ""),
        ("gone", "x"),
    ]


def test_what_a_new_config_no_longer_has() -> None:
    new = parse(
        '<View><Image name="image" value="$image"/>'
        '<RectangleLabels name="box" toName="image"><Label value="human"/></RectangleLabels>'
        '<Rectangle name="tool" toName="image"/>'
        '<Labels name="tag" toName="image" value="$labels"/>'
        '<Rating name="note" toName="image"/><Rating name="stars" toName="image"/>'
        '<Choices name="color" toName="image"><Choice value="red"/><Choice value="blue">'
        '<Choice value="navy"/></Choice><Choice value="green"/></Choices></View>'
    )
    assert removed_by(BOXES, new) == {"box": frozenset({"Car"}), "note": None}
    assert removed_by(BOXES, BOXES) == {}


RANKED = parse(
    '<View><List name="found" value="$found"/><Ranker name="rank" toName="found">'
    '<Bucket name="best"/><Bucket name="worst"/></Ranker>'
    '<List name="all" value="$all"/><Ranker name="order" toName="all"/>'
    '<Text name="one" value="$one"/><Text name="two" value="$two"/>'
    '<Pairwise name="better" toName="one,two"/></View>'
)


def ranked(control: str, ranker: object) -> dict[str, object]:
    target = "found" if control == "rank" else "all"
    item = {"from_name": control, "to_name": target, "type": "ranker"}
    return {**item, "value": {"ranker": ranker}}


@pytest.mark.parametrize(
    "item",
    [
        ranked("rank", {"_": ["3"], "best": ["b"], "worst": ["a"]}),
        ranked("rank", {"best": [3, "b"]}),
        ranked("order", {"order": ["b", "3", "a"]}),
        {
            **{"from_name": "better", "to_name": "better", "type": "pairwise"},
            "value": {"selected": "right"},
        },
    ],
)
def test_orders_buckets_and_comparisons_fit(item: dict[str, object]) -> None:
    assert validate_result(RANKED, [item]) == []


@pytest.mark.parametrize(
    ("ranker", "path", "words"),
    [
        (["b"], "[0].value.ranker", "found a list where an object"),
        ({"best": "b"}, "[0].value.ranker.best", 'found the text "b" where a list'),
        ({"best": ["b", None]}, "[0].value.ranker.best[1]", "found null where a string"),
    ],
)
def test_an_order_is_lists_of_ids(ranker: object, path: str, words: str) -> None:
    problem = only(RANKED, ranked("rank", ranker))
    assert (problem.path, problem.severity) == (path, "error")
    assert words in problem.message


def test_a_bucket_the_config_lacks_is_unknown() -> None:
    problem = only(RANKED, ranked("rank", {"beste": ["b"]}))
    assert problem.severity == "unknown"
    assert problem.path == "[0].value.ranker.beste"
    assert '"best" or "worst" or "_"' in problem.message
    assert only(RANKED, ranked("order", {"_": []})).severity == "unknown"
