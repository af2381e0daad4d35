"""Reading tables, plain text, markup and media files."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelry.formats import FormatError
from labelry.formats.imports import Source, detect, extensions, read
from labelry.labeling import parse

TEXT = parse('<View><Text name="t" value="$text"/></View>')
TWO = parse('<View><Text name="t" value="$text"/><Text name="u" value="$more"/></View>')
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def data(name: str, content: bytes, url: str | None = None) -> list[dict[str, object]]:
    return [task.data.value for task in read(Source(io.BytesIO(content), name, url), TEXT)]


def refused(name: str, content: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        data(name, content)
    return str(caught.value)


def test_cells_stay_as_they_are_written() -> None:
    content = b'text,code,empty,json\nhello,0012,,"{""a"": 1}"\nNA,1.0,null,nan\n'
    assert data("a.csv", content) == [
        {"text": "hello", "code": "0012", "empty": "", "json": '{"a": 1}'},
        {"text": "NA", "code": "1.0", "empty": "null", "json": "nan"},
    ]


def test_a_semicolon_separates_where_the_first_line_has_more_of_them() -> None:
    assert data("a.csv", b"text;n\n1,5;2\n") == [{"text": "1,5", "n": "2"}]
    assert data("a.tsv", b"text\tn\n1,5;\t2\n") == [{"text": "1,5;", "n": "2"}]


def test_a_cell_may_hold_lines_and_blank_lines_are_no_rows() -> None:
    assert data("a.csv", b'text,n\r\n"two\r\nlines",1\r\n\r\nb,2\r\n') == [
        {"text": "two\r\nlines", "n": "1"},
        {"text": "b", "n": "2"},
    ]


def test_columns_of_one_name_are_told_apart() -> None:
    assert data("a.csv", b"a,a,,a.1,a\n1,2,3,4,5\n") == [
        {"a": "1", "a.2": "2", "Unnamed: 2": "3", "a.1": "4", "a.3": "5"}
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_byte_order_mark_names_the_encoding(encoding: str) -> None:
    assert data("a.csv", "text\nGrüße 😀\n".encode(encoding)) == [{"text": "Grüße 😀"}]


def test_what_is_not_utf_8_is_read_as_windows_1252_and_told() -> None:
    source = Source(io.BytesIO("text\nGrüße für 5 €\n".encode("cp1252")), "a.csv")
    assert [task.data.value for task in read(source, TEXT)] == [{"text": "Grüße für 5 €"}]
    assert source.notes.count == 1
    assert "cp1252" in source.notes.lines[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n3\n", "item 1 (line 3): found 1 cell where the first row names 2"),
        (b"a,b\n1,2,3\n", "item 0 (line 2): found 3 cells"),
        (b'a,b\n1,"2\n3,4\n', "a quote is not closed"),
        (b"a,b\n", "found no tasks"),
        (b"a,b\n1,\x81\xfe\n", "cannot be decoded"),
        (b"a\n" + b"x" * 5000 + b"\n\x00\n", "line 3: found a NUL"),
    ],
)
def test_a_faulty_table_names_the_row(content: bytes, words: str) -> None:
    assert words in refused("a.csv", content)


def test_a_line_is_a_task() -> None:
    assert data("a.txt", b"one\r\n\r\n two \nthree") == [
        {"text": "one"},
        {"text": " two "},
        {"text": "three"},
    ]


def test_markup_is_one_task() -> None:
    assert data("a.html", b"<p>One\ntwo</p>") == [{"text": "<p>One\ntwo</p>"}]


def test_a_picture_is_the_url_it_is_served_at() -> None:
    assert data("cat.PNG", PNG, "/data/upload/1/cat.png") == [{"text": "/data/upload/1/cat.png"}]


def test_one_value_does_not_fill_a_config_of_two() -> None:
    with pytest.raises(FormatError, match="this config shows 2"):
        list(read(Source(io.BytesIO(b"one\n"), "a.txt"), TWO))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", PNG, "found a PNG image, expected CSV for .csv; rename it to"),
        ("a.txt", b'[{"text": "a"}]', "found JSON, expected Plain text for .txt"),
        ("a.csv", b'{"text": "a"}', "found JSON, expected CSV"),
        ("a.png", b"<html></html>", "found HTML or XML, expected Image"),
        ("a.json", b"PK\x03\x04rest", "found a ZIP archive"),
        ("a.zip", b"PK\x03\x04rest", "a .zip file holding a ZIP archive"),
        ("noname", b"abc", "without an extension"),
        ("a.csv", b"", "the file is empty"),
        ("a.txt", b"\x00\x01\x02\x03", "found binary data"),
    ],
)
def test_a_wrong_file_is_called_what_it_is(name: str, content: bytes, words: str) -> None:
    assert words in refused(name, content)


def test_the_allowed_extensions_are_label_studios() -> None:
    text = {".csv", ".htm", ".html", ".json", ".tsv", ".txt", ".xml"}
    images = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
    media = {".flac", ".m4a", ".mp3", ".mp4", ".ogg", ".pdf", ".wav", ".webm"}
    assert extensions() == sorted(text | images | media)


def test_text_that_opens_like_another_format_stays_text() -> None:
    assert detect("a.txt", b"BMW makes cars").name == "TXT"
    assert detect("a.txt", b"[1] a footnote").name == "TXT"
    assert detect("a.txt", b"{braces} in a sentence").name == "TXT"


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\n", exclude_categories=["Cs"])
)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1))
def test_a_table_survives_a_round_trip(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([("text", "b", "c"), *rows])
    found = data("a.csv", text.getvalue().encode())
    assert found == [dict(zip(("text", "b", "c"), row, strict=True)) for row in rows]


@given(st.sampled_from(extensions()), st.binary(max_size=200))
def test_hostile_bytes_are_only_ever_a_format_error(extension: str, content: bytes) -> None:
    with contextlib.suppress(FormatError):
        data(f"a{extension}", content, "/url")
