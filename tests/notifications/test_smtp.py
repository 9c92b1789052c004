from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.queries.delivery import Claimed
from notifications.errors import UnsafeHeader
from notifications.sender import PAUSES, Verdict, pause_after
from notifications.smtp import Encryption, Mailbox, Relay, SmtpSender, message_of
from tests.notifications.relay import DROP, a_relay, free_port

SENDER = Mailbox(name="Đôn đốc - Sở Nội vụ", email="don-doc@so-noi-vu.example")
NAME = "Trưởng phòng phụ trách, Sở Khoa học và Công nghệ"


def a_mail(**changes) -> Claimed:
    values = {
        "id": 1,
        "contact_id": 57,
        "to_email": "daumoi@stc.example",
        "to_name": NAME,
        "subject": "Việc cần làm ngày 14/09/2026: 3 quá hạn, 2 đến hạn, 12 sắp đến hạn và nhiều việc mới được giao",
        "body_text": "Kính gửi: Sở Tài chính\n",
        "body_html": "<p>Kính gửi: <b>Sở Tài chính</b></p>",
        "message_id": "<digest.57.2026-09-14.p1@so-noi-vu.example>",
        "thread_root": "<contact.57.p1@so-noi-vu.example>",
        "queued_at": datetime(2026, 9, 14, 0, 30, tzinfo=UTC),
        "attempts": 1,
    }
    return Claimed(**values | changes)


def test_a_message_says_on_the_wire_what_the_row_says():
    wire = message_of(a_mail(), sender=SENDER).wire

    read = message_from_bytes(wire, policy=default)
    assert wire.isascii()
    assert read["Subject"] == a_mail().subject
    assert spoken_name(wire) == NAME
    assert read["To"].addresses[0].addr_spec == a_mail().to_email
    assert (read["From"].addresses[0].display_name, read["From"].addresses[0].addr_spec) == (SENDER.name, SENDER.email)
    assert read["Message-ID"] == a_mail().message_id
    assert read["References"] == a_mail().thread_root
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"].datetime == a_mail().queued_at
    assert read.get_body(("plain",)).get_content() == a_mail().body_text
    assert read.get_body(("html",)).get_content().strip() == a_mail().body_html


def spoken_name(wire: bytes) -> str:
    """The recipient's name as RFC 2047 joins it; Python's newer parser puts a blank between encoded words."""
    name, _ = parseaddr(" ".join(message_from_bytes(wire)["To"].split()))
    return str(make_header(decode_header(name)))


def test_the_same_row_gives_the_same_message_id_at_every_attempt():
    first, again = (message_of(a_mail(attempts=n), sender=SENDER).wire for n in (1, 5))

    assert message_from_bytes(first)["Message-ID"] == message_from_bytes(again)["Message-ID"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"to_name": "Sở\r\nBcc: x@y.example"}, id="a line break in the name"),
        pytest.param({"subject": "Nhắc\nX-Evil: 1"}, id="a line break in the subject"),
        pytest.param({"to_email": "a@b.example\r\nRCPT TO:<c@d.example>"}, id="a line break in the address"),
        pytest.param({"to_email": "a@b.example>, <c@d.example"}, id="two addresses"),
        pytest.param({"to_email": "không-phải-địa-chỉ"}, id="no address"),
        pytest.param({"to_email": ""}, id="an empty address"),
        pytest.param({"message_id": "<a@b>\nBcc: x"}, id="a line break in the Message-ID"),
        pytest.param({"thread_root": "<a@b>\rBcc: x"}, id="a carriage return in the root"),
    ],
)
def test_nothing_breaks_out_of_its_header(changes):
    with pytest.raises(UnsafeHeader) as refused:
        message_of(a_mail(**changes), sender=SENDER)
    assert "\n" not in str(refused.value)


@given(name=st.text(max_size=80), subject=st.text(min_size=1, max_size=200))
def test_whatever_a_name_holds_there_is_one_recipient_and_no_header_more(name, subject):
    try:
        wire = message_of(a_mail(to_name=name, subject=subject), sender=SENDER).wire
    except UnsafeHeader:
        return
    read = message_from_bytes(wire, policy=default)
    assert [address.addr_spec for address in read["To"].addresses] == ["daumoi@stc.example"]
    assert set(read.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "References",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "MIME-Version",
        "Content-Type",
    }


def test_pauses_grow_and_end_after_72_hours():
    assert sum(PAUSES, timedelta(0)) == timedelta(hours=72)
    assert pause_after(1) == timedelta(minutes=1)
    assert pause_after(len(PAUSES)) is not None
    assert pause_after(len(PAUSES) + 1) is None


def a_line(port: int) -> SmtpSender:
    return SmtpSender(Relay(host="127.0.0.1", port=port, encryption=Encryption.NONE), sender=SENDER)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("behaviour", "verdict", "words"),
    [
        pytest.param({}, Verdict.TAKEN, "250 2.0.0 queued as 7", id="taken"),
        pytest.param({"at_rcpt": "550 5.1.1 no such box"}, Verdict.REFUSED, "550 5.1.1 no such box", id="no such box"),
        pytest.param({"at_rcpt": "451 4.2.1 later"}, Verdict.LATER, "451 4.2.1 later", id="later"),
        pytest.param({"at_rcpt": "550 5.7.1 not by you"}, Verdict.LATER, "550 5.7.1 not by you", id="policy"),
        pytest.param({"at_dot": "554 no"}, Verdict.REFUSED, "554 no", id="refused at the dot"),
        pytest.param({"at_dot": "452 full"}, Verdict.LATER, "452 full", id="later at the dot"),
        pytest.param({"at_dot": DROP}, Verdict.LATER, None, id="dropped at the dot"),
    ],
)
async def test_what_the_server_says_becomes_a_verdict(behaviour, verdict, words):
    with a_relay() as (desk, port):
        for where, answer in behaviour.items():
            getattr(desk, where)["daumoi@stc.example"] = answer
        line = a_line(port)

        answer = await line.send(message_of(a_mail(), sender=SENDER))
        after = await line.send(message_of(a_mail(to_email="khac@stc.example"), sender=SENDER))
        await line.close()

    assert answer.verdict is verdict
    assert words is None or answer.words == words
    assert after.verdict is Verdict.TAKEN


@pytest.mark.slow
async def test_one_line_carries_many_mails():
    with a_relay() as (desk, port):
        line = a_line(port)
        for _ in range(5):
            await line.send(message_of(a_mail(), sender=SENDER))
        await line.close()

    assert (len(desk.taken), desk.lines) == (5, 1)


async def test_no_server_is_an_answer_and_not_an_exception():
    line = a_line(free_port())

    answer = await line.send(message_of(a_mail(), sender=SENDER))

    assert answer.verdict is Verdict.NO_RELAY


@pytest.mark.parametrize(
    "name",
    [
        "Đầu mối Ngân hàng Nhà nước khu vực",
        "Trưởng phòng phụ trách, Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh",
        "Đàixxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "Ban 🏛" + "🏛" * 40,
    ],
)
def test_a_long_name_is_cut_between_words_and_in_short_lines(name):
    wire = message_of(a_mail(to_name=name, subject=name), sender=SENDER).wire
    head = wire.split(b"\r\n\r\n")[0]

    shown = message_from_bytes(wire, policy=default)["To"].addresses[0].display_name
    assert spoken_name(wire) == name
    assert str(make_header(decode_header(message_from_bytes(wire)["Subject"]))) == name
    assert max(map(len, head.split(b"\r\n"))) <= 76
    if all(len(word) < 10 for word in name.split()):
        assert " ".join(shown.split()) == name
