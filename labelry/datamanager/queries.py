"""Reading pages of tasks, and which tasks a selection means."""

from typing import Any

import msgspec
from django.db.models import QuerySet

from labelry.http import BadRequest
from labelry.projects.models import Project
from labelry.tasks.models import Task
from labelry.tasks.queries import tasks_of

LONGEST_SELECTION = 20_000
ORDERINGS = {
    "id",
    "inner_id",
    "created_at",
    "updated_at",
    "total_annotations",
    "cancelled_annotations",
    "total_predictions",
}


def selection_from(text: str) -> dict[str, Any]:
    """The `query` parameter: JSON with filters, ordering and selectedItems."""
    if not text:
        return {}
    try:
        query = msgspec.json.decode(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"`query` is not valid JSON: {error}.") from error
    if not isinstance(query, dict):
        raise BadRequest("`query` must be an object with filters, ordering or selectedItems.")
    return query


def selected(project: Project, query: dict[str, Any]) -> "QuerySet[Task]":
    """The project's tasks that a query's `selectedItems` and `ordering` name.

    Raises BadRequest for what is not understood, rather than answering with other tasks.
    """
    rows = tasks_of(project)
    filters = query.get("filters")
    if filters and (not isinstance(filters, dict) or filters.get("items")):
        raise BadRequest("Filters are not available yet; leave `filters` out.")
    items = query.get("selectedItems")
    if items:
        rows = _picked(rows, items)
    ordering = query.get("ordering") or []
    if not isinstance(ordering, list):
        raise BadRequest('`ordering` must be a list such as ["tasks:id"].')
    if ordering:
        rows = rows.order_by(*_order(str(ordering[0])))
    return rows


def _picked(rows: "QuerySet[Task]", items: Any) -> "QuerySet[Task]":
    if not isinstance(items, dict):
        raise BadRequest('`selectedItems` must be {"all": …, "included": […]} or "excluded".')
    everything = bool(items.get("all"))
    ids = items.get("excluded" if everything else "included") or []
    if not isinstance(ids, list) or not all(isinstance(pk, int) for pk in ids):
        raise BadRequest("`selectedItems` must list task ids as whole numbers.")
    if len(ids) > LONGEST_SELECTION:
        raise BadRequest(
            f"`selectedItems` lists {len(ids)} tasks; allowed: {LONGEST_SELECTION}. "
            "Send them in parts."
        )
    # No task has a number that the column cannot hold, and the database would refuse it.
    ids = [pk for pk in ids if 0 < pk < 2**63]
    return rows.exclude(pk__in=ids) if everything else rows.filter(pk__in=ids)


def _order(text: str) -> tuple[str, ...]:
    """`tasks:id`, `-tasks:id` or `tasks:-id`, made unambiguous by the id."""
    name = text.replace("tasks:", "")
    if name.lstrip("-") not in ORDERINGS:
        allowed = ", ".join(sorted(ORDERINGS))
        raise BadRequest(f"Cannot order by {text!r}; allowed: {allowed}, each with or without `-`.")
    direction = "-" if name.startswith("-") else ""
    return (name, f"{direction}id") if name.lstrip("-") != "id" else (name,)
