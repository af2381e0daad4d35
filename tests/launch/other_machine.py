"""Holds a data folder as a server of another machine would: its own lock file, its own identity.

Run with the folder, whether it takes over (`yes`), and whether it leaves when it is asked (`yes`).
"""

import os
import sys
import threading
from pathlib import Path

from labelry.launch.errors import AlreadyRunningError
from labelry.launch.folder import DataFolder

# The locks of one machine are not seen by another one.
DataFolder.try_lock = lambda self: True  # type: ignore[method-assign]


def main(folder: Path, take_over: bool, leaves: bool) -> int:
    data = DataFolder(folder)
    try:
        holder = data.take(take_over, lambda words: print(words, flush=True))
    except AlreadyRunningError as refused:
        print(refused, flush=True)
        return refused.exit_code
    data.write(pid=os.getpid(), url="http://other:1", state="ready")
    lost = threading.Event()
    holder.leave_on_loss(lambda why: (print(f"lost: {why}", flush=True), lost.set()))
    print("holds", flush=True)
    lost.wait()
    if leaves:
        print("left", flush=True)  # whatever comes after this may be somebody else's
        data.release()
        return 0
    threading.Event().wait()
    return 1


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2] == "yes", sys.argv[3] == "yes"))
