"""What the mails of one pass over a province share: instant, calendar, ladder, letterhead, and how one is addressed."""

from dataclasses import dataclass
from datetime import datetime

from deploy.folder import secret
from deploy.settings import MailMode as MailSetting
from deploy.world import LOCAL, World
from law.calendar import Calendar
from models import MailClass, MailMode, MailState, Province
from models.queries.outbox import NewMail
from notifications.contacts import Person
from notifications.letterhead import Letterhead
from notifications.notice import message_id, thread_root
from notifications.render import Rendered
from notifications.rungs import LADDER, Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The instant in Vietnam's time and what mails are written with. `first_state` is held or queued."""

    province_id: int
    now: datetime
    calendar: Calendar
    ladder: Ladder
    letterhead: Letterhead
    first_state: MailState

    def mail(self, rendered: Rendered, person: Person, *, key: str, mail_class: MailClass) -> NewMail:
        """Return a rendered mail addressed to a person, as the outbox takes it; a draft waits for its release."""
        province_id, domain = self.province_id, self.letterhead.domain
        return NewMail(
            key=key,
            mail_class=mail_class,
            state=MailState.DRAFT if mail_class is MailClass.DRAFT else self.first_state,
            contact_id=person.contact_id,
            to_email=person.email,
            to_name=person.name,
            subject=rendered.subject,
            body_text=rendered.text,
            body_html=rendered.html,
            message_id=message_id(key, province_id=province_id, domain=domain),
            thread_root=thread_root(person.contact_id, province_id=province_id, domain=domain),
        )


def occasion(here: World, province: Province, *, now: datetime, ladder: Ladder = LADDER) -> Occasion:
    """Return what writing a province's mails at `now` takes. Mails are held while the province or the settings say so.

    Raises SettingsError or DataFolderError: the secret that signs links cannot be read.
    """
    assert province.id is not None
    holds = MailMode(province.mail_mode) is MailMode.HOLD or here.settings.mail is MailSetting.HOLD
    return Occasion(
        province_id=province.id,
        now=now.astimezone(LOCAL),
        calendar=here.calendar,
        ladder=ladder,
        letterhead=Letterhead(
            province_id=province.id,
            province=province.name,
            desk=province.desk_name,
            desk_email=province.desk_email,
            public_url=here.settings.portal_url,
            domain=here.settings.mail_from.rsplit("@", 1)[1],
            secret=secret(here.settings),
        ),
        first_state=MailState.HELD if holds else MailState.QUEUED,
    )
