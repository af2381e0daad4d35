"""JSON columns whose text goes from the client to the database and back without being decoded.

Decoding and encoding task data and results is most of the cost of a list or an export; nothing on
those paths looks inside.
"""

from typing import Any

import msgspec
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.types.json import Jsonb


class RawJSON:
    """A JSON document kept as its text; `value` decodes it at the first look."""

    __slots__ = ("_value", "text")

    def __init__(self, text: str) -> None:
        """Trust `text` to be valid JSON, as it is when it comes from the database or an encoder."""
        self.text = text
        self._value: Any = msgspec.UNSET

    @classmethod
    def of(cls, value: Any) -> "RawJSON":
        """Encode `value`; a `RawJSON` is returned as it is.

        Raises ValueError for what JSON or a database cannot hold: NUL characters.
        """
        if isinstance(value, RawJSON):
            return value
        text = msgspec.json.encode(value, enc_hook=as_msgspec).decode()
        refuse_nul(text)
        return cls(text)

    @classmethod
    def parse(cls, text: bytes | str) -> "RawJSON":
        """Check that `text` is one JSON document and keep it as it was written.

        Raises ValueError (msgspec.DecodeError is one) saying what is wrong and where.
        """
        try:
            value = msgspec.json.decode(text)
        except RecursionError as error:
            raise ValueError("the JSON is nested too deep; about a thousand levels fit") from error
        document = cls(text if isinstance(text, str) else text.decode())
        refuse_nul(document.text)
        document._value = value
        return document

    @property
    def value(self) -> Any:
        if self._value is msgspec.UNSET:
            self._value = msgspec.json.decode(self.text)
        return self._value

    def __eq__(self, other: object) -> bool:
        if isinstance(other, RawJSON):
            return self.text == other.text or bool(self.value == other.value)
        return bool(self.value == other)

    # Two texts may be one value, so a text's hash would tell equals apart.
    __hash__ = None  # type: ignore[assignment]  # how Python says that a thing has no hash

    def __len__(self) -> int:
        return len(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return f"RawJSON({self.text if len(self.text) <= 60 else self.text[:57] + '...'})"


def as_msgspec(value: Any) -> Any:
    """The `enc_hook` that lets msgspec pass `RawJSON` through."""
    if isinstance(value, RawJSON):
        return msgspec.Raw(value.text.encode())
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def refuse_nul(text: str) -> None:
    """Raise ValueError when a JSON text holds a NUL character, which PostgreSQL cannot store."""
    at = text.find("\\u0000")
    while at >= 0:
        first = at
        while first and text[first - 1] == "\\":
            first -= 1
        # After an even number of backslashes ours begins an escape, and is not itself escaped.
        if (at - first) % 2 == 0:
            raise ValueError(f"found a NUL character (\\u0000) at character {at}: remove it")
        at = text.find("\\u0000", at + 1)


class RawJSONField(models.JSONField):
    """A JSON column that gives and takes `RawJSON`; plain values are encoded on the way in."""

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        # Key transforms (`data__text`) come through here too and want the plain value.
        if value is None or not isinstance(value, str):
            return value
        if expression.__class__.__name__.startswith("KeyT"):
            return super().from_db_value(value, expression, connection)
        return RawJSON(value)

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if isinstance(value, (RawJSON, dict, list)):
            text = RawJSON.of(value).text
            if connection.vendor == "postgresql":
                return Jsonb(text, dumps=str.encode)
            return text
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return value.value if isinstance(value, RawJSON) else value
