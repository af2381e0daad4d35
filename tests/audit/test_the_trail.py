"""The audit trail: cheap to add to, impossible to change."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from labelry.audit.actions import record
from labelry.audit.models import AuditEntry, EntryIsFinalError
from labelry.audit.queries import all_entries, entries_of_object, entries_of_project

pytestmark = pytest.mark.django_db


def test_an_entry_tells_who_did_what(owner: Any) -> None:
    record(owner, "changed", "project", 7, 7, before={"title": "a"}, after={"title": "b"})
    entry = all_entries().get()
    assert (entry.actor_id, entry.actor_email) == (owner.pk, "owner@example.com")
    assert (entry.verb, entry.object_type, entry.object_id) == ("changed", "project", 7)
    assert (entry.before.value, entry.after.value) == ({"title": "a"}, {"title": "b"})


def test_the_server_itself_is_nobody() -> None:
    record(None, "purged", "tasks", None)
    entry = all_entries().get()
    assert (entry.actor_id, entry.actor_email, entry.before) == (None, "", None)


def test_recording_costs_one_insert(owner: Any, django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(3) as seen:
        record(owner, "submitted", "annotation", 1, 7, after={"result": []})
    statements = [query["sql"].split()[0] for query in seen.captured_queries]
    assert statements == ["SAVEPOINT", "INSERT", "RELEASE"], "a savepoint only in a test"


def test_lists_come_newest_first(owner: Any) -> None:
    for number in range(3):
        record(owner, "created", "task", number, project_id=number % 2)
    assert [entry.object_id for entry in entries_of_project(0)] == [2, 0]
    assert [entry.object_id for entry in entries_of_object("task", 1)] == [1]


def test_the_trail_outlives_the_person(person: Any) -> None:
    ana = person("ana@example.com")
    record(ana, "created", "task", 1)
    ana.delete()
    assert all_entries().get().actor_email == "ana@example.com"


def test_an_entry_is_never_changed_or_deleted(owner: Any) -> None:
    record(owner, "created", "task", 1)
    entry = all_entries().get()
    entry.verb = "forged"
    for attempt in (
        entry.save,
        entry.delete,
        all_entries().delete,
        lambda: all_entries().update(verb="forged"),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(EntryIsFinalError), transaction.atomic():
            attempt()
    assert all_entries().get().verb == "created"


def test_the_database_refuses_too(owner: Any) -> None:
    record(owner, "created", "task", 1)
    statements = ["UPDATE audit_auditentry SET verb = 'forged'"]
    if connection.vendor == "postgresql":
        statements.append("DELETE FROM audit_auditentry")
    for statement in statements:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(statement)
    assert all_entries().get().verb == "created"
