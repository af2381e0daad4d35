"""Boxes and polygons of result items in pixels of their image."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeGuard

Point = tuple[float, float]


class Outline(NamedTuple):
    """A closed outline: its corners, the enclosing box `[x, y, width, height]`, its area."""

    points: list[Point]
    box: list[float]
    area: float
    upright: bool
    """Whether the outline is its own enclosing box."""


def outline(value: dict[str, Any], width: float, height: float) -> Outline | None:
    """Put a rectangle or polygon, given in percent of an image, in pixels; None for other shapes.

    A rectangle's `rotation` turns it clockwise around its top left corner; it is done in pixels,
    since percent are not square.
    """
    if "points" in value:
        points = value["points"]
        if not isinstance(points, list) or not all(_is_point(point) for point in points):
            return None
        return _polygon([(x * width / 100, y * height / 100) for x, y in points])
    if not all(_is_number(value.get(key)) for key in ("x", "y", "width", "height")):
        return None
    x, y = value["x"] * width / 100, value["y"] * height / 100
    w, h = value["width"] * width / 100, value["height"] * height / 100
    rotation = value.get("rotation", 0)
    if not _is_number(rotation) or not rotation % 360:
        return Outline([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], [x, y, w, h], w * h, True)
    turn = math.radians(rotation)
    across = (w * math.cos(turn), w * math.sin(turn))
    down = (-h * math.sin(turn), h * math.cos(turn))
    corners = [
        (x, y),
        (x + across[0], y + across[1]),
        (x + across[0] + down[0], y + across[1] + down[1]),
        (x + down[0], y + down[1]),
    ]
    return Outline(corners, enclosing_box(corners), abs(w * h), False)


def _polygon(points: list[Point]) -> Outline | None:
    if len(points) < 3:
        return None
    twice = sum(
        x1 * y2 - x2 * y1
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True)
    )
    return Outline(points, enclosing_box(points), abs(twice) / 2, False)


def enclosing_box(points: Sequence[Point]) -> list[float]:
    """The smallest upright box around the points, as `[x, y, width, height]`."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_point(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
