"""Rows of an office as planning would have left them, for tests of the pages alone."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from sqlmodel import Session

from law.derivation import Step
from law.values import Kind
from models import (
    Agency,
    AgencyKind,
    Assignment,
    Clause,
    Contact,
    ContactRole,
    Directive,
    Duty,
    Obligation,
    Occurrence,
    Province,
    Reading,
    ReadingState,
)
from tasks.agencies import open_province
from tests.builders import at

TEXT = "1. Các sở báo cáo kết quả <b>cải cách</b> hành chính về Sở Nội vụ hàng quý.\n"
RECORDED = at("2026-06-01 08:00")
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    province_id: int
    agency_id: int
    contact_id: int
    other_agency_id: int
    directive_id: int
    clause_id: int


def a_desk(session: Session) -> Desk:
    province_id = open_province(
        session, Province(code="mau", name="tỉnh Mẫu", desk_email="ban@mau.example", chairman_email="vp@mau.example")
    )
    agencies = [
        Agency(province_id=province_id, name=name, kind=AgencyKind.DEPARTMENT) for name in ("Sở Tài chính", "Sở Y tế")
    ]
    directive = Directive(
        province_id=province_id,
        number="05/CT-UBND",
        kind="Chỉ thị",
        issuer="UBND tỉnh Mẫu",
        source="05.txt",
        text=TEXT,
        digest=hashlib.sha256(TEXT.encode()).hexdigest(),
        recorded_at=RECORDED,
    )
    session.add_all([*agencies, directive])
    session.flush()
    contact = Contact(
        province_id=province_id,
        agency_id=agencies[0].id,
        role=ContactRole.FOCAL,
        name="Đầu mối Sở Tài chính",
        email="daumoi@mau.example",
    )
    clause = Clause(
        province_id=province_id,
        directive_id=directive.id or 0,
        ord=0,
        path="1",
        label="1",
        heading="",
        start=3,
        end=len(TEXT),
    )
    session.add_all(
        [
            contact,
            clause,
            Reading(
                province_id=province_id, directive_id=directive.id or 0, state=ReadingState.APPROVED, read_at=RECORDED
            ),
        ]
    )
    session.flush()
    return Desk(
        province_id=province_id,
        agency_id=agencies[0].id or 0,
        contact_id=contact.id or 0,
        other_agency_id=agencies[1].id or 0,
        directive_id=directive.id or 0,
        clause_id=clause.id or 0,
    )


def an_assignment(
    session: Session,
    desk: Desk,
    *,
    target_on: date,
    late_after: date,
    period: str,
    units: tuple[str, ...] = ("1",),
    agency_id: int | None = None,
) -> int:
    owner = agency_id or desk.agency_id
    shared = {
        "province_id": desk.province_id,
        "period": period,
        "period_end": late_after,
        "opens_on": target_on - timedelta(days=21),
        "target_on": target_on,
        "late_after": late_after,
        "answer_key": f"key:{next(_numbers)}",
    }
    assignment = Assignment(**shared, agency_id=owner, kind=Kind.REPORT, recipient="Sở Nội vụ")
    session.add(assignment)
    session.flush()
    step = Step(rule="text_day", quote="hàng quý", unit="1", from_=None, to=late_after, source="mặc định của Đôn đốc")
    for unit in units:
        place = next(_numbers)
        obligation = Obligation(
            province_id=desk.province_id,
            directive_id=desk.directive_id,
            clause_id=desk.clause_id,
            ord=place,
            unit=unit,
            kind=Kind.REPORT,
            action="báo cáo kết quả <b>cải cách</b> hành chính",
            start=0,
            end=0,
            timing={"type": "recurring", "freq": "quarterly"},
        )
        session.add(obligation)
        session.flush()
        occurrence = Occurrence(**shared, obligation_id=obligation.id or 0, derivation=[step.to_json()])
        session.add(occurrence)
        session.flush()
        session.add(
            Duty(
                province_id=desk.province_id,
                occurrence_id=occurrence.id or 0,
                agency_id=owner,
                assignment_id=assignment.id or 0,
                target_on=target_on,
                late_after=late_after,
            )
        )
    session.flush()
    return assignment.id or 0
