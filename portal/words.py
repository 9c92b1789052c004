"""Vietnamese words for closed sets and values that pages and tables show. Imports nothing but `law`."""

from datetime import date, datetime
from typing import assert_never

from law.values import (
    Bound,
    DueDay,
    Frequency,
    Kind,
    NPerYear,
    Once,
    QuotaBound,
    Recurring,
    Standing,
    Starting,
    Timing,
    WithinDays,
)

KINDS = {
    Kind.REPORT: "báo cáo",
    Kind.PLAN: "kế hoạch, đề án",
    Kind.SUBMISSION: "trình",
    Kind.EVENT: "hội nghị, đối thoại, tập huấn",
    Kind.INSPECTION: "kiểm tra",
    Kind.PUBLICATION: "công bố, công khai",
    Kind.TARGET: "chỉ tiêu",
    Kind.STANDING: "thường xuyên",
}
AGENCY_KINDS = {
    "department": "sở, cơ quan ngang sở",
    "district": "UBND cấp huyện",
    "commune": "UBND cấp xã",
    "central": "cơ quan trung ương tại tỉnh",
    "service_unit": "đơn vị sự nghiệp",
    "media": "báo, đài",
    "committee": "ban",
}
LINES = {
    "done": "Đã hoàn thành",
    "none_to_report": "Không phát sinh",
    "going_on": "Đang thực hiện",
    "not_begun": "Chưa thực hiện",
    "obstacle": "Có vướng mắc",
}
READING_STATES = {
    "pending": "chờ duyệt",
    "approved": "đã duyệt",
    "sent_back": "trả lại",
    "rejected": "không duyệt",
}
ASSIGNMENT_STATES = {
    "open": "Chưa nộp",
    "handed_in": "Chờ thẩm tra",
    "supplement": "Chờ bổ sung",
    "accepted": "Đã ghi nhận",
    "withdrawn": "Đã rút",
}
MAIL_STATES = {
    "draft": "dự thảo",
    "held": "đang giữ",
    "queued": "chờ gửi",
    "sending": "đang gửi",
    "retry": "sẽ gửi lại",
    "sent": "đã gửi",
    "dead": "không gửi được",
}
FREQUENCIES = {
    Frequency.WEEKLY: "hằng tuần",
    Frequency.MONTHLY: "hằng tháng",
    Frequency.QUARTERLY: "hằng quý",
    Frequency.SEMIANNUAL: "6 tháng một lần",
    Frequency.NINE_MONTHS: "9 tháng",
    Frequency.ANNUAL: "hằng năm",
}
ROLES = {
    "focal": "đầu mối",
    "deputy": "đầu mối dự phòng",
    "unit_head": "trưởng phòng",
    "head": "thủ trưởng cơ quan",
    "desk": "bàn theo dõi",
    "chairman": "Chủ tịch (dự thảo)",
}
_QUOTAS = {QuotaBound.AT_LEAST: "ít nhất", QuotaBound.AT_MOST: "không quá", QuotaBound.EXACTLY: "đúng"}
_BOUNDS = {Bound.WITHIN: "trong", Bound.BEFORE: "trước", Bound.BY: "chậm nhất"}
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date | None) -> str:
    """Return a day as dd/mm/yyyy; an empty string for None."""
    return f"{value:%d/%m/%Y}" if value else ""


def long_day(value: date) -> str:
    """Return a day with its weekday: "thứ Sáu, 20/11/2026"."""
    return f"{_WEEKDAYS[value.weekday()]}, {value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """Return an instant as hour and day, in the zone it bears: "07:30 ngày 20/11/2026"."""
    return f"{value:%H:%M} ngày {value:%d/%m/%Y}"


def rung(name: str) -> str:
    """Return a rung's name: "remind-10" is "nhắc trước 10", in working days; an unknown one as it is."""
    fixed = {"announce": "giao việc", "due": "đến ngày", "last-day": "ngày cuối", "weekly": "nhắc hằng tuần"}
    head, _, days = name.partition("-")
    return fixed.get(name) or {"remind": f"nhắc trước {days}", "overdue": f"quá hạn {days}"}.get(head, name)


def timing(value: Timing) -> str:  # noqa: PLR0911  (one return per kind of timing)
    """Return the time of a duty as a person would say it: "hằng quý, trước ngày 10 tháng cuối kỳ"."""
    match value:
        case Once():
            if value.bound is Bound.WITHIN and value.start:
                return f"từ {day(value.start)} đến {day(value.due)}"
            return f"{_BOUNDS[value.bound]} {_hour(value)}ngày {day(value.due)}"
        case Recurring():
            due = f", {_BOUNDS[value.bound or Bound.BY]} {_due_day(value.due, value.frequency)}" if value.due else ""
            return FREQUENCIES[value.frequency] + due + _reach(value.since, value.until)
        case NPerYear():
            return f"{_QUOTAS[value.bound]} {value.n:02d} lần/năm" + _reach(value.since, None)
        case Starting():
            return f"bắt đầu từ {day(value.start)}"
        case WithinDays():
            known = f" (đến {day(value.due)})" if value.due else ""
            return f"trong {value.days} ngày{' làm việc' if value.working else ''} kể từ {value.event}{known}"
        case Standing():
            return "thường xuyên"
        case _:
            assert_never(value)


def _hour(value: Once) -> str:
    return f"{value.late_time:%H:%M} " if value.late_time else ""


def _due_day(due: DueDay, frequency: Frequency) -> str:
    if frequency is Frequency.ANNUAL and due.month <= 12:
        return f"ngày {due.day:02d}/{due.month:02d}"
    if frequency is Frequency.WEEKLY:
        return _WEEKDAYS[due.day - 1]
    lengths = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.SEMIANNUAL: 6, Frequency.NINE_MONTHS: 9}
    last = lengths.get(frequency, 12)
    if due.month > last:
        return f"ngày {due.day} tháng sau kỳ"
    return f"ngày {due.day}" + ("" if last == 1 else f" tháng {'cuối kỳ' if due.month == last else f'thứ {due.month}'}")


def _reach(since: date | None, until: date | None) -> str:
    start = f", từ {day(since)}" if since else ""
    end = f", đến {day(until)}" if until else ""
    return start + end
