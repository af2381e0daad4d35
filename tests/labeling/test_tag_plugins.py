"""A plugin's tag enters by the same door as the built-in ones: an entry point of `labelry.tags`."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from labelry.labeling import catalogue, parse, parsing, registry, validate_result
from labelry.labeling.declare import TagType

PLUGIN = '''
"""A control that asks for a mood."""
from labelry.labeling.declare import Attribute, ControlTag
from labelry.labeling.registry import register
from labelry.labeling.shapes import Text
from labelry.labeling.tags.labels import LabelSet
from labelry.labeling.tags.shared import NAME, TO_NAME

@register
class Mood(ControlTag):
    """How somebody feels, as one word."""
    name = "Mood"
    attributes = (NAME, TO_NAME, Attribute("scale", "how fine", values=("coarse", "fine")))
    targets = ("Text",)
    key = "mood"
    answer = Text(("good", "bad"))

@register
class MoodLabels(LabelSet):
    """Moods of spans."""
    name = "MoodLabels"
    key = "moodlabels"
'''


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with an entry point, as `pip install` would leave it."""
    (tmp_path / "labelry_mood.py").write_text(PLUGIN, "utf-8")
    info = tmp_path / "labelry_mood-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: labelry-mood\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[labelry.tags]\nmood = labelry_mood\n")
    registry.find("View")
    monkeypatch.setattr(registry, "_tags", dict(registry._tags))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "labelry_mood", raising=False)
    registry._load.cache_clear()
    parsing._parse_small.cache_clear()
    yield
    monkeypatch.undo()
    registry._load.cache_clear()
    parsing._parse_small.cache_clear()


@pytest.mark.usefixtures("plugin")
def test_a_plugin_declares_a_tag() -> None:
    config = parse(
        '<View><Text name="t" value="$t"/><mood name="m" toName="t" scale="fine"/></View>'
    )
    assert config.problems == ()
    assert config.controls["m"].attrs == {"scale": "fine"}
    assert "Mood" in catalogue()["tags"]
    item = {"from_name": "m", "to_name": "t", "type": "mood", "value": {"mood": "good"}}
    assert validate_result(config, [item]) == []
    [problem] = validate_result(config, [{**item, "value": {"mood": "odd"}}])
    assert (problem.path, problem.severity) == ("[0].value.mood", "error")


@pytest.mark.usefixtures("plugin")
def test_a_plugin_declares_a_set_of_labels() -> None:
    config = parse(
        '<View><Text name="t" value="$t"/>'
        '<MoodLabels name="m" toName="t"><Label value="Joy"/></MoodLabels></View>'
    )
    assert config.problems == ()
    assert config.labels == {"m": {"Joy"}}


def test_without_the_plugin_its_tag_is_kept_and_warned_about() -> None:
    [problem] = parse('<View><Mood name="m" value="$t"/></View>').problems
    assert "`<Mood>` is not a tag known here" in problem.message


def test_a_name_is_declared_once() -> None:
    class Again(TagType):
        """A second View."""

        name = "VIEW"

    with pytest.raises(ValueError, match=r"already declared by labelry\.labeling\.tags\.structure"):
        registry.register(Again)


def test_entry_points_are_of_the_group_the_docs_name() -> None:
    assert EntryPoint("mood", "labelry_mood", registry.ENTRY_POINTS).group == "labelry.tags"
