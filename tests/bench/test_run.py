import pytest

from bench.run import arguments, unmeasured


def test_measures_run_in_their_own_order_and_numbers_ascend():
    wanted = arguments(["--only", "import,list", "--people", "8,1", "--sizes", "500"])
    assert wanted.only == ("list", "import")
    assert wanted.people == (1, 8)
    assert wanted.sizes == (500,)
    assert wanted.engines == ("labelry", "label-studio")


@pytest.mark.parametrize(
    "words", [["--only", "nxet"], ["--engines", "x"], ["--sizes", "0"], ["--people", "many"]]
)
def test_a_wrong_word_is_refused_with_what_is_allowed(words, capsys):
    with pytest.raises(SystemExit):
        arguments(words)
    said = capsys.readouterr().err
    assert any(hint in said for hint in ("use next", "use labelry", "use install", "such as 1,8"))


def test_what_could_not_be_measured_is_a_failed_check():
    row = unmeasured("list", "labelry", RuntimeError("GET /api answered 500\nTraceback"))
    assert row.failed_checks()
    assert row.errors == ("GET /api answered 500",)
