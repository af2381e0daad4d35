"""Rows change in actions alone: what writes elsewhere is named here with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "labelry"
WRITES = {
    *("save", "create", "update", "delete", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "create_user"),
}
# Not a model's: dictionaries, sets and digests have these too.
PLAIN = {"update", "create"}
ACTIONS = {"actions.py", "actions", "migrations", "db"}
EXCEPTIONS = {
    "accounts/throttle.py": "counts wrong passwords in actions of its own, beside what reads them",
    "accounts/sessions.py": "Django's own store of sessions, which may fail on a full disk",
    "accounts/models.py": "Django's door for a row of a new person, used by tests and its commands",
}


def writes_in(source: str) -> Iterator[tuple[int, str]]:
    """Calls that look like writes of a model, as line and name.

    A plain `update` or `create` counts when it hangs on a queryset: on `objects`, on another
    call's answer, or on something named rows.
    """
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, owner = node.func.attr, node.func.value
        # A model takes nothing here; a router takes a path, a policy a user, a picture a file.
        if name not in WRITES or (name in {"save", "delete"} and node.args):
            continue
        queryset = isinstance(owner, ast.Call) or (
            isinstance(owner, ast.Attribute) and owner.attr.endswith("objects")
        )
        if name not in PLAIN or queryset or (isinstance(owner, ast.Name) and "rows" in owner.id):
            yield node.lineno, name


def test_only_actions_write() -> None:
    found = {
        str(path.relative_to(PACKAGE)): [f"{name} in line {line}" for line, name in writes]
        for path in PACKAGE.rglob("*.py")
        if not ACTIONS & set(path.relative_to(PACKAGE).parts)
        and (writes := list(writes_in(path.read_text(encoding="utf-8"))))
    }
    unexpected = {path: lines for path, lines in found.items() if path not in EXCEPTIONS}
    assert not unexpected, "Move these into the app's actions.py"
    assert set(EXCEPTIONS) <= set(found), "An exception that is none any more: take it out"


def test_a_write_is_recognised() -> None:
    assert list(writes_in("Task.objects.filter(pk=1).update(state=1)")) == [(1, "update")]
    assert list(writes_in("row.save()\nrows.delete()")) == [(1, "save"), (2, "delete")]
    assert list(writes_in("known.update({})")) == []
