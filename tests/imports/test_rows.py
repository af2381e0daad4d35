"""How rows are put together into chunks."""

from labelry.db import RawJSON
from labelry.imports.rows import Row, bounded
from labelry.tasks.actions import NewTask


def row(length: int) -> Row:
    result = {"result": RawJSON("[" + " " * (length - 4) + "]")}
    return Row(NewTask(RawJSON("{}"), RawJSON("{}")), [result], [])


def test_a_chunk_is_bounded_by_rows_and_by_what_they_hold() -> None:
    rows = [row(10) for _ in range(5)]
    assert [len(chunk) for chunk in bounded(rows, 2, 1_000)] == [2, 2, 1]
    assert [len(chunk) for chunk in bounded(rows, 100, 30)] == [3, 2]
    assert [len(chunk) for chunk in bounded([row(500), row(10)], 100, 30)] == [1, 1]
    assert list(bounded([], 2, 30)) == []
