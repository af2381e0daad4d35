"""Checks what Cloudera AI reads before Labelry runs: `.project-metadata.yaml` and a catalog file.

Pure: it is given the parsed YAML. The fields and limits are those of the AMP Project Specification
1.0 and of the AMP catalog files in use; the rules beyond them are what makes an installation fail.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FILE_NAME = ".project-metadata.yaml"
ENTITY_LABEL = re.compile(r"[a-z0-9][a-z0-9_-]*")
SUBDOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
KERNEL = re.compile(r"default|R [\d.]+|Scala [\d.]+|Python (\d+)\.(\d+)")
EDITORS = ("PBJ Workbench", "JupyterLab", "Workbench")
OLDEST_PYTHON = (3, 10)

Exists = Callable[[str], bool]
Rule = Callable[[Any], str | None]


@dataclass(frozen=True)
class Finding:
    """One thing found; an error stops an installation, a warning surprises who installs."""

    severity: Literal["error", "warning"]
    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.words}"


@dataclass
class Findings:
    found: list[Finding] = field(default_factory=list)

    def error(self, place: str, words: str) -> None:
        self.found.append(Finding("error", place, words))

    def warn(self, place: str, words: str) -> None:
        self.found.append(Finding("warning", place, words))

    def fields(
        self,
        place: str,
        value: object,
        required: Mapping[str, Rule],
        optional: Mapping[str, Rule],
    ) -> dict[str, Any]:
        """The mapping's fields that are as they must be; tells of all others."""
        if not isinstance(value, dict):
            self.error(place, f"is {shown(value)}; allowed: fields with values.")
            return {}
        prefix = f"{place}." if place else ""
        for name in required:
            if name not in value:
                self.error(f"{prefix}{name}", "is missing.")
        good = {}
        for name, held in value.items():
            rule = required.get(name) or optional.get(name)
            if rule is None:
                self.warn(f"{prefix}{name}", "is not a field that is known here.")
            elif (wanted := rule(held)) is not None:
                self.error(f"{prefix}{name}", f"is {shown(held)}; allowed: {wanted}.")
            else:
                good[name] = held
        return good

    def items(self, place: str, value: object) -> list[tuple[str, Any]]:
        """The list's items with their places."""
        if not isinstance(value, list):
            self.error(place, f"is {shown(value)}; allowed: a list.")
            return []
        return [(f"{place}[{number}]", item) for number, item in enumerate(value)]


def shown(value: object) -> str:
    if value is None:
        return "empty"
    text = repr(value) if isinstance(value, (str, int, float)) else type(value).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


# --- rules of single values: None when good, else what is allowed ---------------------------


def words(longest: int | None = None, shortest: int = 0) -> Rule:
    bounds = [f"{shortest} or more" if shortest else "", f"at most {longest}" if longest else ""]
    wanted = "text" + ", ".join(f" of {bound} characters" for bound in bounds if bound)

    def rule(value: object) -> str | None:
        good = isinstance(value, str) and len(value) >= shortest
        return None if good and (not longest or len(str(value)) <= longest) else wanted

    return rule


def version(value: object) -> str | None:
    """Bare `1.10` is the number 1.1 to YAML."""
    if isinstance(value, str) and 0 < len(value) <= 16:
        return None
    return 'text of at most 16 characters in quotes, as "1.10"; YAML reads a bare 1.10 as 1.1'


def specification(value: object) -> str | None:
    return None if value in {"1.0", 1.0} else '"1.0", the only one there is'


def date(value: object) -> str | None:
    if isinstance(value, str) and DATE.fullmatch(value):
        try:
            datetime.date(*(int(part) for part in value.split("-")))
        except ValueError:
            pass
        else:
            return None
    return 'a day in quotes, as "2026-01-31"'


def matching(pattern: "re.Pattern[str]", wanted: str) -> Rule:
    return lambda value: (
        None if isinstance(value, str) and pattern.fullmatch(value) is not None else wanted
    )


def one_of(*choices: str) -> Rule:
    return lambda value: None if value in choices else f"one of {', '.join(choices)}"


def number(above: float = 0) -> Rule:
    def rule(value: object) -> str | None:
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and value > above
        return None if good else f"a number over {above:g}"

    return rule


def whole(least: int) -> Rule:
    def rule(value: object) -> str | None:
        good = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return None if good else f"a whole number, {least} or more"

    return rule


def truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def anything(_value: object) -> str | None:
    return None


def text_list(value: object) -> str | None:
    good = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return None if good else "a list of texts"


def address(value: object) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"(https?|ssh|git)://\S+|git@\S+:\S+", value)
    return None if good else "an address that `git clone` takes"


# --- `.project-metadata.yaml` ---------------------------------------------------------------

PROJECT_REQUIRED: dict[str, Rule] = {
    "name": words(200, 1),
    "description": words(2048, 1),
    "author": words(64, 1),
    "specification_version": specification,
    "prototype_version": version,
}
PROJECT_OPTIONAL: dict[str, Rule] = {
    "date": date,
    "shared_memory_limit": number(-1e-9),
    "environment_variables": anything,
    "feature_dependencies": text_list,
    "engine_images": anything,
    "runtimes": anything,
    "tasks": anything,
}
RUNTIME_REQUIRED: dict[str, Rule] = {
    "editor": one_of(*EDITORS),
    "kernel": matching(KERNEL, 'the name of a kernel, as "Python 3.10"'),
    "edition": words(None, 1),
}
RUNTIME_OPTIONAL: dict[str, Rule] = {"version": version, "addons": text_list}
VARIABLE_FIELDS: dict[str, Rule] = {
    "default": lambda value: (
        None if isinstance(value, (str, int, float, bool)) else "text; empty as ''"
    ),
    "description": words(None, 1),
    "required": truth,
    "prompt_user": truth,
}
RESOURCES: dict[str, Rule] = {"cpu": number(), "memory": number(), "gpu": whole(0)}
COMMON: dict[str, Rule] = {
    "type": anything,
    "short_summary": words(),
    "long_summary": words(),
    "runtimes": anything,
    "kernel": one_of("python2", "python3", "r", "scala"),
    "shared_memory_limit": number(-1e-9),
    **RESOURCES,
}
LABEL = matching(ENTITY_LABEL, "small letters, digits, - and _, a letter or digit first")
NAME, SCRIPT = words(None, 1), words(None, 1)
JOB_VARIABLES, OTHER_VARIABLES = "environment", "environment_variables"


@dataclass(frozen=True)
class Kind:
    """A type of task: what it must and may say besides the common fields."""

    required: dict[str, Rule]
    optional: dict[str, Rule] = field(default_factory=dict)


KINDS: dict[str, Kind] = {
    "create_job": Kind(
        {"name": NAME, "entity_label": LABEL, "script": SCRIPT},
        {
            "arguments": words(),
            JOB_VARIABLES: anything,
            "timeout": whole(1),
            "timeout_kill": truth,
        },
    ),
    "run_job": Kind({"entity_label": LABEL}, {"arguments": words(), JOB_VARIABLES: anything}),
    "create_model": Kind(
        {"name": NAME, "entity_label": LABEL},
        {
            "description": words(),
            "access_key_environment_variable": words(),
            "default_resources": anything,
            "default_replication_policy": anything,
        },
    ),
    "build_model": Kind(
        {"entity_label": LABEL, "target_file_path": SCRIPT, "target_function_name": NAME},
        {"name": NAME, "comment": words(), "examples": anything, OTHER_VARIABLES: anything},
    ),
    "deploy_model": Kind(
        {"entity_label": LABEL},
        {"name": NAME, "replication_policy": anything, OTHER_VARIABLES: anything},
    ),
    "start_application": Kind(
        {
            "name": NAME,
            "subdomain": matching(
                SUBDOMAIN, "at most 63 small letters, digits and -, no - at either end"
            ),
            "script": SCRIPT,
        },
        {
            "description": words(),
            "entity_label": LABEL,
            "bypass_authentication": truth,
            "static_subdomain": truth,
            "is_embedded": truth,
            OTHER_VARIABLES: anything,
        },
    ),
    "run_session": Kind({"name": NAME}, {"script": SCRIPT, "code": words(None, 1)}),
    "run_experiment": Kind(
        {"script": SCRIPT}, {"entity_label": LABEL, "arguments": words(), "comment": words()}
    ),
}
MAKES_LABEL = {"create_job", "create_model"}
USES_LABEL = {
    "run_job": "create_job",
    "build_model": "create_model",
    "deploy_model": "create_model",
}


def check_project(document: object, exists: Exists) -> list[Finding]:
    """What is wrong with a parsed `.project-metadata.yaml`.

    `exists` tells of a path, relative to the repository's root, whether Git has a file there.
    """
    report = Findings()
    fields = report.fields("", document, PROJECT_REQUIRED, PROJECT_OPTIONAL)
    if "environment_variables" in fields:
        _check_declared(report, fields["environment_variables"])
    if "runtimes" in fields:
        _check_runtimes(report, "runtimes", fields["runtimes"])
    else:
        report.warn("runtimes", "is missing, so any runtime may be chosen.")
    if "tasks" in fields:
        _Tasks(report, exists).check(fields["tasks"])
    return report.found


def _check_declared(report: Findings, value: object) -> None:
    """The variables that the form asks for."""
    place = "environment_variables"
    if not isinstance(value, dict):
        report.error(place, f"is {shown(value)}; allowed: names, each with its fields.")
        return
    for name, declared in value.items():
        here = f"{place}.{name}"
        _check_variable_name(report, here, name)
        fields = report.fields(here, declared, {}, VARIABLE_FIELDS)
        if fields.get("required") and str(fields.get("default", "")).strip() == "":
            report.error(
                here,
                "is required and has no default: the form then refuses also what a person types. "
                "Give it a default, or make it optional.",
            )
        if "description" not in fields:
            report.warn(here, "has no description, which is all that the form shows about it.")


def _check_variable_name(report: Findings, place: str, name: object) -> None:
    if not isinstance(name, str) or not VARIABLE.fullmatch(name):
        report.error(place, f"{shown(name)} cannot be the name of a variable.")


def _check_runtimes(report: Findings, place: str, value: object) -> None:
    runtimes = report.items(place, value)
    if not runtimes and isinstance(value, list):
        report.error(place, "is empty; allowed: one runtime or more.")
    for here, runtime in runtimes:
        fields = report.fields(here, runtime, RUNTIME_REQUIRED, RUNTIME_OPTIONAL)
        python = KERNEL.fullmatch(fields.get("kernel", ""))
        if python and python[1] and (int(python[1]), int(python[2])) < OLDEST_PYTHON:
            report.error(f"{here}.kernel", f"is {python[0]}; the installation needs 3.10 or newer.")


class _Tasks:
    """The tasks in their order, with what earlier ones have made."""

    def __init__(self, report: Findings, exists: Exists) -> None:
        self.report = report
        self.exists = exists
        self.made: dict[str, str] = {}
        self.subdomains: set[str] = set()

    def check(self, value: object) -> None:
        for place, task in self.report.items("tasks", value):
            name = task.get("type") if isinstance(task, dict) else None
            if not isinstance(name, str) or name not in KINDS:
                self.report.error(
                    f"{place}.type", f"is {shown(name)}; allowed: {', '.join(KINDS)}."
                )
                continue
            kind = KINDS[name]
            wrong = self._wrong_variables(place, name, kind, task)
            left = {key: held for key, held in task.items() if key != wrong}
            fields = self.report.fields(place, left, kind.required, {**COMMON, **kind.optional})
            self._check_labels(place, name, fields)
            self._check_code(place, name, fields)
            if "runtimes" in fields:
                _check_runtimes(self.report, f"{place}.runtimes", fields["runtimes"])
            self._check_application(place, fields)
            self._check_variables(place, fields)

    def _wrong_variables(
        self, place: str, name: str, kind: Kind, task: dict[str, Any]
    ) -> str | None:
        """Jobs say `environment`, all others `environment_variables`; the other is ignored."""
        for wrong, right in ((JOB_VARIABLES, OTHER_VARIABLES), (OTHER_VARIABLES, JOB_VARIABLES)):
            if wrong in task and right in kind.optional and wrong not in kind.optional:
                self.report.warn(f"{place}.{wrong}", f"has no effect on {name}; call it `{right}`.")
                return wrong
        return None

    def _check_labels(self, place: str, name: str, fields: dict[str, Any]) -> None:
        label = fields.get("entity_label")
        if label is None:
            return
        if name in MAKES_LABEL:
            if label in self.made:
                self.report.error(
                    f"{place}.entity_label", f"{label!r} is taken by an earlier task."
                )
            self.made[label] = name
        elif name in USES_LABEL and self.made.get(label) != USES_LABEL[name]:
            self.report.error(
                f"{place}.entity_label",
                f"{label!r} is made by no earlier {USES_LABEL[name]}.",
            )

    def _check_code(self, place: str, name: str, fields: dict[str, Any]) -> None:
        """A script is run as cells of an engine, so it is Python whatever its first line says."""
        for key in ("script", "target_file_path"):
            path = fields.get(key)
            if path is None:
                continue
            if not path.endswith(".py"):
                self.report.error(
                    f"{place}.{key}", f"is {path!r}; the engine runs Python, so it ends in .py."
                )
            elif not self.exists(path):
                self.report.error(f"{place}.{key}", f"{path!r} is not a file of this repository.")
        if name == "run_session" and not {"script", "code"} & fields.keys():
            self.report.error(place, "a session has a `script` or `code`.")

    def _check_application(self, place: str, fields: dict[str, Any]) -> None:
        subdomain = fields.get("subdomain")
        if subdomain in self.subdomains:
            self.report.error(f"{place}.subdomain", f"{subdomain!r} is an earlier application's.")
        if subdomain:
            self.subdomains.add(subdomain)
        if fields.get("bypass_authentication"):
            self.report.warn(
                f"{place}.bypass_authentication",
                "is true: everybody who reaches the workbench reaches the application.",
            )
        if fields.get("static_subdomain"):
            self.report.warn(
                f"{place}.static_subdomain",
                "is true: a second installation on the same workbench fails.",
            )

    def _check_variables(self, place: str, fields: dict[str, Any]) -> None:
        for key in (JOB_VARIABLES, OTHER_VARIABLES):
            value = fields.get(key, {})
            if not isinstance(value, dict):
                self.report.error(f"{place}.{key}", f"is {shown(value)}; allowed: names and texts.")
                continue
            for name, held in value.items():
                _check_variable_name(self.report, f"{place}.{key}", name)
                if not isinstance(held, (str, int, float)):
                    self.report.error(f"{place}.{key}.{name}", f"is {shown(held)}; allowed: text.")


# --- a catalog file -------------------------------------------------------------------------

ENTRY_REQUIRED: dict[str, Rule] = {
    "title": words(None, 1),
    "label": LABEL,
    "short_description": words(None, 1),
    "long_description": words(None, 1),
    "git_url": address,
}
ENTRY_OPTIONAL: dict[str, Rule] = {
    "tags": text_list,
    "image_path": words(None, 1),
    "git_ref": words(None, 1),
    "is_prototype": truth,
    "is_new": truth,
    "is_community": truth,
    "long_description_html": words(),
    "environment_variables": anything,
}


def check_catalog(document: object) -> list[Finding]:
    """What is wrong with a parsed catalog file."""
    report = Findings()
    fields = report.fields("", document, {"name": words(None, 1), "entries": anything}, {})
    labels: set[str] = set()
    for place, entry in report.items("entries", fields.get("entries", [])):
        said = report.fields(place, entry, ENTRY_REQUIRED, ENTRY_OPTIONAL)
        label = said.get("label", "")
        if label in labels:
            report.error(f"{place}.label", f"{label!r} is an earlier entry's.")
        labels.add(label)
        if "is_prototype" not in said:
            report.warn(place, "has no `is_prototype: true`, so it may show as not ready yet.")
    return report.found
