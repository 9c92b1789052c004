"""Steps survive the database, and each says why in one Vietnamese sentence."""

import json
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import vietnam
from law.deadlines import Rules, vietnam_reporting
from law.derivation import Step, StepRule, sentences
from law.planning import Demand, occurrences
from law.values import Bound, DueDay, Frequency, Kind, NPerYear, Once, QuotaBound, Recurring, Timing

DAYS = st.none() | st.dates()
STEPS = st.builds(
    Step,
    rule=st.sampled_from([str(rule) for rule in StepRule]) | st.text(min_size=1),
    quote=st.text(),
    unit=st.text(),
    from_=DAYS,
    to=DAYS,
    source=st.text(),
)


def _steps(timing: Timing, start: date, *, kind: Kind = Kind.REPORT, coordinated: int = 0) -> tuple[Step, ...]:
    demand = Demand(unit="13", kind=kind, timing=timing, to_desk=True, coordinated=coordinated)
    found = occurrences(
        demand,
        calendar=vietnam(),
        reporting=vietnam_reporting(),
        start=start,
        horizon=start + timedelta(days=366),
    )
    return found[0].steps


@pytest.mark.slow
@given(STEPS)
def test_a_step_survives_json(step: Step) -> None:
    assert Step.from_json(json.loads(json.dumps(step.to_json()))) == step


def test_the_json_of_a_step_has_the_agreed_keys() -> None:
    step = _steps(Once(due=date(2024, 12, 15), bound=Bound.BY, raw="chậm nhất ngày 15/12"), date(2024, 12, 1))[1]

    assert step.to_json() == {
        "rule": "target_back",
        "quote": "chậm nhất ngày 15/12",
        "unit": "13",
        "from": "2024-12-15",
        "to": "2024-12-13",
        "source": "mặc định của Đôn đốc",
    }


@pytest.mark.parametrize("key", ["rule", "quote", "unit", "from", "to", "source"])
def test_a_step_that_lacks_a_key_is_refused(key: str) -> None:
    value = Step(rule="before", quote="", unit="", from_=None, to=None, source="").to_json()
    del value[key]

    with pytest.raises(KeyError, match=key):
        Step.from_json(value)


@pytest.mark.slow
@given(st.lists(STEPS))
def test_each_step_is_one_sentence(steps: list[Step]) -> None:
    said = sentences(steps)

    assert len(said) == len(steps)
    assert all(sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize("rule", list(StepRule))
def test_every_rule_has_words_of_its_own(rule: StepRule) -> None:
    step = Step(rule=rule, quote="hàng quý", unit="1", from_=date(2024, 12, 15), to=date(2024, 12, 13), source="")

    assert str(rule) not in sentences([step])[0]
    assert "13/12/2024" in sentences([step])[0]


@pytest.mark.parametrize("name", [*StepRule, *(each.name for each in fields(Rules))])
def test_every_rule_and_setting_is_explained_in_the_documentation(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "deadlines.md"

    assert f"`{name}`" in page.read_text(encoding="utf-8")


def test_a_rule_of_another_version_is_still_printed() -> None:
    step = Step(rule="moon", quote="", unit="", from_=date(2024, 1, 2), to=date(2024, 1, 3), source="nguồn")

    assert sentences([step]) == ["Moon: 02/01/2024 → 03/01/2024 (nguồn)."]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        pytest.param(
            _steps(
                Recurring(
                    frequency=Frequency.ANNUAL,
                    due=DueDay(month=12, day=15),
                    bound=Bound.BEFORE,
                    raw="hàng năm … trước ngày 15/12",
                ),
                date(2024, 6, 1),
            ),
            [
                "“hàng năm … trước ngày 15/12”: văn bản nêu Chủ nhật 15/12/2024 (theo lời văn bản).",
                (
                    "Trước ngày 15/12/2024 nên đề nghị xong thứ Bảy 14/12/2024; ngày 15/12/2024 vẫn còn được tính"
                    " (mặc định của Đôn đốc)."
                ),
                "14/12/2024 là thứ Bảy, ngày đề nghị xong lùi về thứ Sáu 13/12/2024 (mặc định của Đôn đốc).",
                "15/12/2024 là Chủ nhật, ngày cuối còn đúng hạn chuyển tới thứ Hai 16/12/2024 (BLDS 2015, Điều 148).",
            ],
            id="Vĩnh Phúc 13 in 2024",
        ),
        pytest.param(
            _steps(Recurring(frequency=Frequency.QUARTERLY, raw="định kỳ hàng quý"), date(2026, 1, 5)),
            [
                "Số liệu của kỳ tính từ 15/12/2025 đến hết 14/03/2026 (NĐ 09/2019/NĐ-CP, Điều 12).",
                (
                    "“định kỳ hàng quý”: văn bản không nêu ngày gửi, lịch báo cáo đề nghị Chủ nhật 15/03/2026"
                    " (thông lệ, mặc định của Đôn đốc)."
                ),
                (
                    "Phải gửi sau ngày chốt số liệu nên 15/03/2026 chuyển tới ngày làm việc đầu tiên sau đó,"
                    " thứ Hai 16/03/2026 (mặc định của Đôn đốc)."
                ),
                "15/03/2026 là Chủ nhật, ngày cuối còn đúng hạn chuyển tới thứ Hai 16/03/2026 (BLDS 2015, Điều 148).",
            ],
            id="first quarter of 2026",
        ),
        pytest.param(
            _steps(Recurring(frequency=Frequency.QUARTERLY, raw="Định kỳ hàng quý"), date(2017, 5, 2)),
            [
                (
                    "Số liệu của kỳ tính từ 15/03/2017 đến hết 14/06/2017"
                    " (mặc định của Đôn đốc, như NĐ 09/2019/NĐ-CP, Điều 12)."
                ),
                (
                    "“Định kỳ hàng quý”: văn bản không nêu ngày gửi, lịch báo cáo đề nghị thứ Năm 15/06/2017"
                    " (thông lệ, mặc định của Đôn đốc)."
                ),
            ],
            id="a window before its decree was in force",
        ),
        pytest.param(
            _steps(Once(due=date(2026, 9, 2), bound=Bound.BY, raw="chậm nhất ngày 02/9/2026"), date(2026, 8, 1)),
            [
                "“chậm nhất ngày 02/9/2026”: văn bản nêu thứ Tư 02/09/2026 (theo lời văn bản).",
                (
                    "02/09/2026 là ngày nghỉ, ngày đề nghị xong lùi về thứ Sáu 28/08/2026"
                    " (mặc định của Đôn đốc; Quốc khánh)."
                ),
                (
                    "02/09/2026 là ngày nghỉ, ngày cuối còn đúng hạn chuyển tới thứ Năm 03/09/2026"
                    " (BLDS 2015, Điều 148; Quốc khánh)."
                ),
            ],
            id="a holiday keeps its name",
        ),
        pytest.param(
            _steps(
                NPerYear(n=2, bound=QuotaBound.AT_LEAST, raw="ít nhất 02 lần/năm"),
                date(2017, 5, 2),
                kind=Kind.EVENT,
                coordinated=4,
            ),
            [
                (
                    "“ít nhất 02 lần/năm”: văn bản chỉ nêu số lần, lượt này được gợi ý trong khoảng"
                    " 01/01/2017–30/06/2017 (mặc định của Đôn đốc)."
                ),
                (
                    "Chừa thời gian lập biên bản và trả lời trước khi hết lượt, gợi ý thứ Sáu 16/06/2017"
                    " (mặc định của Đôn đốc)."
                ),
                (
                    "Các cơ quan tổ chức cách nhau, gợi ý chuyển từ 16/06/2017 về thứ Sáu 21/04/2017"
                    " (mặc định của Đôn đốc)."
                ),
                "Ngày gợi ý 21/04/2017 đã qua khi lập kế hoạch, gợi ý lại thứ Sáu 30/06/2017 (mặc định của Đôn đốc).",
                "Văn bản đếm số lần trong năm nên còn đúng hạn đến hết Chủ nhật 31/12/2017 (theo lời văn bản).",
                (
                    "31/12/2017 là Chủ nhật, ngày cuối còn đúng hạn chuyển tới thứ Ba 02/01/2018 (BLDS 2015, Điều 148;"
                    " chỉ để gửi kết quả, lượt phải tổ chức trong năm 2017)."
                ),
            ],
            id="Khánh Hòa 2/b, fifth agency, planned in May",
        ),
        pytest.param(
            _steps(Once(due=date(2014, 11, 30), bound=Bound.BY, raw="chậm nhất ngày 30/11/2014"), date(2014, 11, 3)),
            [
                "“chậm nhất ngày 30/11/2014”: văn bản nêu Chủ nhật 30/11/2014 (theo lời văn bản).",
                "30/11/2014 là Chủ nhật, ngày đề nghị xong lùi về thứ Sáu 28/11/2014 (mặc định của Đôn đốc).",
                "30/11/2014 là Chủ nhật, ngày cuối còn đúng hạn chuyển tới thứ Hai 01/12/2014 (BLDS 2005, Điều 153).",
            ],
            id="before the Civil Code of 2015",
        ),
        pytest.param(
            _steps(Recurring(frequency=Frequency.ANNUAL, raw="hàng năm"), date(2026, 6, 1), kind=Kind.PLAN),
            [
                "“hàng năm”: văn bản không nêu ngày, lấy ngày cuối kỳ là thứ Năm 31/12/2026 (mặc định của Đôn đốc).",
            ],
            id="the period's last day",
        ),
    ],
)
def test_a_derivation_reads_as_sentences(steps: tuple[Step, ...], said: list[str]) -> None:
    assert sentences(steps) == said
