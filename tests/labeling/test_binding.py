"""`bind` gives the answers of the shared vectors, which the browser's suite runs too."""

import copy

import pytest

from labelry.labeling import bind, parse
from labelry.labeling.values import Json
from labelry.labeling.vectors import VECTORS, Vector, at, read_vectors, write_vectors

CASES = read_vectors(VECTORS.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_vector(case: Vector) -> None:
    tree = parse(case["config"]).tree()
    before = copy.deepcopy(tree)
    bound = bind(tree, case["data"])
    for place, value in case["expect"]:
        assert at(bound, place) == value
    assert tree == before


def test_the_generated_parts_are_up_to_date() -> None:
    text = VECTORS.read_text("utf-8")
    assert write_vectors(text) == text, "run `python -m labelry.labeling`"
    assert len(CASES) >= 40


def test_children_brought_by_a_task_nest_no_deeper_than_a_hundred() -> None:
    options: Json = []
    for _ in range(200):
        options = [{"value": "deeper", "children": options}]
    config = parse(
        '<View><Text name="t" value="$t"/><Choices name="c" toName="t" value="$options"/></View>'
    )
    tag = at(bind(config.tree(), {"options": options}), "children.1")
    depth = 0
    while isinstance(tag, dict) and tag["children"]:
        tag = at(tag, "children.0")
        depth += 1
    assert depth == 100
