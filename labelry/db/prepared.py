"""Querysets compiled to SQL once, for the few reads that happen at every label.

Django builds the SQL of a queryset anew each time, which costs several times what SQLite takes to
answer it. A prepared query is written as a queryset, so that it is checked and portable, and is
afterwards run with other values.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)

# Values no real query has; where they stand in the compiled SQL is where parameters go.
_FIRST_NUMBER = 1_987_650_000
LARGEST = 2**63 - 1
_FIRST_MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=timezone.utc)


class Prepared(Generic[M]):
    """A read of one model's rows with parameters that are numbers, texts or moments.

    `build` makes the queryset from parameters given by name. It may not branch on their values,
    and may not use `select_related`.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[M]"]) -> None:
        self._build = build
        self._compiled: dict[str, _Compiled] = {}

    def all(self, **values: Any) -> list[M]:
        """The rows, with what the queryset annotates as attributes.

        A number that no column holds is in no row; the drivers would raise for it.
        """
        if any(isinstance(value, int) and abs(value) > LARGEST for value in values.values()):
            return []
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = _compile(self._build, values)
        adapted = {name: _adapted(value) for name, value in values.items()}
        params = [adapted[p.name] if isinstance(p, _Place) else p for p in compiled.template]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, params)
            return [compiled.instance(list(row)) for row in cursor.fetchall()]

    def first(self, **values: Any) -> M | None:
        """The first row of a queryset that is cut to one, or None."""
        return next(iter(self.all(**values)), None)


class _Place:
    """Where a named parameter goes."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


@dataclass(frozen=True)
class _Compiled:
    """The SQL with its parameters, and how a row becomes an instance."""

    model: type[Any]
    sql: str
    template: list[Any]
    # The columns of the model by position, their attribute names, and what else is selected.
    first: int
    names: list[str]
    annotations: list[tuple[str, int]]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]

    def instance(self, row: list[Any]) -> Any:
        for position, functions, expression in self.converters:
            for convert in functions:
                row[position] = convert(row[position], expression, connection)
        made = self.model.from_db(
            connection.alias, self.names, row[self.first : self.first + len(self.names)]
        )
        for name, position in self.annotations:
            setattr(made, name, row[position])
        return made


def _compile(build: Callable[..., "models.QuerySet[Any]"], values: dict[str, Any]) -> _Compiled:
    marks = {name: _mark(value, index) for index, (name, value) in enumerate(values.items())}
    compiler = build(**marks).query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    places = {_adapted(mark): _Place(name) for name, mark in marks.items()}
    template = [places.get(param, param) for param in params]
    missing = set(marks) - {part.name for part in template if isinstance(part, _Place)}
    if missing:
        raise TypeError(f"prepared query does not use {', '.join(sorted(missing))}")
    select, kind = compiler.select or [], compiler.klass_info
    if kind is None or kind.get("related_klass_infos"):
        raise TypeError("a prepared query selects whole rows of one model")
    fields = kind["select_fields"]
    return _Compiled(
        model=kind["model"],
        sql=sql,
        template=template,
        first=fields[0],
        names=[select[index][0].target.attname for index in fields],
        annotations=list((compiler.annotation_col_map or {}).items()),
        converters=[
            (position, functions, expression)
            for position, (functions, expression) in compiler.get_converters(
                [column for column, _, _ in select]
            ).items()
        ],
    )


def _mark(value: Any, index: int) -> Any:
    if isinstance(value, int):
        return _FIRST_NUMBER + index
    if isinstance(value, float):
        return _FIRST_NUMBER + index + 0.5
    if isinstance(value, datetime):
        return _FIRST_MOMENT + timedelta(days=index)
    if isinstance(value, str):
        return f"\ufdd0prepared {index}"
    raise TypeError(f"a prepared query takes numbers, texts and moments, not {type(value)}")


def _adapted(value: Any) -> Any:
    """The value as the database driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
