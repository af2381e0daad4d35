"""Every change of stored files, and of uploads on their way."""

from labelry.files.actions.files import (
    delete_file,
    display_name,
    remove_strays,
    safe_name,
    store_file,
)
from labelry.files.actions.uploads import (
    PART_SIZE,
    add_part,
    begin_upload,
    drop_abandoned,
    drop_upload,
    finish_upload,
)

__all__ = [
    "PART_SIZE",
    "add_part",
    "begin_upload",
    "delete_file",
    "display_name",
    "drop_abandoned",
    "drop_upload",
    "finish_upload",
    "remove_strays",
    "safe_name",
    "store_file",
]
