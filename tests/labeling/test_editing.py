"""Changes of a config as patches: they do what they say, and touch nothing else."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_language_properties import WORDS, configs, without_places

from labelry.labeling import ConfigError, editing, parse
from labelry.labeling.editing import (
    EditError,
    Format,
    Insert,
    Move,
    NewTag,
    Patch,
    Remove,
    Rename,
    SetAttribute,
    apply,
    edit,
    quick_fixes,
)
from labelry.labeling.xml import Element, read

BOXES = """<!-- Street scenes -->
<View>
  <Image name="image" value='$image' data-kept="yes"/>
  <RectangleLabels name="thing"   toName="image">
    <!-- fast ones -->
    <Label value="Car"/>  <!-- no vans -->
    <Label value='Bus'
           background="red"/>

    <Label value="Tram"/>
  </RectangleLabels>
  <Header>What is it?</Header>
  <Choices name="q" toName="image" perRegion="true" whenTagName="thing"><Choice value=""/></Choices>
</View>
"""


def changed(change: editing.Change, text: str = BOXES) -> str:
    return apply(text, edit(text, change))


def test_an_attribute_changes_inside_its_own_quotes() -> None:
    assert edit(BOXES, SetAttribute((0,), "value", "$a & 'b'")) == [
        Patch(BOXES.index("$image"), 6, "$a &amp; &apos;b&apos;")
    ]
    assert changed(SetAttribute((1, 1), "background", None)) == BOXES.replace(
        '\n           background="red"', ""
    )
    assert changed(SetAttribute((1, 1), "hotkey", "b")) == BOXES.replace(
        'background="red"', 'background="red"\n           hotkey="b"'
    )


def test_a_value_written_as_text_stays_text() -> None:
    assert changed(SetAttribute((2,), "value", "a < b")) == BOXES.replace("What is it?", "a &lt; b")


def test_a_label_goes_behind_the_comment_of_the_one_before() -> None:
    assert changed(Insert((1,), 1, (NewTag("Label", {"value": "Van"}),))) == BOXES.replace(
        "<!-- no vans -->", '<!-- no vans -->\n    <Label value="Van"/>'
    )
    assert changed(Insert((3,), 1, (NewTag("Choice", {"value": "?"}),))) == BOXES.replace(
        '<Choice value=""/>', '<Choice value=""/><Choice value="?"/>'
    )


def test_tags_go_into_one_that_closes_itself() -> None:
    text = '<View>\n  <Choices name="a" toName="b" />\n</View>'
    tags = tuple(NewTag("Choice", {"value": word}) for word in ("x", "y"))
    assert changed(Insert((0,), 0, tags), text) == (
        '<View>\n  <Choices name="a" toName="b">\n    <Choice value="x"/>\n'
        '    <Choice value="y"/>\n  </Choices>\n</View>'
    )


def test_a_removed_label_takes_its_line() -> None:
    assert changed(Remove((1, 2))) == BOXES.replace('\n    <Label value="Tram"/>', "")
    with pytest.raises(EditError):
        edit(BOXES, Remove(()))


def test_a_moved_label_leaves_the_comments_where_they_are() -> None:
    moved = changed(Move((1, 2), 0))
    assert moved.index("Tram") < moved.index("<!-- fast ones -->")
    assert changed(Move((1, 0), 2), moved).replace("\n\n", "\n") == BOXES.replace("\n\n", "\n")


def test_a_name_changes_wherever_it_is_named() -> None:
    renamed = changed(Rename((0,), "photo"))
    assert renamed == BOXES.replace('name="image"', 'name="photo"').replace(
        'toName="image"', 'toName="photo"'
    )
    assert 'whenTagName="object"' in changed(Rename((1,), "object"))
    with pytest.raises(EditError, match="q"):
        edit(BOXES, Rename((0,), "q"))


@pytest.mark.parametrize(
    "change",
    [
        Remove((7,)),
        Remove((-1,)),
        Move((1, 0), 3),
        Insert((1,), 9, (NewTag("Label", {}),)),
        Insert((1,), 0, (NewTag("a b", {}),)),
        SetAttribute((0,), "a b", "x"),
        SetAttribute((0,), "value", "\x00"),
        Rename((0,), " "),
    ],
)
def test_what_does_not_fit_is_refused_in_words(change: editing.Change) -> None:
    with pytest.raises(EditError, match=r"\w"):
        edit(BOXES, change)


def test_patches_count_as_javascript_does() -> None:
    text = '<View><Header value="🚗🚗 a"/></View>'
    [patch] = edit(text, SetAttribute((0,), "size", "2"))
    assert patch.in_utf16(text).offset == patch.offset + 2


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('toName="imag"', 'toName="image"'),
        ("<RectangelLabels", "<RectangleLabels"),
        ("</RectangelLabels", "</RectangleLabels"),
        ("backgruond=", "background="),
        ('whenTagName="thin"', 'whenTagName="thing"'),
    ],
)
def test_a_misspelt_name_is_mended_where_it_stands(wrong: str, right: str) -> None:
    broken = BOXES.replace(right, wrong, 1)
    if "Labels" in wrong:
        broken = broken.replace("RectangleLabels", "RectangelLabels")
    try:
        problems = parse(broken).problems
    except ConfigError as error:
        problems = error.problems
    fixes = [fix for fix in quick_fixes(broken, problems) if fix]
    assert apply(broken, fixes[0]) == BOXES


def test_formatting_keeps_what_was_written() -> None:
    assert changed(Format()) == (
        """<!-- Street scenes -->
<View>
  <Image name="image" value='$image' data-kept="yes"/>
  <RectangleLabels name="thing" toName="image">
    <!-- fast ones -->
    <Label value="Car"/> <!-- no vans -->
    <Label value='Bus' background="red"/>

    <Label value="Tram"/>
  </RectangleLabels>
  <Header>What is it?</Header>
  <Choices name="q" toName="image" perRegion="true" whenTagName="thing">
    <Choice value=""/>
  </Choices>
</View>
"""
    )


# --- whatever the config ------------------------------------------------------------------------

SPACES = st.sampled_from(("", "\n", "\n  ", "  ", "\r\n", "\n\n\t"))
COMMENTS = WORDS.filter(lambda text: "--" not in text and not text.endswith("-"))


@st.composite
def laid_out(draw: st.DrawFn) -> str:
    """A config with white space and numbered comments between its tags."""
    pieces = draw(configs()).replace("><", ">\0<").split("\0")
    text = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        text += draw(SPACES)
        # Between an opening and its closing a comment would be fine too, and is kept out of names.
        if draw(st.integers(0, 3)) == 0:
            text += f"<!--{number} {draw(COMMENTS)}-->" + draw(SPACES)
        text += piece
    return draw(SPACES) + text + draw(SPACES)


def elements(root: Element, path: editing.Path = ()) -> Iterator[tuple[editing.Path, Element]]:
    yield path, root
    for number, child in enumerate(root.children):
        yield from elements(child, (*path, number))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, editing.Change, Element]:
    """A text, a change of it, and the elements there must be after it."""
    text = draw(laid_out())
    root = read(text).root
    path, element = draw(st.sampled_from(list(elements(root))))
    kind = draw(st.sampled_from(("set", "drop", "insert", "remove", "move")))
    if kind == "set":
        name = draw(st.sampled_from([*element.attributes, "hint", "unheard"]))
        value = draw(WORDS)
        element.attributes[name] = value
        return text, SetAttribute(path, name, value), root
    if kind == "drop" and element.attributes:
        name = draw(st.sampled_from(list(element.attributes)))
        del element.attributes[name]
        return text, SetAttribute(path, name, None), root
    inside = [item for item in element.content if isinstance(item, Element)]
    if kind == "insert" or not path:
        index = draw(st.integers(0, len(inside)))
        value = draw(WORDS)
        inside.insert(index, Element("Header", {"value": value}, 0, 0))
        element.content = list(inside)
        return text, Insert(path, index, (NewTag("Header", {"value": value}),)), root
    parent = dict(elements(root))[path[:-1]]
    siblings = parent.children
    siblings.remove(element)
    if kind == "remove":
        parent.content = list(siblings)
        return text, Remove(path), root
    index = draw(st.integers(0, len(siblings)))
    siblings.insert(index, element)
    parent.content = list(siblings)
    return text, Move(path, index), root


def tags_of(root: Element) -> list[tuple[editing.Path, str, dict[str, str]]]:
    return [(path, one.tag, one.attributes) for path, one in elements(root)]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(edits())
def test_a_patched_text_is_the_text_with_the_change(
    case: tuple[str, editing.Change, Element],
) -> None:
    text, change, wanted = case
    patches = edit(text, change)
    patched = apply(text, patches)
    assert tags_of(read(patched).root) == tags_of(wanted)
    # Patches stand apart and in order, and hold no comment that was not there.
    ends = [0]
    for patch in patches:
        assert patch.offset >= ends[-1]
        ends.append(patch.offset + patch.length)
    before, after = read(text).comments, read(patched).comments
    if isinstance(change, Remove):
        assert set(after) <= set(before)
    else:
        assert sorted(after) == sorted(before)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(laid_out())
def test_a_formatted_config_is_the_same_config(text: str) -> None:
    laid = apply(text, edit(text, Format()))
    assert edit(laid, Format()) == []
    assert without_places(parse(laid).tree()) == without_places(parse(text).tree())
    assert read(laid).comments == [c.replace("\r\n", "\n") for c in read(text).comments]
    assert tags_of(read(laid).root) == tags_of(read(text).root)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(laid_out(), st.data())
def test_a_renamed_tag_is_named_so_everywhere(text: str, data: st.DataObject) -> None:
    config = parse(text)
    old = data.draw(st.sampled_from(sorted(config.objects)))
    path = next(p for p, e in elements(read(text).root) if e.attributes.get("name") == old)
    renamed = parse(apply(text, edit(text, Rename(path, "quite another"))))
    assert "quite another" in renamed.objects
    assert old not in renamed.names
    for name, control in config.controls.items():
        wanted = tuple("quite another" if each == old else each for each in control.to_name)
        assert renamed.controls[name].to_name == wanted
