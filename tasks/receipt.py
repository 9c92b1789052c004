"""The receipt for an answer: a prompt mail to the agency's focal officer, at any hour."""

from sqlmodel import Session

from models import ContactRole, MailClass, Submission
from models.queries import due as rows
from models.queries import outbox
from notifications import links, wording
from notifications.contacts import Person
from notifications.digest import Work
from notifications.ladder import working_days
from notifications.notice import receipt_key
from notifications.render import Receipt, render_receipt
from notifications.rungs import Anchor
from tasks.gather import describe, gather
from tasks.occasion import Occasion


def queue_receipt(session: Session, submission_id: int, *, occasion: Occasion) -> bool:
    """Enqueue the receipt for a submission, once; False where it is there, or nobody of the agency can be reached.

    Raises NoResultFound: the province has no such submission.
    """
    province_id, letterhead = occasion.province_id, occasion.letterhead
    assignment, submission = rows.answered_assignment(session, province_id, submission_id)
    gathered = gather(session, province_id, [assignment], today=occasion.now.date())
    described = describe(session, province_id, gathered, [assignment.id], ladder=occasion.ladder)
    person = gathered.contacts[assignment.agency_id].reach(ContactRole.FOCAL)
    if person is None or person.role is ContactRole.DESK:
        return False
    receipt = _receipt(submission, described.works[assignment.id], person, occasion)
    rendered = render_receipt(receipt, letterhead)
    mail = occasion.mail(rendered, person, key=receipt_key(submission_id), mail_class=MailClass.PROMPT)
    return bool(outbox.enqueue(session, province_id, [mail], now=occasion.now))


def _receipt(submission: Submission, work: Work, person: Person, occasion: Occasion) -> Receipt:
    last_day, letterhead = work.view.day(Anchor.LATE), occasion.letterhead
    handed_in_at = submission.handed_in_at.astimezone(occasion.now.tzinfo)
    scope = links.Scope(
        province_id=occasion.province_id,
        agency_id=work.agency_id,
        contact_id=person.contact_id,
        until=links.last_day(late_after=last_day, issued_on=occasion.now.date()),
    )
    token = links.sign(scope, secret=letterhead.secret)
    return Receipt(
        salutation=wording.salutation(person.name, work.agency),
        what=work.what,
        basis=work.basis,
        handed_in_at=handed_in_at,
        days_late=max(0, working_days(occasion.calendar, last_day, handed_in_at.date())),
        link=links.address(letterhead.public_url, token, assignment_id=work.view.assignment_id),
        paper_number=submission.paper_number,
        paper_date=submission.paper_date,
    )
