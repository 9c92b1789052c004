"""What the reader would not decide alone, each with its reason in one Vietnamese sentence."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from law.expressions import YEARLESS
from law.naming import clause_name
from law.text import View
from law.values import Doubt, Frequency, Head, Kind, NPerYear, Obligation, Once, QuotaBound, Recurring, Span, WithinDays

NO_DAY = "no-due-day"
_PROGRAMME = re.compile(r"giai\s+đoạn\s+(?P<first>\d{4})\s*[-–]\s*(?P<last>\d{4})", re.IGNORECASE)


def doubts_of(view: View, head: Head, obligations: Sequence[Obligation], *, year_is_guessed: bool) -> Iterable[Doubt]:
    """Yield the doubts about a reading: about the head first, then clause by clause."""
    if head.issued_on and head.effective_on and head.effective_on < head.issued_on:
        yield Doubt(
            rule="effective-before-issued",
            why=(
                f"Ngày có hiệu lực in trong văn bản ({head.effective_on:%d/%m/%Y}) sớm hơn ngày ban hành "
                f"({head.issued_on:%d/%m/%Y}); đề nghị kiểm tra bản gốc."
            ),
            span=Span(start=0, end=0),
        )
    if head.issued_on is None:
        yield Doubt(
            rule="no-issue-date",
            why="Văn bản không in ngày ban hành; đề nghị nhập ngày ban hành trước khi lập lịch.",
            span=Span(start=0, end=0),
        )
    repaired = [view.offsets[place] for place in view.repairs if place < len(view.offsets)]
    reported = {_timed_by(one) for one in obligations if one.kind is Kind.REPORT}
    for obligation in obligations:
        for doubt in _about(obligation, repaired, year_is_guessed=year_is_guessed):
            # What the same words time as a report is answered in it, by the report's day.
            if doubt.rule != NO_DAY or obligation.kind is Kind.REPORT or _timed_by(obligation) not in reported:
                yield doubt


def programme_over(title: str, *, on: date) -> Doubt | None:
    """Doubt that a directive still binds whose title names a programme that is over `on` a day; None where none is."""
    found = [(int(match["first"]), int(match["last"])) for match in _PROGRAMME.finditer(title)]
    if not found:
        return None
    first, last = max(found, key=lambda years: years[1])
    if last >= on.year:
        return None
    why = (
        f"Tên văn bản nêu giai đoạn {first}-{last}, đã hết từ ngày 31/12/{last}; đề nghị xác nhận văn bản còn hiệu lực "
        "trước khi phê duyệt."
    )
    return Doubt(rule="programme-over", why=why, span=Span(start=0, end=0))


def _timed_by(one: Obligation) -> tuple[str, tuple[str, ...], int | None]:
    starts = [evidence.span.start for evidence in one.evidence if evidence.field == "timing"]
    return one.unit, one.lead, starts[0] if starts else None


def _proposed(kind: Kind, frequency: Frequency) -> str:
    """Say which day planning takes where the text names none. Source: docs/deadlines.md."""
    if kind is Kind.REPORT and frequency is not Frequency.WEEKLY:
        return "ngày gửi được đề xuất theo lịch báo cáo của tỉnh. Đề nghị xác nhận."
    if kind is Kind.PLAN and frequency is Frequency.ANNUAL:
        return (
            "tạm lấy ngày cuối năm. Kế hoạch của một năm thường phải có trước khi năm ấy bắt đầu: đề nghị xác nhận "
            "hoặc cho biết ngày."
        )
    return "tạm lấy ngày cuối kỳ. Đề nghị xác nhận hoặc cho biết ngày."


def _about(obligation: Obligation, repaired: Sequence[int], *, year_is_guessed: bool) -> Iterable[Doubt]:
    unit, span = obligation.unit, obligation.span
    named = clause_name(unit)
    named = named[:1].upper() + named[1:]
    rivals = [evidence.quote for evidence in obligation.evidence if evidence.field == "rival"]
    if rivals:
        why = f"{named}: {', '.join(obligation.lead)} và {rivals[0]} cùng có thể là cơ quan chủ trì."
        yield Doubt(rule="competing-leads", why=why, span=span, unit=unit)
    time = next((evidence for evidence in obligation.evidence if evidence.field == "timing"), None)
    where = time.span if time else span
    if not obligation.lead:
        yield Doubt(rule="no-lead", why=f"{named}: không thấy cơ quan nào được giao chủ trì.", span=span, unit=unit)
    match obligation.timing:
        case Recurring(due=None, raw=raw, frequency=frequency):
            why = f"{named}: văn bản nêu “{raw}” nhưng không ghi ngày; {_proposed(obligation.kind, frequency)}"
            yield Doubt(rule=NO_DAY, why=why, span=where, unit=unit)
        case NPerYear(n=n, raw=raw, bound=QuotaBound.AT_LEAST | QuotaBound.EXACTLY):
            why = (
                f"{named}: văn bản nêu “{raw}” nhưng không ghi ngày; {n:02} lượt được gợi ý trải đều trong năm và chỉ "
                "tính quá hạn khi hết năm. Đề nghị xác nhận hoặc cho biết lịch cụ thể."
            )
            yield Doubt(rule="no-turn-day", why=why, span=where, unit=unit)
        case WithinDays(due=None, event=event):
            why = f"{named}: thời hạn tính từ sự kiện “{event}”, chưa rõ ngày của sự kiện ấy."
            yield Doubt(rule="unknown-event", why=why, span=where, unit=unit)
        case Once() if year_is_guessed and time and time.rule == YEARLESS:
            why = (
                f"{named}: hạn không ghi năm, văn bản cũng không in ngày ban hành; "
                "năm được đoán từ các văn bản viện dẫn."
            )
            yield Doubt(rule="guessed-year", why=why, span=where, unit=unit)
        case _:
            pass
    if time and any(time.span.start < place < time.span.end for place in repaired):
        why = f"{named}: chữ bị dính trong thời hạn “{time.quote}” đã được tách; đề nghị đối chiếu bản gốc."
        yield Doubt(rule="repaired-words", why=why, span=where, unit=unit)
