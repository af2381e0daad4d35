"""From one item of a file to a task with its annotations and predictions, or words on why not."""

import re
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from labelry.formats.documents import Document, refuse_nul
from labelry.formats.errors import FormatError
from labelry.formats.predictions import result_from_fields, short_result
from labelry.labeling import LabelingConfig

UNDEFINED = "$undefined$"
"""Data key of a value whose file names no key; the config's first data key takes its place."""


class ImportedAnnotation(msgspec.Struct):
    """An annotation as the file has it; `completed_by` is a user id, a user's object or None."""

    result: Document
    completed_by: int | dict[str, Any] | None = None
    was_cancelled: bool = False
    ground_truth: bool = True
    lead_time: float | None = None
    import_id: int | None = None
    unique_id: str | None = None


class ImportedPrediction(msgspec.Struct):
    """A prediction as the file has it."""

    result: Document
    score: float | None = None
    model_version: str = "undefined"


class ImportedTask(msgspec.Struct):
    """One task of a file. `row` is its index from 0; `data` and `result` keep the file's JSON."""

    row: int
    data: Document
    annotations: list[ImportedAnnotation]
    predictions: list[ImportedPrediction]
    meta: Document | None = None
    line: int | None = None


class Item(NamedTuple):
    """One item as a reader found it: raw `json`, or `data` that is already known to be data."""

    row: int
    line: int | None
    json: bytes = b""
    data: dict[str, Any] | None = None


class Rules(msgspec.Struct, frozen=True):
    """What an import knows besides the file.

    `first_key` replaces `UNDEFINED`; `config` lets short forms of predictions find their control;
    `preannotated_from` names fields of the data that are predictions.
    """

    first_key: str | None = None
    config: LabelingConfig | None = None
    preannotated_from: tuple[str, ...] = ()

    @classmethod
    def of(cls, config: LabelingConfig | None, preannotated_from: tuple[str, ...] = ()) -> "Rules":
        return cls(
            next(iter(config.data_keys), None) if config else None, config, preannotated_from
        )


class _Envelope(msgspec.Struct):
    """The keys of an item that mean something; others are ignored."""

    data: msgspec.Raw | UnsetType = UNSET
    annotations: msgspec.Raw | UnsetType = UNSET
    predictions: msgspec.Raw | UnsetType = UNSET
    meta: msgspec.Raw | UnsetType = UNSET


class _Annotation(msgspec.Struct):
    result: msgspec.Raw
    completed_by: int | dict[str, Any] | None = None
    was_cancelled: bool | None = False
    ground_truth: bool | None = True
    lead_time: float | None = None
    id: int | str | None = None
    unique_id: str | None = None


class _Prediction(msgspec.Struct):
    result: msgspec.Raw
    score: float | None = None
    model_version: str | None = None


_envelope = msgspec.json.Decoder(_Envelope)
_annotations = msgspec.json.Decoder(list[_Annotation] | None)
_predictions = msgspec.json.Decoder(list[_Prediction | int] | None)
_object = msgspec.json.Decoder(dict[str, Any])
_items = msgspec.json.Decoder(list[dict[str, Any]])
_anything = msgspec.json.Decoder()
_BYTE = re.compile(r" \(byte (\d+)\)")


def normalise(item: Item, rules: Rules) -> ImportedTask:
    """Make a task of an item by the rules of task files.

    An item whose `data` is a filled object is an envelope with `annotations`, `predictions` and
    `meta`; any other object is itself the data. Raises FormatError with row, line and reason.
    """
    try:
        if item.data is not None:
            task = ImportedTask(item.row, Document.of(item.data), [], [], None, item.line)
            refuse_nul(task.data.text)
        else:
            task = _from_json(item, rules)
        _name_undefined(task, rules)
        _preannotate(task, rules)
    except FormatError as error:
        raise FormatError(error.message, row=item.row, line=item.line) from None
    return task


def _from_json(item: Item, rules: Rules) -> ImportedTask:
    try:
        text = item.json.decode()
    except UnicodeDecodeError as error:
        raise FormatError(f"the text is not UTF-8 (byte {error.start} of this item)") from None
    if text[:1] != "{":
        raise FormatError("found a list; a task is an object")
    refuse_nul(text)
    envelope = _decode(_envelope, item.json, "task")
    data = _filled_object(envelope)
    if data is None:
        value = _decode(_object, item.json, "task")
        if "annotations" in value or "predictions" in value:
            raise FormatError(
                "found annotations or predictions without a `data` object; "
                'write {"data": {...}, "annotations": [...]}'
            )
        return ImportedTask(item.row, Document(text, value), [], [], None, item.line)
    return ImportedTask(
        item.row,
        data,
        _read_annotations(envelope.annotations),
        _read_predictions(envelope.predictions, rules),
        _read_meta(envelope.meta),
        item.line,
    )


def _filled_object(envelope: _Envelope) -> Document | None:
    """The envelope's data, or None when it is no envelope."""
    if envelope.data is UNSET:
        return None
    raw = bytes(envelope.data)
    if raw[:1] != b"{":
        return None
    value = _decode(_object, raw, "data")
    return Document(raw.decode(), value) if value else None


def _read_annotations(raw: msgspec.Raw | UnsetType) -> list[ImportedAnnotation]:
    if raw is UNSET:
        return []
    return [
        ImportedAnnotation(
            _read_result(one.result, f"annotation {index}"),
            one.completed_by,
            bool(one.was_cancelled),
            one.ground_truth is not False,
            one.lead_time,
            one.id if isinstance(one.id, int) else None,
            one.unique_id,
        )
        for index, one in enumerate(_decode(_annotations, bytes(raw), "annotations") or [])
    ]


def _read_predictions(raw: msgspec.Raw | UnsetType, rules: Rules) -> list[ImportedPrediction]:
    if raw is UNSET:
        return []
    predictions = []
    for index, one in enumerate(_decode(_predictions, bytes(raw), "predictions") or []):
        if isinstance(one, int):
            continue  # exports list predictions by id; the ids of another server say nothing here
        place = f"prediction {index}"
        if bytes(one.result)[:1] == b"[":
            result = _read_result(one.result, place)
        else:
            value = _decode(_anything, bytes(one.result), place)
            try:
                result = Document.of([short_result(rules.config, value)])
            except FormatError as error:
                raise FormatError(f"{place}: {error.message}") from None
        predictions.append(ImportedPrediction(result, one.score, one.model_version or "undefined"))
    return predictions


def _read_result(raw: msgspec.Raw, place: str) -> Document:
    text = bytes(raw)
    return Document(text.decode(), _decode(_items, text, f"{place}: result"))


def _read_meta(raw: msgspec.Raw | UnsetType) -> Document | None:
    if raw is UNSET or bytes(raw) == b"null":
        return None
    value = _decode(_anything, bytes(raw), "meta")
    if not isinstance(value, (dict, list)):
        raise FormatError("meta: found a single value; it is an object or a list")
    return Document(bytes(raw).decode(), value)


def _name_undefined(task: ImportedTask, rules: Rules) -> None:
    """Give a value without a key the key that the config shows."""
    data = task.data.value
    if rules.first_key is None or UNDEFINED not in data:
        return
    task.data = Document.of(
        {rules.first_key if key == UNDEFINED else key: value for key, value in data.items()}
    )


def _preannotate(task: ImportedTask, rules: Rules) -> None:
    """Make one prediction of the fields that are said to be predictions."""
    if not rules.preannotated_from:
        return
    result = result_from_fields(rules.config, task.data.value, rules.preannotated_from)
    task.predictions.append(ImportedPrediction(Document.of(result), 1.0, "preannotated"))


_T = TypeVar("_T")


def _decode(decoder: msgspec.json.Decoder[_T], text: bytes, place: str) -> _T:
    """Decode part of an item, telling in words what is wrong with it."""
    try:
        return decoder.decode(text)
    except msgspec.ValidationError as error:
        raise FormatError(f"{place}: {error}") from None
    except msgspec.DecodeError as error:
        raise FormatError(f"{place}: {_cause(str(error), text)}") from None
    except RecursionError:
        raise FormatError(f"{place}: nested too deeply") from None


def _cause(message: str, text: bytes) -> str:
    """Put what stands at the place of the fault beside the decoder's words."""
    place = _BYTE.search(message)
    if place is None:
        return message
    at = int(place.group(1))
    near = text[max(0, at - 20) : at + 20].decode("utf-8", "replace")
    if b"NaN" in text[at : at + 3] or b"Inf" in text[max(0, at - 1) : at + 4]:
        return f"NaN and Infinity are not JSON, write null instead (near `{near}`)"
    return f"{message[: place.start()]} near `{near}`"
