"""JSON, JSON_MIN, CSV and TSV, compared with what Label Studio's converter writes."""

import csv
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from exported_tasks import TEXT_CONFIG, item, tasks, text_items, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labelry.formats.exports import formats
from labelry.formats.imports import read_json
from labelry.labeling import parse

CONFIG = parse(TEXT_CONFIG)
LabelStudio = Callable[[str, list[dict[str, Any]], str], Path]
compared = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
text_tasks = tasks(
    st.fixed_dictionaries(
        {"text": words}, optional={"n": st.integers(0, 9), "tags": st.lists(words, max_size=2)}
    ),
    text_items(),
)


def export(name: str, exported: list[dict[str, Any]], config: str = TEXT_CONFIG) -> bytes:
    format = formats.get(name)
    assert format is not None
    out = io.BytesIO()
    format.write(parse(config), exported, out)
    return out.getvalue()


def labeled(data: dict[str, Any], *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    annotation = {"id": 5, "completed_by": 1, "result": list(items), **more}
    return {"id": 1, "data": data, "annotations": [annotation]}


def mood(*chosen: str) -> dict[str, Any]:
    return item("mood", "txt", "choices", {"choices": list(chosen)})


def test_the_registry_knows_the_names_of_label_studio() -> None:
    assert [format.name for format in formats] == ["JSON", "JSON_MIN", "CSV", "TSV", "COCO"]
    assert all(format.title and format.description and format.extension for format in formats)


def test_json_passes_tasks_on_as_they_are_written() -> None:
    text = b'{"id":1,"data":{"n":1.10,"big":123456789012345678901234567890},"unknown":[ ]}'
    (json_format,) = (format for format in formats if format.name == "JSON")
    written = b"".join(json_format.chunks(CONFIG, [text, text]))
    assert written.count(text) == 2
    assert len(json.loads(written)) == 2
    assert json.loads(b"".join(json_format.chunks(CONFIG, []))) == []


@given(text_tasks)
def test_a_json_export_can_be_imported_again(exported: list[dict[str, Any]]) -> None:
    if not exported:
        return
    for before, after in zip(exported, read_json(export("JSON", exported)), strict=True):
        assert after.data.value == before["data"]
        assert [annotation.result.value for annotation in after.annotations] == [
            annotation["result"] for annotation in before["annotations"]
        ]
        assert [annotation.was_cancelled for annotation in after.annotations] == [
            annotation["was_cancelled"] for annotation in before["annotations"]
        ]


@compared
@given(exported=text_tasks)
def test_json_min_is_what_label_studio_writes(
    exported: list[dict[str, Any]], label_studio: LabelStudio
) -> None:
    theirs = label_studio(TEXT_CONFIG, exported, "JSON_MIN") / "result.json"
    assert json.loads(export("JSON_MIN", exported)) == json.loads(theirs.read_text())


def _table(text: str, separator: str) -> list[dict[str, Any]]:
    return [
        {key: _plain(value) for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    ]


def _plain(cell: str) -> Any:
    """A cell's meaning: JSON text may be written with other spaces and escapes."""
    try:
        return json.loads(cell) if cell[:1] in ("[", "{") else cell
    except ValueError:
        return cell


@compared
@given(exported=text_tasks, name=st.sampled_from(["CSV", "TSV"]))
def test_a_table_is_what_label_studio_writes(
    exported: list[dict[str, Any]], name: str, label_studio: LabelStudio
) -> None:
    separator = {"CSV": ",", "TSV": "\t"}[name]
    file = label_studio(TEXT_CONFIG, exported, name) / "result.csv"
    theirs = _table(file.read_bytes().decode(), separator)
    for row in theirs:
        if row.get("annotator") == "None":  # Label Studio's word for a task nobody labeled
            row["annotator"] = ""
    ours = _table(export(name, exported).decode(), separator)
    assert ours == theirs
    if ours:
        assert list(ours[0]) == list(theirs[0]) == sorted(ours[0])


def test_the_newest_annotation_comes_first_and_skipped_ones_do_not() -> None:
    annotations = [
        {"id": 1, "created_at": "2026-01-01", "result": [mood("good")]},
        {"id": 2, "created_at": "2026-01-03", "result": [mood("bad")]},
        {"id": 3, "created_at": "2026-01-02", "result": [], "was_cancelled": True},
    ]
    exported = [{"id": 1, "data": {"text": "a"}, "annotations": annotations}]
    rows = json.loads(export("JSON_MIN", exported))
    assert [(row["annotation_id"], row["mood"]) for row in rows] == [(2, "bad"), (1, "good")]


def test_a_data_key_called_like_a_control_is_not_overwritten() -> None:
    exported = [labeled({"text": "a", "mood": "unsure", "id": "A-17"}, mood("good"))]
    (row,) = json.loads(export("JSON_MIN", exported))
    assert (row["mood"], row["_data_mood"], row["id"], row["_data_id"]) == (
        "good",
        "unsure",
        1,
        "A-17",
    )
    (cells,) = csv.DictReader(io.StringIO(export("CSV", exported).decode(), newline=""))
    assert (cells["mood"], cells["_data_mood"], cells["id"]) == ("good", "unsure", "1")


def test_answers_of_a_control_the_config_has_lost_are_kept() -> None:
    lost = item("opinion", "txt", "choices", {"choices": ["fine"]})
    (row,) = json.loads(export("JSON_MIN", [labeled({"text": "a"}, lost)]))
    assert row["opinion"] == "fine"


def test_numbers_are_bare_and_text_is_quoted() -> None:
    exported = [labeled({"text": "0012", "n": 3}, mood("good"), lead_time=4.5)]
    header, row = export("CSV", exported).decode().splitlines()
    assert header == (
        '"annotation_id","annotator","created_at","id","lead_time","mood","n","text","updated_at"'
    )
    assert row == '5,"1","",1,4.5,"good",3,"0012",""'


def test_memory_does_not_grow_with_the_project() -> None:
    def generate(count: int) -> Iterator[bytes]:
        for number in range(count):
            task = labeled({"text": f"{number} " + "word " * 200}, mood("good"))
            yield msgspec.json.encode(task)

    def peak(name: str, count: int) -> int:
        format = formats.get(name)
        assert format is not None
        tracemalloc.start()
        for _ in format.chunks(CONFIG, generate(count)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    for name in ("JSON", "JSON_MIN", "CSV"):
        # A table may keep its first 8 MiB in memory; the larger project has 20 MB.
        assert peak(name, 20_000) < peak(name, 2_000) + 20_000_000 * 0.6
