"""Counts kept as several small rows, so that no two writers wait for the same one.

A tally is a model with key columns, a `shard` and a `value`, unique on key and shard. Its total is
the sum over shards.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models

SHARDS = 16
Key = tuple[object, ...]


def add_to_tallies(
    model: type[models.Model], columns: tuple[str, ...], shard: int, amounts: Mapping[Key, int]
) -> None:
    """Add amounts to one shard of several tallies, in one statement; missing rows are made.

    `columns` names the key's columns, each key of `amounts` gives their values. Take the shard
    from who acts (a user's id): then a person never waits for another. Rows are written in the
    order of their keys, so that two writers never wait for each other in a circle.
    """
    rows = sorted((key, amount) for key, amount in amounts.items() if amount)
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = [quote(column) for column in (*columns, "shard")]
    places = ", ".join(["%s"] * (len(names) + 1))
    # Only identifiers from our own models are put into the text; every value is a parameter.
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}, {quote('value')}) "  # noqa: S608
        f"VALUES {', '.join([f'({places})'] * len(rows))} "
        f"ON CONFLICT ({', '.join(names)}) "
        f"DO UPDATE SET {quote('value')} = {table}.{quote('value')} + EXCLUDED.{quote('value')}"
    )
    values: list[Any] = [part for key, amount in rows for part in (*key, shard % SHARDS, amount)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
