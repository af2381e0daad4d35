"""Actions: one transaction each, joined when nested, one writer at a time."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from labelry.audit.actions import record
from labelry.audit.models import AuditEntry
from labelry.db import action, writing


@action
def write(number: int) -> None:
    record(None, "wrote", "number", number)


def written() -> list[int | None]:
    rows = AuditEntry.objects.filter(verb="wrote").order_by("object_id")
    return list(rows.values_list("object_id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_an_action_of_actions_is_one_change() -> None:
    @action
    def write_both() -> None:
        write(1)
        write(2)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_both()
    assert written() == []
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_failed_part_spoils_the_whole() -> None:
    def careless() -> None:
        write(1)
        try:
            with writing():
                write(2)
                raise KeyError
        except KeyError:
            pass
        write(3)

    with pytest.raises(transaction.TransactionManagementError):
        action(careless)()
    assert written() == []


@pytest.mark.django_db
def test_a_failed_action_leaves_the_transaction_of_a_test_usable() -> None:
    write(1)
    with pytest.raises(ZeroDivisionError):
        action(lambda: (write(2), 1 // 0))()
    write(3)
    assert written() == [1, 3]


@pytest.mark.django_db(transaction=True)
def test_hooks_run_after_the_outermost_commit() -> None:
    ran: list[bool] = []

    @action
    def outer() -> None:
        action(lambda: transaction.on_commit(lambda: ran.append(connection.in_atomic_block)))()
        assert ran == []

    outer()
    assert ran == [False]


@pytest.mark.django_db(transaction=True)
def test_threads_that_write_wait_for_each_other(tmp_path: Any) -> None:
    most = now = 0

    @action
    def alone(number: int) -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        record(None, "wrote", "number", number)
        now -= 1

    def work(start: int) -> None:
        try:
            for number in range(start, start + 10):
                alone(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 40, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert written() == list(range(40))
    if connection.vendor == "sqlite":
        assert most == 1
