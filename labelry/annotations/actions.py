"""Every change of annotations, drafts and predictions."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from labelry.accounts.models import User
from labelry.annotations.events import (
    AnnotationChanged,
    AnnotationDeleted,
    AnnotationSubmitted,
    DraftSaved,
    PredictionsCreated,
)
from labelry.annotations.models import Annotation, AnnotationVersion, Draft, Prediction
from labelry.annotations.queries import counted, own_draft
from labelry.annotations.results import (
    LabelUses,
    checked_prediction,
    checked_result,
    items_of,
    label_uses,
    stored,
)
from labelry.annotations.schemas import annotation as annotation_json
from labelry.annotations.schemas import draft as draft_json
from labelry.audit.actions import record
from labelry.db import RawJSON, action, insert_all
from labelry.events import publish
from labelry.http import BadRequest, Forbidden, NotFound, PreconditionFailed
from labelry.projects.actions import count, set_model_version
from labelry.projects.models import Project, SkipQueue, TallyKey, TallyKind
from labelry.tasks.actions import (
    AnnotationCounts,
    add_predictions,
    locked_task,
    set_annotation_counts,
    set_counts_of_new,
    take_counts,
)
from labelry.tasks.models import Task

CONTENT = ("result", "was_cancelled", "lead_time")


@dataclass(frozen=True)
class Incoming:
    """A task just imported, and the fields of the annotations and predictions it came with."""

    task: Task
    annotations: Sequence[dict[str, Any]]
    predictions: Sequence[dict[str, Any]]


@action
def submit_annotation(
    actor: User, task: Task, fields: dict[str, Any], draft_id: int | None = None
) -> tuple[Annotation, bool]:
    """Store a person's answer to a task; a skip is one with `was_cancelled`.

    `fields["unique_id"]` is made by the client: a repeat finds the first and changes nothing.
    Answers the annotation and whether it is new.
    """
    task = locked_task(task)
    unique_id = fields.get("unique_id")
    first = unique_id and Annotation.objects.filter(task=task, unique_id=unique_id).first()
    owner: User = fields.get("completed_by") or actor
    if first and first.completed_by_id != owner.pk:
        raise BadRequest("Another person's annotation of this task has this `unique_id`; make one.")
    if first:
        return first, False
    project = task.project
    if fields.get("was_cancelled") and not task.allow_skip:
        raise BadRequest("This task may not be skipped. Submit an answer to it.")
    row = Annotation(
        task=task,
        project=project,
        completed_by=owner,
        updated_by=actor,
        unique_id=unique_id or uuid.uuid4(),
        result=checked_result(project.config, fields.get("result", [])),
        was_cancelled=fields.get("was_cancelled", False),
        ground_truth=fields.get("ground_truth", False),
        lead_time=fields.get("lead_time"),
        bulk_created=fields.get("bulk_created", False),
        last_action=fields.get("last_action"),
        import_id=fields.get("import_id"),
        parent_prediction=_of_task(Prediction, task, fields.get("parent_prediction")),
        parent_annotation=_of_task(Annotation, task, fields.get("parent_annotation")),
        draft_created_at=_take_draft(actor, task, draft_id),
        prediction=_shown_prediction(project, task),
    )
    row.save(force_insert=True)
    if row.ground_truth:
        _be_only_ground_truth(row)
    today = (TallyKind.DAY, str(row.created_at.date()))
    _recount(actor, task, {today: 1, **label_uses(row.result)})
    record(
        actor,
        "skipped" if row.was_cancelled else "submitted",
        "annotation",
        row.pk,
        task.project_id,
        after={"task": task.pk, "revision": 1},
    )
    publish(AnnotationSubmitted(actor, task, row))
    return row, True


@action
def update_annotation(
    actor: User, annotation: Annotation, fields: dict[str, Any], revision: int | None = None
) -> Annotation:
    """Change an annotation; what it held before is kept as a version.

    With `revision` the change is refused (PreconditionFailed) when somebody was faster; without
    it the last one to write wins.
    """
    task = locked_task(annotation.task)
    row = _present(annotation)
    if revision is not None and revision != row.revision:
        raise PreconditionFailed(
            f"You changed revision {revision}; the annotation is at revision {row.revision} now. "
            "Look at both and send the one to keep with the newer revision.",
            extra={"current": annotation_json(row), "revision": row.revision},
        )
    if "result" in fields:
        fields = {**fields, "result": checked_result(task.project.config, fields["result"])}
    for name, model in (("parent_prediction", Prediction), ("parent_annotation", Annotation)):
        if name in fields:
            fields = {**fields, name: _of_task(model, task, fields[name])}
    changed = {name for name, value in fields.items() if getattr(row, name) != value}
    if not changed:
        return row
    uses: LabelUses = label_uses(row.result) if "result" in changed else LabelUses()
    if changed & set(CONTENT):
        AnnotationVersion.objects.create(
            annotation=row,
            revision=row.revision,
            result=row.result,
            was_cancelled=row.was_cancelled,
            lead_time=row.lead_time,
            saved_by_id=row.updated_by_id,
            saved_at=row.updated_at,
        )
    before = {name: getattr(row, name) for name in changed - {"result"}}
    for name in changed:
        setattr(row, name, fields[name])
    row.updated_by = actor
    row.revision += 1
    row.save()
    Draft.objects.filter(annotation=row, user=actor).delete()
    if row.ground_truth and "ground_truth" in changed:
        _be_only_ground_truth(row)
    newer: LabelUses = label_uses(row.result) if "result" in changed else LabelUses()
    newer.subtract(uses)
    _recount(actor, task, newer)
    record(
        actor,
        "changed",
        "annotation",
        row.pk,
        task.project_id,
        before={**_plain(before), "revision": row.revision - 1},
        after={**_plain({name: fields[name] for name in before}), "revision": row.revision},
    )
    publish(AnnotationChanged(actor, task, row))
    return row


@action
def delete_annotation(actor: User, annotation: Annotation) -> None:
    """Delete an annotation with its versions; the audit keeps what it held."""
    task = locked_task(annotation.task)
    annotation = _present(annotation)
    uses = label_uses(annotation.result)
    pk = annotation.pk
    record(
        actor,
        "deleted",
        "annotation",
        pk,
        task.project_id,
        before={
            "task": task.pk,
            "completed_by": annotation.completed_by_id,
            "result": annotation.result.value,
        },
    )
    annotation.delete()
    annotation.pk = pk
    _recount(actor, task, {key: -amount for key, amount in uses.items()})
    publish(AnnotationDeleted(actor, task, annotation))


@action
def convert_to_draft(actor: User, annotation: Annotation) -> Draft:
    """Take an annotation back: its content becomes the person's draft."""
    locked_task(annotation.task)
    annotation = _present(annotation)
    content = {"result": annotation.result.value, "lead_time": annotation.lead_time}
    draft, _ = save_draft(actor, annotation.task, None, {**content, "was_postponed": False})
    delete_annotation(actor, annotation)
    return draft


@action
def mark_surplus(annotation: Annotation) -> None:
    """Tell an annotation apart that came when its task's places were all taken by others."""
    annotation.surplus = True
    annotation.save(update_fields=["surplus"])


@action
def save_draft(
    actor: User,
    task: Task,
    annotation: Annotation | None,
    fields: dict[str, Any],
    revision: int | None = None,
) -> tuple[Draft, bool]:
    """Keep work that is not submitted yet; one draft a person, task and annotation.

    Raises PreconditionFailed when `revision` is not the stored draft's. Answers the draft and
    whether it is new.
    """
    if "result" in fields:
        fields = {**fields, "result": stored(items_of(fields["result"]))}
    row, created = Draft.objects.select_for_update().get_or_create(
        user=actor, task=task, annotation=annotation, defaults=fields
    )
    if not created:
        if revision is not None and revision != row.revision:
            raise PreconditionFailed(
                f"You changed revision {revision}; the draft is at revision {row.revision} now, "
                "perhaps from another tab. Look at both and send the one to keep.",
                extra={"current": draft_json(row), "revision": row.revision},
            )
        for name, value in fields.items():
            setattr(row, name, value)
        row.revision += 1
        row.save()
    publish(DraftSaved(actor, task, row))
    return row, created


@action
def delete_draft(actor: User, draft: Draft) -> None:
    record(actor, "deleted", "draft", draft.pk, draft.task.project_id)
    draft.delete()


@action
def create_predictions(
    actor: User, project: Project, rows: Sequence[tuple[Task, dict[str, Any]]]
) -> list[Prediction]:
    """Store what a model says of tasks.

    The first predictions of a project that shows no model version yet become the ones shown.
    """
    predictions = [
        Prediction(
            task=task,
            project=project,
            result=checked_prediction(project.config, fields.get("result", [])),
            score=fields.get("score"),
            model_version=fields.get("model_version") or "undefined",
            cluster=fields.get("cluster"),
            neighbors=fields.get("neighbors"),
            mislabeling=fields.get("mislabeling") or 0.0,
        )
        for task, fields in rows
    ]
    return store_predictions(actor, project, predictions)


@action
def store_predictions(
    actor: User, project: Project, predictions: Sequence[Prediction]
) -> list[Prediction]:
    """Insert checked predictions, count them and announce them."""
    if not predictions:
        return []
    insert_all(predictions)
    add_predictions(actor.pk, project.pk, Counter(row.task_id for row in predictions))
    if not project.model_version:
        set_model_version(project, predictions[-1].model_version)
    record(
        actor,
        "created",
        "predictions",
        None,
        project.pk,
        after={"count": len(predictions), "model_version": predictions[-1].model_version},
    )
    publish(PredictionsCreated(actor, predictions))
    return list(predictions)


@action
def update_prediction(actor: User, prediction: Prediction, fields: dict[str, Any]) -> Prediction:
    if "result" in fields:
        config = prediction.project.config
        fields = {**fields, "result": checked_prediction(config, fields["result"])}
    for name, value in fields.items():
        setattr(prediction, name, value)
    prediction.save()
    record(actor, "changed", "prediction", prediction.pk, prediction.project_id)
    return prediction


@action
def delete_predictions(actor: User, project: Project, ids: Sequence[int]) -> int:
    """Delete predictions of a project; answers how many there were."""
    asked = Prediction.objects.select_for_update().filter(project=project, pk__in=ids)
    rows = list(asked.order_by("pk").values_list("pk", "task_id"))
    by_task: Counter[int] = Counter()
    for _, task_id in rows:
        by_task[task_id] -= 1
    Prediction.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    add_predictions(actor.pk, project.pk, by_task)
    record(actor, "deleted", "predictions", None, project.pk, before={"count": len(rows)})
    return len(rows)


@action
def bring_in(
    actor: User, project: Project, incoming: Sequence[Incoming], *, visible: bool
) -> tuple[int, int]:
    """Store the annotations and predictions that tasks were imported with.

    What has an impossible shape was refused before; names the config lacks are kept and flagged.
    Labels of tasks that are still hidden are counted when the tasks are shown. Answers how many
    annotations and predictions there were.
    """
    by_entry = [
        [_imported_annotation(actor, project, entry.task, a) for a in entry.annotations]
        for entry in incoming
    ]
    annotations = [row for rows in by_entry for row in rows]
    predictions = [
        Prediction(task=entry.task, project=project, **fields)
        for entry in incoming
        for fields in entry.predictions
    ]
    insert_all(annotations)
    insert_all(predictions)
    for entry, rows in zip(incoming, by_entry, strict=True):
        entry.task.total_predictions = len(entry.predictions)
        take_counts(entry.task, counts_of(project, rows))
    if annotations or predictions:
        set_counts_of_new(actor.pk, [entry.task for entry in incoming])
    if visible:
        uses: LabelUses = LabelUses()
        for row in annotations:
            uses.update(label_uses(row.result))
        count(project.pk, actor.pk, dict(uses))
    if predictions and not project.model_version:
        set_model_version(project, predictions[-1].model_version)
    return len(annotations), len(predictions)


def _imported_annotation(
    actor: User, project: Project, task: Task, fields: dict[str, Any]
) -> Annotation:
    return Annotation(
        **{
            "task": task,
            "project": project,
            "completed_by": actor,
            "unique_id": uuid.uuid4(),
            "updated_by": actor,
            **fields,
        }
    )


@action
def remember_labels_of(actor: User, project: Project, task_ids: Sequence[int]) -> None:
    """Count the labels of tasks that an import has just shown."""
    _count_labels(actor, project, task_ids, sign=1)


@action
def forget_labels_of(actor: User, project: Project, task_ids: Sequence[int]) -> None:
    """Take the labels of tasks that went to the trash out of the labels in use."""
    _count_labels(actor, project, task_ids, sign=-1)


def _count_labels(actor: User, project: Project, task_ids: Sequence[int], *, sign: int) -> None:
    uses: LabelUses = LabelUses()
    for result in Annotation.objects.filter(task__in=task_ids).values_list("result", flat=True):
        uses.update(label_uses(result))
    count(project.pk, actor.pk, {key: sign * amount for key, amount in uses.items()})


@action
def correct_project(row: Annotation | Prediction, project_id: int) -> None:
    """Name the project of its task on a row that names another."""
    row.project_id = project_id
    row.save(update_fields=["project"])


@action
def recount_tasks(actor: User, project: Project, task_ids: Sequence[int]) -> None:
    """Add up the annotations of tasks again, after what finishes a task has changed."""
    for task in Task.objects.select_for_update().filter(pk__in=task_ids).order_by("pk"):
        task.project = project
        _recount(actor, task)


def _present(annotation: Annotation) -> Annotation:
    """The annotation as it is now that its task is held. Raises NotFound when it is gone."""
    row = Annotation.objects.select_related("completed_by").filter(pk=annotation.pk).first()
    if row is None:
        raise NotFound("No Annotation matches the given query.")
    return row


def counts_of(project: Project, rows: Sequence[Annotation]) -> AnnotationCounts:
    """What a task's annotations add up to; there are as many as people were asked for."""
    done = [row for row in rows if not row.was_cancelled]
    finished = rows if project.skip_queue == SkipQueue.IGNORE_SKIPPED else done
    times = [row.lead_time for row in rows if row.lead_time is not None]
    return AnnotationCounts(
        total=len(done),
        cancelled=len(rows) - len(done),
        finished_by=len({row.completed_by_id for row in finished}),
        ground_truths=sum(row.ground_truth for row in rows),
        lead_time_sum=sum(times),
        lead_time_count=len(times),
        last_at=max((row.created_at for row in done), default=None),
    )


def _recount(actor: User, task: Task, also: Mapping[TallyKey, int] | None = None) -> None:
    """Add up the task's annotations again, and count what `also` names in the same statement."""
    rows = counted.all(task=task.pk)
    task.updated_by = actor
    set_annotation_counts(actor.pk, task, counts_of(task.project, rows), also)


def _be_only_ground_truth(row: Annotation) -> None:
    others = Annotation.objects.filter(task=row.task, ground_truth=True).exclude(pk=row.pk)
    others.update(ground_truth=False, updated_at=timezone.now())


def _of_task(model: Any, task: Task, pk: int | None) -> Any:
    """A row that belongs to the same task. Raises BadRequest when it does not."""
    if not pk:
        return None
    row = model.objects.filter(pk=pk, task=task).first()
    if row is None:
        raise BadRequest(
            f"{model.__name__} {pk} does not belong to task {task.pk}; leave it out or correct it."
        )
    return row


def _take_draft(actor: User, task: Task, draft_id: int | None) -> Any:
    """Remove the person's draft of a new annotation; answers when it was begun."""
    drafts = Draft.objects.filter(user=actor, task=task)
    if draft_id:
        draft = drafts.filter(pk=draft_id).first()
        if draft is None and Draft.objects.filter(pk=draft_id).exclude(user=actor).exists():
            raise Forbidden(f"Draft {draft_id} is not yours; submit without `draft_id`.")
    own = own_draft.first(user=actor.pk, task=task.pk)
    if own is None:
        return None
    own.delete()
    return own.created_at


def _shown_prediction(project: Project, task: Task) -> RawJSON | None:
    """What the annotator was shown, kept with the annotation."""
    if not project.model_version or not task.total_predictions:
        return None
    shown = task.predictions.filter(model_version=project.model_version).order_by("-id").first()
    if shown is None:
        return None
    return RawJSON.of(
        {
            "id": shown.pk,
            "result": shown.result,
            "score": shown.score,
            "model_version": shown.model_version,
        }
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.pk
        if hasattr(value, "pk")
        else value.value
        if isinstance(value, RawJSON)
        else value
        for name, value in values.items()
    }
