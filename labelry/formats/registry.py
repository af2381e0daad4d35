"""The registry of one kind of format: built-in ones and plugins enter by the same `register`."""

import logging
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Generic, Protocol, TypeVar

log = logging.getLogger(__name__)


class Named(Protocol):
    """Anything with a `name` to be found by."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Formats by name, in the order they were registered.

    Plugins are Python entry points of `group`, each naming a format object; they are loaded at the
    first look, and one that fails to load is logged and left out.
    """

    def __init__(self, group: str) -> None:
        self.group = group
        self._formats: dict[str, T] = {}
        self._plugins_loaded = False

    def register(self, format: T) -> T:
        """Add a format. Raises ValueError when its name is taken."""
        if format.name in self._formats:
            raise ValueError(f"{self.group}: the name {format.name!r} is taken")
        self._formats[format.name] = format
        return format

    def get(self, name: str) -> T | None:
        self._load_plugins()
        return self._formats.get(name)

    def __iter__(self) -> Iterator[T]:
        self._load_plugins()
        return iter(list(self._formats.values()))

    def _load_plugins(self) -> None:
        if self._plugins_loaded:
            return
        self._plugins_loaded = True
        for entry in entry_points(group=self.group):
            try:
                self.register(entry.load())
            except Exception:
                # A plugin is somebody else's code: whatever it raises, the built-ins still work.
                log.exception("the plugin %s of %s could not be loaded", entry.name, self.group)
