"""What the reader would not decide alone, each with its reason in one Vietnamese sentence."""

from collections.abc import Iterable, Sequence

from law.expressions import YEARLESS
from law.text import View
from law.values import Doubt, Head, Obligation, Once, Recurring, Span, WithinDays


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
    for obligation in obligations:
        yield from _about(obligation, repaired, year_is_guessed=year_is_guessed)


def _about(obligation: Obligation, repaired: Sequence[int], *, year_is_guessed: bool) -> Iterable[Doubt]:
    unit, span = obligation.unit, obligation.span
    rivals = [evidence.quote for evidence in obligation.evidence if evidence.field == "rival"]
    if rivals:
        why = f"Mục {unit}: {', '.join(obligation.lead)} và {rivals[0]} cùng có thể là cơ quan chủ trì."
        yield Doubt(rule="competing-leads", why=why, span=span, unit=unit)
    time = next((evidence for evidence in obligation.evidence if evidence.field == "timing"), None)
    where = time.span if time else span
    if not obligation.lead:
        yield Doubt(rule="no-lead", why=f"Mục {unit}: không thấy cơ quan nào được giao chủ trì.", span=span, unit=unit)
    match obligation.timing:
        case Recurring(due=None):
            why = f"Mục {unit}: có định kỳ nhưng không ghi ngày phải xong; lịch báo cáo của tỉnh sẽ đề xuất một ngày."
            yield Doubt(rule="no-due-day", why=why, span=where, unit=unit)
        case WithinDays(due=None, event=event):
            why = f"Mục {unit}: thời hạn tính từ sự kiện “{event}”, chưa rõ ngày của sự kiện ấy."
            yield Doubt(rule="unknown-event", why=why, span=where, unit=unit)
        case Once() if year_is_guessed and time and time.rule == YEARLESS:
            why = (
                f"Mục {unit}: hạn không ghi năm, văn bản cũng không in ngày ban hành; "
                "năm được đoán từ các văn bản viện dẫn."
            )
            yield Doubt(rule="guessed-year", why=why, span=where, unit=unit)
        case _:
            pass
    if time and any(time.span.start < place < time.span.end for place in repaired):
        why = f"Mục {unit}: chữ bị dính trong thời hạn “{time.quote}” đã được tách; đề nghị đối chiếu bản gốc."
        yield Doubt(rule="repaired-words", why=why, span=where, unit=unit)
