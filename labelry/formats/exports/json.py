"""JSON: every task with all its annotations, as it is; Label Studio's own form."""

from collections.abc import Iterable, Iterator

from labelry.formats.exports.base import ExportFormat, RawTask
from labelry.formats.exports.records import raw
from labelry.labeling import LabelingConfig


class JSON(ExportFormat):
    """One list of tasks; nothing is left out, and the tasks are passed on without being decoded."""

    name = "JSON"
    title = "JSON"
    description = (
        "A list of all tasks with their data and everything labeled on them, in one file. "
        "It can be imported again."
    )
    extension = "json"

    def chunks(
        self,
        config: LabelingConfig,  # noqa: ARG002  # the tasks are the same whatever the config
        tasks: Iterable[RawTask],
    ) -> Iterator[bytes]:
        return json_list(raw(task) for task in tasks)


def json_list(items: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a JSON list of items that are JSON already, a line each."""
    before = b"[\n"
    for item in items:
        yield before + item
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"
