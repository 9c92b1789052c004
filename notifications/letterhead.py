"""What every mail of a province bears: whose it is, where its links lead, who helps."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The fixed parts of a province's mails.

    `province` is its name with "tỉnh" or "thành phố"; `desk` and `desk_email` are who follows the tasks and helps.
    `public_url` is where people open the portal; `secret` signs links; `domain` ends every Message-ID.
    """

    province_id: int
    province: str
    desk: str
    desk_email: str
    public_url: str
    domain: str
    secret: str = field(repr=False)
