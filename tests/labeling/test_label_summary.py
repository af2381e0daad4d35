"""`config.summary()` tells a config as Label Studio's `parsed_label_config` does."""

from labelry.labeling import parse


def test_labels_with_their_attributes() -> None:
    summary = parse(
        '<View><Image name="image" value="$image"/><RectangleLabels name="label" toName="image">'
        '<Label value="Car" background="#FFA39E"/><Label value="Dog" alias="d"/>'
        "</RectangleLabels></View>"
    ).summary()
    assert summary == {
        "label": {
            "type": "RectangleLabels",
            "to_name": ["image"],
            "inputs": [{"type": "Image", "valueType": None, "value": "image"}],
            "labels": ["Car", "d"],
            "labels_attrs": {
                "Car": {"value": "Car", "background": "#FFA39E"},
                "d": {"value": "Dog", "alias": "d"},
            },
        }
    }


def test_conditions_dynamic_labels_pages_and_repeaters() -> None:
    summary = parse(
        '<View><Image name="i" valueList="$pages"/><Text name="t" value="$a.b" valueType="url"/>'
        '<Choices name="c" toName="t" value="$opts" perRegion="true" whenTagName="x"/>'
        '<TextArea name="a" toName="i,t" perRegion="true" whenLabelValue="y"/>'
        '<Repeater on="$rows" indexFlag="{{n}}"><Text name="t{{n}}" value="$rows[{{n}}]"/>'
        '<Rating name="r{{n}}" toName="t{{n}}"/></Repeater>'
        '<Filter name="f" toName="c"/></View>'
    ).summary()
    assert list(summary) == ["c", "a", "r{{n}}"]
    text = {"type": "Text", "valueType": "url", "value": "a.b"}
    assert summary["c"] == {
        "type": "Choices",
        "to_name": ["t"],
        "conditionals": {"type": "tag", "name": "x"},
        "dynamic_labels": True,
        "inputs": [text],
        "labels": [],
        "labels_attrs": {},
    }
    assert summary["a"]["inputs"] == [
        {"type": "Image", "valueType": None, "valueList": "pages"},
        text,
    ]
    assert summary["a"]["conditionals"] == {"type": "label", "name": "y"}
    assert summary["r{{n}}"]["regex"] == {"{{n}}": ".*"}


def test_the_same_as_the_sdk_says() -> None:
    from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config

    xml = (
        '<View><Header value="x"/><Text name="t" value="$text"/>'
        '<View><Labels name="l" toName="t"><View><Label value="A" category="1"/></View>'
        '<Label value="B" alias="b"/></Labels></View>'
        '<Choices name="c" toName="t" perRegion="true" whenChoiceValue="q">'
        '<Choice value="X"><Choice value="Y"/></Choice></Choices>'
        '<TextArea name="a" toName="t" value="$text"/><Odd name="o" toName="t"/></View>'
    )
    assert parse(xml).summary() == parse_config(xml)
