"""Every notice of ours as a rendered mail, from decisions that the ladder itself made."""

from dataclasses import replace
from datetime import date, datetime, time

from law.values import Kind
from models import ContactRole
from models.queries.board import Cells
from notifications import wording
from notifications.digest import Line, Morning, Refused, Work, digests
from notifications.letterhead import Letterhead
from notifications.notice import Tone
from notifications.render import Draft, Receipt, Rendered, render_digest, render_draft, render_receipt
from notifications.rungs import LADDER
from notifications.wording import Basis
from tests.notifications.people import CALENDAR, DESK, FOCAL, HEAD, LOCAL, an_assignment, decide, morning, people, said

LETTERHEAD = Letterhead(
    province_id=1,
    province="tỉnh Bình Minh",
    desk="Sở Nội vụ",
    desk_email="ban-theo-doi@binhminh.example",
    public_url="https://don-doc.binhminh.example",
    domain="binhminh.example",
    secret="a secret of at least thirty-two signs",
)
PEOPLE = people()
BEN_TRE = Basis(
    directive_id=1,
    directive="Chỉ thị số 05/CT-UBND",
    issued_on=date(2013, 8, 13),
    unit="end",
    action="báo cáo tình hình thực hiện Chỉ thị hàng quý, 6 tháng và năm về Sở Nội vụ",
)
KHANH_HOA = Basis(
    directive_id=2,
    directive="Chỉ thị của UBND tỉnh Khánh Hòa",
    issued_on=None,
    unit="2/b",
    action="tổ chức đối thoại với tổ chức, doanh nghiệp, cơ sở sản xuất kinh doanh ít nhất 02 lần/năm",
)


def report(agency: str = "Sở Tài chính", **changes) -> Work:
    """The report of quarter III/2026, asked for by two directives."""
    clauses = (BEN_TRE, KHANH_HOA)
    values = {
        "agency_id": 9,
        "agency": agency,
        "what": wording.owed(Kind.REPORT, period="2026-Q3", recipient="Sở Nội vụ", clauses=clauses),
        "basis": wording.bases(clauses),
    }
    return Work(view=an_assignment(), **values | changes)


def dialogue() -> Work:
    view = an_assignment(assignment_id=813, target_on=date(2026, 9, 10), late_after=date(2026, 9, 10))
    return Work(
        view=view,
        agency_id=9,
        agency="Sở Tài chính",
        what=wording.owed(Kind.EVENT, period="2026#2", recipient=None, clauses=(KHANH_HOA,)),
        basis=wording.bases((KHANH_HOA,)),
        times_told=4,
        acknowledged_on=date(2026, 8, 21),
    )


def a_plan() -> Work:
    view = an_assignment(
        assignment_id=814, opens_on=date(2026, 9, 15), target_on=date(2026, 12, 14), late_after=date(2026, 12, 15)
    )
    return Work(
        view=view, agency_id=9, agency="Sở Tài chính", what="Kế hoạch năm 2027", basis=wording.bases((BEN_TRE,))
    )


def several() -> tuple[Work, ...]:
    """Three works with the same days."""
    named = (
        "Báo cáo quý III/2026 gửi Sở Nội vụ",
        "Xây dựng kế hoạch cải cách hành chính hàng năm",
        "Lập dự toán kinh phí",
    )
    return tuple(
        replace(report(), what=what, view=an_assignment(assignment_id=820 + place)) for place, what in enumerate(named)
    )


def digest_on(day: date, contact_id: int, *works: Work, refused: tuple[Refused, ...] = (), told=()):
    decisions = [decision for work in works for decision in decide(work.view, day, told=told, contacts=PEOPLE)]
    history = {
        work.view.assignment_id: (
            *told,
            *(said(made, day) for made in decisions if made.assignment_id == work.view.assignment_id),
        )
        for work in works
    }
    pass_ = Morning(
        told=history,
        works={work.view.assignment_id: work for work in works},
        people={person.contact_id: person for person in PEOPLE.people},
        ladder=LADDER,
        calendar=CALENDAR,
        now=morning(day),
        letterhead=LETTERHEAD,
    )
    return next(made for made in digests(decisions, pass_, refused=refused) if made.person.contact_id == contact_id)


def mails() -> dict[str, Rendered]:
    """One mail of each notice, by name."""
    tuesday, friday = date(2026, 9, 15), date(2026, 9, 18)
    head_was_told = tuple(told for work in (report(), dialogue()) for told in _told_head(work, date(2026, 9, 18)))
    work = report(times_told=7)
    return {
        "digest": render_digest(digest_on(tuesday, FOCAL, report(), dialogue(), a_plan()), LETTERHEAD),
        "digest-due": render_digest(digest_on(date(2026, 9, 14), FOCAL, report(late_time=time(17))), LETTERHEAD),
        "digest-remind": render_digest(digest_on(date(2026, 9, 10), FOCAL, report()), LETTERHEAD),
        "digest-several": render_digest(digest_on(date(2026, 9, 10), FOCAL, *several()), LETTERHEAD),
        "head": render_digest(digest_on(friday, HEAD, report(times_told=7), dialogue()), LETTERHEAD),
        "desk": render_digest(
            digest_on(
                date(2026, 9, 22),
                DESK,
                report(times_told=8),
                told=head_was_told,
                refused=(Refused(name="Đầu mối Sở Xây dựng", email="cu@soxaydung.example"),),
            ),
            LETTERHEAD,
        ),
        "draft": render_draft(
            Draft(
                directive=wording.directive(BEN_TRE),
                title="đẩy mạnh cải cách hành chính",
                day=date(2026, 9, 29),
                cells=Cells(on_time=31, late=2, in_time=40, overdue=3),
                threshold=10,
                lines=(
                    Line(
                        assignment_id=812,
                        work=work,
                        tone=Tone.OVERDUE,
                        target_on=work.view.target_on,
                        late_after=work.view.late_after,
                        days=10,
                        is_today=False,
                        link="",
                    ),
                ),
            ),
            LETTERHEAD,
        ),
        "receipt": render_receipt(
            Receipt(
                salutation="Đầu mối Sở Tài chính",
                what=work.what,
                basis=work.basis,
                handed_in_at=datetime(2026, 9, 16, 9, 5, tzinfo=LOCAL),
                days_late=1,
                link="https://don-doc.binhminh.example/v/token#a812",
                paper_number="112/BC-STC",
                paper_date=date(2026, 9, 15),
            ),
            LETTERHEAD,
        ),
    }


def _told_head(work: Work, day: date):
    return [said(made, day) for made in decide(work.view, day, contacts=PEOPLE) if made.role is ContactRole.HEAD]
