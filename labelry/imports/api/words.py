"""A file that cannot be read is the client's to mend."""

from collections.abc import Iterator
from contextlib import contextmanager

from labelry.formats import FormatError
from labelry.http import BadRequest


@contextmanager
def as_words() -> Iterator[None]:
    """Answer 400 with what is wrong with the file, and where, instead of raising FormatError."""
    try:
        yield
    except FormatError as error:
        raise BadRequest(
            "Validation error",
            {"non_field_errors": [str(error)]},
            extra={"row": error.row, "line": error.line},
        ) from error
