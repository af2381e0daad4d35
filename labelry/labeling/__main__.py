"""`python -m labelry.labeling` writes what is generated: trees of vectors, tags in the docs."""

from .reference import DOCS, write_reference
from .vectors import VECTORS, write_vectors

if __name__ == "__main__":
    for path, write in ((VECTORS, write_vectors), (DOCS, write_reference)):
        path.write_text(write(path.read_text("utf-8")), "utf-8")
