"""The web server's processes: granian on a socket that is already listening."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

BACKLOG = 1024
Application = Callable[..., Any]


class WebServer(MPServer):
    """Granian serving our WSGI application on a socket that it is handed."""

    def __init__(self, listening: socket.socket, workers: int, threads: int) -> None:
        super().__init__(
            target="labelry.server.wsgi:application",
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            backlog=BACKLOG,
            # Requests past this many a process wait in the socket's queue instead of in memory.
            backpressure=8 * threads,
            websockets=False,
            log_level=LogLevels.warning,
            workers_kill_timeout=10,
            respawn_failed_workers=True,
        )
        self.listening = listening

    def _init_shared_socket(self) -> None:
        self._ssp = None
        self._sso = self.listening
        # Granian declares these as None until it listens, and its stubs lack the constructor.
        self._sfd = self.listening.fileno()  # type: ignore[assignment]
        self._shd = SocketHolder(self._sfd, False, BACKLOG)  # type: ignore[assignment,call-arg]


def listen(host: str, port: int, inherited: int | None) -> socket.socket:
    """The socket to serve on: the one `launch.py` already answers on, or a new one."""
    if inherited is not None:
        listening = socket.socket(fileno=inherited)
    else:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    # An answer leaves in two pieces; without this the second waits 40 ms for the first one's ACK.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.set_inheritable(True)
    return listening


def stop_with(parent: int) -> None:
    """End this process gracefully when its parent is gone, even one killed without a word."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
