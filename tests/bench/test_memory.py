import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.memory import MemoryWatch, processes_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


def test_a_child_process_is_counted_with_its_parent():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in processes_of(os.getpid())
    assert child.pid not in processes_of(os.getpid())


def test_the_peak_is_seen_after_it_is_over():
    with MemoryWatch(os.getpid()) as memory:
        held = bytearray(os.urandom(1024) * 1024 * 64)
        del held
        held = bytearray(os.urandom(1024) * 1024 * 64)
    assert memory.peak - memory.before > 32 * 1024 * 1024
    del held
