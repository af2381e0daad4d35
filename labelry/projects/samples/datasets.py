"""The small data sets that scikit-learn carries, read without loading scikit-learn itself.

Importing it takes seconds and a hundred megabytes, which a server should not spend on a sample.
"""

import csv
import gzip
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path


def rows(name: str) -> Iterator[list[float]]:
    """Yield the rows of numbers of `digits.csv.gz` or `iris.csv`, as their documentation has them.

    Raises FileNotFoundError when the installed scikit-learn does not carry the file.
    """
    package = find_spec("sklearn")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("scikit-learn is not installed; it carries the data of the samples")
    path = Path(package.submodule_search_locations[0], "datasets", "data", name)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            if not row[-1].isalpha():  # the first row of iris.csv names the species
                yield [float(value) for value in row]
