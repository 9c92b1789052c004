"""`dondoc mail list`, `show`, `hold`, `on` and `release`."""

from deploy.settings import MailMode as MailSetting
from deploy.settings import Settings
from deploy.world import LOCAL
from models import Journal, MailMode
from models.queries import outbox
from portal.commands.office import chosen_province, opened
from portal.errors import BadCommand
from portal.show import as_json, console, table
from portal.words import MAIL_STATES, moment


def show_all(*, as_json_text: bool, code: str | None) -> None:
    """Print the mails that wait for a person: held, drafts, and those that could not be sent; the oldest first."""
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        mails = outbox.awaiting_person(session, province.id)
        rows = [
            (
                str(mail.id),
                moment(mail.queued_at.astimezone(LOCAL)),
                MAIL_STATES[mail.state],
                mail.to_email,
                mail.subject,
            )
            for mail in mails
        ]
        plain = [
            {
                "id": mail.id,
                "state": str(mail.state),
                "to": mail.to_email,
                "subject": mail.subject,
                "queued_at": mail.queued_at.astimezone(LOCAL).isoformat(),
                "answer": mail.answer,
            }
            for mail in mails
        ]
    if as_json_text:
        as_json(plain)
        return
    console().print(table(f"Thư chờ người xem ({len(rows)})", ("Số", "Lúc", "Tình trạng", "Gửi", "Tiêu đề"), rows))
    if rows:
        console().print("Đọc một thư: dondoc mail show SỐ. Cho đi: dondoc mail release [SỐ…] --by TÊN.")


def show(number: int, *, code: str | None) -> None:
    """Print one mail as its recipient reads it, whatever its state.

    Raises BadCommand when this province has no such mail.
    """
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        mail = outbox.mail_of(session, province.id, number)
        if mail is None:
            raise BadCommand(f"Không có thư số {number} trong tỉnh này. Xem các số: dondoc mail list.")
        lines = [
            f"Thư số {mail.id} · {MAIL_STATES[mail.state]}",
            f"Gửi: {mail.to_name} <{mail.to_email}>",
            f"Tiêu đề: {mail.subject}",
            "",
            mail.body_text,
        ]
        if mail.answer:
            lines.append(f"Máy chủ thư trả lời: {mail.answer}")
    console().print("\n".join(lines), markup=False, soft_wrap=True)


def hold(*, code: str | None) -> None:
    """Let new mails, and those that have not left yet, wait in the outbox until a person releases them."""
    held = _switch(MailMode.HOLD, code)
    waiting = f" {held} thư đang chờ gửi cũng được giữ." if held else ""
    console().print(f"Thư mới sẽ được giữ lại.{waiting} Xem: dondoc mail list. Cho đi: dondoc mail release --by TÊN.")


def on(*, code: str | None) -> None:
    """Let new mails leave; those that are held stay until released. Say so where a setting holds them all the same."""
    _switch(MailMode.ON, code)
    if Settings().mail is MailSetting.HOLD:
        console().print(
            "Tỉnh đã chuyển sang gửi ngay, nhưng thiết lập DONDOC_MAIL=hold vẫn giữ mọi thư. "
            "Bỏ thiết lập đó rồi chạy lại dondoc up."
        )
        return
    console().print("Thư mới sẽ đi ngay. Thư đang giữ vẫn chờ: dondoc mail release --by TÊN.")


def release(ids: list[int] | None, *, by: str, code: str | None) -> None:
    """Let held mails go, all of them for None, and print how many.

    Raises BadCommand without a name, or when none of the numbers is a mail that waits.
    """
    from tasks import remind  # noqa: PLC0415  (hold and on need no ladder)

    if not by.strip():
        raise BadCommand("--by để trống. Ghi tên người duyệt.")
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        released = remind.release(session, province.id, mail_ids=ids or None, by=by.strip(), now=world.now())
    if ids and not released:
        raise BadCommand("Không có số nào trong các số đã nêu là thư đang giữ hoặc dự thảo. Xem: dondoc mail list.")
    left = len(set(ids or ())) - released if ids else 0
    console().print(
        f"Đã duyệt {released} thư; thư đi trong lượt gửi tới." if released else "Không có thư nào để duyệt."
    )
    if left:
        console().print(f"{left} số còn lại không phải thư đang giữ hoặc dự thảo. Xem: dondoc mail list.")


def _switch(mode: MailMode, code: str | None) -> int:
    """Record the mode and return how many waiting mails it holds back."""
    with opened() as world, world.session() as session:
        province = chosen_province(session, code)
        assert province.id is not None
        province.mail_mode = mode
        held = outbox.hold_back(session, province.id) if mode is MailMode.HOLD else 0
        session.add(province)
        session.add(
            Journal(
                province_id=province.id,
                at=world.now(),
                what=f"mail.{mode.value}",
                who="operator",
                came_from="command line",
                about={"held_back": held} if held else {},
            )
        )
    return held
