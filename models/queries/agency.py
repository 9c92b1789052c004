"""Provinces, agencies and their contacts."""

from sqlmodel import Session, col, select

from models.agency import Agency, Contact
from models.province import Province


def province_of(session: Session, code: str) -> Province | None:
    """Return the province of a code; None when there is none."""
    return session.exec(select(Province).where(Province.code == code)).one_or_none()


def provinces(session: Session) -> list[Province]:
    """Return all provinces, sorted by code."""
    return list(session.exec(select(Province).order_by(col(Province.code))))


def of_province(session: Session, province_id: int) -> list[Agency]:
    """Return the agencies of a province, sorted by name, ended ones included."""
    return list(session.exec(select(Agency).where(Agency.province_id == province_id).order_by(col(Agency.name))))


def contacts_of(session: Session, province_id: int, agency_id: int | None) -> list[Contact]:
    """Return the contacts of one agency, or those of the province itself for None."""
    return list(
        session.exec(select(Contact).where(Contact.province_id == province_id, col(Contact.agency_id) == agency_id))
        if agency_id is not None
        else session.exec(select(Contact).where(Contact.province_id == province_id, col(Contact.agency_id).is_(None)))
    )
