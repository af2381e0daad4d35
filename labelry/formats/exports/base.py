"""What an export format is: a name, the configs it fits, and a writer that streams."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import IO, Any, ClassVar, TypeAlias

from labelry.labeling import LabelingConfig

RawTask: TypeAlias = "bytes | dict[str, Any]"
"""A task in Label Studio's export JSON, as its text (cheapest) or decoded."""


class ExportFormat(ABC):
    """A format that labeled tasks are written in. A plugin's entry point names an instance."""

    name: ClassVar[str]
    """As `exportType` names it."""
    title: ClassVar[str]
    description: ClassVar[str]
    tags: ClassVar[tuple[str, ...]] = ()
    """The kinds of labeling it is for; empty when it is for all."""
    extension: ClassVar[str]
    """End of the file's name, without the dot."""

    def supports(self, config: LabelingConfig) -> str | None:  # noqa: ARG002  # any config fits
        """Return None when the config can be exported, else why it cannot."""
        return None

    @abstractmethod
    def chunks(self, config: LabelingConfig, tasks: Iterable[RawTask]) -> Iterator[bytes]:
        """Yield the export as chunks of bytes, taking the tasks one by one.

        Memory stays bounded however many tasks there are.
        """

    def write(self, config: LabelingConfig, tasks: Iterable[RawTask], out: IO[bytes]) -> None:
        """Write the export to `out`."""
        for chunk in self.chunks(config, tasks):
            out.write(chunk)
