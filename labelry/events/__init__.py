"""Typed events, handed to their subscribers inside the transaction that made them.

An app announces a change by publishing a frozen dataclass from its `events.py`; whoever cares
subscribes in `apps.py`. A subscriber may write rows derived from the change or enqueue a job;
what is slow or leaves the machine belongs in the job. A subscriber that raises undoes the change.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection

E = TypeVar("E")
Subscriber = Callable[[Any], None]

_subscribers: dict[type, list[Subscriber]] = defaultdict(list)


def subscribe(event: type[E], subscriber: Callable[[E], None]) -> None:
    """Call `subscriber` with every event of this type. Subscribing again changes nothing."""
    if subscriber not in _subscribers[event]:
        _subscribers[event].append(subscriber)


def publish(event: object) -> None:
    """Hand the event to its subscribers, in the order in which they subscribed."""
    if not connection.in_atomic_block:
        raise RuntimeError(
            f"{type(event).__name__} was published outside a transaction; publish from an action"
        )
    for subscriber in _subscribers[type(event)]:
        subscriber(event)


@contextmanager
def subscribed(event: type[E], subscriber: Callable[[E], None]) -> Iterator[None]:
    """Subscribe for the length of a block, as tests do."""
    subscribe(event, subscriber)
    try:
        yield
    finally:
        _subscribers[event].remove(subscriber)
