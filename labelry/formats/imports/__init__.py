"""Reads files into tasks: one file a format, found by name and content, streamed.

source = Source(stream, "reviews.csv")
for task in read(source, config):
    ...
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath

from labelry.formats.errors import FormatError
from labelry.formats.imports.base import ImportFormat, Source
from labelry.formats.imports.csv import CSV, TSV
from labelry.formats.imports.html import HTML
from labelry.formats.imports.json import JSON
from labelry.formats.imports.media import PDF, Images, Recordings
from labelry.formats.imports.txt import TXT
from labelry.formats.registry import Registry
from labelry.formats.sniffing import HEAD, sniff
from labelry.formats.streams import rewindable
from labelry.formats.tasks import (
    ImportedAnnotation,
    ImportedPrediction,
    ImportedTask,
    Item,
    Rules,
    normalise,
)
from labelry.labeling import LabelingConfig

__all__ = [
    "ImportFormat",
    "ImportedAnnotation",
    "ImportedPrediction",
    "ImportedTask",
    "Item",
    "Source",
    "detect",
    "extensions",
    "formats",
    "read",
    "read_json",
]

formats: Registry[ImportFormat] = Registry("labelry.import_formats")
for _format in (JSON(), CSV(), TSV(), TXT(), HTML(), Images(), Recordings(), PDF()):
    formats.register(_format)


def extensions() -> list[str]:
    """Every file name end that can be imported, in alphabetical order."""
    return sorted(extension for format in formats for extension in format.extensions)


def detect(name: str, head: bytes) -> ImportFormat:
    """Find the format of a file by its name, and check its first bytes against it.

    `head` is the first 4096 bytes, or all there are. Raises FormatError for a name that is not
    allowed, an empty file, and content that is something else than the name says.
    """
    extension = PurePath(name).suffix.lower()
    content = sniff(head)
    format = next((format for format in formats if extension in format.extensions), None)
    if format is None:
        kind = f"a {extension} file" if extension else "a name without an extension"
        raise FormatError(
            f"{name}: found {kind} holding {content.words}; allowed: {', '.join(extensions())}"
        )
    if content.kind == "empty":
        raise FormatError(f"{name}: the file is empty")
    if content.kind not in format.content:
        fitting = sorted(
            {end for other in formats if content.kind in other.content for end in other.extensions}
        )
        allowed = (
            f"rename it to {' or '.join(fitting)}"
            if fitting and content.kind != "text"
            else f"allowed: {', '.join(extensions())}"
        )
        raise FormatError(
            f"{name}: found {content.words}, expected {format.title} for {extension}; {allowed}"
        )
    return format


def read(
    source: Source,
    config: LabelingConfig | None = None,
    *,
    preannotated_from: tuple[str, ...] = (),
    on_error: Callable[[FormatError], None] | None = None,
) -> Iterator[ImportedTask]:
    """Yield the tasks of a file, one after the other; the stream must be at its start.

    Raises FormatError at the first fault; with `on_error`, faults of single items go there and
    reading goes on. A file without tasks is a fault. Whether the data fits the config is for
    `labeling.validate_task` to say.
    """
    rules = Rules.of(config, preannotated_from)
    with rewindable(source.stream) as stream:
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        format = detect(source.name, head)
        needed = [key for key, data in config.data_keys.items() if data.required] if config else []
        if format.one_value and len(needed) > 1:
            keys = ", ".join(needed)
            raise FormatError(
                f"{source.name}: a {format.title} file gives each task one value, and this config "
                f"shows {len(needed)} ({keys}): import JSON or CSV instead"
            )
        yield from _tasks(format, replace(source, stream=stream), rules, on_error)


def read_json(
    body: bytes,
    config: LabelingConfig | None = None,
    *,
    preannotated_from: tuple[str, ...] = (),
    on_error: Callable[[FormatError], None] | None = None,
) -> Iterator[ImportedTask]:
    """Yield the tasks of a JSON request body; faults are told as `read` tells them."""
    source = Source(io.BytesIO(body), "body.json")
    return _tasks(JSON(), source, Rules.of(config, preannotated_from), on_error)


def _tasks(
    format: ImportFormat,
    source: Source,
    rules: Rules,
    on_error: Callable[[FormatError], None] | None,
) -> Iterator[ImportedTask]:
    found = False
    for item in format.read(source):
        found = True
        try:
            if isinstance(item, FormatError):
                raise item
            task = normalise(item, rules)
        except FormatError as error:
            if on_error is None:
                raise
            on_error(error)
        else:
            yield task
    if not found:
        raise FormatError(f"{source.name}: found no tasks in this {format.title} file")
