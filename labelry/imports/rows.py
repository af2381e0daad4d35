"""From what a reader found to rows: each task checked against the config, each name to a person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from labelry.accounts.models import User
from labelry.accounts.queries import people
from labelry.db import RawJSON
from labelry.files.models import StoredFile
from labelry.formats import FormatError
from labelry.formats.documents import Document
from labelry.formats.tasks import ImportedAnnotation, ImportedTask
from labelry.labeling import LabelingConfig, validate_result, validate_task
from labelry.tasks.actions import NewTask

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One task to be made, with what it comes with."""

    task: NewTask
    annotations: list[dict[str, Any]]
    predictions: list[dict[str, Any]]

    @property
    def length(self) -> int:
        """About how many characters it holds."""
        texts = [self.task.data, *(each["result"] for each in self.annotations + self.predictions)]
        return sum(len(text.text) for text in texts)


@dataclass
class Checker:
    """Checks the tasks of one import. `strict` refuses names that the config does not know."""

    config: LabelingConfig
    importer: User
    strict: bool = False
    _people: dict[int | str, User] = field(default_factory=dict)

    def row(self, task: ImportedTask, file: StoredFile | None = None) -> Row:
        """Raises FormatError naming file, row and what its data lacks or its results get wrong."""
        try:
            return self._checked(task, file)
        except FormatError as error:
            if file is None:
                raise
            raise FormatError(
                f"{file.name}: {error.message}", row=error.row, line=error.line
            ) from error

    def _checked(self, task: ImportedTask, file: StoredFile | None) -> Row:
        problems = [p for p in validate_task(self.config, task.data.value) if p.severity == "error"]
        if problems:
            raise FormatError(str(problems[0]), row=task.row, line=task.line)
        names = [annotation.unique_id for annotation in task.annotations if annotation.unique_id]
        if len({name.replace("-", "").lower() for name in names}) < len(names):
            raise FormatError(
                "annotations: two have the same unique_id; give each its own, or leave it out",
                row=task.row,
                line=task.line,
            )
        return Row(
            NewTask(_raw(task.data), _raw(task.meta) if task.meta else RawJSON("{}"), file),
            [self._annotation(task, index, a) for index, a in enumerate(task.annotations)],
            [
                {
                    "result": self._result(task, f"predictions[{index}].result", p.result)[0],
                    "score": p.score,
                    "model_version": p.model_version,
                }
                for index, p in enumerate(task.predictions)
            ],
        )

    def _annotation(
        self, task: ImportedTask, index: int, annotation: ImportedAnnotation
    ) -> dict[str, Any]:
        result, unknown = self._result(task, f"annotations[{index}].result", annotation.result)
        fields: dict[str, Any] = {
            "result": result,
            "unknown_names": unknown,
            "completed_by": self._person(task, annotation.completed_by),
            "was_cancelled": annotation.was_cancelled,
            "ground_truth": annotation.ground_truth,
            "lead_time": annotation.lead_time,
            "import_id": annotation.import_id,
        }
        if annotation.unique_id:
            try:
                fields["unique_id"] = UUID(annotation.unique_id)
            except ValueError:
                raise FormatError(
                    f"annotations[{index}].unique_id: found {annotation.unique_id!r}, "
                    "it must be a UUID",
                    row=task.row,
                    line=task.line,
                ) from None
        return fields

    def _result(self, task: ImportedTask, path: str, result: Document) -> tuple[RawJSON, bool]:
        problems = validate_result(self.config, result.value)
        fatal = [p for p in problems if self.strict or p.severity == "error"]
        if fatal:
            raise FormatError(f"{path}{fatal[0]}", row=task.row, line=task.line)
        return _raw(result), bool(problems)

    def _person(self, task: ImportedTask, named: int | dict[str, Any] | None) -> User:
        """Who an imported annotation is by: a member by id or e-mail, or who imports."""
        if named is None:
            return self.importer
        key: Any = named.get("email") or named.get("id") if isinstance(named, dict) else named
        if isinstance(key, str):
            key = key.strip().lower()
        if key not in self._people:
            lookup = {"email": key} if isinstance(key, str) else {"pk": key}
            person = people().filter(**lookup).first()
            if person is None:
                raise FormatError(
                    f"completed_by: there is no person {key!r} here; leave it out or invite them",
                    row=task.row,
                    line=task.line,
                )
            self._people[key] = person
        return self._people[key]


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def bounded(rows: Iterable[Row], size: int, length: int) -> Iterator[list[Row]]:
    """The rows in lists of at most `size` that hold about `length` characters, or one long row."""
    chunk: list[Row] = []
    held = 0
    for row in rows:
        chunk.append(row)
        held += row.length
        if len(chunk) == size or held >= length:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _raw(document: Document) -> RawJSON:
    return RawJSON(document.text)
