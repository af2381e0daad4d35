"""Jobs over HTTP: watch one, cancel one."""

from ninja import Router

from labelry.http import Request
from labelry.jobs import actions, queries
from labelry.jobs.models import Job
from labelry.jobs.schemas import JobOut

router = Router(tags=["Jobs"])


@router.get("/labelry/jobs/{int:job_id}", response=JobOut, summary="How far a job is")
def get_job(request: Request, job_id: int) -> Job:
    return queries.job_for(request.user, job_id)


@router.post("/labelry/jobs/{int:job_id}/cancel", response=JobOut, summary="Cancel a job")
def cancel_job(request: Request, job_id: int) -> Job:
    """A waiting job is canceled at once, a running one soon, a finished one stays as it is."""
    return actions.cancel_job(request.user, queries.job_for(request.user, job_id))
