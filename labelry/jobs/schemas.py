"""What the API says of a job."""

from typing import Literal

from ninja import Schema

from labelry.http import JSON, Timestamp


class JobOut(Schema):
    id: int
    name: str
    state: Literal["ready", "running", "done", "failed", "canceled"]
    done: int
    total: int | None
    words: str
    result: JSON = None
    error: str
    created_at: Timestamp
    finished_at: Timestamp | None
