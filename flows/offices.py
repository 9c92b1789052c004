"""The provinces that a run is for."""

from sqlmodel import Session

from models import Province
from models.queries.agency import province_of, provinces
from tasks.errors import NothingThere


def province_id_of(session: Session, code: str) -> int:
    """Return the id of the province of a code.

    Raises NothingThere when there is none.
    """
    found = province_of(session, code)
    if found is None or found.id is None:
        codes = ", ".join(each.code for each in provinces(session)) or "chưa có tỉnh nào"
        raise NothingThere(f"Không có tỉnh “{code}”. Dùng một trong: {codes}.")
    return found.id


def wanted_provinces(session: Session, code: str | None) -> list[Province]:
    """Return the province of a code, or all of them for None, sorted by code.

    Raises NothingThere for a code of no province.
    """
    if code is None:
        return provinces(session)
    province_id = province_id_of(session, code)
    return [each for each in provinces(session) if each.id == province_id]
