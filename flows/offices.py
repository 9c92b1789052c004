"""The provinces that a run is for."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlmodel import Session

from models import Province
from models.queries.agency import province_of, provinces
from tasks.errors import NothingThere

log = logging.getLogger("dondoc.offices")

Done = TypeVar("Done")


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


def each_apart(offices: Iterable[Province], act: Callable[[Province], Done]) -> dict[str, Done]:
    """Do something for each province and return what came of it by the province's name.

    A fault in one province is logged and keeps none of the others waiting. Raises ExceptionGroup of the faults, after
    the last province.
    """
    done: dict[str, Done] = {}
    faults: list[Exception] = []
    for office in offices:
        try:
            done[office.name] = act(office)
        except Exception as fault:  # the fence: an item of a batch
            log.exception("province.failed province=%s", office.code)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("provinces failed", faults)
    return done
