"""Two people, or two tabs of one, who do the same thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from people_at_work import PASSWORD

from labelry.accounts.actions import create_person, create_personal_token, legacy_key, sign_up
from labelry.accounts.models import LegacyToken, Organization, PersonalToken, Role, User
from labelry.http import BadRequest, Conflict

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(act):
    """What `act(n)` answered or raised, for several threads that start together."""
    start = Barrier(AT_ONCE)

    def one(number):
        start.wait(10)
        try:
            return act(number)
        except Conflict as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_one_of_those_who_sign_up_first_owns_the_place():
    found = together(lambda n: sign_up(f"person{n}@example.com", PASSWORD).role)
    assert sorted(found) == ["annotator"] * (AT_ONCE - 1) + ["owner"]
    assert Organization.objects.get().created_by == User.objects.get(role="owner")


def test_one_personal_token_is_made(people):
    found = together(lambda _: create_personal_token(people["annotator"]))
    assert len([row for row in found if isinstance(row, Conflict)]) == AT_ONCE - 1
    assert PersonalToken.objects.count() == 1


def test_one_legacy_key_is_made(people):
    assert len(set(together(lambda _: legacy_key(people["annotator"])))) == 1
    assert LegacyToken.objects.count() == 1


@pytest.mark.parametrize("way", ["by themselves", "by an administrator"])
def test_one_account_an_e_mail(people, way):
    def act(_):
        try:
            if way == "by themselves":
                return sign_up("same@example.com", PASSWORD).email
            return create_person(
                people["owner"], "same@example.com", PASSWORD, Role.ANNOTATOR, {}
            ).email
        except BadRequest as error:
            return list(error.fields)

    found = together(act)
    assert found.count("same@example.com") == 1
    assert found.count(["email"]) == AT_ONCE - 1
