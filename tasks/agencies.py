"""The agencies of a province and whom to write to, from a CSV."""

import re
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from law.agencies import same_name
from models import Agency, AgencyKind, Contact, ContactRole, Province
from models.queries import agency as agencies
from tasks.errors import BadAgencies, TaskError
from tasks.tables import Line, day_of, read_table

COLUMNS = (
    "name",
    "kind",
    "focal_name",
    "focal_email",
    "head_title",
    "head_email",
    "unit_head_email",
    "active_from",
    "active_to",
)
"""What the header must have; `deputy_email`, `formerly` (names separated by ";") and `province` may stand beside."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """One agency as the file has it. `contacts` are (role, name, address), the empty ones left out."""

    name: str
    kind: AgencyKind
    active_from: date | None
    active_to: date | None
    formerly: tuple[str, ...]
    province: str
    contacts: tuple[tuple[ContactRole, str, str], ...]


def read_agencies(data: bytes, *, source: str) -> list[AgencyRow]:
    """Return the agencies of a CSV file in its order.

    Raises BadAgencies for the first line that cannot be taken; nothing is taken then.
    """
    rows: list[AgencyRow] = []
    for line in read_table(data, source=source, required=COLUMNS, error=BadAgencies):
        row = _row(line, source)
        twice = next((other for other in rows if same_name(other.name, row.name)), None)
        if twice:
            raise BadAgencies(
                f"{source}, dòng {line[0]}: cơ quan “{row.name}” đã có ở dòng trên. Xóa dòng trùng rồi chạy lại."
            )
        rows.append(row)
    return rows


def load_agencies(session: Session, province_id: int, rows: list[AgencyRow]) -> int:
    """Write the agencies and their contacts; one that exists is brought up to date. Return how many were new.

    A contact whose address changed is alive again. No agency is removed: one that ended has `active_to`.
    """
    known = {agency.name: agency for agency in agencies.of_province(session, province_id)}
    fresh = 0
    for row in rows:
        agency = next((known[name] for name in known if same_name(name, row.name)), None)
        if agency is None:
            agency = Agency(province_id=province_id, name=row.name, kind=row.kind)
            fresh += 1
        agency.kind = row.kind
        agency.active_from, agency.active_to = row.active_from, row.active_to
        agency.formerly = list(row.formerly)
        session.add(agency)
        session.flush()
        assert agency.id is not None
        _write_contacts(session, province_id, agency.id, row.contacts)
    return fresh


def open_province(session: Session, province: Province) -> int:
    """Write a province with the contacts of its desk and of its Chairman's office; return its id.

    A province of the same code is brought up to date, but goes on holding its mails or not as it did: an address that
    is put right must not let mails go.
    """
    known = agencies.province_of(session, province.code)
    if known is None:
        session.add(province)
        session.flush()
        known = province
    else:
        for name in ("name", "desk_name", "desk_email", "chairman_email"):
            setattr(known, name, getattr(province, name))
    assert known.id is not None
    contacts = (
        (ContactRole.DESK, known.desk_name, known.desk_email),
        (ContactRole.CHAIRMAN, f"Văn phòng UBND {known.name}", known.chairman_email),
    )
    for _, name, email in contacts:
        if not _ADDRESS.fullmatch(email):
            raise BadAgencies(f"Địa chỉ thư “{email}” của {name} không hợp lệ. Sửa lại rồi chạy lại.")
    _write_contacts(session, known.id, None, contacts)
    return known.id


def _row(line: Line, source: str) -> AgencyRow:
    number, cells = line

    def complain(what: str) -> TaskError:
        return BadAgencies(f"{source}, dòng {number}: {what}. Sửa dòng này rồi chạy lại.")

    if not cells["name"]:
        raise complain("cột name để trống")
    if cells["kind"] not in set(AgencyKind):
        raise complain(f"loại cơ quan “{cells['kind']}” không có; dùng một trong {', '.join(AgencyKind)}")
    head = cells["head_title"] or f"Thủ trưởng {cells['name']}"
    contacts = (
        (ContactRole.FOCAL, cells["focal_name"] or f"Đầu mối {cells['name']}", cells["focal_email"]),
        (ContactRole.DEPUTY, f"Đầu mối dự phòng {cells['name']}", cells.get("deputy_email", "")),
        (ContactRole.UNIT_HEAD, f"Trưởng phòng phụ trách, {cells['name']}", cells["unit_head_email"]),
        (ContactRole.HEAD, head, cells["head_email"]),
    )
    for _, _, email in contacts:
        if email and not _ADDRESS.fullmatch(email):
            raise complain(f"địa chỉ thư “{email}” không hợp lệ")
    if not any(email for _, _, email in contacts):
        raise complain(f"cơ quan “{cells['name']}” không có địa chỉ thư nào")
    active_from = day_of(cells["active_from"], complain=complain)
    active_to = day_of(cells["active_to"], complain=complain)
    if active_from and active_to and active_to < active_from:
        raise complain("active_to đứng trước active_from")
    return AgencyRow(
        name=cells["name"],
        kind=AgencyKind(cells["kind"]),
        active_from=active_from,
        active_to=active_to,
        formerly=tuple(name.strip() for name in cells.get("formerly", "").split(";") if name.strip()),
        province=cells.get("province", ""),
        contacts=tuple(contact for contact in contacts if contact[2]),
    )


def _write_contacts(
    session: Session,
    province_id: int,
    agency_id: int | None,
    contacts: tuple[tuple[ContactRole, str, str], ...],
) -> None:
    known = {contact.role: contact for contact in agencies.contacts_of(session, province_id, agency_id)}
    for role, name, email in contacts:
        contact = known.get(role) or Contact(
            province_id=province_id, agency_id=agency_id, role=role, name=name, email=email
        )
        if contact.email != email:
            contact.dead_at = None
        contact.name, contact.email = name, email
        session.add(contact)
    session.flush()
