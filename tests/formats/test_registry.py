"""Formats of other packages join by an entry point."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from labelry.formats.imports import ImportFormat, Item, Source
from labelry.formats.registry import Registry

PLUGIN = """
from labelry.formats.imports import ImportFormat, Item

class Shouting(ImportFormat):
    name = "SHOUT"
    title = "Shouting"
    extensions = (".shout",)
    content = ("text",)

    def read(self, source):
        for row, line in enumerate(source.stream):
            yield Item(row, row + 1, data={"text": line.decode().strip().upper()})

shouting = Shouting()
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install a package with a format, and one whose format cannot be loaded."""
    (tmp_path / "shouting_plugin.py").write_text(PLUGIN)
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[test.import_formats]\nbroken = no_such_module:nothing\nshout = shouting_plugin:shouting\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return "test.import_formats"


def test_a_plugin_is_found_and_a_broken_one_is_told(
    plugin: str, caplog: pytest.LogCaptureFixture
) -> None:
    registry: Registry[ImportFormat] = Registry(plugin)
    assert [format.name for format in registry] == ["SHOUT"]
    assert registry.get("SHOUT") is not None
    assert registry.get("QUIET") is None
    assert "broken" in caplog.text


def test_a_name_is_given_once() -> None:
    class Twice(ImportFormat):
        name = "TWICE"
        title = "Twice"
        extensions = ()
        content = ()

        def read(self, source: Source) -> Iterator[Item]:
            yield Item(0, 1, data={})

    registry: Registry[ImportFormat] = Registry("test.none")
    registry.register(Twice())
    with pytest.raises(ValueError, match="TWICE"):
        registry.register(Twice())
