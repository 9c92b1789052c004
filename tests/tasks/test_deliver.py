import asyncio
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from deploy.settings import Settings
from deploy.world import World
from models import Assignment, Contact, ContactRole, Journal, Mail, MailClass, MailState, Notice
from models.queries import outbox
from models.queries.outbox import NewMail
from notifications.sender import PAUSES, Answer, Message, Verdict
from tasks.deliver import Delivered, deliver
from tasks.remind import remind
from tests.builders import a_province, an_agency, at
from tests.notifications.relay import DROP, MemorySender, a_relay, free_port
from tests.tasks.test_remind import an_office

pytestmark = pytest.mark.slow  # each test has a database of its own

NOW = at("2026-09-14 07:30")


@contextmanager
def linked(world: World, port: int, **settings: object) -> Iterator[World]:
    """The same world with a mail server on a port of this machine."""
    values = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "throttle_per_10_minutes": 0}
    linked_ = World(
        settings=Settings(home=world.settings.home, **(values | settings)),
        database_url=world.database_url,
        clock=world.clock,
    )
    try:
        yield linked_
    finally:
        linked_.close()


def send(world: World, port: int, *, settings: dict[str, object] | None = None, **options: object) -> Delivered:
    with linked(world, port, **(settings or {})) as here:
        return deliver(here, **({"max_seconds": 20, "worker": "test"} | options))


def fill(world: World, count: int, *, state: MailState = MailState.QUEUED, prefix: str = "nguoi") -> None:
    """Put mails for so many people into the outbox: nguoi0@mau.example and so on."""
    with world.session() as session:
        province_id = session.exec(select(Contact.province_id)).first() or a_province(session)
        outbox.enqueue(
            session,
            province_id,
            [a_mail(f"{prefix}{n}@mau.example", state=state) for n in range(count)],
            now=NOW,
        )


def a_mail(address: str, *, state: MailState = MailState.QUEUED, name: str = "Đầu mối") -> NewMail:
    return NewMail(
        key=f"digest:{address}",
        mail_class=MailClass.DIGEST,
        state=state,
        contact_id=None,
        to_email=address,
        to_name=name,
        subject="Việc cần làm",
        body_text="Kính gửi\n",
        body_html="<p>Kính gửi</p>",
        message_id=f"<{address.replace('@', '.')}@so-noi-vu.example>",
        thread_root=None,
    )


def rows(world: World) -> list[Mail]:
    with world.session() as session:
        return list(session.exec(select(Mail).order_by(col(Mail.id))))


def states(world: World) -> list[str]:
    return [mail.state for mail in rows(world)]


def let_time_pass(world: World, *, by: timedelta) -> None:
    """Move every lease and retry so far into the past that it counts as waited for."""
    with world.session() as session:
        session.execute(
            text("UPDATE mail SET next_try_at = next_try_at - CAST(:by AS interval) WHERE next_try_at IS NOT NULL"),
            {"by": by},
        )


def test_a_sent_mail_keeps_the_servers_answer(world):
    fill(world, 3)

    with a_relay() as (desk, port):
        done = send(world, port)

    assert done == Delivered(sent=3)
    assert {(mail.state, mail.answer, mail.attempts) for mail in rows(world)} == {
        (MailState.SENT, "250 2.0.0 queued as 7", 1)
    }
    assert len(desk.taken) == 3


def test_one_line_carries_all_mails_of_a_run(world):
    fill(world, 45)

    with a_relay() as (desk, port):
        done = send(world, port, connections=1)

    assert (done.sent, desk.lines) == (45, 1)


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        pytest.param("at_rcpt", "451 4.7.1 greylisted", id="451 to the recipient"),
        pytest.param("at_dot", "452 4.3.1 full", id="452 to the final dot"),
        pytest.param("at_dot", DROP, id="dropped at the final dot"),
    ],
)
def test_what_may_pass_is_tried_again_under_the_same_message_id(world, where, answer):
    fill(world, 2)
    with a_relay() as (desk, port):
        getattr(desk, where)["nguoi0@mau.example"] = answer
        first = send(world, port)
        at_once = send(world, port)
        getattr(desk, where).clear()
        let_time_pass(world, by=PAUSES[0])
        after = send(world, port)

    assert (first, at_once, after) == (Delivered(sent=1, later=1), Delivered(), Delivered(sent=1))
    assert [mail.attempts for mail in rows(world)] == [2, 1]
    assert set(desk.message_ids()) == {mail.message_id for mail in rows(world)}


def test_pauses_grow_with_the_attempts(world):
    fill(world, 1)
    pauses = []
    with a_relay() as (desk, port):
        desk.at_dot["nguoi0@mau.example"] = "451 later"
        for _ in range(3):
            send(world, port)
            with world.session() as session:
                pauses.append(session.execute(text("SELECT next_try_at - clock_timestamp() FROM mail")).scalar_one())
            let_time_pass(world, by=timedelta(hours=6))

    assert [round(pause / timedelta(minutes=1)) for pause in pauses] == [1, 2, 4]


def a_reminded_office(world: World, day: str = "2026-09-14") -> int:
    with world.session() as session:
        province_id = an_office(session)
        remind(session, province_id, now=at(f"{day} 07:30"), ran_by="test")
    return province_id


def one_contact(session: Session, role: ContactRole) -> Contact:
    return session.exec(select(Contact).where(Contact.role == role)).one()


def test_a_refused_address_is_marked_and_the_next_pass_reaches_the_next_person(world):
    province_id = a_reminded_office(world, "2026-09-11")
    with world.session() as session:
        focal = one_contact(session, ContactRole.FOCAL).email

    with a_relay() as (desk, port):
        desk.at_rcpt[focal] = "550 5.1.1 no such user"
        done = send(world.at(lambda: at("2026-09-11 07:31")), port)
    with world.session() as session:
        remind(session, province_id, now=at("2026-09-14 07:30"), ran_by="test")

    with world.session() as session:
        assert done == Delivered(dead=1)
        assert one_contact(session, ContactRole.FOCAL).dead_at is not None
        (entry,) = session.exec(select(Journal).where(Journal.what == "contact.refused"))
        assert entry.about["answer"] == "550 5.1.1 no such user"
        heard = session.exec(select(Notice).where(Notice.decided_on == date(2026, 9, 14))).all()
        assert [(notice.rung, notice.role, notice.contact_id) for notice in heard] == [
            ("due", ContactRole.FOCAL, one_contact(session, ContactRole.UNIT_HEAD).id)
        ]


def test_a_mail_given_up_wakes_its_assignments_at_once(world):
    a_reminded_office(world)
    with world.session() as session:
        before = session.exec(select(Assignment.next_notice_on)).one()
        focal = one_contact(session, ContactRole.FOCAL).email

    with a_relay() as (desk, port):
        desk.at_dot[focal] = "550 no"
        send(world.at(lambda: at("2026-09-14 08:00")), port)

    with world.session() as session:
        assert (before, session.exec(select(Assignment.next_notice_on)).one()) == (date(2026, 9, 15), date(2026, 9, 14))


def test_after_72_hours_a_mail_is_given_up_its_contact_kept_and_the_next_person_told(world):
    province_id = a_reminded_office(world, "2026-09-11")
    with world.session() as session:
        session.execute(text("UPDATE mail SET attempts = :tried"), {"tried": len(PAUSES)})
        session.execute(text("UPDATE assignment SET target_on = '2026-09-30', late_after = '2026-09-30'"))
        session.execute(text("UPDATE notice SET rung = 'remind-10', due_on = '2026-09-30'"))
        focal = one_contact(session, ContactRole.FOCAL).email
    with a_relay() as (desk, port):
        desk.at_dot[focal] = "451 mailbox full"
        done = send(world.at(lambda: at("2026-09-14 07:00")), port)
    with world.session() as session:
        session.execute(text("UPDATE assignment SET next_notice_on = '2026-09-16'"))
        remind(session, province_id, now=at("2026-09-16 07:30"), ran_by="test")

    with world.session() as session:
        assert done == Delivered(dead=1)
        assert one_contact(session, ContactRole.FOCAL).dead_at is None
        assert [entry.what for entry in session.exec(select(Journal)).all() if entry.who == "deliver"] == [
            "mail.given_up"
        ]
        (again,) = session.exec(select(Notice).where(Notice.decided_on == date(2026, 9, 16)))
        assert (again.rung, again.contact_id) == ("remind-10", one_contact(session, ContactRole.UNIT_HEAD).id)


def test_without_a_mail_server_nothing_is_lost_and_no_attempt_counts(world):
    fill(world, 30)
    port = free_port()

    away = send(world, port)
    assert away.relay_down is not None
    assert away.sent == 0
    assert {(mail.state, mail.attempts) for mail in rows(world)} == {(MailState.QUEUED, 0)}

    let_time_pass(world, by=timedelta(days=1))
    with a_relay(port) as (desk, _):
        back = send(world, port)

    assert back == Delivered(sent=30)
    assert set(desk.message_ids().values()) == {1}


def test_two_workers_at_once_deliver_each_mail_once(world):
    fill(world, 120)

    with a_relay() as (desk, port), ThreadPoolExecutor(2) as workers:
        done = list(workers.map(lambda name: send(world, port, worker=name), ["một", "hai"]))

    assert sum(run.sent for run in done) == 120
    assert len(desk.message_ids()) == 120
    assert set(desk.message_ids().values()) == {1}


KILLED = """
import os, signal, sys
from pathlib import Path
from deploy.settings import Settings
from deploy.world import World
from tasks.deliver import deliver

class Killed:
    async def send(self, message):
        os.kill(os.getpid(), signal.SIGKILL)
    async def close(self):
        pass

deliver(World(settings=Settings(home=Path(sys.argv[1])), database_url=sys.argv[2]), max_seconds=20, open_sender=Killed)
"""


def test_a_lease_frees_what_a_killed_worker_held(world):
    fill(world, 5)
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", KILLED, str(world.settings.home), world.database_url]
    killed = subprocess.run(command, cwd=root, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert states(world) == [MailState.SENDING] * 5

    with a_relay() as (desk, port):
        while_leased = send(world, port)
        let_time_pass(world, by=timedelta(minutes=5))
        afterwards = send(world, port)

    assert (while_leased.sent, afterwards.sent) == (0, 5)
    assert set(desk.message_ids().values()) == {1}
    assert {mail.leased_by for mail in rows(world)} == {None}


def test_a_worker_that_lost_its_lease_does_not_settle_for_the_new_holder(world):
    fill(world, 1)

    class Slow(MemorySender):
        async def send(self, message: Message) -> Answer:
            await asyncio.to_thread(self.lose_lease)
            return await super().send(message)

        def lose_lease(self) -> None:
            with world.session() as session:
                session.execute(text("UPDATE mail SET leased_by = 'other'"))

    done = deliver(world, max_seconds=20, open_sender=lambda: Slow([]))

    assert done == Delivered(overtaken=1)
    assert [(mail.state, mail.leased_by) for mail in rows(world)] == [(MailState.SENDING, "other")]


def test_a_name_that_would_break_its_header_stops_that_mail_only(world):
    fill(world, 1)
    with world.session() as session:
        province_id = session.exec(select(Contact.province_id)).first()
        bad = a_mail("x@mau.example", name="Sở\r\nBcc: y@mau.example")
        outbox.enqueue(session, province_id, [bad], now=NOW)

    with a_relay() as (desk, port):
        done = send(world, port)

    assert done == Delivered(sent=1, dead=1)
    assert [mail["To"].addresses[0].addr_spec for mail in desk.taken] == ["nguoi0@mau.example"]


ODD_WORDS = b"Th\xe0nh c\xf4ng \x00 " + b"x" * 3000
"""Words in Latin-1, with a NUL, far too long."""


@contextmanager
def an_odd_relay(at_dot: bytes) -> Iterator[tuple[list[str], int]]:
    """A mail server that answers the final dot in bytes of its own; gives whom it was asked to reach, and its port."""
    asked: list[str] = []

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 odd\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"RCPT":
                    asked.append(line.decode().partition("<")[2].partition(">")[0])
                if verb == b"DATA":
                    self.wfile.write(b"354 go\r\n")
                    while self.rfile.readline() != b".\r\n":
                        pass
                    self.wfile.write(at_dot + b" " + ODD_WORDS + b"\r\n")
                else:
                    self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield asked, server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("at_dot", "state"), [(b"250", MailState.SENT), (b"451", MailState.RETRY), (b"554", MailState.DEAD)]
)
def test_a_servers_words_in_no_encoding_do_not_keep_a_mail_from_being_settled(world, at_dot, state):
    fill(world, 2)

    with an_odd_relay(at_dot) as (asked, port):
        send(world, port, connections=1)

    assert states(world) == [state, state]
    assert len(asked) == 2
    (answer,) = {mail.answer for mail in rows(world)}
    assert answer.startswith(f"{at_dot.decode()} Th")
    assert len(answer) <= 500


def test_an_address_that_needs_more_than_ascii_stops_that_mail_only(world):
    fill(world, 2)
    with world.session() as session:
        province_id = session.exec(select(Contact.province_id)).first()
        outbox.enqueue(session, province_id, [a_mail("đầu.mối@mau.example")], now=NOW)

    with a_relay() as (desk, port):
        done = send(world, port)

    assert done == Delivered(sent=2, dead=1)
    assert len(desk.taken) == 2


def test_a_fault_of_ours_in_one_mail_is_tried_again_and_does_not_hold_up_the_others(world, caplog):
    fill(world, 3)

    class Faulty(MemorySender):
        async def send(self, message: Message) -> Answer:
            if message.to == "nguoi1@mau.example":
                raise RuntimeError(message.to)
            return await super().send(message)

    done = deliver(world, max_seconds=20, open_sender=lambda: Faulty([]))

    assert done == Delivered(sent=2, later=1)
    assert "lỗi phần mềm: RuntimeError" in {mail.answer for mail in rows(world)}
    assert [record.getMessage() for record in caplog.records] == [f"mail.attempt_failed mail={rows(world)[1].id}"]


@pytest.mark.parametrize("state", [MailState.HELD, MailState.DRAFT, MailState.DEAD, MailState.SENT])
def test_what_waits_for_a_person_or_is_settled_never_leaves(world, state):
    fill(world, 2, state=state)

    with a_relay() as (desk, port):
        done = send(world, port)

    assert (done, desk.taken) == (Delivered(), [])
    assert states(world) == [state, state]


def test_the_relays_throttle_counts_what_left_in_the_last_ten_minutes(world):
    fill(world, 8)
    with a_relay() as (_, port):
        limits = {"settings": {"throttle_per_10_minutes": 3}}
        first = send(world, port, **limits)
        second = send(world, port, **limits)
        with world.session() as session:
            session.execute(text("UPDATE mail SET sent_at = sent_at - interval '10 minutes' WHERE state = 'sent'"))
        third = send(world, port, **limits)

    assert [run.sent for run in (first, second, third)] == [3, 0, 3]


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        pytest.param({"limit": 4}, 4, id="a limit"),
        pytest.param({"limit": 0}, 0, id="nothing allowed"),
        pytest.param({"max_seconds": 0}, 0, id="no time"),
    ],
)
def test_a_run_is_bounded(world, options, sent):
    fill(world, 10)

    with a_relay() as (_, port):
        done = send(world, port, **options)

    assert done.sent == sent
    assert states(world).count(MailState.QUEUED) == 10 - sent


def test_every_provinces_outbox_is_carried(world):
    with world.session() as session:
        for code in ("a", "b"):
            province_id = a_province(session, code=code)
            an_agency(session, province_id, "Sở Tài chính")
            outbox.enqueue(session, province_id, [a_mail(f"nguoi@{code}.example")], now=NOW)

    taken: list[Message] = []
    done = deliver(world, max_seconds=20, open_sender=lambda: MemorySender(taken))

    assert done.sent == 2
    assert sorted(message.to for message in taken) == ["nguoi@a.example", "nguoi@b.example"]


def test_a_mail_that_was_put_on_record_as_sending_is_visible_before_the_wire_is_touched(world):
    fill(world, 1)
    seen: list[tuple[str, int, datetime | None]] = []

    class Watcher(MemorySender):
        async def send(self, message: Message) -> Answer:
            (mail,) = await asyncio.to_thread(rows, world)
            seen.append((mail.state, mail.attempts, mail.sent_at))
            return Answer(verdict=Verdict.LATER, words="451 watched")

    deliver(world, max_seconds=20, open_sender=lambda: Watcher([]))

    assert seen == [(MailState.SENDING, 1, None)]
