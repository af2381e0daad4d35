"""What stops a launch, in words, and the exit codes."""

from __future__ import annotations

import signal

EXIT_FAILED, EXIT_RUNNING = 1, 3


class LaunchError(RuntimeError):
    """Something that stops the launch: what failed, why, and what to do next."""

    exit_code = EXIT_FAILED

    def __init__(self, what: str, next_step: str, output: str = "") -> None:
        tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-20:])
        super().__init__("\n".join(filter(None, [what, tail, f"What to do: {next_step}"])))


class AlreadyRunningError(LaunchError):
    """Another server holds the data folder."""

    exit_code = EXIT_RUNNING


class Stopped(BaseException):
    """SIGTERM or SIGINT ended the launch before its work was done."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number
