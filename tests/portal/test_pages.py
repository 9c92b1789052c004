"""The start page, the board, the caught mails, and what every answer carries."""

import pytest

from deploy.catcher import FOLDER
from deploy.settings import Settings
from deploy.world import World, inhabit

pytestmark = pytest.mark.slow

MAIL = """\
Return-Path: <don-doc@mau.example>
Delivered-To: daumoi@mau.example
From: =?utf-8?b?xJDDtG4gxJHhu5Fj?= <don-doc@mau.example>
To: daumoi@mau.example
Subject: =?utf-8?q?Vi=E1=BB=87c_c=E1=BA=A7n_l=C3=A0m?=
Date: Mon, 14 Sep 2026 00:30:00 +0000
Message-ID: <digest.1@mau.example>
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Mở http://127.0.0.1:8080/v/abc.def#a7 hoặc http://ngoai.example/v/x
<script>1</script>
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>Kính gửi</p><script>alert(1)</script>
--b--
"""
NAME = "20260914T003000.000000Z-00000001"


@pytest.fixture
def caught(noon):
    folder = noon.settings.home / FOLDER
    folder.mkdir(parents=True)
    (folder / f"{NAME}.eml").write_bytes(MAIL.replace("\n", "\r\n").encode())


@pytest.mark.parametrize("path", ["/", "/bang", "/thu", "/health", "/khong-co", "/co-quan", "/static/dondoc.css"])
def test_every_answer_carries_the_security_headers(client, office, path):
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_start_page_counts_and_links(client, office):
    text = client.get("/").text

    assert "tỉnh Mẫu" in text
    assert "<dt>việc đang mở</dt><dd>3</dd>" in text
    assert "<dt>việc đã lên lịch</dt><dd>1</dd>" in text
    assert 'href="http://127.0.0.1:4200/v2/runs?start=2026-09-1' in text
    assert "Dữ liệu mẫu" not in text


def test_the_start_page_of_a_demo_says_so(client, office, noon):
    settings = Settings(home=noon.settings.home, demo=True)
    with inhabit(World(settings=settings, database_url=noon.database_url, clock=noon.clock)):
        text = client.get("/").text

    assert "Dữ liệu mẫu" in text


def test_the_start_page_without_a_province_says_what_to_do(client):
    text = client.get("/").text

    assert "dondoc province" in text


def test_the_board_counts_open_and_overdue_duties(client, office):
    page = client.get("/bang")

    assert page.status_code == 200
    assert "Sở Tài chính" in page.text
    assert "Toàn tỉnh" in page.text
    assert "1 chưa hoàn thành quá hạn" in page.text


def test_the_board_of_an_unknown_province_is_not_there(client, office):
    assert client.get("/bang?tinh=xx").status_code == 404


def test_a_caught_mail_is_listed_and_shown_with_its_headers(client, office, caught):
    listed = client.get("/thu").text
    shown = client.get(f"/thu/{NAME}").text

    assert "Việc cần làm" in listed
    assert "07:30 ngày 14/09/2026" in listed
    assert "<dd>07:30 ngày 14/09/2026</dd>" in shown
    assert "&lt;digest.1@mau.example&gt;" in shown
    assert "Đôn đốc &lt;don-doc@mau.example&gt;" in shown


def test_the_text_part_is_escaped_and_only_our_own_addresses_are_links(client, office, caught):
    shown = client.get(f"/thu/{NAME}").text

    assert '<a href="http://127.0.0.1:8080/v/abc.def#a7">' in shown
    assert 'href="http://ngoai.example' not in shown
    assert "<script>" not in shown


def test_the_html_part_lies_in_a_frame_that_may_do_nothing(client, office, caught):
    frame = client.get(f"/thu/{NAME}/html")

    assert "<p>Kính gửi</p>" in frame.text
    policy = frame.headers["content-security-policy"]
    assert policy.startswith("sandbox")
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy


@pytest.mark.parametrize("name", ["20260914T003000.000000Z-00000009", "..%2Fsecret", "x"])
def test_a_mail_that_is_not_there_is_a_page_that_says_so(client, office, caught, name):
    assert client.get(f"/thu/{name}").status_code == 404


def test_with_a_mail_server_set_there_are_no_caught_mails(client, office, caught, noon):
    settings = Settings(home=noon.settings.home, smtp_host="localhost")
    with inhabit(World(settings=settings, database_url=noon.database_url, clock=noon.clock)):
        assert client.get("/thu").status_code == 404
        assert client.get(f"/thu/{NAME}/html").status_code == 404


def test_health_answers_while_the_database_does(client, office):
    assert client.get("/health").json() == {"status": "ok"}


def test_a_database_that_is_gone_is_said_in_vietnamese(client, noon):
    gone = World(settings=noon.settings, database_url="postgresql+psycopg://x:y@127.0.0.1:1/z", clock=noon.clock)
    with inhabit(gone):
        answer = client.get("/health")

    assert answer.status_code == 503
    assert "Cơ sở dữ liệu tạm thời không trả lời" in answer.text


def test_an_address_that_is_not_there_and_a_wrong_method_are_said_in_vietnamese(client, office):
    assert "Địa chỉ này không có" in client.get("/khong-co").text
    assert client.get("/khong-co").status_code == 404
    assert client.post("/bang").status_code == 405
