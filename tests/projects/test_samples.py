"""The sample projects and the gallery: every config and every task of them is sound."""

import io

import pytest
from PIL import Image

from labelry.labeling import parse, validate_task
from labelry.projects.samples import Sample, samples
from labelry.projects.templates import Template, templates


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_task_of_a_sample_fits_its_config(sample: Sample) -> None:
    config = parse(sample.label_config)
    found = list(sample.tasks(lambda name, content: f"/data/upload/1/{name}"))
    assert not config.problems
    assert len(found) >= 60
    assert len({str(data) for data in found}) == len(found)
    assert not [problem for data in found for problem in validate_task(config, data)]


def test_the_digits_are_pictures_with_ink_on_paper() -> None:
    files: dict[str, bytes] = {}

    def write_file(name: str, content: bytes) -> str:
        files[name] = content
        return name

    (digits,) = (sample for sample in samples() if sample.name == "digits")
    assert [data["image"] for data in digits.tasks(write_file)] == list(files)
    picture = Image.open(io.BytesIO(files["digit-001.png"]))
    assert (picture.format, picture.size) == ("PNG", (160, 160))
    darkest, lightest = picture.getextrema()
    assert isinstance(darkest, (int, float))
    assert darkest < 30
    assert lightest == 255


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_every_template_runs_and_its_sample_fits(template: Template) -> None:
    config = parse(template.label_config)
    assert not config.problems
    assert config.controls
    assert not validate_task(config, template.sample)


def test_templates_are_told_apart() -> None:
    names = [template.name for template in templates()]
    assert len(set(names)) == len(names) >= 10
    assert {template.kind for template in templates()} == {"image", "text", "table"}
