"""Configs made to harm: a clear message or a tree, and never much memory."""

import json
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelry.labeling import (
    ConfigError,
    LabelingConfig,
    bind,
    parse,
    result_schema,
    sample_task,
    task_schema,
)
from labelry.labeling.xml import MAX_ATTRIBUTES

MEGABYTE = 1_000_000
TEXT = '<Text name="text" value="$text"/>'
MANY_ATTRIBUTES = " ".join(f"a{n}=''" for n in range(300_000))
BOMB = "".join(f"<!ENTITY e{n} '&e{n - 1};&e{n - 1};'>" for n in range(1, 60))


def inside(xml: str) -> str:
    return f"<View>{TEXT}{xml}</View>"


def words_of(xml: str | bytes) -> list[str]:
    """What is said of a config, refused or not."""
    try:
        return [str(problem) for problem in parse(xml).problems]
    except ConfigError as refused:
        return [str(problem) for problem in refused.problems]


def memory_for(work: Callable[[], object]) -> int:
    """Bytes that are in use at once, at most."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: inside(f'<Header value="{"a" * 4_900_000}"/>'), ""),
        (lambda: inside(f'<Header foo="{"a" * 4_900_000}"/>'), "has no attribute `foo`"),
        (lambda: inside(f"<{'a' * 4_000_000}/>"), "is not a tag known here"),
        (lambda: inside(f'<Rating name="{"n" * 4_000_000}" toName="text"/>'), ""),
        (lambda: inside(f'<Rating name="r" toName="{"x" * MEGABYTE}"/>'), "which is no tag's name"),
        (lambda: inside(f'<Rating name="r" toName="{"text," * 200_000}"/>'), ""),
        (lambda: inside(f'<View style="{"(;" * 500_000}"/>'), ""),
        (lambda: inside(f'<Header value="{"$a" * 500_000}"/>'), "names more than 1,000 values"),
        (lambda: inside(f'<Header value="${"a." * 500_000}b"/>'), "more than 100 deep"),
        (lambda: inside(f'<Header value="$a{"[0]" * 300_000}"/>'), "more than 100 deep"),
        (lambda: inside(f"<!--{{{'[' * MEGABYTE}}}-->"), ""),
        (lambda: inside("<!--{}-->" * 300_000), ""),
        (lambda: inside(f"<Style><![CDATA[{'a' * 4_000_000}]]></Style>"), ""),
        (lambda: inside(f"<Header {MANY_ATTRIBUTES}/>"), "has 300,000 attributes; at most 1,000"),
        (lambda: f"<!DOCTYPE a [{BOMB}]><View>&e59;</View>", "document types"),
        (lambda: f'<!DOCTYPE a SYSTEM "file:///etc/passwd"><View>{"&x;" * 1000}</View>', "types"),
        (lambda: f'<View a="{"&a;" * 300_000}"/>', "is not one of XML's own"),
        (lambda: "<a>" * 300_000, "nested more than 100 deep"),
        (lambda: inside("<Repeater on='$rows'>" * 90 + "</Repeater>" * 90), "inside 3 others"),
        (lambda: b"<View>" + b"\xff" * MEGABYTE, "is not UTF-8"),
        (lambda: "<View>" + "\x00" * MEGABYTE + "</View>", "not well-formed"),
        (lambda: "<View>" + "\ud83d" * 1000 + "</View>", "half a character"),
    ],
)
def test_size_costs_no_more_than_size(make: Callable[[], str | bytes], words: str) -> None:
    xml = make()
    said: list[str] = []
    assert memory_for(lambda: said.extend(words_of(xml))) < 150 * MEGABYTE
    assert any(words in line for line in said) if words else not any("error" in x for x in said)
    assert sum(map(len, said)) < 40_000


def test_as_many_attributes_as_are_read() -> None:
    many = " ".join(f'a{n}=""' for n in range(MAX_ATTRIBUTES))
    assert len(parse(f"<View {many}/>").root.extra) == MAX_ATTRIBUTES


def test_lists_in_lists_do_not_double_the_sample() -> None:
    config = parse(f'<View><Header value="$a{"[0]" * 90}"/>{TEXT}</View>')
    assert len(json.dumps(sample_task(config))) < 5_000
    task_schema(config)


def test_a_place_of_thousands_of_digits_is_no_place() -> None:
    for path in (f"a[{'9' * 5000}]", f"a.{'9' * 5000}"):
        config = parse(f'<View><Text name="text" value="${path}"/></View>')
        bound = bind(config.tree(), {"a": ["x"]})
        assert bound["children"][0]["attrs"]["value"] is None
        task_schema(config)


def test_large_configs_do_not_pile_up_in_memory() -> None:
    def parse_many() -> None:
        for number in range(20):
            parse(inside(f'<Header value="{number}{"a" * 4 * MEGABYTE}"/>'))

    assert memory_for(parse_many) < 150 * MEGABYTE


DEEP = st.recursive(
    st.sampled_from(["", TEXT, "<Label/>", "&amp;", '<Choice value="a"/>', "text"]),
    lambda inner: st.builds(
        lambda tag, attrs, parts: f"<{tag} {attrs}>{''.join(parts)}</{tag}>",
        st.sampled_from(["View", "Repeater", "Labels", "Choices", "Collapse", "Panel", "Odd"]),
        st.sampled_from(
            ["", 'on="$a"', 'name="n" toName="text"', 'value="$a[0].b"', 'perRegion="1"']
        ),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(DEEP)
def test_any_nesting_of_tags_is_told_or_taken(xml: str) -> None:
    try:
        config = parse(f"<View>{xml}</View>")
    except ConfigError as refused:
        told = refused.problems
    else:
        told = config.problems
        json.dumps(made_of(config))
    assert all(problem.message and problem.line for problem in told)


def made_of(config: LabelingConfig) -> list[object]:
    return [sample_task(config), task_schema(config), result_schema(config), config.tree()]
