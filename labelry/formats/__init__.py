"""File formats, as a plain library: `imports` reads files into tasks, `exports` writes tasks out.

Both stream with bounded memory, and each keeps its formats in a registry that plugins can join.
"""

from labelry.formats.documents import Document
from labelry.formats.errors import FormatError, Notes

__all__ = ["Document", "FormatError", "Notes"]
