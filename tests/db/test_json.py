"""JSON that passes through the database as it is."""

import json
import time
from typing import Any

import msgspec
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labelry.audit.models import AuditEntry
from labelry.db import RawJSON
from labelry.db.json import as_msgspec

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def stored(value: Any) -> Any:
    entry = AuditEntry(verb="kept", object_type="json", after=value)
    entry.save()
    return AuditEntry.objects.get(pk=entry.pk).after


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(TEXT, VALUES, max_size=4) | st.lists(VALUES, max_size=4))
def test_what_goes_in_comes_out(value: Any) -> None:
    for given_as in (value, RawJSON.of(value), RawJSON.parse(json.dumps(value))):
        back = stored(given_as)
        assert isinstance(back, RawJSON)
        assert back == value
        assert json.loads(back.text) == value


@pytest.mark.django_db
def test_nothing_stays_nothing() -> None:
    assert stored(None) is None
    assert AuditEntry.objects.filter(after__isnull=True).count() == 1


@pytest.mark.django_db
def test_keys_inside_can_be_asked_for() -> None:
    stored({"text": "hello", "deep": {"n": [1, 2]}})
    stored({"text": "other"})
    found = AuditEntry.objects.filter(after__text="hello")
    assert found.count() == 1
    assert found.values_list("after__deep", flat=True).get() == {"n": [1, 2]}
    assert found.values_list("after__text", flat=True).get() == "hello"


def test_a_text_is_kept_as_it_was_written() -> None:
    text = '{ "b" : 1.50, "a": "\\u00e9" }'
    assert RawJSON.parse(text).text == text
    assert RawJSON.parse(text.encode()).value == {"b": 1.5, "a": "é"}


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"{", b"[1,]", b"NaN", b"\xff", b'"\\ud800 lone"', b'"\\udc00"', b"1e999", b"{} {}"),
        *(b"[" * 100_000, "\ud800"),
    ],
)
def test_what_is_not_json_is_refused(text: bytes | str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        RawJSON.parse(text)


@pytest.mark.parametrize("text", ['"a\\u0000b"', '"\\\\\\u0000"', '{"\\u0000": 1}', '"\\u0000"'])
def test_a_nul_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="found a NUL character"):
        RawJSON.parse(text)
    with pytest.raises(ValueError, match="found a NUL character"):
        RawJSON.of(json.loads(text))


@pytest.mark.parametrize("text", [r'"\\u0000"', r'"\\\\u0000"', r'"u0000"'])
def test_what_only_looks_like_a_nul_is_kept(text: str) -> None:
    assert RawJSON.parse(text).value == json.loads(text)


def test_looking_for_a_nul_takes_time_in_proportion() -> None:
    text = '"' + r"\\u0000" * 400_000 + '"'
    start = time.perf_counter()
    RawJSON.parse(text)
    assert time.perf_counter() - start < 5


def test_equal_by_value() -> None:
    assert RawJSON('{"a":1,"b":2}') == RawJSON('{ "b": 2, "a": 1 }')
    assert RawJSON("[1]") == [1]
    assert RawJSON("[1]") != RawJSON("[2]")
    with pytest.raises(TypeError, match="unhashable"):
        hash(RawJSON("[1]"))


def test_it_is_written_into_larger_documents_undecoded() -> None:
    data = RawJSON('{ "kept":   "as is" }')
    body = msgspec.json.encode({"data": data}, enc_hook=as_msgspec)
    assert body == b'{"data":{ "kept":   "as is" }}'
    with pytest.raises(TypeError, match="object cannot be written as JSON"):
        RawJSON.of(object())


@pytest.mark.django_db
def test_reading_does_not_decode(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = AuditEntry(verb="kept", object_type="json", after={"a": 1})
    entry.save()

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("decoded")

    monkeypatch.setattr(json, "loads", refuse)
    monkeypatch.setattr(msgspec.json, "decode", refuse)
    back = AuditEntry.objects.get(pk=entry.pk).after
    expected = '{"a": 1}' if connection.vendor == "postgresql" else '{"a":1}'
    assert back.text == expected
