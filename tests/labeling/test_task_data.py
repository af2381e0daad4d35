"""What a config needs of a task, and the sample task made up for it."""

import pytest

from labelry.labeling import bind, catalogue, parse, sample_task, validate_task
from labelry.labeling.reference import DOCS, write_reference
from labelry.labeling.values import Json

REVIEW = parse(
    '<View><Header value="About $shop.name"/><Text name="text" value="$text"/>\n'
    '<Image name="photo" value="$photos[0].url"/>'
    '<Choices name="c" toName="text" value="$options"/></View>'
)
GOOD: dict[str, Json] = {"text": "Fine", "photos": [], "options": [{"value": "a"}]}


def told(data: object) -> list[str]:
    return [str(problem) for problem in validate_task(REVIEW, data)]


def test_the_keys_a_config_needs() -> None:
    keys = REVIEW.data_keys
    assert [(k, v.tag, v.required) for k, v in keys.items()] == [
        ("text", "Text", True),
        ("photos[0].url", "Image", True),
        ("options", "Choices", True),
        ("shop.name", "Header", False),
    ]
    assert keys["text"].types == ("string", "number", "boolean", "array")


def test_a_task_that_has_them_all() -> None:
    assert told(GOOD) == []
    assert told({**GOOD, "shop": {"name": "Corner"}, "more": [1]}) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {"photos": [], "options": "a", "txet": 1},
            'text: "text" key is expected in task data: `<Text name="text">` on line 1 of the '
            "config shows it; did you mean `txet`?",
        ),
        ({**GOOD, "text": {"a": 1}}, 'text: "text" is an object; `<Text name="text">` on line 1'),
        ({**GOOD, "text": None}, '"text" is null'),
        ({**GOOD, "photos": "a.png"}, 'photos: "photos" is the text "a.png"; `<Image'),
        ({**GOOD, "options": 3}, "takes a string or a list; give a string or a list"),
        ({**GOOD, "shop": {"name": ["x"]}}, ""),
        ([], "data: found an empty list where a task's data belongs; give an object such as {\"te"),
        ("text", "data: found the text"),
    ],
)
def test_what_a_task_lacks(data: object, words: str) -> None:
    assert words in "\n".join(told(data))


def test_a_nested_key_is_followed_and_a_dotted_one_is_taken() -> None:
    config = parse('<View><Text name="t" value="$a.b"/></View>')
    assert validate_task(config, {"a": {"b": "x"}}) == []
    assert validate_task(config, {"a.b": "x"}) == []
    assert "key is expected" in str(validate_task(config, {"a": "x"})[0])


def test_of_text_with_several_values_the_first_is_needed() -> None:
    config = parse('<View><Text name="t" value="By $who in $year"/></View>')
    assert validate_task(config, {"who": "Ana"}) == []
    assert validate_task(config, {"year": 1990})[0].path == "who"


def test_lists_of_pages_may_be_missing_but_must_be_lists() -> None:
    config = parse('<View><Image name="i" valueList="$pages"/></View>')
    assert validate_task(config, {}) == []
    assert validate_task(config, {"pages": ["a.png"]}) == []
    assert validate_task(config, {"pages": "a.png"})[0].path == "pages"


def test_any_type_of_the_tags_that_share_a_key_will_do() -> None:
    config = parse('<View><HyperText name="h" value="$x"/><Text name="t" value="$x"/></View>')
    assert validate_task(config, {"x": 3}) == []
    assert config.data_keys["x"].tag == "Text"


@pytest.mark.parametrize(
    "xml",
    [
        REVIEW.text,
        '<View><Image name="i" valueList="$pages"/></View>',
        '<View><Repeater on="$rows"><Text name="t{{idx}}" value="$rows[{{idx}}].a.b"/>'
        '<Image name="i{{idx}}" value="$rows[{{idx}}].i"/></Repeater></View>',
        '<View><Text name="t" value="$x"/><Header value="$x and $y.z"/>'
        '<TextArea name="a" toName="t" value="$guess"/></View>',
        "<View/>",
    ],
)
def test_the_sample_task_has_what_its_config_needs(xml: str) -> None:
    config = parse(xml)
    sample = sample_task(config)
    assert validate_task(config, sample) == []
    assert bind(config.tree(), sample)["tag"] == "View"


def test_samples_fill_every_entry_of_a_repeater() -> None:
    config = parse(
        '<View><Repeater on="$rows"><Text name="t{{idx}}" value="$rows[{{idx}}].a"/>'
        '<Image name="i{{idx}}" value="$rows[{{idx}}].i"/></Repeater></View>'
    )
    rows = sample_task(config)["rows"]
    assert isinstance(rows, list)
    assert len(rows) == 2
    assert all(isinstance(row, dict) and set(row) == {"a", "i"} for row in rows)


def test_a_comment_gives_the_sample() -> None:
    config = parse('<View><Text name="t" value="$x"/></View><!-- {"x": "From the author"} -->')
    assert sample_task(config) == {"x": "From the author"}


def test_a_sample_image_needs_no_network() -> None:
    image = sample_task(parse('<View><Image name="i" value="$x"/></View>'))["x"]
    assert str(image).startswith("data:image/svg+xml,")


def test_the_catalogue_tells_tags_attributes_and_values() -> None:
    tags = catalogue()["tags"]
    assert isinstance(tags, dict)
    choices = tags["Choices"]
    assert isinstance(choices, dict)
    attributes = choices["attributes"]
    assert isinstance(attributes, dict)
    assert attributes["layout"] == {
        "type": "enum",
        "values": ["select", "inline", "vertical"],
        "default": "vertical",
        "required": False,
        "doc": "how they are laid out",
    }
    assert choices["children"] == ["Choice", "View", "Header", "HyperText"]
    for name, tag in tags.items():
        assert isinstance(tag, dict)
        assert tag["doc"], f"{name} says what it is for"
        for attribute in tag["attributes"].values():
            assert attribute["doc"]


def test_the_list_of_tags_in_the_docs_is_up_to_date() -> None:
    page = DOCS.read_text("utf-8")
    assert write_reference(page) == page, "run `python -m labelry.labeling`"
