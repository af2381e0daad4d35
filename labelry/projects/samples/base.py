"""What a sample project is made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

WriteFile: TypeAlias = Callable[[str, bytes], str]
"""Stores a file under a name and returns the URL it is served at."""


@dataclass(frozen=True)
class Sample:
    """A project to try things on: its config, and the data of its tasks.

    `tasks(write_file)` yields one task's data after the other, and stores the files they need.
    """

    name: str
    title: str
    description: str
    label_config: str
    tasks: Callable[[WriteFile], Iterator[dict[str, Any]]]
