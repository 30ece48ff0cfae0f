"""The axis of a chart."""

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.chart import nice_ceiling


@given(st.integers(0, 10**15))
def test_the_axis_ends_at_a_round_number_not_far_above_the_highest_value(value: int) -> None:
    top = nice_ceiling(value)
    assert value <= top <= max(4, value * 4 // 3 + 4)
    assert top % 4 == 0
