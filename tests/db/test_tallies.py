"""Counts in shards: exact however many add at once."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from labelry.db import action
from labelry.db.tallies import SHARDS, add_to_tallies
from labelry.projects.models import Tally

COLUMNS = ("project_id", "kind", "name")


def totals(project: Any) -> dict[str, int]:
    rows = Tally.objects.filter(project=project, kind="label").values_list("name")
    return dict(rows.annotate(total=Sum("value")).order_by("name"))


@action
def add(project: Any, person: int, **amounts: int) -> None:
    keys = {(project.pk, "label", name): amount for name, amount in amounts.items()}
    add_to_tallies(Tally, COLUMNS, person, keys)


@pytest.mark.django_db
def test_the_total_is_the_sum_over_shards(project: Any) -> None:
    add(project, 1, cat=2, dog=1)
    add(project, 1 + SHARDS, cat=1)
    add(project, 2, cat=-1, fish=0)
    assert totals(project) == {"cat": 2, "dog": 1}
    assert Tally.objects.filter(project=project, kind="label", name="cat").count() == 2


@pytest.mark.django_db
def test_it_is_one_statement(project: Any, django_assert_num_queries: Any) -> None:
    add(project, 1, cat=1)
    with django_assert_num_queries(3):  # with a test's savepoint and its release
        add(project, 1, **{f"label{n}": n for n in range(1, 50)}, cat=1)
    with django_assert_num_queries(2):
        add(project, 1, cat=0)


@pytest.mark.django_db(transaction=True)
def test_many_add_at_once(make_project: Any) -> None:
    project = make_project()
    errors: list[BaseException] = []

    def work(person: int) -> None:
        try:
            for turn in range(10):
                names = ["cat", "dog"] if (turn + person) % 2 else ["dog", "cat"]
                add(project, 1, **dict.fromkeys(names, 1))
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(person,)) for person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert totals(project) == {"cat": 40, "dog": 40}
