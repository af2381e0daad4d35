"""Watching and canceling a job over HTTP."""

from typing import Any

import pytest
import sample_jobs

from labelry.jobs.worker import Worker

pytestmark = pytest.mark.django_db


def test_a_job_tells_how_it_went(api: Any, owner: Any) -> None:
    job = sample_jobs.count_to.using(actor=owner).enqueue(3)
    assert api.get(f"labelry/jobs/{job.id}").body["state"] == "ready"
    Worker().run_until_idle()
    body = api.get(f"labelry/jobs/{job.id}").body
    assert body.pop("created_at").endswith("Z")
    assert body.pop("finished_at").endswith("Z")
    assert body == {
        "id": int(job.id),
        "name": "sample_jobs.count_to",
        "state": "done",
        "done": 3,
        "total": 3,
        "words": "Counted to 2",
        "result": 3,
        "error": "",
    }


def test_cancel(api: Any, owner: Any) -> None:
    job = sample_jobs.add.using(actor=owner).enqueue(1)
    answer = api.post(f"labelry/jobs/{job.id}/cancel")
    assert (answer.status_code, answer.body["state"]) == (200, "canceled")
    assert api.post(f"labelry/jobs/{job.id}/cancel").body["state"] == "canceled"


def test_jobs_are_their_actors_and_the_administrators(api: Any, api_as: Any, person: Any) -> None:
    ana, ben = person("ana@example.com"), person("ben@example.com")
    job = sample_jobs.add.using(actor=ana).enqueue(1)
    assert api_as(ana).get(f"labelry/jobs/{job.id}").status_code == 200
    assert api.get(f"labelry/jobs/{job.id}").status_code == 200
    for method, path in [("GET", ""), ("POST", "/cancel")]:
        answer = api_as(ben)(method, f"labelry/jobs/{job.id}{path}")
        assert answer.status_code == 404
    missing = api.get("labelry/jobs/999999")
    assert (missing.status_code, missing.body["status_code"]) == (404, 404)
    assert api.get("labelry/jobs/99999999999999999999999").status_code == 404
