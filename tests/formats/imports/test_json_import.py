"""Reading JSON files of tasks."""

import contextlib
import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelry.formats import FormatError
from labelry.formats.imports import ImportedTask, Source, read, read_json
from labelry.formats.jsonstream import split
from labelry.labeling import parse

CONFIG = parse(
    """<View>
      <Text name="text" value="$text"/>
      <Choices name="sentiment" toName="text">
        <Choice value="Positive"/><Choice value="Negative"/>
      </Choices>
      <TextArea name="why" toName="text"/>
      <Rating name="stars" toName="text"/>
    </View>"""
)
RESULT = [
    {
        "id": "r1",
        "from_name": "sentiment",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["Positive"]},
    }
]

keys = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=10,
)


def tasks(body: object) -> list[ImportedTask]:
    return list(read_json(json.dumps(body).encode(), CONFIG))


def refused(body: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        list(read_json(body, CONFIG))
    return str(caught.value)


def test_an_object_with_data_is_an_envelope_and_any_other_is_the_data() -> None:
    first, second = tasks([{"data": {"text": "a"}, "meta": {"source": 1}}, {"text": "b", "n": 3}])
    assert (first.row, first.data.value, first.meta and first.meta.value) == (
        0,
        {"text": "a"},
        {"source": 1},
    )
    assert (second.row, second.data.value, second.meta) == (1, {"text": "b", "n": 3}, None)


def test_one_object_is_one_task() -> None:
    assert [task.data.value for task in tasks({"text": "alone"})] == [{"text": "alone"}]


def test_an_empty_data_is_no_envelope() -> None:
    assert tasks([{"data": {}, "text": "b"}])[0].data.value == {"data": {}, "text": "b"}


def test_a_data_key_called_data_may_hold_text() -> None:
    assert tasks([{"data": "hello"}])[0].data.value == {"data": "hello"}


def test_the_json_of_a_task_is_kept_as_it_was_written() -> None:
    text = '{"text": "1.10", "n": 1.10, "big": 123456789012345678901234567890}'
    (task,) = read_json(f'[{{"data": {text}}}]'.encode(), CONFIG)
    assert task.data.text == text


def test_annotations_come_with_their_facts_and_are_ground_truth_unless_they_say_no() -> None:
    one = {"id": 9, "result": RESULT, "completed_by": {"email": "a@example.com"}, "lead_time": 4.2}
    (task,) = tasks(
        [{"data": {"text": "a"}, "annotations": [one, {"result": [], "ground_truth": False}]}]
    )
    first, second = task.annotations
    assert first.result.value == RESULT
    assert (first.ground_truth, first.lead_time, first.import_id) == (True, 4.2, 9)
    assert first.completed_by == {"email": "a@example.com"}
    assert (second.ground_truth, second.was_cancelled, second.result.value) == (False, False, [])


def test_predictions_take_defaults_and_ids_of_another_server_are_passed_over() -> None:
    (task,) = tasks(
        [{"data": {"text": "a"}, "predictions": [{"result": RESULT, "score": 0.5}, 17]}]
    )
    (prediction,) = task.predictions
    assert (prediction.score, prediction.model_version) == (0.5, "undefined")


@pytest.mark.parametrize(
    ("short", "control", "value"),
    [
        ("Positive", "sentiment", {"choices": ["Positive"]}),
        (4, "stars", {"rating": 4}),
        ({"rating": 2}, "stars", {"rating": 2}),
        ({"text": ["because"]}, "why", {"text": ["because"]}),
    ],
)
def test_a_short_prediction_finds_its_control(
    short: object, control: str, value: dict[str, object]
) -> None:
    (task,) = tasks([{"data": {"text": "a"}, "predictions": [{"result": short}]}])
    (item,) = task.predictions[0].result.value
    assert (item["from_name"], item["to_name"], item["value"]) == (control, "text", value)


def test_fields_of_the_data_can_be_predictions() -> None:
    body = json.dumps([{"text": "a", "sentiment": "Positive", "stars": 3, "why": ""}]).encode()
    fields = ("sentiment", "stars", "why")
    (task,) = read_json(body, CONFIG, preannotated_from=fields)
    (prediction,) = task.predictions
    assert (prediction.score, prediction.model_version) == (1.0, "preannotated")
    assert [item["value"] for item in prediction.result.value] == [
        {"choices": ["Positive"]},
        {"rating": 3},
    ]


def test_the_undefined_key_becomes_the_first_of_the_config() -> None:
    assert tasks([{"$undefined$": "a"}])[0].data.value == {"text": "a"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[]", "found no tasks"),
        (b'[{"text": "a"}, {"text": "b"', "item 1 (line 1): the file ends in the middle"),
        (b'[{"text": "a"},\n\n{"text": "b}]', "item 1 (line 3): the file ends in the middle"),
        (b'[{"text": "a"}', "the file ends"),
        (b'[{"text": "a"}}', "where a comma or the list's end belongs"),
        (b'[{"text": "a"} {"text": "b"}]', "where a comma"),
        (b'{"text": "a"}\n{"text": "b"}', "put the objects in a list"),
        (b"[[1]]", "found a list; a task is an object"),
        (b"[1, 2]", "found `1`; a task is an object"),
        (b'["a"]', "a task is an object"),
        (b"hello", "found `hello`"),
        (b'[{"n": NaN}]', "NaN"),
        (b'[{"n": 1 2}]', "near"),
        (b'[{"n": "\\u0000"}]', "NUL"),
        (b'[{"n": "\xff"}]', "not UTF-8"),
        (b'[{"n": "\\ud800"}]', "item 0"),
        (b"[" + b'{"a":' * 9000 + b"1" + b"}" * 9000 + b"]", "nested too deeply"),
        (b'[{"data": {"a": 1}, "annotations": [{}]}]', "annotations: Object missing"),
        (b'[{"data": {"a": 1}, "annotations": [{"result": {}}]}]', "annotation 0: result"),
        (b'[{"data": {"a": 1}, "annotations": {}}]', "annotations: Expected"),
        (b'[{"data": [1], "annotations": []}]', "without a `data` object"),
        (b'[{"data": {"a": 1}, "predictions": [{"result": true}]}]', "prediction 0: result"),
        (b"\xff\xfe[\x00]\x00", "UTF-16"),
    ],
)
def test_a_fault_says_where_and_what(body: bytes, words: str) -> None:
    assert words in refused(body)


def test_faults_of_items_can_be_gathered() -> None:
    faults: list[FormatError] = []
    body = b'[{"text": "a"},\n[1],\n{"data": {"text": "c"}, "annotations": 3},\n{"text": "d"}]'
    good = list(read_json(body, CONFIG, on_error=faults.append))
    assert [task.row for task in good] == [0, 3]
    assert [(fault.row, fault.line) for fault in faults] == [(1, 2), (2, 3)]


@given(st.lists(st.dictionaries(keys, values, min_size=1, max_size=4), min_size=1, max_size=5))
def test_tasks_survive_a_round_trip(data: list[dict[str, object]]) -> None:
    body = [{"data": one} for one in data]
    for text in (json.dumps(body), json.dumps(body, indent=1, ensure_ascii=False)):
        found = list(read_json(text.encode()))
        assert [task.data.value for task in found] == data
        assert [json.loads(task.data.text) for task in found] == data


@given(st.binary(max_size=200) | st.text('[]{}"\\,:1a\n ', max_size=60).map(str.encode))
def test_hostile_bytes_are_only_ever_a_format_error(body: bytes) -> None:
    with contextlib.suppress(FormatError):
        list(read_json(body, CONFIG))


class Small(io.BytesIO):
    """A stream that gives a few bytes at a time, as a network does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 3))


@given(st.lists(st.dictionaries(keys, values, max_size=3), min_size=1, max_size=4))
def test_where_the_chunks_end_makes_no_difference(data: list[dict[str, object]]) -> None:
    body = json.dumps(data, indent=2).encode()
    pieces = [json.loads(element.text) for element in split(Small(body))]
    assert pieces == data


def test_many_strings_without_a_bracket_between_them() -> None:
    data = [{"words": ["word"] * 5000}]
    assert [
        json.loads(element.text) for element in split(io.BytesIO(json.dumps(data).encode()))
    ] == data


class Generated(io.RawIOBase):
    """A JSON file of `count` tasks that is made while it is read."""

    def __init__(self, count: int) -> None:
        self.parts = self.generate(count)
        self.rest = b""

    def generate(self, count: int) -> Iterator[bytes]:
        yield b"["
        for number in range(count):
            comma = b"," if number else b""
            yield comma + json.dumps({"data": {"text": f"{number} " + "word " * 200}}).encode()
        yield b"]"

    def read(self, size: int = -1, /) -> bytes:
        while len(self.rest) < size and (part := next(self.parts, b"")):
            self.rest += part
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in split(Generated(count))) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak(20_000) < peak(2_000) + 500_000  # 20 MB and 2 MB of tasks


@pytest.mark.parametrize(
    "text", ["x" * 3_000_000, "\\" * 3_000_000, '"' * 3_000_000, "\u4e2d" * 500_000]
)
def test_long_strings_take_little_more_memory_than_their_length(text: str) -> None:
    body = json.dumps([{"text": text}]).encode()
    tracemalloc.start()
    (element,) = split(io.BytesIO(body))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert json.loads(element.text) == {"text": text}
    assert peak < 5 * len(body) + 5_000_000


def test_an_item_over_the_limit_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("labelry.formats.jsonstream.MAX_ELEMENT", 100_000)
    with pytest.raises(FormatError, match="longer than"):
        list(split(io.BytesIO(b'[{"text": "' + b"a" * 10_000_000)))


def test_a_file_that_cannot_be_rewound_is_read_all_the_same() -> None:
    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *args: int) -> int:
            raise io.UnsupportedOperation("seek")

    source = Source(OneWay(b'[{"text": "a"}]'), "tasks.json")
    assert [task.data.value for task in read(source, CONFIG)] == [{"text": "a"}]
