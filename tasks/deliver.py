"""Carry the outbox to the mail server: claim a batch, send, settle mail by mail. Nothing else sends mail."""

import asyncio
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from sqlmodel import Session

from deploy.world import World
from models.queries import delivery
from models.queries.agency import provinces
from models.queries.delivery import Claimed
from notifications.errors import UnsafeHeader
from notifications.sender import Answer, Sender, Verdict, pause_after
from notifications.smtp import SEND_LIMIT_S, Encryption, Mailbox, Relay, SmtpSender, message_of

log = logging.getLogger("dondoc.deliver")

BATCH = 50
"""Mails that one connection claims at a time."""

AHEAD = 8
"""Mails of one line that the server answered and that are not yet settled; a kill may send these twice."""

GATHER_S = 0.005
"""Seconds in which attempts gather to be settled together."""

LEASE = timedelta(minutes=5)
"""How long a claimed mail is this worker's; longer than a batch may take, see `_has_time`."""

RELAY_REST = timedelta(minutes=1)
"""How long a mail rests that could not even be put on the wire."""

THROTTLE_WINDOW = timedelta(minutes=10)
UNLIMITED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of the mails of one run.

    `later` are tried again, `dead` were given up, `overtaken` were settled by another worker meanwhile. `relay_down`
    holds why the mail server could not be reached, None where it could.
    """

    sent: int = 0
    later: int = 0
    dead: int = 0
    overtaken: int = 0
    relay_down: str | None = None


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A mail that was tried; `ahead` lets its line go on once it is settled."""

    province_id: int
    mail: Claimed
    answer: Answer
    ahead: asyncio.Semaphore


@dataclass(slots=True, kw_only=True)
class _Run:
    world: World
    worker: str
    province_ids: Sequence[int]
    allowance: int
    ends_at: float = 0.0
    relay_down: str | None = None
    counts: Counter[str] = field(default_factory=Counter)
    attempts: asyncio.Queue[_Attempt] = field(default_factory=asyncio.Queue)

    def is_over(self) -> bool:
        return self.relay_down is not None or asyncio.get_running_loop().time() >= self.ends_at


def deliver(
    world: World,
    *,
    max_seconds: float,
    worker: str | None = None,
    connections: int = 2,
    limit: int | None = None,
    open_sender: Callable[[], Sender] | None = None,
) -> Delivered:
    """Send what is due in the outbox of every province, for at most `max_seconds`, and count what came of it.

    No mail is begun after that time, beyond `limit` (None: no limit) or beyond the relay's throttle. Several workers
    may run; `worker` names this one in the rows that it holds. `open_sender` opens a line to the mail server, by
    default that of the settings. Must not be called inside a running event loop.
    """
    with world.session() as session:
        province_ids = [found.id for found in provinces(session) if found.id is not None]
        lately = sum(delivery.sent_lately(session, id_, window=THROTTLE_WINDOW) for id_ in province_ids)
    run = _Run(
        world=world,
        worker=f"{worker or 'deliver'}-{uuid.uuid4().hex[:8]}",
        province_ids=province_ids,
        allowance=min(_allowance(world, lately), UNLIMITED if limit is None else limit),
    )
    asyncio.run(_carry_all(run, open_sender or partial(smtp_sender, world), connections, max_seconds))
    return Delivered(
        sent=run.counts["sent"],
        later=run.counts["later"],
        dead=run.counts["dead"],
        overtaken=run.counts["overtaken"],
        relay_down=run.relay_down,
    )


def smtp_sender(world: World) -> SmtpSender:
    """Return a line to the mail server of the settings, or to the local catcher where none is set."""
    settings = world.settings
    host, port, tls = settings.relay
    password = settings.smtp_password
    relay = Relay(
        host=host,
        port=port,
        encryption=Encryption(tls.value),
        user=None if settings.uses_catcher else settings.smtp_user,
        password=None if password is None else password.get_secret_value(),
    )
    return SmtpSender(relay, sender=_from(world))


def _from(world: World) -> Mailbox:
    return Mailbox(name=world.settings.mail_from_name, email=world.settings.mail_from)


def _allowance(world: World, sent_lately: int) -> int:
    throttle = world.settings.throttle_per_10_minutes
    return max(0, throttle - sent_lately) if throttle else UNLIMITED


async def _carry_all(run: _Run, open_sender: Callable[[], Sender], connections: int, max_seconds: float) -> None:
    run.ends_at = asyncio.get_running_loop().time() + max_seconds
    async with asyncio.TaskGroup() as group:
        settling = group.create_task(_settle_all(run))
        async with asyncio.TaskGroup() as lines:
            for _ in range(connections):
                lines.create_task(_carry(run, open_sender()))
        await run.attempts.join()
        settling.cancel()


async def _carry(run: _Run, sender: Sender) -> None:
    """Claim and send batch by batch over one line, until nothing is due or the run is over."""
    try:
        while not run.is_over() and run.allowance > 0:
            wanted = min(BATCH, run.allowance)
            run.allowance -= wanted  # reserved before the wait, so that two lines cannot both take it
            claimed_at = asyncio.get_running_loop().time()
            province_id, batch = await asyncio.to_thread(_claim, run, wanted)
            run.allowance += wanted - len(batch)
            if not batch:
                return
            await _send_batch(run, sender, province_id, batch, claimed_at=claimed_at)
    finally:
        await sender.close()


def _claim(run: _Run, most: int) -> tuple[int, list[Claimed]]:
    for province_id in run.province_ids:
        with run.world.session() as session:
            batch = delivery.claim(session, province_id, worker=run.worker, lease=LEASE, most=most)
        if batch:
            return province_id, batch
    return 0, []


async def _send_batch(
    run: _Run, sender: Sender, province_id: int, batch: Sequence[Claimed], *, claimed_at: float
) -> None:
    """Send a batch; no more than AHEAD of its mails wait to be settled while the next is on the wire."""
    ahead = asyncio.Semaphore(AHEAD)
    for place, mail in enumerate(batch):
        await ahead.acquire()
        if run.is_over() or not _has_time(claimed_at):
            await asyncio.to_thread(_give_back, run, province_id, batch[place:], timedelta(0))
            return
        answer = await _attempt(run, sender, mail)
        if answer.verdict is Verdict.NO_RELAY:
            run.relay_down = answer.words
            await asyncio.to_thread(_give_back, run, province_id, batch[place:], RELAY_REST)
            return
        run.attempts.put_nowait(_Attempt(province_id, mail, answer, ahead))


@contextmanager
def _hurried(world: World) -> Iterator[Session]:
    """Open a session whose statements commit one by one and do not wait for the disk.

    A database that dies may forget the last half second of what was sent; those mails go out once more, as for a killed
    worker. Waiting costs 3 to 10 ms for each few mails, measured.
    """
    with world.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # never back to the pool with this setting
        connection.exec_driver_sql("SET synchronous_commit TO off")
        with Session(connection) as session:
            yield session


async def _settle_all(run: _Run) -> None:
    """Settle attempts as they come, those that came meanwhile together: one wait for the database serves several."""
    with _hurried(run.world) as session:
        while True:
            made = [await run.attempts.get()]
            await asyncio.sleep(GATHER_S)
            while not run.attempts.empty():
                made.append(run.attempts.get_nowait())
            run.counts.update(await asyncio.to_thread(_write_outcomes, run, session, made))
            for attempt in made:
                attempt.ahead.release()
                run.attempts.task_done()


def _has_time(claimed_at: float) -> bool:
    """Tell whether a mail begun now is settled before its lease ends."""
    return asyncio.get_running_loop().time() - claimed_at < LEASE.total_seconds() - 3 * SEND_LIMIT_S


async def _attempt(run: _Run, sender: Sender, mail: Claimed) -> Answer:
    try:
        message = message_of(mail, sender=_from(run.world))
        return await sender.send(message)
    except UnsafeHeader as unsafe:
        return Answer(verdict=Verdict.REFUSED, words=str(unsafe))
    except Exception as fault:  # the fence: one mail that cannot be handled must not hold up the others
        log.exception("mail.attempt_failed mail=%d", mail.id)
        return Answer(verdict=Verdict.LATER, words=f"lỗi phần mềm: {type(fault).__name__}")


def _give_back(run: _Run, province_id: int, mails: Sequence[Claimed], pause: timedelta) -> None:
    ids = [mail.id for mail in mails]
    with run.world.session() as session:
        delivery.give_back(session, province_id, ids, worker=run.worker, answer=run.relay_down, pause=pause)


def _write_outcomes(run: _Run, hurried: Session, attempts: Sequence[_Attempt]) -> Counter[str]:
    """Record what came of some attempts and count it; "overtaken" are mails that another worker holds by now."""
    counts: Counter[str] = Counter()
    taken: dict[int, dict[int, str]] = {}
    for attempt in attempts:
        if attempt.answer.verdict is Verdict.TAKEN:
            taken.setdefault(attempt.province_id, {})[attempt.mail.id] = attempt.answer.words
        else:
            with run.world.session() as session:
                counts[_write_failure(run, session, attempt)] += 1
    for province_id, answers in taken.items():
        settled = delivery.settle_sent(hurried, province_id, answers, worker=run.worker)
        counts.update(sent=len(settled), overtaken=len(answers) - len(settled))
    return counts


def _write_failure(run: _Run, session: Session, attempt: _Attempt) -> str:
    refused, pause = attempt.answer.verdict is Verdict.REFUSED, pause_after(attempt.mail.attempts)
    held = {"worker": run.worker, "answer": attempt.answer.words}
    province_id, mail_id = attempt.province_id, attempt.mail.id
    if refused or pause is None:
        now = run.world.now()
        done = delivery.bury(session, province_id, mail_id, **held, address_refused=refused, now=now)
        return "dead" if done else "overtaken"
    done = delivery.settle_later(session, province_id, mail_id, **held, pause=pause)
    return "later" if done else "overtaken"
