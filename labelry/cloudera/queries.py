"""Reading which of the workbench's people is which of ours."""

from labelry.cloudera.models import WorkbenchPerson


def person_named(name: str) -> WorkbenchPerson | None:
    """The workbench's person with their account here; one statement."""
    return WorkbenchPerson.objects.select_related("user").filter(name=name).first()
