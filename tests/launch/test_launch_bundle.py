"""A start from a bundle where every registry is unreachable, and bundles that do not fit."""

import json
import subprocess
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from front_door import Launched, answer, copy_checkout

from labelry.launch import bundle
from labelry.launch.errors import LaunchError

Start = Callable[..., Launched]
CLOSED = "http://127.0.0.1:9/simple"  # nobody listens on the discard port
UNREACHABLE = {
    "PIP_INDEX_URL": CLOSED,
    "UV_DEFAULT_INDEX": CLOSED,
    "npm_config_registry": CLOSED,
    "PIP_CONFIG_FILE": "/dev/null",
    **dict.fromkeys(("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "HTTPS_PROXY", "HTTP_PROXY"), ""),
    **dict.fromkeys(("https_proxy", "http_proxy", "UV_FIND_LINKS", "UV_INDEX"), ""),
}


@pytest.fixture
def packed(tmp_path: Path) -> Callable[..., Path]:
    """`packed(wheels)` makes a bundle of files with these contents; other words change it."""

    def make(contents: dict[str, bytes], **manifest: object) -> Path:
        wheels = tmp_path / "made"
        wheels.mkdir()
        for name, content in contents.items():
            (wheels / name).write_bytes(content)
        output = tmp_path / "labelry-bundle-x-run-y.tar"
        bundle.write(output, wheels, "run", "sources")
        if manifest:
            with tarfile.open(output) as archive:
                members = {one.name: bundle.content(archive, one.name) for one in archive}
            said = {**json.loads(members["manifest.json"]), **manifest}
            members["manifest.json"] = json.dumps(said).encode()
            with tarfile.open(output, "w") as archive:
                for name, content in members.items():
                    member = tarfile.TarInfo(name)
                    member.size = len(content)
                    archive.addfile(member, BytesIO(content))
        return output

    return make


def test_what_was_packed_is_unpacked(packed, tmp_path: Path) -> None:
    made = packed({"a-1-py3-none-any.whl": b"a", "b-2-py3-none-any.whl": b"b"})
    wheels = bundle.unpack(made, tmp_path / "stage", "run", "sources")
    assert {path.name: path.read_bytes() for path in wheels.iterdir()} == {
        "a-1-py3-none-any.whl": b"a",
        "b-2-py3-none-any.whl": b"b",
    }


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({"platform": "macosx-11.0-arm64"}, "platform is 'macosx-11.0-arm64' and must be"),
        ({"python": "cpython 3.1"}, "python is 'cpython 3.1' and must be"),
        ({"kind": "label-studio"}, "kind is 'label-studio' and must be 'run'"),
        ({"format": 99}, "format is 99 and must be 1"),
        ({"sources": "other"}, "made from other sources than this checkout's"),
        ({"files": {"a.whl": "0" * 64}}, "is damaged: a.whl is not what the manifest says"),
        ({"files": {"../a.whl": "0" * 64}}, "is damaged"),
        ({"files": []}, "is damaged"),
    ],
)
def test_one_that_does_not_fit_is_refused_with_words(packed, tmp_path, manifest, words) -> None:
    with pytest.raises(LaunchError, match=words) as refused:
        bundle.unpack(packed({"a.whl": b"a"}, **manifest), tmp_path / "stage", "run", "sources")
    assert "launch.py bundle" in str(refused.value)


def test_one_cut_short_is_refused_with_words(packed, tmp_path: Path) -> None:
    made = packed({"a.whl": b"a" * 100_000})
    whole = made.read_bytes()
    for length in (0, 100, 700, len(whole) // 2):
        made.write_bytes(whole[:length])
        with pytest.raises(LaunchError, match="is damaged"):
            bundle.unpack(made, tmp_path / f"stage-{length}", "run", "sources")


def test_the_one_named_is_used_else_the_newest_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bundle.find(None, tmp_path, "run") is None
    here = tmp_path / bundle.default_name("run")
    here.write_text("")
    (tmp_path / bundle.default_name("label-studio")).write_text("")
    assert bundle.find(None, tmp_path, "run") == here
    with pytest.raises(LaunchError, match="There is no bundle"):
        bundle.find(str(tmp_path / "gone.tar"), tmp_path, "run")
    monkeypatch.setenv("LABELRY_BUNDLE", str(tmp_path / "gone.tar"))
    with pytest.raises(LaunchError, match="There is no bundle"):
        bundle.find(None, tmp_path, "run")


def isolated() -> list[str]:
    """What runs a program in a network of its own, where this is permitted."""
    command = ["unshare", "--net", "--map-root-user"]
    loopback = ["sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh"]
    works = ["python3", "-c", "import socket; socket.create_server(('127.0.0.1', 0))"]
    try:
        fine = subprocess.run([*command, *loopback, *works], capture_output=True).returncode == 0
    except OSError:
        fine = False
    return [*command, *loopback] if fine else []


@pytest.mark.slow
@pytest.mark.xdist_group("launch")
def test_a_start_with_every_registry_unreachable(
    start: Start, checkout: Path, tmp_path: Path
) -> None:
    made = start(checkout, "bundle", "--output", str(checkout / "labelry-bundle-0-run-here.tar"))
    assert made.end() == 0, made.said
    archive = checkout / "labelry-bundle-0-run-here.tar"
    try:
        root = copy_checkout(tmp_path / "offline")
        caches = {name: str(tmp_path / name) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR")}
        alone = start(root, **UNREACHABLE, **caches)
        assert alone.end() == 1  # without the bundle there is nothing to install from
        assert "What to do:" in alone.said
        archive.rename(root / archive.name)
        launched = start(root, **UNREACHABLE, **caches).until_ready()
        assert f"Unpacking {archive.name}" in launched.said
        assert answer(f"{launched.url}/health")[0] == 200
        assert "<html" in answer(f"{launched.url}/")[1]
        assert launched.stop() == 0
    finally:
        archive.unlink(missing_ok=True)
    if isolated():
        (tmp_path / "void").mkdir()
        void = copy_checkout(tmp_path / "void/checkout")
        (root / archive.name).rename(void / archive.name)
        prepare = [*isolated(), "python3", str(void / "launch.py"), "prepare"]
        done = subprocess.run(prepare, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "is prepared in" in done.stdout
