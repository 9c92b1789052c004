import smtplib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy import catcher
from deploy.catcher import Catcher, caught, read_caught
from deploy.errors import MailNotFound, PortBusy
from deploy.processes import free_port

MORNING = datetime(2026, 9, 14, 0, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


def a_mail(subject: str = "Nhắc hạn", to: str = "van-thu@so-y-te.example") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Sở Nội vụ <don-doc@so-noi-vu.example>"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content("Kính gửi Sở Y tế: báo cáo quý III đến hạn ngày 15/9.\n.một dòng bắt đầu bằng dấu chấm\n")
    return mail


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def send(tmp_path: Path, clock: Clock) -> Iterator[Callable[[EmailMessage], None]]:
    port = free_port()

    def deliver(mail: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as line:
            line.send_message(mail)

    with Catcher(tmp_path, port=port, clock=clock):
        yield deliver


def test_a_mail_that_was_sent_can_be_read_with_its_vietnamese_words(tmp_path, send) -> None:
    send(a_mail())

    mail = read_caught(tmp_path, caught(tmp_path)[0].id)

    assert mail["Subject"] == "Nhắc hạn"
    assert mail.get_content().splitlines() == a_mail().get_content().splitlines()


def test_the_list_tells_who_wrote_to_whom_when_and_how_much(tmp_path, send) -> None:
    send(a_mail())

    line = caught(tmp_path)[0]

    assert line.subject == "Nhắc hạn"
    assert line.sender == "Sở Nội vụ <don-doc@so-noi-vu.example>"
    assert line.to == "van-thu@so-y-te.example"
    assert line.at == MORNING
    assert line.size == next((tmp_path / "thu").glob("*.eml")).stat().st_size


@pytest.mark.parametrize(
    "step", [pytest.param(timedelta(minutes=n), id=name) for n, name in ((1, "on"), (0, "still"), (-90, "back"))]
)
def test_the_newest_mail_stands_first_however_the_clock_moves(tmp_path, send, clock, step) -> None:
    for number in range(3):
        send(a_mail(subject=f"Thư {number}"))
        clock.now += step

    assert [mail.subject for mail in caught(tmp_path)] == ["Thư 2", "Thư 1", "Thư 0"]
    assert [mail.subject for mail in caught(tmp_path, limit=1)] == ["Thư 2"]


def test_a_catcher_started_again_goes_on_after_the_mails_it_has(tmp_path, clock) -> None:
    for subject in ("Trước", "Sau"):
        port = free_port()
        with Catcher(tmp_path, port=port, clock=clock), smtplib.SMTP("127.0.0.1", port, timeout=5) as line:
            line.send_message(a_mail(subject=subject))

    assert [mail.subject for mail in caught(tmp_path)] == ["Sau", "Trước"]


def test_the_oldest_mails_make_room(tmp_path, clock, monkeypatch) -> None:
    monkeypatch.setattr(catcher, "MAILS_KEPT", 3)
    port = free_port()

    with Catcher(tmp_path, port=port, clock=clock), smtplib.SMTP("127.0.0.1", port, timeout=5) as line:
        for number in range(5):
            line.send_message(a_mail(subject=f"Thư {number}"))

    assert [mail.subject for mail in caught(tmp_path)] == ["Thư 4", "Thư 3", "Thư 2"]


def test_a_mail_that_cannot_be_stored_is_refused_for_now_only(tmp_path, send) -> None:
    (tmp_path / "thu").rmdir()

    with pytest.raises(smtplib.SMTPDataError) as refusal:
        send(a_mail())

    assert refusal.value.smtp_code == 452


def test_a_busy_port_is_told_in_one_line_with_the_setting_that_changes_it(tmp_path, clock) -> None:
    port = free_port()

    with Catcher(tmp_path, port=port, clock=clock), pytest.raises(PortBusy, match=rf"{port}.*DONDOC_CATCHER_PORT"):
        Catcher(tmp_path / "other", port=port, clock=clock).start()


def test_a_stopped_catcher_frees_its_port(tmp_path, clock) -> None:
    port = free_port()
    for _ in range(2):
        with Catcher(tmp_path, port=port, clock=clock):
            pass


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../secret",
        "..",
        "/etc/passwd",
        "20260914T003000.000000Z-00000009",
        "20260914T003000.000000Z-00000001\n",
        "20260914T003000.000000Z-00000001.eml",
        "20260914T003000.000000Z-00000001/../x",
    ],
)
def test_a_name_that_is_no_caught_mail_is_refused(tmp_path, name) -> None:
    (tmp_path / "secret").write_text("bí mật")

    with pytest.raises(MailNotFound):
        read_caught(tmp_path, name)


def test_a_folder_that_caught_nothing_has_an_empty_list(tmp_path) -> None:
    assert caught(tmp_path / "none") == []


@pytest.mark.parametrize(
    "sender",
    [
        pytest.param(b'"', id="index"),
        pytest.param(b".:", id="attribute"),
        pytest.param(b",\t.@", id="type"),
        pytest.param(b".@[ ", id="unbound"),
    ],
)
def test_a_header_that_the_library_stumbles_over_does_not_hide_the_mail(tmp_path, sender) -> None:
    keep(tmp_path, b"From: " + sender + b"\r\nSubject: Nhac han\r\n\r\nthan")

    (mail,) = caught(tmp_path)

    assert mail.subject == "Nhac han"
    assert mail.sender  # which header it stumbles over differs between versions of Python


@given(
    head=st.binary(max_size=60) | st.text('=?utf-8qb<>@,;:()"\\[].\tạ\n', max_size=60).map(str.encode),
    name=st.sampled_from([b"Subject", b"From", b"Delivered-To"]),
)
def test_no_header_however_broken_spoils_the_list(tmp_path_factory, head, name) -> None:
    home = tmp_path_factory.mktemp("home")
    keep(home, name + b": " + head + b"\r\n\r\nthan")

    assert len(caught(home)) == 1


def keep(home: Path, content: bytes) -> None:
    (home / "thu").mkdir()
    (home / "thu" / "20260914T003000.000000Z-00000001.eml").write_bytes(content)
