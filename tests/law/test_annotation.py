"""Readings and timings as JSON."""

import json
import string
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.annotation import timing_from_json, timing_to_json, to_json
from law.reading import read
from law.values import (
    Bound,
    DueDay,
    Frequency,
    NPerYear,
    Once,
    QuotaBound,
    Recurring,
    Standing,
    Starting,
    Timing,
    WithinDays,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CLOCKS = st.times().map(lambda clock: time(clock.hour, clock.minute)) | st.none()
RAW = st.text(string.ascii_letters + " đ/", max_size=20)
TIMINGS: st.SearchStrategy[Timing] = st.one_of(
    st.builds(Once, due=DAYS, bound=st.sampled_from(Bound), start=DAYS | st.none(), late_time=CLOCKS, raw=RAW),
    st.builds(
        Recurring,
        frequency=st.sampled_from(Frequency),
        due=st.builds(DueDay, month=st.integers(1, 13), day=st.integers(1, 31)) | st.none(),
        bound=st.sampled_from(Bound) | st.none(),
        since=DAYS | st.none(),
        until=DAYS | st.none(),
        late_time=CLOCKS,
        raw=RAW,
    ),
    st.builds(NPerYear, n=st.integers(1, 99), bound=st.sampled_from(QuotaBound), since=DAYS | st.none(), raw=RAW),
    st.builds(Starting, start=DAYS, raw=RAW),
    st.builds(WithinDays, days=st.integers(1, 999), working=st.booleans(), event=RAW, due=DAYS | st.none(), raw=RAW),
    st.builds(Standing, raw=RAW),
)


@pytest.mark.slow
@given(TIMINGS)
def test_a_timing_survives_the_way_through_json(timing: Timing) -> None:
    assert timing_from_json(json.loads(json.dumps(timing_to_json(timing)))) == timing


def test_a_reading_as_json_has_the_shape_of_an_annotation() -> None:
    text = "Số: 5/CT-UBND\nCHỈ THỊ\nVỀ VIỆC A\n1. Sở Nội vụ hàng quý báo cáo UBND tỉnh.\n2. Sở Y tế phối hợp."

    shape = json.loads(json.dumps(to_json(read(text, source="a.txt"))))

    assert list(shape) == ["source", "directive", "units", "obligations", "doubts"]
    assert shape["directive"]["number"] == "5/CT-UBND"
    assert shape["units"][0] == {"path": "1", "start": "Sở Nội vụ hàng quý báo cáo UBND tỉnh."}
    assert shape["obligations"][0] == {
        "unit": "1",
        "lead": ["Sở Nội vụ"],
        "coordinate": [],
        "recipient": ["UBND tỉnh"],
        "kind": "report",
        "action": "báo cáo UBND tỉnh.",
        "timing": {"type": "recurring", "freq": "quarterly", "raw": "hàng quý"},
    }
    assert shape["doubts"][-1]["rule"] == "no-due-day"
