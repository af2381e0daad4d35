from bench.measures.next_task import Day, fairness


def holds(days, stored, overlap):
    return [check.holds for check in fairness(days, stored, overlap)]


def day(*tasks, given_again=0):
    return Day(given=set(tasks), submitted=list(tasks), given_again=given_again)


def test_a_fair_day():
    assert holds([day(1, 2), day(3)], {1: 1, 2: 1, 3: 1, 4: 0}, overlap=1) == [True] * 4
    assert holds([day(1, 2), day(2, 1)], {1: 2, 2: 2}, overlap=2) == [True] * 4


def test_two_people_with_the_same_task_break_an_overlap_of_one():
    assert holds([day(1), day(1)], {1: 2}, overlap=1) == [False, False, True, True]


def test_a_task_that_comes_back_to_who_did_it():
    assert holds([day(1, given_again=1)], {1: 1}, overlap=1) == [True, True, False, True]


def test_an_accepted_annotation_that_is_not_stored():
    assert holds([day(1, 2)], {1: 1}, overlap=1) == [True, True, True, False]
