"""What an import format is: a name, the files it reads, and a reader of tasks."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, ClassVar

from labelry.formats.errors import FormatError, Notes
from labelry.formats.tasks import Item


@dataclass(frozen=True)
class Source:
    """A file to import: its bytes, the name a person knows it by, and the URL it is served at.

    The reader leaves its remarks in `notes`.
    """

    stream: IO[bytes]
    name: str
    url: str | None = None
    notes: Notes = field(default_factory=Notes)


class ImportFormat(ABC):
    """A format that tasks are read from. A plugin's entry point names an instance."""

    name: ClassVar[str]
    title: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    """File name ends, with the dot, in lower case."""
    content: ClassVar[tuple[str, ...]]
    """The kinds of content (see `sniffing.sniff`) such a file may hold."""
    one_value: ClassVar[bool] = False
    """Whether a task is a single value without a key, so that the config must have one data key."""
    is_list: ClassVar[bool] = True
    """Whether the file holds a list of tasks; else the whole file is one task."""

    @abstractmethod
    def read(self, source: Source) -> Iterator[Item | FormatError]:
        """Yield the file's items in order, streaming.

        A fault of one item is yielded as FormatError, and reading goes on; a fault of the file is
        raised.
        """
