"""Programs we start: installers with a log each, tools side by side."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from labelry.launch.errors import LaunchError
from labelry.launch.signals import signals_raise


class Programs:
    """Runs the installers: output to a log, ended together when one fails or a signal comes."""

    def __init__(self, logs: Path, environ: Mapping[str, str], keep_open: Sequence[int]) -> None:
        self.logs = logs
        self.environ = dict(environ)
        self.keep_open = keep_open
        self.running: set[subprocess.Popen[bytes]] = set()
        logs.mkdir(parents=True, exist_ok=True)

    def run(self, name: str, command: Sequence[str | Path], cwd: Path, next_step: str) -> None:
        log = self.logs / f"{name}.log"
        words = [str(word) for word in command]
        with log.open("wb") as output:
            output.write(f"$ {' '.join(words)}\n".encode())
            output.flush()
            # The programs hold the preparation's lock too: if we are killed, the next start waits
            # for them to end instead of working in the same folder.
            program = subprocess.Popen(
                words,
                cwd=cwd,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=tuple(self.keep_open),
                start_new_session=True,
            )
            self.running.add(program)
            try:
                code = program.wait()
            finally:
                self.running.discard(program)
        if code:
            raise LaunchError(
                f"{Path(words[0]).name} stopped with code {code} while preparing ({name}).",
                f"{next_step} The whole output is in {log}. Then start again.",
                log.read_text(errors="replace"),
            )

    def stop(self) -> None:
        for program in list(self.running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)


def run_together(commands: Sequence[Sequence[str]], cwd: Path, environ: Mapping[str, str]) -> int:
    """Run programs side by side until the first one ends; answers its exit code."""
    programs = [
        subprocess.Popen(command, cwd=cwd, env=dict(environ), start_new_session=True)
        for command in commands
    ]
    try:
        with signals_raise():
            while all(program.poll() is None for program in programs):
                time.sleep(0.1)
            return next(
                program.returncode for program in programs if program.returncode is not None
            )
    finally:
        for program in programs:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGTERM)
            program.wait()


NETWORK_HINT = (
    "look at the last lines above; behind a proxy or mirror set HTTPS_PROXY, PIP_INDEX_URL, "
    "npm_config_registry or PIP_CERT (docs/install.md)."
)
