"""Invented directives in the dress of web sites: broken lines, bars of tables, notes of who and when."""

from datetime import date

import pytest

from law.reading import read
from law.values import (
    Bound,
    DueDay,
    Frequency,
    Kind,
    NPerYear,
    Obligation,
    Once,
    QuotaBound,
    Recurring,
    Timing,
    WithinDays,
)

BROKEN_LINES = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NAM
--------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
|
Số:
12/CT-UBND
|
Quảng Nam, ngày
05 tháng 4 năm 2019
|
CHỈ
THỊ
VỀ
VIỆC TĂNG CƯỜNG KỶ LUẬT HÀNH CHÍNH
Để thực hiện Quyết định số 225/QĐ-TTg
ngày 04/02/2016 của Thủ tướng Chính phủ, Chủ tịch UBND tỉnh yêu cầu:
1. Giám đốc các Sở, Thủ trưởng các ban, ngành, đơn vị cấp tỉnh; Chủ tịch UBND các
huyện, thị xã, thành phố:
a) Ban hành kế hoạch khắc phục các tồn tại, hoàn thành trước
ngày 30/4/2019 và gửi về Sở Nội vụ để theo dõi.
b) Thực hiện nghiêm chế độ báo cáo: Báo cáo quý gửi trước ngày 05 của tháng cuối quý; báo cáo 6 tháng gửi trước \
ngày 05/6; báo cáo năm gửi trước ngày 25/11 hàng năm về UBND tỉnh (thông qua Sở Nội vụ).
c) Tổ chức ít nhất 01 lần đối thoại với người dân, doanh nghiệp mỗi năm.
2. Sở Nội vụ (Cơ quan Thường trực cải cách hành chính)
- Chủ trì, phối hợp với Sở Y tế và các đơn vị liên quan tham mưu UBND tỉnh thành lập Đoàn kiểm tra trong tháng 5/2019.
- Theo dõi việc thực hiện, định kỳ hằng quý tổng hợp, báo cáo UBND tỉnh. Thời hạn gửi chậm nhất ngày 20 của tháng \
cuối kỳ báo cáo.
3. Giao Văn phòng UBND tỉnh:
+ Chậm nhất sau 15 ngày kể từ ngày ban hành Chỉ thị này, trình Chủ tịch UBND tỉnh phương án kiện toàn.
4. Sở Tài chính chủ trì, phối hợp Sở Nội vụ bố trí kinh phí. Thời gian hoàn thành: trước ngày 31/12/2019.
Chỉ thị này có hiệu lực kể từ ngày ký và thay thế Chỉ thị số 08/CT-UBND ngày 12/5/2015 của UBND tỉnh.
Yêu cầu các Sở, Ban, ngành, địa phương báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) trước ngày 10/12 hằng năm./.
Nơi nhận:
- Như trên;
|
CHỦ TỊCH
Nguyễn Văn An
"""

NOTES = """Số: 18/CT-UBND | Huế, ngày 29 tháng 12 năm 2025 |
CHỈ THỊ
TĂNG CƯỜNG KỶ CƯƠNG
I. NHIỆM VỤ
1. Xây dựng Kế hoạch chuyển đổi số năm 2026
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Cơ quan phối hợp: Các sở, ban, ngành; UBND các xã, phường.
- Thời gian hoàn thành: Quý I/2026.
2. Rà soát thủ tục nội bộ. Đơn vị chủ trì: Văn phòng UBND thành phố; thời gian thực hiện: trước ngày 30/6/2026.
3. Sở Nội vụ chủ trì kiểm tra công vụ ít nhất 4 lần/năm, báo cáo Chủ tịch UBND thành phố trước ngày 15/12 hằng năm.

"""

YEARLY = Frequency.ANNUAL
QUARTERLY = Frequency.QUARTERLY


def demanded(text: str, unit: str) -> list[Obligation]:
    return [one for one in read(text, source="x.txt").obligations if one.unit == unit]


def plain(timing: Timing) -> Timing:
    return type(timing)(**{name: getattr(timing, name) for name in timing.__slots__ if name != "raw"})


def test_a_head_broken_over_lines_is_read() -> None:
    head = read(BROKEN_LINES, source="x.txt").head

    assert (head.number, head.kind, head.issuer) == ("12/CT-UBND", "Chỉ thị", "UBND tỉnh Quảng Nam")
    assert (head.issued_on, head.effective_on) == (date(2019, 4, 5), date(2019, 4, 5))
    assert (head.title, head.signer) == ("VỀ VIỆC TĂNG CƯỜNG KỶ LUẬT HÀNH CHÍNH", "Nguyễn Văn An")
    assert (head.replaces, head.cites) == (("08/CT-UBND",), ("225/QĐ-TTg",))


def test_data_that_a_site_lists_beside_a_text_stand_in_for_the_head() -> None:
    text = "Số hiệu: | 7/CT-UBND |\nNgày ban hành: | 03/02/2020 |\nNgười ký: | Lê Văn Bình |\n1. Sở Nội vụ báo cáo."

    head = read(text, source="x.txt").head

    assert (head.number, head.kind, head.issued_on, head.signer) == (
        "7/CT-UBND",
        "Chỉ thị",
        date(2020, 2, 3),
        "Lê Văn Bình",
    )


WHO_AND_WHEN = [
    (BROKEN_LINES, "1/a", Kind.PLAN, Once(due=date(2019, 4, 30), bound=Bound.BEFORE)),
    (
        BROKEN_LINES,
        "1/b",
        Kind.REPORT,
        Recurring(frequency=QUARTERLY, due=DueDay(month=3, day=5), bound=Bound.BEFORE),
    ),
    (
        BROKEN_LINES,
        "1/b",
        Kind.REPORT,
        Recurring(frequency=YEARLY, due=DueDay(month=11, day=25), bound=Bound.BEFORE),
    ),
    (BROKEN_LINES, "1/c", Kind.EVENT, NPerYear(n=1, bound=QuotaBound.AT_LEAST)),
    (
        BROKEN_LINES,
        "2/-1",
        Kind.SUBMISSION,
        Once(start=date(2019, 5, 1), due=date(2019, 5, 31), bound=Bound.WITHIN),
    ),
    (
        BROKEN_LINES,
        "2/-2",
        Kind.REPORT,
        Recurring(frequency=QUARTERLY, due=DueDay(month=3, day=20), bound=Bound.BY),
    ),
    (
        BROKEN_LINES,
        "3/-1",
        Kind.SUBMISSION,
        WithinDays(days=15, working=False, event="ban hành chỉ thị này", due=date(2019, 4, 20)),
    ),
    (BROKEN_LINES, "4", Kind.TARGET, Once(due=date(2019, 12, 31), bound=Bound.BEFORE)),
    (
        BROKEN_LINES,
        "end",
        Kind.REPORT,
        Recurring(frequency=YEARLY, due=DueDay(month=12, day=10), bound=Bound.BEFORE),
    ),
    (NOTES, "I/1", Kind.PLAN, Once(start=date(2026, 1, 1), due=date(2026, 3, 31), bound=Bound.WITHIN)),
    (NOTES, "I/2", Kind.TARGET, Once(due=date(2026, 6, 30), bound=Bound.BEFORE)),
    (NOTES, "I/3", Kind.INSPECTION, NPerYear(n=4, bound=QuotaBound.AT_LEAST)),
    (
        NOTES,
        "I/3",
        Kind.REPORT,
        Recurring(frequency=YEARLY, due=DueDay(month=12, day=15), bound=Bound.BEFORE),
    ),
]


@pytest.mark.parametrize(
    ("text", "unit", "kind", "timing"), WHO_AND_WHEN, ids=[f"{unit} {kind}" for _, unit, kind, _ in WHO_AND_WHEN]
)
def test_a_clause_says_what_and_when(text: str, unit: str, kind: Kind, timing: Timing) -> None:
    assert (kind, timing) in [(one.kind, plain(one.timing)) for one in demanded(text, unit)]


def test_a_note_below_a_clause_names_who_leads_and_helps() -> None:
    (plan,) = demanded(NOTES, "I/1")

    assert plan.lead == ("Sở Khoa học và Công nghệ",)
    assert plan.coordinate == ("@sở-ban-ngành", "@ubnd-xã")
    assert not demanded(NOTES, "I/1/-1")


def test_a_note_behind_a_sentence_names_who_leads() -> None:
    assert [one.lead for one in demanded(NOTES, "I/2")] == [("Văn phòng UBND thành phố",)]


def test_reports_of_one_paragraph_go_where_the_last_of_them_goes() -> None:
    assert {one.recipient for one in demanded(BROKEN_LINES, "1/b")} == {("UBND tỉnh", "Sở Nội vụ")}


def test_who_is_concerned_helps_but_never_leads() -> None:
    (duty,) = demanded(BROKEN_LINES, "2/-1")

    assert (duty.lead, duty.coordinate) == (("Sở Nội vụ",), ("Sở Y tế", "@liên-quan"))


def test_two_who_seem_to_lead_are_doubted() -> None:
    text = "1. Sở Nội vụ xây dựng quy chế do Sở Tư pháp chủ trì.\n2. Sở Y tế thực hiện."

    doubts = [doubt for doubt in read(text, source="x.txt").doubts if doubt.rule == "competing-leads"]

    assert [doubt.unit for doubt in doubts] == ["1"]
    assert "Sở Tư pháp" in doubts[0].why
