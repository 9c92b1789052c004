"""What one pass over a province shares: its instant, calendar, ladder and letterhead."""

from dataclasses import dataclass
from datetime import datetime

from deploy.folder import secret
from deploy.settings import MailMode as MailSetting
from deploy.world import LOCAL, World
from law.calendar import Calendar
from models import MailMode, MailState, Province
from notifications.letterhead import Letterhead
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
