"""Pages of a list in Label Studio's style: `{count, next, previous, results}`, 404 past the end."""

from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Schema

from labelry.http.errors import NotFound

T = TypeVar("T")
LARGEST_PAGE = 10_000
LARGEST_PAGE_NUMBER = 10**12


class PageQuery(Schema):
    page: int = Field(1, ge=1, le=LARGEST_PAGE_NUMBER)
    page_size: int = Field(100)


class Page(Schema, Generic[T]):
    count: int
    next: str | None
    previous: str | None
    results: list[T]


PageParams = Query[PageQuery]


def paginate(request: HttpRequest, rows: "QuerySet[Any]", query: PageQuery) -> dict[str, Any]:
    """One page of `rows`, in two statements."""
    size = page_size(query.page_size)
    count = rows.count()
    start = (query.page - 1) * size
    if start >= count and query.page > 1:
        raise NotFound("Invalid page: the list ends before it.")
    return {
        "count": count,
        "next": _link(request, query.page + 1) if start + size < count else None,
        "previous": _link(request, query.page - 1) if query.page > 1 else None,
        "results": list(rows[start : start + size]),
    }


def page_size(asked: int) -> int:
    """`-1` means everything, as in Label Studio; we stop at ten thousand."""
    return LARGEST_PAGE if asked < 1 else min(asked, LARGEST_PAGE)


def _link(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
