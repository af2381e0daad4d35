"""Label Studio's own converter, and exported tasks to give to both sides."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tasks = list[dict[str, Any]]


@pytest.fixture(scope="session")
def label_studio(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, Tasks, str], Path]:
    """Label Studio's converter: (config, tasks, format) -> the folder it wrote."""
    from label_studio_sdk.converter import Converter

    def convert(config: str, tasks: Tasks, format: str) -> Path:
        folder = tmp_path_factory.mktemp("label-studio")
        source = folder / "tasks.json"
        source.write_text(json.dumps(tasks))
        target = folder / "out"
        converter = Converter(config, str(folder), download_resources=False)
        converter.convert(str(source), str(target), format, is_dir=False)
        return target

    return convert
