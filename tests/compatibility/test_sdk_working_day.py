"""Label Studio's Python client from a new project to its deletion, at the size of real work."""

import io
import json
import math
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from example import SENTIMENT, chosen
from label_studio_sdk import LabelStudio
from label_studio_sdk.core.api_error import ApiError
from pycocotools.coco import COCO

pytestmark = pytest.mark.slow

BOXES = (
    '<View><Image name="image" value="$image"/><RectangleLabels name="label" toName="image">'
    '<Label value="Car"/><Label value="Person"/></RectangleLabels></View>'
)
WIDTH, HEIGHT = 640, 480
MANY = 1_000


def box(label: str, x: float, y: float, width: float, height: float, turn: float = 0) -> Any:
    """A result item of the boxes config; percents of a 640 x 480 image, degrees clockwise."""
    return {
        "from_name": "label",
        "to_name": "image",
        "type": "rectanglelabels",
        "original_width": WIDTH,
        "original_height": HEIGHT,
        "image_rotation": 0,
        "value": {
            "x": x,
            "y": y,
            "width": width,
            "height": height,
            "rotation": turn,
            "rectanglelabels": [label],
        },
    }


def test_a_thousand_tasks_with_predictions(
    client: LabelStudio, make_served_project: Callable[..., Any]
) -> None:
    project = make_served_project(SENTIMENT)
    imported = client.projects.import_tasks(
        id=project.id,
        return_task_ids=True,
        request=[
            {
                "data": {"text": f"text {n}"},
                "predictions": [
                    {"result": chosen("Negative"), "score": n / MANY, "model_version": "v1"}
                ],
            }
            for n in range(MANY)
        ],
    )
    assert (imported.task_count, imported.annotation_count) == (MANY, 0)
    assert imported.prediction_count == MANY
    assert len(imported.task_ids) == MANY

    listed = list(client.tasks.list(project=project.id))
    assert [task.id for task in listed] == imported.task_ids
    assert [task.data["text"] for task in listed] == [f"text {n}" for n in range(MANY)]
    assert {task.predictions[0].model_version for task in listed} == {"v1"}
    assert listed[250].predictions[0].score == 0.25

    done = listed[:20]
    for task in done:
        made = client.annotations.create(id=task.id, result=chosen(), lead_time=2.5)
        assert (made.task, made.lead_time, made.result) == (task.id, 2.5, chosen())
    counted = client.projects.get(id=project.id)
    assert (counted.task_number, counted.total_annotations_number) == (MANY, 20)
    assert (counted.finished_task_number, counted.total_predictions_number) == (20, MANY)

    everything = client.projects.exports.as_json(project.id)
    assert [task["id"] for task in everything] == imported.task_ids
    answers = {t["id"]: t["annotations"][0]["result"] for t in everything if t["annotations"]}
    assert answers == {task.id: chosen() for task in done}
    stream = client.projects.exports.download_sync(project.id, export_type="JSON")
    annotated = json.loads(b"".join(stream))
    assert [task["id"] for task in annotated] == [task.id for task in done]

    client.projects.delete(id=project.id)
    with pytest.raises(ApiError) as error:
        client.projects.get(id=project.id)
    assert error.value.status_code == 404


def test_turned_boxes_as_coco(
    client: LabelStudio, make_served_project: Callable[..., Any], tmp_path: Any
) -> None:
    project = make_served_project(BOXES)
    for n in range(3):
        client.tasks.create(project=project.id, data={"image": f"https://example.com/{n}.jpg"})
    first, second, third = list(client.tasks.list(project=project.id))
    client.annotations.create(id=first.id, result=[box("Car", 10, 20, 30, 40)])
    client.annotations.create(
        id=second.id, result=[box("Person", 50, 25, 20, 10, turn=30), box("Car", 0, 0, 100, 100)]
    )
    client.annotations.create(id=third.id, result=[], was_cancelled=True)

    archive = zipfile.ZipFile(
        io.BytesIO(b"".join(client.projects.exports.download_sync(project.id, export_type="COCO")))
    )
    path = tmp_path / "result.json"
    path.write_bytes(archive.read("result.json"))
    coco = COCO(str(path))

    names = {row["id"]: row["name"] for row in coco.loadCats(coco.getCatIds())}
    assert sorted(names.values()) == ["Car", "Person"]
    images = {row["file_name"].rpartition("__")[2]: row for row in coco.loadImgs(coco.getImgIds())}
    assert {(row["width"], row["height"]) for row in images.values()} == {(WIDTH, HEIGHT)}
    assert set(images) == {"0.jpg", "1.jpg"}  # the skipped one is no image without objects

    (upright,) = coco.loadAnns(coco.getAnnIds(imgIds=images["0.jpg"]["id"]))
    assert names[upright["category_id"]] == "Car"
    assert upright["bbox"] == pytest.approx([64, 96, 192, 192])
    assert upright["area"] == pytest.approx(192 * 192)

    turned, whole = coco.loadAnns(coco.getAnnIds(imgIds=images["1.jpg"]["id"]))
    assert [names[row["category_id"]] for row in (turned, whole)] == ["Person", "Car"]
    # Turned 30 degrees clockwise about its upper left corner at (320, 120); 128 x 48 pixels.
    cos, sin = math.cos(math.radians(30)), math.sin(math.radians(30))
    corners = [
        (320 + dx * cos - dy * sin, 120 + dx * sin + dy * cos)
        for dx, dy in [(0, 0), (128, 0), (128, 48), (0, 48)]
    ]
    (outline,) = turned["segmentation"]
    assert outline == pytest.approx([number for corner in corners for number in corner])
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    around = [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
    assert turned["bbox"] == pytest.approx(around)
    assert turned["area"] == pytest.approx(128 * 48)
    assert coco.annToMask(turned).sum() == pytest.approx(128 * 48, rel=0.02)
    assert whole["bbox"] == pytest.approx([0, 0, WIDTH, HEIGHT])
