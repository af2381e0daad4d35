from bench.outcome import Check, Outcome, no_errors, percentile, times_as_fast


def outcome(engine, *seconds, per_second=None, **rest):
    return Outcome("next", "8 people", engine, seconds, per_second=per_second, **rest)


def test_percentiles_are_values_that_were_measured():
    values = [0.5, 0.1, 0.4, 0.2, 0.3]
    assert percentile(values, 50) == 0.3
    assert percentile(values, 95) == 0.5
    assert percentile([0.7], 95) == 0.7
    assert percentile([], 50) is None
    assert percentile(list(range(1, 101)), 95) == 95


def test_rates_are_compared_before_times():
    labelry = outcome("labelry", 0.02, per_second=100.0)
    assert times_as_fast(labelry, outcome("label-studio", 0.08, per_second=4.0)) == 25
    assert times_as_fast(labelry, outcome("label-studio", 0.08)) == 4
    assert times_as_fast(labelry, outcome("label-studio")) is None


def test_errors_are_counted_by_kind_and_break_a_check():
    errors = ("500: locked", "409: taken", "500: locked")
    row = outcome("labelry", 0.1, errors=errors, checks=(no_errors(errors), Check("fair", True)))
    assert row.error_kinds() == [("500: locked", 2), ("409: taken", 1)]
    assert [check.found for check in row.failed_checks()] == ["3 failed"]
    assert no_errors(()).holds
