"""Handwritten digits, as pictures: one choice a task, fast with the number keys."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from PIL import Image

from labelry.projects.samples.base import Sample, WriteFile
from labelry.projects.samples.datasets import rows

SIZE = 160
"""Width and height of a picture in pixels."""
SIDE = 8
"""Width and height of a digit in the data set."""
COUNT = 100
_DARKEST = 16
"""The value of full ink in the data set; 0 is paper."""

CONFIG = """<View>
  <Image name="image" value="$image" maxWidth="320px"/>
  <Header value="Which digit is it?"/>
  <Choices name="digit" toName="image" choice="single" showInline="true" required="true">
    <Choice value="0" hotkey="0"/>
    <Choice value="1" hotkey="1"/>
    <Choice value="2" hotkey="2"/>
    <Choice value="3" hotkey="3"/>
    <Choice value="4" hotkey="4"/>
    <Choice value="5" hotkey="5"/>
    <Choice value="6" hotkey="6"/>
    <Choice value="7" hotkey="7"/>
    <Choice value="8" hotkey="8"/>
    <Choice value="9" hotkey="9"/>
  </Choices>
</View>
"""


def tasks(write_file: WriteFile) -> Iterator[dict[str, Any]]:
    """Yield the first hundred digits of scikit-learn's set, each stored as a PNG."""
    for number, row in enumerate(islice(rows("digits.csv.gz"), COUNT), start=1):
        yield {"image": write_file(f"digit-{number:03}.png", draw(row[: SIDE * SIDE]))}


def draw(ink: list[float]) -> bytes:
    """Draw a digit of 8 rows of 8 values, 0 (paper) to 16 (ink), as a PNG."""
    paper = bytes(round(255 * (1 - value / _DARKEST)) for value in ink)
    small = Image.frombytes("L", (SIDE, SIDE), paper)
    out = io.BytesIO()
    small.resize((SIZE, SIZE), Image.Resampling.BICUBIC).save(out, "PNG")
    return out.getvalue()


DIGITS = Sample(
    name="digits",
    title="Handwritten digits",
    description="100 small pictures of digits from scikit-learn's data set; press a number key.",
    label_config=CONFIG,
    tasks=tasks,
)
