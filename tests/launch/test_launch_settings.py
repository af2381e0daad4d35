"""What the installers are told: mirrors, proxies and certificates set up for pip work for all."""

import os
from pathlib import Path

import pytest
from front_door import PYTHON

from labelry.launch.installers import (
    clean_environment,
    installer_environment,
    pip_settings,
    without_password,
)


def test_pips_mirror_serves_uv() -> None:
    pip = {
        "index-url": "https://mirror.example.org/simple",
        "extra-index-url": "https://a.example.org/simple https://b.example.org/simple",
        "find-links": "/wheels",
        "trusted-host": "mirror.example.org",
    }
    environ = installer_environment({}, pip)
    assert environ["UV_DEFAULT_INDEX"] == "https://mirror.example.org/simple"
    assert environ["UV_INDEX"] == "https://a.example.org/simple https://b.example.org/simple"
    assert environ["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert environ["UV_FIND_LINKS"] == "/wheels"
    assert environ["UV_INSECURE_HOST"] == "mirror.example.org"


def test_uvs_own_settings_win() -> None:
    own = {"UV_DEFAULT_INDEX": "https://own.example.org/simple", "SSL_CERT_FILE": "/own.pem"}
    pip = {"index-url": "https://pip.example.org/simple", "cert": "/pip.pem"}
    environ = installer_environment(own, pip)
    assert environ["UV_DEFAULT_INDEX"] == "https://own.example.org/simple"
    assert environ["SSL_CERT_FILE"] == "/own.pem"
    assert environ["NODE_EXTRA_CA_CERTS"] == "/pip.pem"


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_one_certificate_bundle_serves_pip_uv_and_npm(name: str) -> None:
    environ = installer_environment({name: "/company.pem"}, {})
    assert environ["SSL_CERT_FILE"] == "/company.pem"
    assert environ["PIP_CERT"] == "/company.pem"
    assert environ["NODE_EXTRA_CA_CERTS"] == "/company.pem"


def test_pips_proxy_serves_all_unless_one_is_set() -> None:
    pip = {"proxy": "http://proxy.example.org:3128"}
    assert installer_environment({}, pip)["HTTPS_PROXY"] == "http://proxy.example.org:3128"
    kept = installer_environment({"https_proxy": "http://own.example.org"}, pip)
    assert "HTTPS_PROXY" not in kept


def test_pip_settings_are_read_from_its_files_and_variables(
    tmp_path: Path,
) -> None:
    config = tmp_path / "pip.conf"
    config.write_text(
        "[global]\nindex-url = https://file.example.org/simple\ncert = /file.pem\n"
        "extra-index-url = https://a.example.org\n    https://b.example.org\n"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environ |= {"PIP_CONFIG_FILE": str(config), "PIP_CERT": "/variable.pem"}
    settings = pip_settings([PYTHON, "-m", "pip"], environ)
    assert settings["index-url"] == "https://file.example.org/simple"
    assert settings["extra-index-url"].split() == ["https://a.example.org", "https://b.example.org"]
    assert settings["cert"] == "/variable.pem"


def test_nothing_of_the_callers_python_leaks_in() -> None:
    environ = clean_environment(
        {"PYTHONPATH": "/other", "PIP_USER": "1", "VIRTUAL_ENV": "/venv", "HOME": "/home/ana"}
    )
    assert "PYTHONPATH" not in environ
    assert "VIRTUAL_ENV" not in environ
    assert environ["PIP_USER"] == "0"
    assert environ["HOME"] == "/home/ana"


def test_passwords_of_mirrors_are_not_shown() -> None:
    shown = without_password("https://ana:secret@mirror.example.org/simple")
    assert shown == "https://***@mirror.example.org/simple"
