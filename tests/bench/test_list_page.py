from bench.measures.list_page import pages


def test_a_page_knows_its_rows():
    first, last, ordered = pages(120)
    assert first.rows == ordered.rows == 50
    assert (last.query["page"], last.rows) == (3, 20)


def test_a_full_last_page_and_a_short_only_one():
    assert (pages(100)[1].query["page"], pages(100)[1].rows) == (2, 50)
    assert (pages(7)[1].query["page"], pages(7)[1].rows) == (1, 7)
