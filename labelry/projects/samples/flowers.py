"""A table: measurements of irises, a row a task, to be told apart by a simple rule."""

from collections.abc import Iterator
from typing import Any

from labelry.projects.samples.base import Sample, WriteFile
from labelry.projects.samples.datasets import rows

COUNT = 60

CONFIG = """<View>
  <Header value="Which iris is it?"/>
  <Text name="petal" value="Petal: $petal_length cm long, $petal_width cm wide"/>
  <Text name="sepal" value="Sepal: $sepal_length cm long, $sepal_width cm wide"/>
  <Choices name="species" toName="petal" choice="single" required="true">
    <Choice value="setosa" hint="petals shorter than 2.5 cm"/>
    <Choice value="versicolor" hint="petals of 3 to 5 cm, narrower than 1.7 cm"/>
    <Choice value="virginica" hint="petals longer than 5 cm, or wider than 1.7 cm"/>
    <Choice value="hard to tell"/>
  </Choices>
  <TextArea name="remark" toName="petal" rows="1" maxSubmissions="1"
            placeholder="A remark, if you have one"/>
</View>
"""


def tasks(write_file: WriteFile) -> Iterator[dict[str, Any]]:  # noqa: ARG001  # no files needed
    """Yield the measurements of 60 irises in cm, the three species in turn."""
    flowers = list(rows("iris.csv"))
    each = len(flowers) // 3  # the set holds one species after the other
    for number in range(COUNT):
        sepal_length, sepal_width, petal_length, petal_width, _ = flowers[
            number % 3 * each + number // 3
        ]
        yield {
            "row": number + 1,
            "petal_length": petal_length,
            "petal_width": petal_width,
            "sepal_length": sepal_length,
            "sepal_width": sepal_width,
        }


FLOWERS = Sample(
    name="table",
    title="Iris measurements",
    description="60 rows of a table from scikit-learn's data set; each gets a species.",
    label_config=CONFIG,
    tasks=tasks,
)
