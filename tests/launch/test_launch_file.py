"""`launch.py` itself: read by any Python, in any folder, on the standard library alone."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from front_door import PYTHON, ROOT

SOURCE = (ROOT / "launch.py").read_text()


def test_an_old_python_can_read_it() -> None:
    ast.parse(SOURCE, feature_version=(3, 4))


def old_pythons() -> list[str]:
    names = ["python2.7", *(f"python3.{minor}" for minor in range(4, 10))]
    found = [path for path in map(shutil.which, names) if path]
    found += map(str, Path("~/.pyenv/versions").expanduser().glob("[23].[4-9].*/bin/python"))
    works = (subprocess.run([path, "-V"], capture_output=True).returncode == 0 for path in found)
    return [path for path, fine in zip(found, works, strict=True) if fine]


def test_an_old_python_is_told_which_it_needs(tmp_path: Path) -> None:
    """This Python pretends to be old; those that are here and old need not."""
    run = "import sys\nsys.argv = ['launch.py']\n"
    run += f"exec(open({str(ROOT / 'launch.py')!r}).read(), {{'__name__': '__main__'}})"
    pretend = "import sys\nsys.version_info = (3, 8, 1, 'final', 0)\n"
    for python, code in [(PYTHON, pretend + run), *((old, run) for old in old_pythons())]:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        assert "needs Python 3.10 or newer; this is" in done.stderr
        assert "What to do:" in done.stderr
        assert "Traceback" not in done.stderr


def test_in_a_cell_an_old_python_is_an_error() -> None:
    code = (
        "import sys; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['engine']\n"
        f"exec(open({str(ROOT / 'launch.py')!r}).read(), {{'__name__': '__main__'}})"
    )
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    assert "RuntimeError: Labelry needs Python 3.10 or newer; this is 3.9.2" in done.stderr


def find_root(cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What `find_root` finds in a cell that runs in this folder."""
    code = f"cell = {{'__name__': 'cell'}}\nexec(compile({SOURCE!r}, '<cell>', 'exec'), cell)\n"
    code += "print(cell['find_root']())"
    return subprocess.run(
        [PYTHON, "-c", code],
        cwd=cwd,
        env={**os.environ, "HOME": "/nonexistent", **variables},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    root = tmp_path / "marked"
    (root / "labelry/launch").mkdir(parents=True)
    (root / "labelry/launch/command.py").write_text("")
    (root / "inside").mkdir()
    (tmp_path / "elsewhere").mkdir()
    return root


def test_the_checkout_is_found_without_a_file(marked: Path) -> None:
    elsewhere = marked.parent / "elsewhere"
    assert find_root(marked / "inside").stdout.strip() == str(marked)
    assert find_root(elsewhere, LABELRY_ROOT=str(marked)).stdout.strip() == str(marked)
    assert find_root(elsewhere, HOME=str(marked)).stdout.strip() == str(marked)
    assert find_root(marked, LABELRY_ROOT="/nowhere").stdout.strip() == str(marked)
    assert "set LABELRY_ROOT" in find_root(elsewhere).stderr


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "import importlib, pkgutil, labelry.launch as package\n"
    code += "for found in pkgutil.iter_modules(package.__path__, 'labelry.launch.'):\n"
    code += "    importlib.import_module(found.name)\n"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
