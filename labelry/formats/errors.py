"""What a reader says when a file cannot be read, or when it was read with a remark."""

from dataclasses import dataclass, field


class FormatError(ValueError):
    """A file, or one item of it, that cannot be read.

    `message` says what was found and what is allowed; `row` is the item's index from 0, `line` the
    line from 1, where they are known.
    """

    def __init__(self, message: str, *, row: int | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.line = line

    def __str__(self) -> str:
        place = "" if self.row is None else f"item {self.row}"
        if self.line is not None:
            place = f"{place} (line {self.line})" if place else f"line {self.line}"
        return f"{place}: {self.message}" if place else self.message


@dataclass
class Notes:
    """Remarks of a reader or writer that did its work: what it assumed or had to leave out.

    Only the first `limit` remarks are kept; `count` tells how many there were.
    """

    limit: int = 1000
    count: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, remark: str) -> None:
        self.count += 1
        if len(self.lines) < self.limit:
            self.lines.append(remark)
