"""What Cloudera AI reads of this repository is right, and what would not be is told."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from labelry.cloudera.management.commands.check_metadata import check, load
from labelry.cloudera.metadata import check_catalog, check_project

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = {"install.py", "serve.py", "install.sh"}


def project(**changes: Any) -> dict[str, Any]:
    """A good document, with some of its fields changed; None takes one out."""
    document = {
        "name": "Labelry",
        "description": "Labels.",
        "author": "Somebody",
        "specification_version": "1.0",
        "prototype_version": "0.1.0",
        "date": "2026-11-23",
        "environment_variables": {"ROLE": {"default": "annotator", "description": "A role."}},
        "runtimes": [{"editor": "JupyterLab", "kernel": "Python 3.10", "edition": "Standard"}],
        "tasks": [job(), {"type": "run_job", "entity_label": "install"}, application()],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def task(kind: str, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = {"type": kind, **fields, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def job(**changes: Any) -> dict[str, Any]:
    fields = {"name": "Install", "entity_label": "install", "script": "install.py"}
    return task("create_job", fields, changes)


def application(**changes: Any) -> dict[str, Any]:
    fields = {"name": "Labelry", "subdomain": "labelry", "script": "serve.py", "cpu": 4}
    return task("start_application", fields, changes)


def runtime(**changes: Any) -> dict[str, Any]:
    return project(
        runtimes=[
            {"editor": "JupyterLab", "kernel": "Python 3.10", "edition": "Standard", **changes}
        ]
    )


def variable(**fields: Any) -> dict[str, Any]:
    return project(environment_variables={"ROLE": fields})


def said(document: object) -> str:
    return "\n".join(map(str, check_project(document, SCRIPTS.__contains__)))


def test_this_repository_is_installable() -> None:
    assert check(ROOT / ".project-metadata.yaml") == []
    assert check(ROOT / "deploy/catalog.yaml") == []


def test_it_asks_for_what_was_promised() -> None:
    document: Any = load(ROOT / ".project-metadata.yaml")
    assert document["runtimes"][0]["kernel"] == "Python 3.10"
    (served,) = (item for item in document["tasks"] if item["type"] == "start_application")
    assert (served["cpu"], served["memory"], served["script"]) == (4, 8, "launch.py")
    assert served["static_subdomain"] is served["bypass_authentication"] is False


def test_a_good_document_has_no_findings() -> None:
    assert said(project()) == ""


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (["a list"], "is list; allowed: fields"),
        (project(name=None), "error: name: is missing"),
        (project(name="x" * 201), "at most 200 characters"),
        (project(description="x" * 2049), "at most 2048 characters"),
        (project(author="x" * 65), "at most 64 characters"),
        (project(specification_version=2.0), "specification_version: is 2.0"),
        (project(prototype_version=1.1), 'in quotes, as "1.10"'),
        (project(date=datetime.date(2026, 11, 23)), "date: is date; allowed: a day in quotes"),
        (project(date="2026-13-40"), "date: is '2026-13-40'"),
        (project(shared_memory_limit="1"), "shared_memory_limit: is '1'; allowed: a number"),
        (project(feature_dependencies="model_metrics"), "a list of texts"),
        (project(colour="red"), "warning: colour: is not a field"),
        (project(environment_variables=["ROLE"]), "names, each with its fields"),
        (
            project(environment_variables={"A-B": {"description": "x"}}),
            "cannot be the name of a variable",
        ),
        (variable(default=None, description="x"), "default: is empty"),
        (variable(default="", description="x", required=True), "required and has no default"),
        (variable(description="x", required="yes"), "required: is 'yes'; allowed: true or false"),
        (variable(default="x"), "warning: environment_variables.ROLE: has no description"),
        (project(runtimes=None), "warning: runtimes: is missing"),
        (project(runtimes=[]), "runtimes: is empty"),
        (runtime(editor="jupyterlab"), "one of PBJ Workbench, JupyterLab, Workbench"),
        (runtime(kernel="Python3.10"), "the name of a kernel"),
        (runtime(kernel="Python 3.9"), "the installation needs 3.10 or newer"),
        (runtime(version=2024.1), "runtimes[0].version: is 2024.1"),
        (project(tasks={}), "tasks: is dict; allowed: a list"),
        (project(tasks=[{"type": "start_app"}]), "tasks[0].type: is 'start_app'; allowed: create_"),
        (project(tasks=[job(name=None)]), "tasks[0].name: is missing"),
        (project(tasks=[job(entity_label="Install")]), "small letters, digits"),
        (project(tasks=[job(), job()]), "'install' is taken by an earlier task"),
        (
            project(tasks=[{"type": "run_job", "entity_label": "x"}]),
            "made by no earlier create_job",
        ),
        (
            project(tasks=[{"type": "run_job", "entity_label": "install"}, job()]),
            "made by no earlier create_job",
        ),
        (project(tasks=[job(script="missing.py")]), "is not a file of this repository"),
        (project(tasks=[job(script="install.sh")]), "so it ends in .py"),
        (project(tasks=[job(timeout="5")]), "timeout: is '5'; allowed: a whole number"),
        (project(tasks=[job(cpu=0)]), "cpu: is 0; allowed: a number over 0"),
        (project(tasks=[job(gpu=True)]), "gpu: is True; allowed: a whole number"),
        (
            project(tasks=[job(environment_variables={"A": "1"})]),
            "no effect on create_job; call it `environment`",
        ),
        (project(tasks=[application(environment={"A": "1"})]), "call it `environment_variables`"),
        (
            project(tasks=[application(environment_variables={"A": None})]),
            "environment_variables.A: is empty",
        ),
        (project(tasks=[application(subdomain="labelStudio")]), "subdomain: is 'labelStudio'"),
        (project(tasks=[application(subdomain="-a")]), "no - at either end"),
        (project(tasks=[application(), application()]), "is an earlier application's"),
        (
            project(tasks=[application(bypass_authentication=True)]),
            "warning: tasks[0].bypass_authentication",
        ),
        (project(tasks=[application(static_subdomain=True)]), "a second installation"),
        (project(tasks=[{"type": "run_session", "name": "x"}]), "has a `script` or `code`"),
        (
            project(tasks=[application(runtimes=[{"editor": "JupyterLab"}])]),
            "tasks[0].runtimes[0].kernel: is missing",
        ),
    ],
)
def test_what_would_stop_or_surprise_is_told(document: object, words: str) -> None:
    assert words in said(document)


def test_a_catalog_is_checked_too() -> None:
    entry = {
        "title": "Labelry",
        "label": "labelry",
        "short_description": "Labels.",
        "long_description": "Labels, longer.",
        "git_url": "https://git.example.org/labelry.git",
        "is_prototype": True,
    }
    assert check_catalog({"name": "Ours", "entries": [entry]}) == []
    wrong = {**entry, "git_url": "my computer", "is_prototype": "yes"}
    found = "\n".join(map(str, check_catalog({"name": "Ours", "entries": [entry, wrong]})))
    assert "entries[1].git_url: is 'my computer'" in found
    assert "entries[1].is_prototype: is 'yes'" in found
    assert "'labelry' is an earlier entry's" in found


def test_the_command_says_what_is_wrong_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".project-metadata.yaml"
    file.write_text("name: Labelry\nprototype_version: 1.10\n")
    with pytest.raises(CommandError, match="4 errors"):
        call_command("check_metadata", str(file))
    assert "prototype_version: is 1.1; allowed: text of at most 16 characters in quotes" in (
        capsys.readouterr().out
    )


def test_a_file_that_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / ".project-metadata.yaml"
    file.write_text("name: 'open\n")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_metadata", str(file))
