"""Sound, video and series, and the controls that label stretches of them."""

from __future__ import annotations

import base64
import io
import math
import wave
from functools import lru_cache
from typing import TYPE_CHECKING

from labelry.labeling.declare import Attribute, ObjectTag, TagType
from labelry.labeling.registry import register
from labelry.labeling.shapes import Bool, Either, ListOf, Number, Record, Shape, Text, record

from .image import CAN_ROTATE, RegionTool
from .labels import LabelSet
from .regions import VECTOR_OPTIONS, VERTICES
from .shared import LOOK, NAME, SMART, TO_NAME, changed

if TYPE_CHECKING:
    from labelry.labeling.tree import Tag
    from labelry.labeling.values import Json


@lru_cache(maxsize=1)
def sample_sound() -> str:
    """Two seconds of a rising tone as a data URL, so that a preview needs no network."""
    rate, seconds = 4000, 2
    turns = ((180 + 60 * n / rate) * n / rate for n in range(rate * seconds))
    wave_file = io.BytesIO()
    with wave.open(wave_file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        sound.writeframes(bytes(round(128 + 60 * math.sin(math.tau * turn)) for turn in turns))
    return "data:audio/wav;base64," + base64.b64encode(wave_file.getvalue()).decode()


_URL = Attribute("value", "the URL, as `$key`", "value", required=True, data=("string",))
_SYNC = Attribute("sync", "a group of players that play together")
_HOTKEY = Attribute("hotkey", "the key that plays and pauses")
_FRAME = Number(whole=True, least=0)


@register
class Audio(ObjectTag):
    """A recording. Regions are stretches of seconds."""

    name = "Audio"
    attributes = (
        NAME,
        _URL,
        _HOTKEY,
        _SYNC,
        Attribute("zoom", "show a slider for zoom", "bool", True),
        Attribute("defaultZoom", "the zoom it opens with, 1 to 1500", "number", 1),
        Attribute("volume", "show a slider for the volume", "bool", True),
        Attribute("defaultVolume", "the volume it opens with, 0 to 1", "number", 1),
        Attribute("speed", "show a slider for the speed", "bool", True),
        Attribute("defaultSpeed", "the speed it opens with, 0.5 to 2", "number", 1),
        Attribute("defaultScale", "the height of the wave it opens with", "number", 1),
        Attribute("height", "height of the player in px", "number", 96),
        Attribute("waveHeight", "least height of a channel in px", "number", 32),
        Attribute("splitChannels", "draw channels apart", "bool", False),
        Attribute("spectrogram", "draw a spectrogram", "bool", False),
        Attribute("decoder", "what decodes it", "enum", "webaudio", ("webaudio", "ffmpeg", "none")),
        Attribute("player", "what plays it", "enum", "html5", ("html5", "webaudio")),
        Attribute("muted", "silent at first", "bool", False),
        Attribute("showLabels", "write the labels on the regions", "bool", False),
        Attribute("showScores", "write the scores on the regions", "bool", False),
        Attribute("cursorWidth", "width of the cursor in px", "number", 2),
        Attribute("cursorColor", "color of the cursor", default="#333"),
        Attribute("autoCenter", "keep the cursor in the middle", "bool", True),
        Attribute("scrollParent", "scroll with the cursor", "bool", True),
    )
    span = record({"start": Number(), "end": Number()}, channel=Number(whole=True, least=0))

    @classmethod
    def sample(cls, _tag: Tag, _attribute: Attribute) -> Json:
        return sample_sound()


@register
class AudioPlus(Audio):
    """Another name of Audio."""

    name = "AudioPlus"


@register
class Video(ObjectTag):
    """A film. Frames count from 1."""

    name = "Video"
    attributes = (
        NAME,
        _URL,
        Attribute("frameRate", "frames a second, or `$key`", "number", 24, bound=True),
        Attribute("height", "height of the player in px", "number", 600),
        Attribute("timelineHeight", "height of the timeline in px", "number", 64),
        Attribute("muted", "silent at first", "bool", False),
        _SYNC,
        _HOTKEY,
        Attribute("defaultPlaybackSpeed", "the speed it opens with, 0.05 to 10", "number", 1),
        Attribute("minPlaybackSpeed", "the slowest speed, 0.05 to 10", "number", 0.25),
    )

    @classmethod
    def sample(cls, _tag: Tag, attribute: Attribute) -> Json:
        return 24 if attribute.name == "frameRate" else "static/samples/film.mp4"


def _track(**geometry: Shape) -> Record:
    """Keyframes of a region that moves; a frame without `enabled` false shows it."""
    keyframe = record({"frame": _FRAME}, enabled=Bool(), time=Number(), **geometry)
    return record(
        {"sequence": ListOf(keyframe)},
        framesCount=_FRAME,
        duration=Number(),
        labels=ListOf(Text()),
    )


_MOVING_BOX = _track(**dict.fromkeys(("x", "y", "width", "height", "rotation"), Number()))
_MOVING_VECTOR = _track(vertices=VERTICES, closed=Bool())
_MOVING_VECTOR_OPTIONS = tuple(option for option in VECTOR_OPTIONS if option.name != "curves")


@register
class VideoRectangle(RegionTool):
    """Boxes that move through a film from keyframe to keyframe, labeled by a `Labels` beside it."""

    name = "VideoRectangle"
    attributes = (NAME, TO_NAME, *LOOK, *SMART, CAN_ROTATE)
    region = _MOVING_BOX


@register
class VideoVector(RegionTool):
    """Paths that move through a film from keyframe to keyframe."""

    name = "VideoVector"
    attributes = (NAME, TO_NAME, *LOOK, *SMART, *_MOVING_VECTOR_OPTIONS)
    region = _MOVING_VECTOR


@register
class VideoVectorLabels(LabelSet):
    """Labeled paths that move through a film from keyframe to keyframe."""

    name = "VideoVectorLabels"
    attributes = (*LabelSet.attributes, *_MOVING_VECTOR_OPTIONS)
    key = "videovectorlabels"
    region = _MOVING_VECTOR


@register
class TimelineLabels(LabelSet):
    """Labels for stretches of a film; both frames belong to the stretch."""

    name = "TimelineLabels"
    key = "timelinelabels"
    region = record({"ranges": ListOf(record({"start": _FRAME, "end": _FRAME}))})


_CHANNEL_LOOK = (
    Attribute("height", "height in px", "number", 200),
    Attribute("showAxis", "draw the time axis", "bool", True),
    Attribute("showYAxis", "draw the axis of values", "bool", True),
    Attribute("fixedScale", "keep the scale of values while zooming", "bool"),
)


@register
class TimeSeries(ObjectTag):
    """Measurements over time, from a CSV file or the task. Regions are stretches of time."""

    name = "TimeSeries"
    attributes = (
        NAME,
        Attribute(
            "value",
            "the URL of a CSV file, or with `valueType` json the columns, as `$key`",
            "value",
            required=True,
            data=("object", "array", "string"),
        ),
        Attribute("valueType", "what the value is", "enum", "url", ("url", "json")),
        Attribute("timeColumn", "the column of time, by name or number; without it, row numbers"),
        Attribute("timeFormat", "how times are written, as strftime does"),
        Attribute("timeDisplayFormat", "how times are shown"),
        Attribute("durationDisplayFormat", "how durations are shown", default=".0f"),
        Attribute("sep", "what stands between columns", default=","),
        Attribute("overviewChannels", "columns of the overview, a comma list"),
        Attribute("overviewWidth", "how much of the series opens", default="25%"),
        Attribute("fixedScale", "keep the scale of values while zooming", "bool", False),
        Attribute("multiAxis", "an axis for each channel of a plot", "bool", False),
        _SYNC,
        Attribute("cursorColor", "color of the cursor"),
        _HOTKEY,
    )
    children = ("Channel", "MultiChannel")

    @classmethod
    def sample(cls, tag: Tag, _attribute: Attribute) -> Json:
        if tag.attrs["valueType"] == "url":
            return "data:text/csv,time,value%0A0,1%0A1,3%0A2,2%0A3,5%0A4,4"
        columns = [t.attrs["column"] for t in tag.walk() if t.tag == "Channel"]
        names = [str(name) for name in (tag.attrs["timeColumn"], *columns) if name]
        return {name: [0, 1, 2, 3, 4] for name in names or ["value"]}


@register
class Channel(TagType):
    """One column of a TimeSeries, drawn as a line."""

    name = "Channel"
    kind = "child"
    attributes = (
        Attribute("column", "the column, by name or number", required=True),
        Attribute("legend", "its name on the plot"),
        Attribute("units", "the unit of its values"),
        Attribute("displayFormat", "how values are shown", default=".1f"),
        Attribute("interpolation", "the line between points", default="curveStep"),
        Attribute("strokeColor", "color of the line"),
        Attribute("strokeWidth", "width of the line in px", "number", 1),
        Attribute("markerColor", "color of the points"),
        Attribute("markerSize", "size of the points in px", "number", 0),
        Attribute("markerSymbol", "shape of the points", default="circle"),
        Attribute("timeRange", "the times drawn, as two numbers with a comma"),
        Attribute("dataRange", "the values drawn, as two numbers with a comma"),
        *_CHANNEL_LOOK,
    )
    parents = ("TimeSeries",)


@register
class MultiChannel(TagType):
    """Several columns of a TimeSeries on one plot."""

    name = "MultiChannel"
    kind = "child"
    attributes = _CHANNEL_LOOK
    children = ("Channel",)
    parents = ("TimeSeries",)


@register
class TimeSeriesLabels(LabelSet):
    """Labels for stretches and moments of a TimeSeries, in the unit of its time column."""

    name = "TimeSeriesLabels"
    attributes = changed(LabelSet.attributes, opacity=0.9)
    targets = ("TimeSeries",)
    key = "timeserieslabels"
    region = record(
        {"start": Either((Number(), Text())), "end": Either((Number(), Text()))}, instant=Bool()
    )
