"""Delivery against a bare aiosmtplib loop with as many connections: `python -m benchmarks.delivery [MAILS]`."""

import asyncio
import multiprocessing
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import aiosmtplib
from aiosmtpd.controller import Controller
from sqlmodel import Session

from benchmarks.database import fresh_world
from deploy.world import World
from models import MailClass, MailState
from models.queries import delivery, outbox
from models.queries.outbox import NewMail
from notifications.sender import Message
from notifications.smtp import Mailbox, message_of
from tasks.deliver import LEASE, deliver
from tests.builders import a_province, at
from tests.notifications.letters import mails

CONNECTIONS = 2
ROUNDS = 3
SENDER = Mailbox(name="Đôn đốc", email="don-doc@so-noi-vu.example")


class Sink:
    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802
        return "250 OK"


def relay(port: int, done: Event) -> None:
    """A mail server in a process of its own, so that it shares no interpreter with what is measured."""
    controller = Controller(Sink(), hostname="127.0.0.1", port=port, loop=asyncio.new_event_loop())
    controller.start()
    done.wait()
    controller.stop()


def fill(world: World, count: int, round_: int) -> list[Message]:
    rendered = mails()["digest"]
    with world.session() as session:
        province_id = province(session)
        new = [
            NewMail(
                key=f"digest:{round_}:{n}",
                mail_class=MailClass.DIGEST,
                state=MailState.QUEUED,
                contact_id=None,
                to_email=f"nguoi{n}@mau.example",
                to_name="Đầu mối Sở Tài chính",
                subject=rendered.subject,
                body_text=rendered.text,
                body_html=rendered.html,
                message_id=f"<{round_}.{n}@so-noi-vu.example>",
                thread_root=None,
            )
            for n in range(count)
        ]
        outbox.enqueue(session, province_id, new, now=at("2026-09-14 07:30"))
    with world.session() as session:
        claimed = delivery.claim(session, province_id, worker="look", lease=LEASE, most=count)
        session.rollback()
    return [message_of(mail, sender=SENDER) for mail in claimed]


def province(session: Session) -> int:
    return a_province(session)


async def bare(messages: list[Message], port: int) -> None:
    async def line(part: list[Message]) -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        for message in part:
            await client.sendmail(SENDER.email, [message.to], message.wire)
        await client.quit()

    await asyncio.gather(*(line(messages[n::CONNECTIONS]) for n in range(CONNECTIONS)))


def measure(world: World, count: int, port: int) -> None:
    for round_ in range(ROUNDS):
        messages = fill(world, count, round_)
        started = time.perf_counter()
        asyncio.run(bare(messages, port))
        by_hand = time.perf_counter() - started
        started = time.perf_counter()
        done = deliver(world, max_seconds=600, connections=CONNECTIONS)
        ours = time.perf_counter() - started
        assert done.sent == count, done
        print(
            f"delivery  {count} mails, {CONNECTIONS} lines: bare {count / by_hand:7.0f}/s, "
            f"ours {count / ours:7.0f}/s, ratio {by_hand / ours:.2f} (promise: 0.80 or more)"
        )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    context = multiprocessing.get_context("spawn")
    done = context.Event()
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder, fresh_world(Path(folder)) as world:
        server = context.Process(target=relay, args=(world.settings.smtp_port, done))
        server.start()
        try:
            wait_for(world.settings.smtp_port or 0)
            measure(world, count, world.settings.smtp_port or 0)
        finally:
            done.set()
            server.join()


def wait_for(port: int) -> None:
    import socket  # noqa: PLC0415

    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    main()
