"""Events reach their subscribers inside the transaction that made them."""

from dataclasses import dataclass

import pytest
from django.db import connection

from labelry.audit.actions import record
from labelry.audit.models import AuditEntry
from labelry.db import action
from labelry.events import publish, subscribe, subscribed


@dataclass(frozen=True)
class TeaServed:
    cups: int


@dataclass(frozen=True)
class GreenTeaServed(TeaServed):
    pass


@action
def serve(cups: int) -> None:
    record(None, "served", "tea", cups)
    publish(TeaServed(cups))


@pytest.mark.django_db
def test_subscribers_are_called_in_order_and_once() -> None:
    heard: list[str] = []

    def first(event: TeaServed) -> None:
        heard.append(f"first {event.cups}")

    def second(event: TeaServed) -> None:
        heard.append(f"second {event.cups}")

    with subscribed(TeaServed, first), subscribed(TeaServed, second):
        subscribe(TeaServed, first)
        serve(2)
    serve(3)
    assert heard == ["first 2", "second 2"]


@pytest.mark.django_db
def test_an_event_is_heard_by_its_own_type_only() -> None:
    heard: list[TeaServed] = []
    with subscribed(TeaServed, heard.append):
        action(lambda: publish(GreenTeaServed(1)))()
    assert heard == []


@pytest.mark.django_db
def test_a_subscriber_that_raises_undoes_the_change() -> None:
    def refuse(event: TeaServed) -> None:
        raise ValueError("no tea")

    with subscribed(TeaServed, refuse), pytest.raises(ValueError, match="no tea"):
        serve(1)
    assert not AuditEntry.objects.filter(verb="served").exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_a_defect() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="TeaServed was published outside a transaction"):
        publish(TeaServed(1))
