"""What else can be done with a checkout: tests, a reloading server, commands, bundles."""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from labelry.launch import bundle
from labelry.launch.engines import find_engine
from labelry.launch.environments import Environment, environment_folder, prepare, take_turn
from labelry.launch.installers import clean_environment
from labelry.launch.places import data_folder
from labelry.launch.preparation import Preparation
from labelry.launch.programs import run_together
from labelry.launch.progress import Progress, say
from labelry.launch.recipes import RUN, TEST
from labelry.launch.signals import signals_raise


def checkout_environment(root: Path) -> tuple[Environment, dict[str, str]]:
    """The environment with the development tools, and the variables to run them with."""
    with signals_raise():
        environment = prepare(root, TEST, Progress())
    path = f"{environment.folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return environment, clean_environment(os.environ) | {"PATH": path}


def test(arguments: Sequence[str], root: Path) -> int:
    """Every check, then the test suite on SQLite and on PostgreSQL; ends with pytest's summary."""
    environment, environ = checkout_environment(root)
    command = [str(environment.python), str(root / "tests/run.py"), *arguments]
    return run_together([command], root, environ)


def develop(options: argparse.Namespace, root: Path) -> int:
    """Serve the checkout itself: Django reloads on change, Vite rebuilds the app on change."""
    environment, environ = checkout_environment(root)
    environ["LABELRY_DATA_DIR"] = str(data_folder(options.data_dir, root))
    environ["LABELRY_DEBUG"] = "1"
    python = str(environment.python)
    code = run_together([[python, "-m", "labelry.server", "migrate"]], root, environ)
    if code:
        return code
    address = f"{options.host}:{options.port}"
    say(f"Labelry reloads on change: http://{address}")
    watch = [python, "hatch_build.py", "--watch"]
    return run_together([watch, [python, "manage.py", "runserver", address]], root, environ)


def manage(arguments: Sequence[str], root: Path) -> int:
    with signals_raise():
        environment = prepare(root, RUN, Progress(), bundle.find(None, root, RUN.kind))
    environ = clean_environment(os.environ) | {"LABELRY_DATA_DIR": str(data_folder(None, root))}
    command = [str(environment.python), str(root / "manage.py"), *arguments]
    return subprocess.run(command, env=environ, check=False).returncode


def prepare_only(options: argparse.Namespace, root: Path) -> int:
    """Prepare what serving needs, and end: for a job that runs before the first start."""
    recipe = find_engine(options.engine).recipe
    with signals_raise():
        environment = prepare(
            root, recipe, Progress(), bundle.find(options.bundle, root, recipe.kind)
        )
    say(f"{recipe.title} is prepared in {environment.folder}")
    return 0


def make_bundle(options: argparse.Namespace, root: Path) -> int:
    """Make one archive from which a machine without a network can be prepared."""
    recipe = find_engine(options.engine).recipe
    output = Path(options.output or bundle.default_name(recipe.kind)).expanduser().absolute()
    folder = environment_folder(root, recipe)
    with signals_raise(), (folder.parent / "prepare.lock").open("ab") as lock:
        take_turn(lock)
        Preparation(root, folder, recipe, Progress(), lock.fileno()).pack(output)
    say(f"{recipe.title} is bundled in {output} ({output.stat().st_size / 1e6:.0f} MB)")
    return 0
