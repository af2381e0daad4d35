"""Jobs in one process: what becomes of them, in which order, and what is told about them."""

from datetime import timedelta
from typing import Any

import pytest
import sample_jobs
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch

from labelry.audit.models import AuditEntry
from labelry.db import action
from labelry.events import subscribed
from labelry.jobs import actions
from labelry.jobs.backend import DatabaseBackend
from labelry.jobs.context import JobContext
from labelry.jobs.errors import LeaseLost
from labelry.jobs.events import JobEnded
from labelry.jobs.models import Job, JobState, Schedule
from labelry.jobs.tasks import Period, periods
from labelry.jobs.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_periodic(monkeypatch: pytest.MonkeyPatch) -> None:
    Worker()  # registers what the apps have
    monkeypatch.setattr("labelry.jobs.worker.periods", {})
    sample_jobs.TRACE.clear()


def run_all() -> int:
    return Worker().run_until_idle()


def job_of(result: Any) -> Job:
    return Job.objects.get(pk=int(result.id))


def test_a_result_can_be_fetched_by_its_id() -> None:
    result = sample_jobs.add.enqueue(3, b=4)
    assert result.status == TaskResultStatus.READY
    assert run_all() == 1
    again = sample_jobs.add.get_result(result.id)
    assert (again.return_value, again.status, again.args) == (7, TaskResultStatus.SUCCESSFUL, [3])
    result.refresh()
    assert result.return_value == 7
    with pytest.raises(TaskResultMismatch):
        sample_jobs.crash.get_result(result.id)
    for unknown in ("999999", "x"):
        with pytest.raises(TaskResultDoesNotExist):
            sample_jobs.add.get_result(unknown)


def test_a_job_of_an_undone_transaction_never_was() -> None:
    @action
    def enqueue_and_fail() -> None:
        sample_jobs.add.enqueue(1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()
    assert not Job.objects.exists()


def test_the_bell_rings_at_commit(django_capture_on_commit_callbacks: Any) -> None:
    actions.bell.clear()
    with django_capture_on_commit_callbacks(execute=True):
        sample_jobs.add.enqueue(1)
        assert not actions.bell.is_set()
    assert actions.bell.is_set()


def test_failure_is_told_in_words() -> None:
    result = sample_jobs.fail_with_words.enqueue()
    run_all()
    job = job_of(result)
    assert (job.state, job.error) == ("failed", "The file has no rows; give one that has.")
    assert job.finished_at is not None
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert "JobError" in result.errors[0].traceback


@pytest.mark.parametrize("task", [sample_jobs.crash, sample_jobs.answer_with_an_object])
def test_a_defect_is_told_without_its_details(task: Any) -> None:
    job = job_of(task.enqueue())
    run_all()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error == (
        f"Something went wrong on the server. The log tells more under job {job.pk}."
    )
    assert "Error" in job.traceback


def test_a_task_that_is_no_more_fails_with_words() -> None:
    job = actions.enqueue("labelry.gone.forever", [], {})
    run_all()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "knows no job named 'labelry.gone.forever'" in job.error


def test_only_tasks_are_ever_called() -> None:
    job = actions.enqueue("os.getcwd", [], {})
    run_all()
    job.refresh_from_db()
    assert job.state == "failed"


def test_trying_later_ends_with_the_last_attempt() -> None:
    job = job_of(sample_jobs.try_later.enqueue())
    worker = Worker()
    assert worker.run_one()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("ready", 1, "The bucket does not answer.")
    assert worker.run_one()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 2)


def test_a_lost_connection_is_tried_again_after_a_pause() -> None:
    job = job_of(sample_jobs.lose_connection_once.enqueue())
    assert run_all() == 1
    job.refresh_from_db()
    assert job.state == "ready"
    assert job.run_after > timezone.now()
    Job.objects.update(run_after=timezone.now())
    assert run_all() == 1
    job.refresh_from_db()
    assert (job.state, job.result.value, job.error) == ("done", "got there", "")


def test_higher_priority_goes_first_then_first_come() -> None:
    for what, priority in [("a", 0), ("b", -5), ("c", 10), ("d", 0)]:
        sample_jobs.note.using(priority=priority).enqueue(what)
    run_all()
    assert sample_jobs.TRACE == ["c", "a", "d", "b"]
    with pytest.raises(InvalidTaskError):
        sample_jobs.note.using(priority=101)


def test_run_after_holds_a_job_back() -> None:
    later = timezone.now() + timedelta(hours=1)
    sample_jobs.note.using(run_after=later).enqueue("late")
    assert run_all() == 0
    Job.objects.update(run_after=timezone.now())
    assert run_all() == 1


def test_a_worker_serves_its_queues() -> None:
    sample_jobs.note.using(queue_name="slow").enqueue("slow")
    sample_jobs.note.enqueue("fast")
    assert Worker(["default"]).run_until_idle() == 1
    assert sample_jobs.TRACE == ["fast"]
    assert Worker(["default", "slow"]).run_until_idle() == 1


def test_progress_is_kept(owner: Any) -> None:
    result = sample_jobs.count_to.using(actor=owner, project_id=7).enqueue(5)
    run_all()
    job = job_of(result)
    assert (job.done, job.total, job.words) == (5, 5, "Counted to 4")
    assert (job.actor_id, job.project_id) == (owner.pk, 7)
    assert AuditEntry.objects.filter(verb="counted").count() == 5


def test_a_waiting_job_is_canceled_at_once(owner: Any) -> None:
    job = job_of(sample_jobs.note.enqueue("never"))
    ended: list[JobEnded] = []
    with subscribed(JobEnded, ended.append):
        assert actions.cancel_job(owner, job).state == "canceled"
    assert [event.job.pk for event in ended] == [job.pk]
    assert run_all() == 0
    assert sample_jobs.TRACE == []


def test_a_running_job_is_canceled_between_chunks(owner: Any) -> None:
    job = job_of(sample_jobs.count_to.enqueue(100))
    running = actions.claim_job("me")
    assert running is not None
    actions.cancel_job(owner, job)
    Worker()._execute(running)
    job.refresh_from_db()
    assert (job.state, job.done) == ("canceled", 0)


def test_canceling_what_is_finished_changes_nothing(owner: Any) -> None:
    job = job_of(sample_jobs.add.enqueue(1))
    run_all()
    assert actions.cancel_job(owner, job).state == "done"


def test_a_stopping_worker_gives_its_job_back() -> None:
    job = job_of(sample_jobs.count_to.enqueue(3))
    worker = Worker()
    claimed = actions.claim_job(worker.name)
    assert claimed is not None
    worker.stop()
    worker._execute(claimed)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == ("ready", 0, "")
    assert run_all() == 1


def lose(job: Job | None) -> None:
    """As if a minute went by without a sign of the worker."""
    assert job is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_who_lost_the_lease_can_change_nothing() -> None:
    sample_jobs.count_to.enqueue(10)
    first = actions.claim_job("first")
    assert first is not None
    JobContext(first).checkpoint(4)
    lose(first)
    assert actions.reclaim_lost_jobs() == 1
    second = actions.claim_job("second")
    assert second is not None
    assert second.cursor == 4

    @action
    def write_late() -> None:
        AuditEntry(verb="late", object_type="number").save()
        JobContext(first).checkpoint(5)

    with pytest.raises(LeaseLost):
        write_late()
    assert not AuditEntry.objects.filter(verb="late").exists()
    with pytest.raises(LeaseLost):
        JobContext(first).progress(5)
    with pytest.raises(LeaseLost):
        JobContext(first).raise_if_canceled()
    assert not actions.renew_lease(first)
    assert not actions.finish_job(first, JobState.DONE)
    assert not actions.release_job(first)
    assert not actions.retry_job(first, 0)
    second.refresh_from_db()
    assert (second.state, second.worker, second.cursor.value) == ("running", "second", 4)


def test_a_lease_that_holds_is_left_alone() -> None:
    sample_jobs.add.enqueue(1)
    assert actions.claim_job("alive") is not None
    assert actions.reclaim_lost_jobs() == 0
    assert actions.claim_job("other") is None


def test_a_job_that_kills_its_worker_is_given_up() -> None:
    job = job_of(sample_jobs.add.enqueue(1))
    ended: list[JobEnded] = []
    with subscribed(JobEnded, ended.append):
        for _ in range(3):
            lose(actions.claim_job("doomed"))
            actions.reclaim_lost_jobs()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error.startswith("The server stopped each time it worked on this")
    assert len(ended) == 1


def test_a_job_that_gets_on_may_be_interrupted_often() -> None:
    sample_jobs.count_to.enqueue(10)
    for number in range(1, 6):
        job = actions.claim_job("unlucky")
        assert job is not None
        JobContext(job).checkpoint(number)
        lose(job)
        actions.reclaim_lost_jobs()
    assert run_all() == 1
    assert AuditEntry.objects.filter(verb="counted").count() == 5


def test_a_canceled_job_of_a_dead_worker_stays_canceled(owner: Any) -> None:
    sample_jobs.add.enqueue(1)
    job = actions.claim_job("doomed")
    assert job is not None
    actions.cancel_job(owner, job)
    lose(job)
    actions.reclaim_lost_jobs()
    job.refresh_from_db()
    assert job.state == "canceled"


def test_periodic_work_is_enqueued_when_its_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    name = sample_jobs.crash.module_path
    assert actions.enqueue_periodic(name, 60, "default", 0)
    assert not actions.enqueue_periodic(name, 60, "default", 0), "too early"
    Schedule.objects.update(last_run=timezone.now() - timedelta(seconds=61))
    assert not actions.enqueue_periodic(name, 60, "default", 0), "the first run is still waiting"
    assert Job.objects.filter(name=name).count() == 1
    run_all()
    Schedule.objects.update(last_run=timezone.now() - timedelta(seconds=61))
    monkeypatch.setattr("labelry.jobs.worker.periods", {name: Period(sample_jobs.crash, 60)})
    assert run_all() == 1


def test_long_ended_jobs_are_forgotten() -> None:
    assert "labelry.jobs.jobs.purge_finished_jobs" in periods
    old, new = (job_of(sample_jobs.add.enqueue(n)) for n in (1, 2))
    run_all()
    waiting = job_of(sample_jobs.add.enqueue(3))
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))
    assert actions.purge_finished_jobs(timezone.now() - timedelta(days=30)) == 1
    assert set(Job.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}


def test_looking_for_work_costs_one_statement(django_assert_num_queries: Any) -> None:
    worker = Worker()
    with django_assert_num_queries(1):
        assert not worker.run_one()


def test_the_backend_takes_every_queue_unless_told() -> None:
    assert DatabaseBackend("default", {}).queues == set()
    assert DatabaseBackend("default", {"QUEUES": ["a"]}).queues == {"a"}
