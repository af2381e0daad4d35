"""What every app's rows are made with: actions, JSON that passes through undecoded, tallies."""

from labelry.db.actions import action, snapshot, writing
from labelry.db.bulk import insert_all, update_all
from labelry.db.json import RawJSON, RawJSONField
from labelry.db.prepared import Prepared
from labelry.db.tallies import add_to_tallies

__all__ = [
    "Prepared",
    "RawJSON",
    "RawJSONField",
    "action",
    "add_to_tallies",
    "insert_all",
    "snapshot",
    "update_all",
    "writing",
]
