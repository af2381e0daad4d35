"""The web app's page and files: base path, caching, compression, and 404 for files that are not."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.skipif(
    not Path(settings.WEBAPP_DIR, "index.html").exists(), reason="the web app is not built"
)


@pytest.mark.parametrize("page", ["/", "/projects/7/data", "/user/login/", "/no/such/page"])
def test_every_page_is_the_app(page: str, db: None) -> None:
    response = Client().get(page)
    assert response.status_code == 200
    text = response.content.decode()
    assert '<base href="/">' in text
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "csrftoken" in response.cookies


@pytest.mark.parametrize("path", ["/team/projects", "/projects"])
def test_under_a_subpath_the_base_is_the_subpath(path: str, db: None, settings: Any) -> None:
    """Whether the proxy in front strips the prefix or passes it on."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory
    from django.urls import set_script_prefix

    settings.FORCE_SCRIPT_NAME = "/team"
    environ = RequestFactory().get(path).environ
    try:
        body = b"".join(WSGIHandler()(environ, lambda *_: None))
    finally:
        set_script_prefix("/")
    assert b'<base href="/team/">' in body


def test_built_files_are_cached_for_ever_and_compressed(db: None) -> None:
    page = Client().get("/").content.decode()
    script = re.search(r'src="\./(assets/[^"]+\.js)"', page)
    assert script is not None
    response = Client().get(f"/{script[1]}", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Encoding"] == "gzip"


def test_a_file_that_is_not_there_is_not_the_app(db: None) -> None:
    assert Client().get("/assets/gone-1a2b3c.js").status_code == 404
