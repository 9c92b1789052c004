"""Values and rows for tests: defaults for what the test does not speak of."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from deploy.world import LOCAL
from law.annotation import timing_to_json
from law.values import Kind, Timing
from models import (
    Agency,
    AgencyKind,
    Contact,
    ContactRole,
    Directive,
    Obligation,
    Party,
    PartyRole,
    Province,
    Reading,
    ReadingState,
)
from models.queries.agency import of_province
from tasks.agencies import open_province
from tasks.owners import owners_of


def at(text: str) -> datetime:
    """The instant of "2026-09-14 08:00" in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def a_province(session: Session, *, code: str = "mau", name: str = "tỉnh Mẫu") -> int:
    return open_province(
        session,
        Province(code=code, name=name, desk_email=f"ban@{code}.example", chairman_email=f"chu-tich@{code}.example"),
    )


def an_agency(
    session: Session,
    province_id: int,
    name: str,
    kind: AgencyKind = AgencyKind.DEPARTMENT,
    *,
    roles: Sequence[ContactRole] = (ContactRole.FOCAL, ContactRole.UNIT_HEAD, ContactRole.HEAD),
    active_from: date | None = None,
    active_to: date | None = None,
    formerly: Sequence[str] = (),
) -> int:
    agency = Agency(
        province_id=province_id,
        name=name,
        kind=kind,
        active_from=active_from,
        active_to=active_to,
        formerly=list(formerly),
    )
    session.add(agency)
    session.flush()
    for role in roles:
        session.add(
            Contact(
                province_id=province_id,
                agency_id=agency.id,
                role=role,
                name=f"{role.value} {name}",
                email=f"{role.value}.{agency.id}@mau.example",
            )
        )
    session.flush()
    return agency.id or 0


def a_directive(
    session: Session,
    province_id: int,
    *,
    number: str | None = "01/CT-UBND",
    text: str = "1. Báo cáo.",
    issued_on: date | None = None,
    state: ReadingState = ReadingState.APPROVED,
) -> int:
    directive = Directive(
        province_id=province_id,
        number=number,
        kind="Chỉ thị",
        issuer="UBND tỉnh Mẫu",
        issued_on=issued_on,
        title="Về cải cách hành chính",
        source=f"{number or 'khong-so'}.txt",
        text=text,
        digest=hashlib.sha256(f"{number}{text}".encode()).hexdigest(),
        recorded_at=at("2026-01-02 08:00"),
    )
    session.add(directive)
    session.flush()
    session.add(
        Reading(province_id=province_id, directive_id=directive.id or 0, state=state, read_at=at("2026-01-02 08:00"))
    )
    session.flush()
    return directive.id or 0


def an_obligation(
    session: Session,
    directive_id: int,
    timing: Timing,
    *,
    lead: Sequence[str] = ("@sở-ban-ngành",),
    recipient: Sequence[str] = (),
    kind: Kind = Kind.REPORT,
    unit: str = "1",
    ord_: int = 0,
) -> int:
    directive = session.get_one(Directive, directive_id)
    obligation = Obligation(
        province_id=directive.province_id,
        directive_id=directive_id,
        ord=ord_,
        unit=unit,
        kind=kind,
        action="báo cáo kết quả thực hiện",
        start=0,
        end=0,
        timing=timing_to_json(timing),
    )
    session.add(obligation)
    session.flush()
    owners = owners_of(
        of_province(session, directive.province_id),
        session.get_one(Province, directive.province_id),
        on=date(2026, 1, 2),
    )
    for role, names in ((PartyRole.LEAD, lead), (PartyRole.RECIPIENT, recipient)):
        for place, name in enumerate(names):
            session.add(
                Party(
                    province_id=directive.province_id,
                    obligation_id=obligation.id or 0,
                    role=role,
                    ord=place,
                    name=name,
                    agency_id=owners.of(name).agency_id,
                )
            )
    session.flush()
    return obligation.id or 0
