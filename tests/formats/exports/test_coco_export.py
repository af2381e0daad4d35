"""COCO, read by its real reader and compared with what Label Studio's converter writes."""

import contextlib
import io
import json
import math
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exported_tasks import IMAGE_CONFIG, image_items, item, tasks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycocotools.coco import COCO

from labelry.formats.exports import formats
from labelry.labeling import parse

SIZE = {"original_width": 200, "original_height": 100}
LabelStudio = Callable[[str, list[dict[str, Any]], str], Path]


def archive(exported: list[dict[str, Any]], config: str = IMAGE_CONFIG) -> zipfile.ZipFile:
    format = formats.get("COCO")
    assert format is not None
    out = io.BytesIO()
    format.write(parse(config), exported, out)
    return zipfile.ZipFile(out)


def export(exported: list[dict[str, Any]], config: str = IMAGE_CONFIG) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive(exported, config).read("result.json"))
    return found


def box(*labels: str, rotation: float = 0, **more: Any) -> dict[str, Any]:
    value = {"x": 50, "y": 20, "width": 20, "height": 20, "rotation": rotation}
    value["rectanglelabels"] = list(labels)
    return item("box", "img", "rectanglelabels", value, **{**SIZE, **more})


def annotated(*items: dict[str, Any], by: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": by, "completed_by": by, "result": list(items), **more}


def task(
    *annotations: dict[str, Any], url: str = "/data/upload/1/0a1b2c3d-cat.jpg"
) -> dict[str, Any]:
    return {"id": 1, "data": {"image": url}, "annotations": list(annotations)}


def opened(tmp_path: Path, exported: list[dict[str, Any]]) -> COCO:
    archive(exported).extractall(tmp_path)
    with contextlib.redirect_stdout(io.StringIO()):
        return COCO(str(tmp_path / "result.json"))


def test_pycocotools_reads_it(tmp_path: Path) -> None:
    road = {
        "points": [[0, 0], [50, 0], [50, 50], [0, 50]],
        "closed": True,
        "polygonlabels": ["road"],
    }
    shape = item("shape", "img", "polygonlabels", road, **SIZE)
    coco = opened(tmp_path, [task(annotated(box("cat"), shape, box("dog", rotation=30)))])
    assert (tmp_path / "images").is_dir()
    (image,) = coco.loadImgs(coco.getImgIds())
    assert image == {"width": 200, "height": 100, "id": 0, "file_name": "images/0a1b2c3d-cat.jpg"}
    cat, road, dog = coco.loadAnns(coco.getAnnIds(imgIds=[0]))
    assert coco.annToMask(road).sum() == pytest.approx(road["area"], rel=0.02)
    assert coco.annToMask(dog).sum() == pytest.approx(dog["area"], rel=0.05)
    assert (cat["bbox"], cat["area"], cat["iscrowd"]) == ([100, 20, 40, 20], 800, 0)


def test_a_turned_box_has_its_true_enclosing_box() -> None:
    (found,) = export([task(annotated(box("cat", rotation=30)))])["annotations"]
    assert found["bbox"] == pytest.approx([90, 20, 44.641, 37.3205], abs=1e-3)
    assert found["area"] == pytest.approx(800)
    assert len(found["segmentation"][0]) == 8


@given(st.floats(-720, 720), st.integers(1, 4000), st.integers(1, 4000))
def test_every_corner_lies_in_the_enclosing_box(rotation: float, width: int, height: int) -> None:
    turned = box("cat", rotation=rotation, original_width=width, original_height=height)
    (found,) = export([task(annotated(turned))])["annotations"]
    left, top, across, down = found["bbox"]
    w, h, turn = width * 0.2, height * 0.2, math.radians(rotation)
    assert across == pytest.approx(abs(w * math.cos(turn)) + abs(h * math.sin(turn)), abs=1e-6)
    assert down == pytest.approx(abs(w * math.sin(turn)) + abs(h * math.cos(turn)), abs=1e-6)
    assert left <= width * 0.5 + 1e-6
    assert top <= height * 0.2 + 1e-6


def test_several_annotators_share_the_row_of_the_image() -> None:
    exported = [task(annotated(box("cat"), by=1), annotated(box("cat", "ant"), by=2))]
    found = export(exported)
    assert len(found["images"]) == 1
    assert [one["image_id"] for one in found["annotations"]] == [0, 0, 0]
    assert [one["id"] for one in found["annotations"]] == [1, 2, 3]
    assert sorted(one["annotator"] for one in found["annotations"]) == [1, 2, 2]


def test_every_label_of_a_region_counts() -> None:
    found = export([task(annotated(box("cat", "dog")))])
    assert [one["category_id"] for one in found["annotations"]] == [1, 7]


def test_categories_are_the_labels_of_boxes_and_polygons_only() -> None:
    choices = '<Choices name="c" toName="img"><Choice value="aardvark"/></Choices></View>'
    found = export([], IMAGE_CONFIG.replace("</View>", choices))
    assert found["categories"] == [
        {"id": 0, "name": "ant"},
        {"id": 1, "name": "cat"},
        {"id": 2, "name": "road"},
        {"id": 7, "name": "dog"},
    ]


def test_labels_that_come_with_the_task_get_the_next_number() -> None:
    found = export([task(annotated(box("emu")))])
    assert {"id": 3, "name": "emu"} in found["categories"]


def test_skipped_annotations_are_left_out_and_with_them_images_nobody_labeled() -> None:
    skipped = annotated(box("cat"), was_cancelled=True)
    found = export([task(skipped), task(), task(skipped, annotated(box("dog"), by=2))])
    assert [image["id"] for image in found["images"]] == [0, 1]
    assert [one["image_id"] for one in found["annotations"]] == [1]


def test_a_separate_rectangle_and_labels_make_one_annotation() -> None:
    config = """<View><Image name="img" value="$image"/><Rectangle name="rect" toName="img"/>
      <Labels name="tag" toName="img"><Label value="cat"/></Labels></View>"""
    place = {"x": 50, "y": 20, "width": 20, "height": 20, "rotation": 0}
    items = (
        item("rect", "img", "rectangle", place, **SIZE),
        item("tag", "img", "labels", {**place, "labels": ["cat"]}, **SIZE),
    )
    (found,) = export([task(annotated(*items))], config)["annotations"]
    assert (found["bbox"], found["category_id"]) == ([100, 20, 40, 20], 0)


def test_what_coco_cannot_hold_is_told() -> None:
    point = item("dots", "img", "keypointlabels", {"x": 1, "y": 1, "labels": ["cat"]}, **SIZE)
    sizeless = box("cat")
    del sizeless["original_width"]
    with archive([task(annotated(point)), task(annotated(sizeless))]) as zipped:
        told = zipped.read("notes.txt").decode()
    assert "Left out: 2" in told
    assert "keypointlabels is neither a box nor a polygon" in told
    assert "the size of the image is not known" in told


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/data/upload/3/abcd1234-cat.jpg", "images/abcd1234-cat.jpg"),
        ("https://images.example/a/b.jpg?sig=1", "__b.jpg"),
        ("/data/local-files/?d=dir/b.png", "__b.png"),
        ("s3://bucket/../../c.png", "__c.png"),
        ("https://images.example/", "__image"),
        ("data:image/png;base64,AAAA", "__image"),
    ],
)
def test_an_image_keeps_its_name_inside_the_folder(url: str, name: str) -> None:
    (image,) = export([task(annotated(box("cat")), url=url)])["images"]
    assert image["file_name"].startswith("images/")
    assert image["file_name"].endswith(name)
    assert image["file_name"].count("/") == 1


def test_the_same_project_gives_the_same_bytes() -> None:
    exported = [task(annotated(box("cat"), updated_at="2026-02-03T00:00:00Z"))]
    assert archive(exported).fp.getvalue() == archive(exported).fp.getvalue()  # type: ignore[union-attr]
    assert export(exported)["info"]["date_created"] == "2026-02-03T00:00:00Z"


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ('<View><Text name="t" value="$text"/></View>', "no RectangleLabels"),
        (
            """<View><Image name="a" value="$a"/><Image name="b" value="$b"/>
            <RectangleLabels name="x" toName="a"><Label value="l"/></RectangleLabels>
            <RectangleLabels name="y" toName="b"><Label value="l"/></RectangleLabels></View>""",
            "draws on 2 images",
        ),
        (
            """<View><Image name="a" valueList="$a"/>
            <RectangleLabels name="x" toName="a"><Label value="l"/></RectangleLabels></View>""",
            "valueList",
        ),
    ],
)
def test_a_config_it_does_not_fit_is_told_why(config: str, reason: str) -> None:
    format = formats.get("COCO")
    assert format is not None
    assert reason in (format.supports(parse(config)) or "")
    with pytest.raises(ValueError, match="COCO"):
        list(format.chunks(parse(config), []))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    exported=tasks(
        st.integers(0, 99).map(lambda n: {"image": f"https://images.example/{n}.jpg"}),
        image_items(),
        annotators=1,
    )
)
def test_upright_boxes_and_polygons_are_what_label_studio_writes(
    exported: list[dict[str, Any]], label_studio: LabelStudio
) -> None:
    theirs = json.loads((label_studio(IMAGE_CONFIG, exported, "COCO") / "result.json").read_text())
    (our_words, our_numbers), (words, numbers) = _comparable(export(exported)), _comparable(theirs)
    assert our_words == words
    assert our_numbers == pytest.approx(numbers, abs=1e-5)


def _comparable(coco: dict[str, Any]) -> Any:
    """A COCO file without what differs on purpose: numbers of rows and the order of items."""
    files = {image["id"]: image["file_name"] for image in coco["images"]}
    names = {category["id"]: category["name"] for category in coco["categories"]}
    annotations = sorted(
        (
            files[one["image_id"]],
            names[one["category_id"]],
            one["category_id"],
            one["iscrowd"],
            [*one["bbox"], *(number for ring in one["segmentation"] for number in ring)],
            one["area"],
        )
        for one in coco["annotations"]
    )
    images = [(i["width"], i["height"], i["file_name"]) for i in coco["images"]]
    words = [one[:4] for one in annotations]
    # Sums are taken in another order, so the last digits may differ.
    numbers = [number for one in annotations for number in (*one[4], one[5])]
    return (images, sorted(names.items()), words), numbers
