from bench.outcome import Check, Outcome
from bench.report import HEADINGS, Machine, duration, page, rows, terminal

OUTCOMES = [
    Outcome("list", "first page", "labelry", (0.010, 0.012, 0.030)),
    Outcome("export", "JSON", "labelry", (1.5,), checks=(Check("whole", False, "9 of 10"),)),
    Outcome("list", "first page", "label-studio", (0.200, 0.240, 0.500), ("500: locked",)),
]
MACHINE = Machine(
    "2026-01-31", 4, 25.2, "Linux", "3.11.7", "3.40.1", "0.1 0.2 0.3", "python bench/run.py",
    (("labelry", "0.1.0"),),
)  # fmt: skip


def test_engines_stand_beside_each_other_with_the_ratio_on_our_row():
    found = [dict(zip(HEADINGS, row, strict=True)) for row in rows(OUTCOMES)]
    assert [(row["case"], row["engine"], row["ratio"]) for row in found] == [
        ("first page", "labelry", "20.0x"),
        ("first page", "label-studio", ""),
        ("JSON", "labelry", ""),
    ]
    assert (found[0]["p50"], found[0]["p95"], found[1]["errors"]) == ("12 ms", "30 ms", "1")


def test_durations_are_read_at_a_glance():
    assert [duration(one) for one in (0.0042, 0.042, 4.2, None)] == [
        "4.2 ms",
        "42 ms",
        "4.2 s",
        "-",
    ]


def test_the_terminal_says_which_checks_do_not_hold():
    assert "DOES NOT HOLD  labelry, export, JSON: whole (9 of 10)" in terminal(OUTCOMES)
    assert "DOES NOT HOLD" not in terminal(OUTCOMES[:1])


def test_the_page_says_where_what_and_which_errors():
    text = page(MACHINE, OUTCOMES)
    assert "| memory | 25 GB |" in text
    assert "| labelry | 0.1.0 |" in text
    assert "| whole | labelry | no: JSON: 9 of 10 |" in text
    assert "- label-studio, first page: 1 times `500: locked`" in text
