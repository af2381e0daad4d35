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
ENVELOPE = record(
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
RELATION = record(
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
ANY_VALUE = Record({}, _GEOMETRY)


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
        self.answers: dict[str, Shape] = {}
        self.known: dict[str, frozenset[str] | None] = {}
        self.hints: dict[tuple[str, str], str] = {}

    def item(self, item: object, place: str) -> Iterator[Problem]:
        # Null is how some clients leave out what is optional.
        given = {k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item
        yield from _errors(place, ENVELOPE.faults(given))
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            return
        if item["type"] == "relation":
            yield from _errors(place, RELATION.faults(given))
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
            self.shapes[key] = value_shape(type_name, self.config.find(to_name))
        return self.shapes[key]

    def unknown_names(self, item: Mapping[str, Json], place: str) -> Iterator[Problem]:
        from_name, to_name = str(item["from_name"]), str(item["to_name"])
        control = self.config.find(from_name)
        types = () if control is None else types_written(control)
        if control is None or types == ():
            hint = self.hint("control", from_name, self.config.controls)
            message = f"the config has no control `{short(from_name)}`"
            yield _unknown(message, hint, f"{place}.from_name")
            return
        target = self.config.find(to_name)
        # A Pairwise names itself; some clients write both of its objects.
        if target is not control and to_name != ",".join(control.to_name):
            if target is None or target.kind not in ("object", "unknown"):
                hint = self.hint("object", to_name, self.config.objects)
                message = f"the config has no object `{short(to_name)}`"
                yield _unknown(message, hint, f"{place}.to_name")
            elif control.to_name and target.name not in control.to_name:
                message = f"`{from_name}` does not label `{to_name}`"
                yield _unknown(message, f"it labels {quoted(control.to_name)}", f"{place}.to_name")
        if types is not None and item["type"] not in types:
            message = f"`{from_name}` is a {control.tag}, and the item is of type `{item['type']}`"
            yield _unknown(message, f'write "{types[0]}"', f"{place}.type")
            return
        if not issubclass(control.type, ControlTag) or not control.type.key:
            return
        value = item["value"]
        answer = value.get(control.type.key) if isinstance(value, dict) else None
        answer_place = f"{place}.value.{control.type.key}"
        offered = self.offered(from_name, control)
        if offered is not control.type.answer and not any(control.type.answer.faults(answer)):
            for inside, words in offered.faults(answer):
                yield _unknown(f"`{from_name}`: {words}", "", answer_place + inside)
        known = self.known_labels(from_name, control)
        for number, label in enumerate(() if known is None else labels_of_answer(answer)):
            if known is not None and label not in known:
                message = f"`{from_name}` has no label `{short(label)}`"
                hint = self.hint(from_name, label, known)
                yield _unknown(message, hint, f"{answer_place}[{number}]")

    def offered(self, name: str, control: Tag) -> Shape:
        assert issubclass(control.type, ControlTag)
        if name not in self.answers:
            self.answers[name] = control.type.offered(control)
        return self.answers[name]

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


def types_written(tag: Tag) -> tuple[str, ...] | None:
    """The types of the results a tag makes; None for a tag nobody declared: any."""
    if issubclass(tag.type, ControlTag):
        return (tag.tag.lower(),)
    if issubclass(tag.type, ObjectTag):
        return tuple(tag.type.writes)
    return None if tag.kind == "unknown" else ()


def value_shape(type_name: str, target: Tag | None) -> Record:
    """What the value of an item of a type holds, on an object."""
    kind = None if target is None else target.type
    kind = kind if kind and issubclass(kind, ObjectTag) else ObjectTag
    if type_name in kind.writes:
        return kind.writes[type_name]
    control = control_type(type_name)
    if control is None:
        return ANY_VALUE
    required: dict[str, Shape] = {}
    optional: dict[str, Shape] = dict(_GEOMETRY)
    region = control.region
    if region is None and control.label_tag == "Label":
        region = kind.span
    if region is not None:
        required.update(region.required)
        optional.update(region.optional)
    if control.key:
        required[control.key] = control.answer
    return Record(required, {key: s for key, s in optional.items() if key not in required})
