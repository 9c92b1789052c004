"""`dondoc agencies load` and `list`."""

from pathlib import Path

from models import ContactRole
from models.queries import agency as agencies
from portal.commands.office import chosen_province, opened
from portal.files import bytes_of
from portal.show import as_json, console, table
from portal.words import AGENCY_KINDS, day
from tasks.agencies import load_agencies, read_agencies


def load(file: Path, *, code: str | None) -> None:
    """Write the agencies of a CSV file and say how many there are.

    Raises BadAgencies for the first line that cannot be taken; nothing is written then.
    """
    rows = read_agencies(bytes_of(file), source=file.name)
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        fresh = load_agencies(session, province.id, rows)
        name = province.name
    console().print(f"{name}: {len(rows)} cơ quan, trong đó {fresh} mới thêm, {len(rows) - fresh} cập nhật.")


def show(*, as_json_text: bool, code: str | None) -> None:
    """Print the agencies with their focal officers, sorted by name."""
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        found = agencies.of_province(session, province.id)
        focal = {
            agency.id: next(
                (
                    contact.email
                    for contact in agencies.contacts_of(session, province.id, agency.id)
                    if contact.role == ContactRole.FOCAL
                ),
                None,
            )
            for agency in found
        }
    if as_json_text:
        as_json(
            [
                {
                    "name": agency.name,
                    "kind": str(agency.kind),
                    "focal_email": focal[agency.id],
                    "active_from": agency.active_from.isoformat() if agency.active_from else None,
                    "active_to": agency.active_to.isoformat() if agency.active_to else None,
                    "formerly": agency.formerly,
                }
                for agency in found
            ]
        )
        return
    rows = [
        (agency.name, AGENCY_KINDS[agency.kind], focal[agency.id] or "", day(agency.active_from), day(agency.active_to))
        for agency in found
    ]
    console().print(
        table(f"{province.name}: {len(rows)} cơ quan", ("Cơ quan", "Nhóm", "Đầu mối", "Từ ngày", "Đến ngày"), rows)
    )
