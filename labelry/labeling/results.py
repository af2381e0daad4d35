"""What is wrong with result items: their shape, and the names in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .declare import ControlTag, ObjectTag
from .labels import control_type, known_labels, labels_of_answer
from .problems import Problem, quoted, short, suggestion_or_list
from .shapes import STRINGS, Bool, Either, Fault, ListOf, Number, Record, Shape, Text, found, record
from .tree import LabelingConfig, Tag
from .values import Json

_NUMBER = Number()
_NAMES = record({"from_name": Text(), "to_name": Text(), "value": record({})})
_ENVELOPE = record(
    {"type": Text()},
    id=Text(),
    origin=Text(),
    score=_NUMBER,
    original_width=_NUMBER,
    original_height=_NUMBER,
    original_length=_NUMBER,
    image_rotation=_NUMBER,
    item_index=Number(whole=True, least=0),
    parentID=Text(),
    meta=record({}),
    readonly=Bool(),
    hidden=Bool(),
)
_RELATION = record(
    {"from_id": Text(), "to_id": Text()},
    direction=Text(("right", "left", "bi")),
    labels=STRINGS,
)
# Geometry that any item of a region repeats, whichever control wrote the item.
_GEOMETRY: Mapping[str, Shape] = {
    **dict.fromkeys(("x", "y", "width", "height", "rotation", "radiusX", "radiusY"), _NUMBER),
    **dict.fromkeys(("start", "end"), Either((_NUMBER, Text()))),
    **dict.fromkeys(("startOffset", "endOffset"), Number(whole=True, least=0)),
    "text": Either((Text(), STRINGS)),
    "points": ListOf(ListOf(_NUMBER, least=2)),
    "labels": STRINGS,
}
_ANY_VALUE = Record({}, _GEOMETRY)


def validate_result(config: LabelingConfig, items: object) -> list[Problem]:
    """What is wrong with a list of result items; empty when all is well.

    A wrong shape is an `error`. A `from_name`, `to_name`, type or label that the config does not
    have is `unknown`: legal in imports, and what becomes of results when a config changes.
    """
    if not isinstance(items, list):
        message = f"found {found(items)} where a list of result items belongs"
        return [Problem(message, path="result")]
    judge = _Judge(config)
    return [
        problem for index, item in enumerate(items) for problem in judge.item(item, f"[{index}]")
    ]


class _Judge:
    """Judges the items of one result, remembering what many items have in common."""

    # Hints are for a person to read; of thousands of mistakes the first few tell enough.
    MOST_HINTS = 20

    def __init__(self, config: LabelingConfig) -> None:
        self.config = config
        self.shapes: dict[tuple[str, str], Record] = {}
        self.known: dict[str, frozenset[str] | None] = {}
        self.hints: dict[tuple[str, str], str] = {}

    def item(self, item: object, place: str) -> Iterator[Problem]:
        # Null is how some clients leave out what is optional.
        given = {k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item
        yield from _errors(place, _ENVELOPE.faults(given))
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            return
        if item["type"] == "relation":
            yield from _errors(place, _RELATION.faults(given))
            return
        name_faults = list(_NAMES.faults(item))
        yield from _errors(place, name_faults)
        if not isinstance(item.get("value"), dict):
            return
        shape = self.shape(item["type"], str(item.get("to_name")))
        yield from _errors(f"{place}.value", shape.faults(item["value"]))
        if not name_faults:
            yield from self.unknown_names(item, place)

    def shape(self, type_name: str, to_name: str) -> Record:
        """What the value of an item of this type holds, on this object."""
        key = (type_name, to_name)
        if key not in self.shapes:
            self.shapes[key] = _shape(type_name, self.config.find(to_name))
        return self.shapes[key]

    def unknown_names(self, item: Mapping[str, Json], place: str) -> Iterator[Problem]:
        from_name, to_name = str(item["from_name"]), str(item["to_name"])
        control = self.config.find(from_name)
        if control is None:
            hint = self.hint("control", from_name, self.config.controls)
            message = f"the config has no control `{short(from_name)}`"
            yield _unknown(message, hint, f"{place}.from_name")
            return
        if to_name != from_name and self.config.find(to_name) is None:
            hint = self.hint("object", to_name, self.config.objects)
            message = f"the config has no object `{short(to_name)}`"
            yield _unknown(message, hint, f"{place}.to_name")
        elif to_name != from_name and not _binds(control, to_name):
            message = f"`{from_name}` does not label `{to_name}`"
            yield _unknown(message, f"it labels {quoted(control.to_name)}", f"{place}.to_name")
        if not issubclass(control.type, ControlTag):
            return
        written_type = control.tag.lower()
        if item["type"] != written_type:
            message = f"`{from_name}` is a {control.tag}, and the item is of type `{item['type']}`"
            yield _unknown(message, f'write "{written_type}"', f"{place}.type")
            return
        value = item["value"]
        answer = value.get(control.type.key) if isinstance(value, dict) else None
        answer_place = f"{place}.value.{control.type.key}"
        if message := control.type.beyond(control, answer):
            yield _unknown(message, "", answer_place)
        known = self.known_labels(from_name, control)
        for number, label in enumerate(() if known is None else labels_of_answer(answer)):
            if known is not None and label not in known:
                message = f"`{from_name}` has no label `{short(label)}`"
                hint = self.hint(from_name, label, known)
                yield _unknown(message, hint, f"{answer_place}[{number}]")

    def known_labels(self, name: str, control: Tag) -> frozenset[str] | None:
        if name not in self.known:
            has_labels = issubclass(control.type, ControlTag) and control.type.label_tag
            self.known[name] = known_labels(control) if has_labels else None
        return self.known[name]

    def hint(self, what: str, name: str, known: Iterable[str]) -> str:
        key = (what, name)
        if key not in self.hints:
            room = len(self.hints) < self.MOST_HINTS
            self.hints[key] = suggestion_or_list(name, known) if room else ""
        return self.hints[key]


def _errors(place: str, faults: Iterable[Fault]) -> Iterator[Problem]:
    return (Problem(words, path=f"{place}{inside}") for inside, words in faults)


def _unknown(message: str, hint: str, path: str) -> Problem:
    return Problem(message, hint, path=path, severity="unknown")


def _shape(type_name: str, target: Tag | None) -> Record:
    control = control_type(type_name)
    if control is None:
        return _ANY_VALUE
    required: dict[str, Shape] = {}
    optional: dict[str, Shape] = dict(_GEOMETRY)
    region = control.region
    if region is None and control.label_tag == "Label" and target is not None:
        region = target.type.span if issubclass(target.type, ObjectTag) else None
    if region is not None:
        required.update(region.required)
        optional.update(region.optional)
    if control.key:
        required[control.key] = control.answer
    return Record(required, {key: s for key, s in optional.items() if key not in required})


def _binds(control: Tag, to_name: str) -> bool:
    # Inside a Repeater both names carry its flag; that the object exists is enough there.
    return not control.to_name or to_name in control.to_name or bool(control.flags)
