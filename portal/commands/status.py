"""`dondoc status`: what there is."""

from dataclasses import asdict

from deploy.settings import MailMode as MailSetting
from models import MailMode, Province
from models.queries import overview, passes
from portal.commands.office import chosen_province, opened
from portal.show import as_json, console, table
from portal.words import ASSIGNMENT_STATES, MAIL_STATES, READING_STATES, day


def run(*, as_json_text: bool, code: str | None) -> None:
    """Print the directives, and the assignments and mails by state."""
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        directives = overview.known_directives(session, province.id)
        assignments = overview.assignments_by_state(session, province.id)
        mails = overview.mails_by_state(session, province.id)
        morning = passes.last_ended(session, province.id, passes.MORNING)
    if as_json_text:
        as_json(
            {
                "province": province.code,
                "directives": [asdict(directive) for directive in directives],
                "assignments": assignments,
                "mails": mails,
                "last_morning": morning.isoformat() if morning else None,
            }
        )
        return
    rows = [
        (str(each.id), each.label, each.source, READING_STATES[each.reading], str(each.obligations))
        for each in directives
    ]
    held_by_setting = world.settings.mail is MailSetting.HOLD
    out = console()
    out.print(table(province.name, ("Số", "Văn bản", "Tệp", "Bản đọc", "Nhiệm vụ"), rows))
    out.print("Việc được giao: " + (_counted(assignments, ASSIGNMENT_STATES) or "chưa có"))
    out.print("Thư: " + (_counted(mails, MAIL_STATES) or "chưa có"))
    out.print(f"Lượt nhắc gần nhất: {day(morning) or 'chưa có'}. Thư mới: {_mode(province, held_by_setting)}.")


def _counted(counts: dict[str, int], words: dict[str, str]) -> str:
    return " · ".join(f"{words[state]} {count}" for state, count in sorted(counts.items()))


def _mode(province: Province, held_by_setting: bool) -> str:
    if held_by_setting:
        return "giữ lại (thiết lập DONDOC_MAIL=hold)"
    return "giữ lại (dondoc mail hold)" if province.mail_mode == MailMode.HOLD else "đi ngay"
