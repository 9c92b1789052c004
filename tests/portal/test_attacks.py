"""What a hostile or broken visitor sends, and what the portal makes of it."""

import logging
import socket
import time
from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from deploy.catcher import FOLDER
from deploy.settings import Settings
from deploy.world import World, inhabit
from models import Mail, Submission, SubmissionLine
from portal import forms
from tests.portal.test_agency_page import HOME, filled

pytestmark = pytest.mark.slow

HUGE = 10**30
ODD = "125\x00/BC\x1b[31m\x07-STC\u202e"


def test_characters_that_no_paper_bears_are_left_out_before_they_are_kept(inside, office, noon):
    page = inside.get(HOME)
    (words,) = [name for name in filled(noon, page, office.overdue) if name.startswith("line-")]
    odd = {"paper_number": ODD, "note": f"một\n{ODD}", words.replace("line", "words"): ODD}
    answer = inside.post(f"{HOME}/viec/{office.overdue}/nop", data=filled(noon, page, office.overdue, **odd))

    assert answer.status_code == 200
    with noon.session() as session:
        kept = session.exec(select(Submission)).one()
        assert (kept.paper_number, kept.note) == ("125/BC[31m-STC", "một\n125/BC[31m-STC")
        assert session.exec(select(SubmissionLine.words)).one() == "125/BC[31m-STC"
        assert session.exec(select(Mail.subject)).one()


@pytest.mark.parametrize("what", ["nop", "tiep-nhan"])
@pytest.mark.parametrize("number", [0, -1, 2**31, HUGE])
def test_a_number_of_no_assignment_is_not_there(inside, office, noon, what, number):
    form = filled(noon, inside.get(HOME), office.due)

    assert inside.post(f"{HOME}/viec/{number}/{what}", data=form).status_code == 404


@pytest.mark.parametrize("query", [f"da_nop={HUGE}", "da_nop=x", "da_tiep_nhan=%00", "da_nop=1&da_nop=2"])
def test_an_address_that_somebody_wrote_is_a_page_in_vietnamese(inside, query):
    answer = inside.get(f"{HOME}?{query}")

    assert answer.status_code in {200, 400, 404}
    assert '<html lang="vi">' in answer.text


def test_a_fault_of_ours_is_a_page_with_the_security_headers(client, office, postgres, noon):
    empty = World(settings=noon.settings, database_url=postgres.url("template1"), clock=noon.clock)
    with inhabit(empty):
        answer = client.get("/")

    assert answer.status_code == 500
    assert "Có lỗi phía hệ thống" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/thu", "/bang", "/co-quan"])
def test_a_site_that_points_its_own_name_at_this_machine_reads_nothing(client, office, path):
    answer = client.get(path, headers={"Host": "doc-trom.example"})

    assert answer.status_code == 421
    assert "tỉnh Mẫu" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:8080", "dondoc.tinh.example"])
def test_the_names_of_this_machine_and_the_public_one_are_served(client, office, noon, host):
    settings = Settings(home=noon.settings.home, public_url="https://dondoc.tinh.example")
    with inhabit(World(settings=settings, database_url=noon.database_url, clock=noon.clock)):
        assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        pytest.param({}, 200, id="on this machine alone"),
        pytest.param({"portal_host": "0.0.0.0"}, 404, id="open to the network"),
        pytest.param({"public_url": "https://dondoc.tinh.example"}, 404, id="behind a public address"),
        pytest.param({"portal_host": "0.0.0.0", "demo": True}, 200, id="invented mails of the example"),
    ],
)
def test_caught_mails_are_shown_to_this_machine_alone(client, office, noon, settings, status):
    (noon.settings.home / FOLDER).mkdir()
    opened = Settings(home=noon.settings.home, **settings)
    with inhabit(World(settings=opened, database_url=noon.database_url, clock=noon.clock)):
        assert client.get("/thu").status_code == status
        assert ('href="/thu"' in client.get("/").text.partition("<main")[2]) is (status == 200)


def test_a_form_that_does_not_come_to_its_end_is_given_up(inside, office, address, monkeypatch):
    monkeypatch.setattr(forms, "PATIENCE_S", 0.2)
    where, begun = urlsplit(address), time.monotonic()
    with socket.create_connection((where.hostname, where.port), timeout=10) as line:
        line.sendall(
            f"POST {HOME}/viec/{office.due}/nop HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nmark=1".encode()
        )
        answer = line.recv(100)

    assert answer.startswith(b"HTTP/1.1 400")
    assert time.monotonic() - begun < 5


def test_what_a_fault_logs_holds_nothing_of_the_form(inside, office, noon, caplog):
    page = inside.get(HOME)
    form = filled(noon, page, office.overdue)
    form |= {name.replace("line", "words"): "một điều riêng" for name in form if name.startswith("line-")}
    with noon.session() as session:
        session.connection().exec_driver_sql("ALTER TABLE submission_line DROP COLUMN words")
    with caplog.at_level(logging.ERROR):
        answer = inside.post(f"{HOME}/viec/{office.overdue}/nop", data=form)

    assert answer.status_code == 500
    assert "portal.fault" in caplog.text
    assert "một điều riêng" not in caplog.text
