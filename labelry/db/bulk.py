"""Many rows of one model, new or changed, by one prepared statement.

Django's `bulk_create` and `bulk_update` write and adapt every value of every row into one long
statement, which costs several times what the database does with it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import connection, models
from django.utils import timezone

M = TypeVar("M", bound=models.Model)
Column = Callable[[models.Model], Any]
_PLAIN = (int, float, str, type(None))


def insert_all(rows: Sequence[M]) -> Sequence[M]:
    """Insert rows of one model and give each its number, in their order; inside an action only.

    The numbers are taken from the model's sequence first. `auto_now` fields get one moment; no
    signals are sent. IntegrityError as from any insert.
    """
    if not rows:
        return rows
    model = type(rows[0])
    key = model._meta.pk.attname
    for row, number in zip(rows, _reserved(model, len(rows)), strict=True):
        setattr(row, key, number)
        row._state.adding, row._state.db = False, connection.alias
    fields = cast("list[models.Field[Any, Any]]", list(model._meta.concrete_fields))
    now = timezone.now()
    columns = [_column(field, now) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # Only identifiers of our own models are put into the text; every value is a parameter.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[column(row) for column in columns] for row in rows])
    return rows


def update_all(rows: Sequence[M], names: Sequence[str]) -> None:
    """Store the named fields of rows of one model as they are now; inside an action only."""
    if not rows:
        return
    meta, quote = type(rows[0])._meta, connection.ops.quote_name
    fields = [cast("models.Field[Any, Any]", meta.get_field(name)) for name in names]
    columns = [_column(field, timezone.now()) for field in (*fields, meta.pk)]
    changes = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    statement = (
        f"UPDATE {quote(meta.db_table)} SET {changes} "  # noqa: S608  # only our own identifiers
        f"WHERE {quote(str(meta.pk.column))} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[column(row) for column in columns] for row in rows])


def _column(field: "models.Field[Any, Any]", now: datetime) -> Column:
    """What gives the database's value of a field: a boolean is an integer on SQLite, and so on."""
    name = field.attname
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        moment = field.get_db_prep_save(now, connection)

        def set_to_now(row: models.Model) -> Any:
            setattr(row, name, now)
            return moment

        return set_to_now

    def adapted(row: models.Model) -> Any:
        value = getattr(row, name)
        # What both drivers take as it is need not go through Django's three calls a value.
        return value if type(value) in _PLAIN else field.get_db_prep_save(value, connection)

    return adapted


def _reserved(model: type[models.Model], count: int) -> Sequence[int]:
    """So many numbers that no other row has or will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The one writer is us; SQLite moves the sequence on when it sees the larger numbers.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            (last,) = cursor.fetchone() or (0,)
            return range(last + 1, last + 1 + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), model._meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
