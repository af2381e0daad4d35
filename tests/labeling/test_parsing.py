"""From XML to a checked tree: what is read, what is refused and in which words."""

import difflib
from typing import Any

import pytest

from labelry.labeling import ConfigError, parse
from labelry.labeling.problems import MOST_COMPARED, Findings
from labelry.labeling.values import Path

IMAGE = '<Image name="image" value="$image"/>'
TEXT = '<Text name="text" value="$text"/>'


def refusal(xml: str | bytes) -> str:
    with pytest.raises(ConfigError) as refused:
        parse(xml)
    return str(refused.value)


def warnings(xml: str) -> list[str]:
    return [str(problem) for problem in parse(xml).problems]


def test_a_config_becomes_a_typed_tree() -> None:
    config = parse(
        f"<View>\n  {TEXT}\n"
        '  <Choices name="mood" toName="text" required="true" layout="inline">\n'
        '    <Choice value="Good" hotkey="g"/><Choice value="Bad"/>\n'
        "  </Choices>\n</View>"
    )
    mood = config.controls["mood"]
    assert (mood.tag, mood.kind, mood.to_name) == ("Choices", "control", ("text",))
    assert (mood.line, mood.column) == (3, 3)
    assert mood.attrs["required"] is True
    assert mood.attrs["choice"] == "single"
    assert mood.attrs["showInline"] is None
    assert [choice.attrs["value"] for choice in mood.children] == ["Good", "Bad"]
    assert config.objects["text"].attrs["value"] == Path(("text",))
    assert config.labels == {"mood": {"Good", "Bad"}}
    assert config.problems == ()


def test_the_tree_for_the_editor() -> None:
    tree = parse(f'<View>{TEXT}<Rating name="r" toName="text" foo="1"/></View>').tree()
    rating = tree["children"][1]
    assert rating == {
        "tag": "Rating",
        "kind": "control",
        "name": "r",
        "toName": ["text"],
        "attrs": {
            "maxRating": 5,
            "defaultValue": 0,
            "size": "medium",
            "icon": "star",
            "hotkey": None,
            "required": False,
            "requiredMessage": None,
            "perRegion": False,
            "perItem": False,
        },
        "extra": {"foo": "1"},
        "when": None,
        "children": [],
        "line": 1,
        "column": 40,
    }


def test_names_are_read_in_any_case() -> None:
    config = parse('<view><IMAGE NAME="i" VALUE="$x" maxwidth="5px"/></view>')
    assert config.root.tag == "View"
    assert config.objects["i"].attrs["maxWidth"] == "5px"


def test_text_inside_a_tag_is_its_value() -> None:
    config = parse(
        f"<View><Header> Look &amp; tell </Header>{TEXT}"
        '<Labels name="l" toName="text"><Label>PER</Label></Labels></View>'
    )
    assert config.root.children[0].attrs["value"] == "Look & tell"
    assert config.labels["l"] == {"PER"}


def test_hypertext_takes_the_markup_inside() -> None:
    config = parse('<View><HyperText name="h"><p class="a">Hi &lt;<br/> you</p></HyperText></View>')
    tag = config.objects["h"]
    assert tag.attrs["value"] == '<p class="a">Hi &lt;<br/> you</p>'
    assert tag.children == ()


def test_aliases_are_what_results_say() -> None:
    config = parse(
        f'<View>{TEXT}<Choices name="c" toName="text">'
        '<Choice value="A"/><Choice value="B" alias="bee"/></Choices></View>'
    )
    assert config.labels["c"] == {"A", "bee"}


def test_labels_that_come_with_the_task_may_be_any() -> None:
    config = parse(f'<View>{TEXT}<Choices name="c" toName="text" value="$options"/></View>')
    assert config.labels["c"] is None


def test_a_control_without_to_name_labels_the_only_object() -> None:
    xml = f'<View>{IMAGE}<Rating name="r"/></View>'
    assert parse(xml).controls["r"].to_name == ("image",)
    assert "the only object here" in warnings(xml)[0]


def test_a_config_may_be_empty_of_controls() -> None:
    config = parse("<View></View>")
    assert (config.controls, config.objects, config.problems) == ({}, {}, ())


def test_a_comment_may_hold_a_sample_task() -> None:
    assert parse(f'<View>{TEXT}</View><!-- {{"data": {{"text": "Hi"}}}} -->').sample == {
        "data": {"text": "Hi"}
    }
    assert parse(f"<View>{TEXT}<!-- {{not json}} --></View>").sample is None


def test_styles_become_maps() -> None:
    style = parse(
        "<View style=\"background: url('data:a;b'); margin-top:1px;--x: (;)\"/>"
    ).root.attrs["style"]
    assert style == {"background": "url('data:a;b')", "marginTop": "1px", "--x": "(;)"}


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("", None),
        ('perRegion="true"', None),
        ('perRegion="true" whenLabelValue="Car"', ("region-selected", None, ("Car",))),
        (
            'perRegion="true" whenTagName="r" whenLabelValue="a,b"',
            ("region-selected", "r", ("a,b", "a", "b")),
        ),
        ('visibleWhen="region-selected"', ("region-selected", None, None)),
        ('visibleWhen="no-region-selected"', ("no-region-selected", None, None)),
        (
            'visibleWhen="choice-unselected" whenTagName="r" whenChoiceValue="Yes"',
            ("choice-unselected", "r", ("Yes",)),
        ),
        ('whenChoiceValue="Yes"', ("choice-selected", None, ("Yes",))),
    ],
)
def test_conditions(written: str, when: object) -> None:
    config = parse(
        f'<View>{TEXT}<Rating name="r" toName="text"/>'
        f'<TextArea name="a" toName="text" {written}/></View>'
    )
    found = config.controls["a"].when
    assert (found and (found.kind, found.tag_name, found.values)) == when
    assert config.problems == ()


def test_conditions_may_be_joined() -> None:
    when = (
        parse(
            f'<View>{TEXT}<TextArea name="a" toName="text" perRegion="true" whenLabelValue="Car"'
            ' visibleWhen="choice-selected" whenTagName="a" whenChoiceValue="Yes"/></View>'
        )
        .controls["a"]
        .when
    )
    assert when
    assert when.kind == "choice-selected"
    assert when.and_
    assert (when.and_.kind, when.and_.values) == ("region-selected", ("Car",))


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("", "line 1: the config is empty"),
        ("   \n ", "line 1: the config is empty"),
        ("hello", "line 1: this is not XML"),
        ('{"a": 1}', "line 1: this is not XML"),
        ("<View>\n<Foo", "line 2: a tag, comment or CDATA section is opened here and never closed"),
        ("<View>\n<A>", "line 2: the text ends while `<A>` of line 2 is still open"),
        ("<View>\n<A></View>", "line 2: this closes another tag than `<A>` of line 2"),
        ("<View/><View/>", "line 1: there is something after the outermost tag"),
        ('<View a="1" a="2"/>', "line 1: an attribute is written twice"),
        ("<View a=b/>", "line 1: this is not well-formed XML; quote attribute values"),
        ("<View>&nbsp;</View>", "write the character itself or its number, such as `&#160;`"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><View/>',
            "line 1: document types (`<!DOCTYPE ...>`) and entities are not read",
        ),
        ("<a>" * 101, "line 1: tags are nested more than 100 deep"),
        ("<View>" + "<a/>" * 50_001, "the config has more than 50,000 tags"),
        ("<!--" + " " * 5_000_001, "at most 5,000,000 are read"),
        (b"<View>\n\xff</View>", "line 2: the config is not UTF-8 text"),
        ("<View>\ud800</View>", "half a character"),
        ("<View>\x00</View>", "line 1: this is not well-formed XML"),
    ],
)
def test_what_is_no_xml_is_refused(xml: str | bytes, words: str) -> None:
    assert words in refusal(xml)


def test_a_declaration_of_another_encoding_does_not_matter() -> None:
    xml = '\n<?xml version="1.0" encoding="utf-16"?>\n<View><Header>é</Header></View>'
    header = parse(xml).root.children[0]
    assert (header.attrs["value"], header.line) == ("é", 3)
    assert parse(b"\xef\xbb\xbf<View/>").root.tag == "View"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            f'{IMAGE}\n<Rating name="r" toName="imgage"/>',
            "line 2: `toName` names `imgage`, which is no tag's name; did you mean `image`?",
        ),
        (
            f'{IMAGE}\n<Rating name="image" toName="image"/>',
            "line 2: the name `image` is taken by `<Image>` of line 1",
        ),
        ('<Image value="$x"/>', "`<Image>` has no `name`"),
        ('<Image name="x"/>', '`<Image name="x">` has no `value`'),
        (f'{IMAGE}<Rating toName="image"/>', "`<Rating>` has no `name`"),
        ('<Rating name="r"/>', '`<Rating name="r">` has no `toName`; add an object tag'),
        (f'{IMAGE}{TEXT}<Rating name="r"/>', "has no `toName`; name one of `image` or `text`"),
        (
            f'{TEXT}<RectangleLabels name="r" toName="text"><Label value="a"/></RectangleLabels>',
            '`<RectangleLabels name="r">` cannot label `<Text name="text">`; it labels `<Image>`',
        ),
        (
            f'{TEXT}<Rating name="a" toName="text"/><Rating name="b" toName="a"/>',
            '`<Rating name="b">` cannot label `<Rating name="a">`; it labels objects',
        ),
        (f'{TEXT}<Choices name="c" toName="text"/>', "has no `<Choice>` inside"),
        (f'{TEXT}<Labels name="l" toName="text"></Labels>', "has no `<Label>` inside"),
        (
            f'{TEXT}<Rating name="r" toName="text" perRegion="true" perItem="true"/>',
            "both `perRegion` and `perItem`",
        ),
    ],
)
def test_configs_that_cannot_work_are_refused(inside: str, words: str) -> None:
    assert words in refusal(f"<View>{inside}</View>")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<Imge name="x" value="$x"/>', "`<Imge>` is not a tag known here"),
        ('<Imge name="x" value="$x"/>', "did you mean `Image`?"),
        (
            '<Text name="t" value="$t" granularty="word"/>',
            "`<Text>` has no attribute `granularty`; it is kept and not used; "
            "did you mean `granularity`?",
        ),
        (
            '<Text name="t" value="$t" granularity="letter"/>',
            '`granularity` of `<Text>` is "letter"; write `symbol`, `word`, `sentence` or',
        ),
        (
            '<Text name="t" value="$t" selectionEnabled="yes"/>',
            '`selectionEnabled` of `<Text>` is "yes"; write "true" or "false"',
        ),
        (
            f'{IMAGE}<Rating name="r" toName="image" maxRating="many"/>',
            '`maxRating` of `<Rating>` is "many"; write a number',
        ),
        ('<Text name="t" value="$t" NAME="u"/>', "`name` is written twice"),
        ('<Label value="x"/>', "`<Label>` stands outside of `<Labels>`"),
        (
            f'{TEXT}<Pairwise name="better" toName="text"/>',
            '`<Pairwise name="better">` labels `text`; it compares two objects',
        ),
        ("<Header>a<View/></Header>", "`<Header>` holds no other tags"),
        ("words<View/>", "text between the tags inside `<View>` is not shown"),
        (
            f'{TEXT}<View visibleWhen="choice-selected" whenTagName="chosen"/>',
            "`whenTagName` names `chosen`, which is no tag's name",
        ),
    ],
)
def test_what_is_odd_is_kept_and_warned_about(inside: str, words: str) -> None:
    assert any(words in warning for warning in warnings(f"<View>{inside}</View>"))


def test_values_that_are_not_allowed_give_way_to_the_default() -> None:
    text = parse('<View><Text name="t" value="$t" granularity="x"/></View>').objects["t"]
    assert text.attrs["granularity"] == "symbol"


def test_a_name_of_a_repeater_is_found_by_its_number() -> None:
    config = parse(
        '<View><Repeater on="$rows" indexFlag="{{i}}"><Text name="t.{{i}}" value="$rows[{{i}}]"/>'
        '<Rating name="r.{{i}}" toName="t.{{i}}"/></Repeater></View>'
    )
    assert config.find("r.12") is config.controls["r.{{i}}"]
    assert config.find("r.x") is None
    assert config.find("rx12") is None


def test_thousands_of_mistakes_are_told_up_to_a_hundred() -> None:
    config = parse("<View>" + "".join(f"<Chioce{n}/>" for n in range(5000)) + "</View>")
    assert len(config.problems) == 100


def test_many_mistakes_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    compare = difflib.get_close_matches

    def count(name: str, names: Any, **options: Any) -> list[str]:
        compared.append(len(names))
        return compare(name, names, **options)

    monkeypatch.setattr(difflib, "get_close_matches", count)
    rows = (
        f'<Text name="t{n}" value="$t"/><Rating name="r{n}" toName="q{n}"/>' for n in range(3000)
    )
    assert "did you mean" in refusal(f"<View>{''.join(rows)}</View>")
    assert len(compared) <= Findings.LIMIT
    assert max(compared) <= MOST_COMPARED


def test_what_was_parsed_is_remembered() -> None:
    labels = "".join(f'<Label value="Label {n}" background="#123456"/>' for n in range(40))
    boxes = f'<RectangleLabels name="r" toName="image">{labels}</RectangleLabels>'
    xml = f'<View><Header value="Hi"/>{IMAGE}{boxes}</View>'
    assert parse(xml) is parse("".join(xml))


def test_text_inside_a_tag_is_without_the_indentation_of_the_config() -> None:
    config = parse(
        "<View>\n  <Markdown>\n    # Read first\n\n    - one\n      - inside one\n"
        "  </Markdown>\n</View>"
    )
    written = config.root.children[0].attrs["value"]
    assert written == "# Read first\n\n- one\n  - inside one"
    assert parse(config.to_xml()).root.children[0].attrs["value"] == written
