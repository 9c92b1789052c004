"""The people of one agency and of the province, and who stands in for whom when an address is dead."""

from collections.abc import Collection
from dataclasses import dataclass

from models import ContactRole

_CHAIN = (ContactRole.FOCAL, ContactRole.DEPUTY, ContactRole.UNIT_HEAD, ContactRole.HEAD)
ABOVE_AGENCY = frozenset({ContactRole.DESK, ContactRole.CHAIRMAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One contact as the ladder sees it. `living` is False once its address was refused."""

    contact_id: int
    role: ContactRole
    name: str
    email: str
    living: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Whom one agency's assignments may reach: its own contacts, the desk and the Chairman's office, in any order."""

    people: tuple[Person, ...]

    def reach(self, role: ContactRole, *, without: Collection[int] = ()) -> Person | None:
        """Return who hears what is meant for a role; None when nobody is left.

        In an agency the next living one up the chain stands in, then the next down, then the desk; for the Chairman's
        office the desk. `without` are contacts that could not be reached before. Of an agency's contacts that share a
        mailbox the lowest in the chain is returned: one person, one mail.
        """
        for candidate in _stand_ins(role):
            for person in self.people:
                if person.role is candidate and person.living and person.contact_id not in without:
                    return self._first_of_mailbox(person, without)
        return None

    def has(self, role: ContactRole) -> bool:
        """Tell whether somebody holds a role, with a living address or not."""
        return any(person.role is role for person in self.people)

    def holds(self, person: Person, role: ContactRole) -> bool:
        """Tell whether a role's mail lies in this person's mailbox by right, and not for want of another."""
        return any(other.role is role and other.email.lower() == person.email.lower() for other in self.people)

    def mailbox(self, contact_id: int) -> str | None:
        """Return the address that makes two contacts one person, in small letters; None for a contact of elsewhere."""
        return next((person.email.lower() for person in self.people if person.contact_id == contact_id), None)

    def _first_of_mailbox(self, person: Person, without: Collection[int]) -> Person:
        if person.role in ABOVE_AGENCY:
            return person
        return min(
            (
                other
                for other in self.people
                if other.role in _CHAIN
                and other.living
                and other.contact_id not in without
                and other.email.lower() == person.email.lower()
            ),
            key=lambda other: _CHAIN.index(other.role),
        )


def _stand_ins(role: ContactRole) -> tuple[ContactRole, ...]:
    if role is ContactRole.CHAIRMAN:
        return (ContactRole.CHAIRMAN, ContactRole.DESK)
    if role is ContactRole.DESK:
        return (ContactRole.DESK,)
    place = _CHAIN.index(role)
    return (*_CHAIN[place:], *reversed(_CHAIN[:place]), ContactRole.DESK)
