import os
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from notifications.digest import Work
from notifications.render import Rendered, Template, render_digest
from tests.notifications.letters import LETTERHEAD, digest_on, mails, report
from tests.notifications.people import FOCAL

SNAPSHOTS = Path(__file__).parent / "snapshots"
PARTS = {"subject.txt": "subject", "body.txt": "text", "body.html": "html"}
MAILS = mails()
MONDAY, TUESDAY = date(2026, 9, 14), date(2026, 9, 15)


@pytest.mark.parametrize("name", sorted(MAILS))
@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_part_of_each_mail_is_its_golden_file(name, part):
    golden = SNAPSHOTS / name / part
    written = getattr(MAILS[name], PARTS[part]).rstrip("\n") + "\n"

    if os.environ.get("DONDOC_SNAPSHOTS") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(written, encoding="utf-8")

    assert written == golden.read_text(encoding="utf-8")


def test_every_notice_has_a_golden_mail():
    assert {name.split("-")[0] for name in MAILS} == {template.value for template in Template}


def visible(html: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("name", sorted(MAILS))
def test_what_the_html_says_the_text_says(name):
    mail = MAILS[name]
    text = mail.subject + " ".join(mail.text.split())

    days = set(re.findall(r"\d\d/\d\d/\d{4}", visible(mail.html)))
    links = set(re.findall(r'href="([^"]+)"', mail.html))

    assert days <= set(re.findall(r"\d\d/\d\d/\d{4}", text))
    assert all(link in mail.text for link in links)
    assert "không thay thế văn bản hành chính" in text


@pytest.mark.parametrize("name", sorted(MAILS))
def test_no_mail_blames_or_proposes_discipline(name):
    words = (MAILS[name].subject + MAILS[name].text + visible(MAILS[name].html)).lower()

    assert not [word for word in ("phê bình", "kiểm điểm", "kỷ luật", "trách nhiệm", "vi phạm") if word in words]


@pytest.mark.parametrize("name", sorted(MAILS))
def test_a_subject_is_one_line(name):
    assert re.fullmatch(r"\S[^\r\n]*\S", MAILS[name].subject)


def test_on_the_day_asked_for_the_mail_names_the_last_day_on_time():
    mail = render_digest(digest_on(MONDAY, FOCAL, report()), LETTERHEAD)

    sentence = "Đề nghị hoàn thành trong hôm nay; còn được tính đúng hạn đến hết ngày 15/09/2026."
    assert sentence in mail.text
    assert sentence in visible(mail.html)


def test_a_line_begins_with_what_is_owed_by_whom_by_when_and_under_which_clause():
    mail = render_digest(digest_on(MONDAY, FOCAL, report()), LETTERHEAD)

    (line,) = [line for line in mail.text.splitlines() if line.startswith("1. ")]
    assert line == (
        "1. Báo cáo quý III/2026 gửi Sở Nội vụ – Sở Tài chính – đề nghị xong 14/09/2026 – theo đoạn cuối, "
        "Chỉ thị số 05/CT-UBND ngày 13/08/2013; điểm b mục 2, Chỉ thị của UBND tỉnh Khánh Hòa."
    )


def several(*whats: str) -> list[Work]:
    """Works of one agency that differ in nothing but what is owed."""
    return [
        replace(report(), what=what, view=replace(report().view, assignment_id=900 + place))
        for place, what in enumerate(whats)
    ]


def test_what_holds_for_several_works_is_said_once_below_them():
    works = several("Kế hoạch", "Dự toán", "Báo cáo")

    mail = render_digest(digest_on(MONDAY, FOCAL, *works), LETTERHEAD)

    for words in (mail.text, visible(mail.html)):
        assert words.count("Đề nghị hoàn thành trong hôm nay") == 1
        assert words.count("hệ thống nhắc lại đầu mối") == 1
        assert "Chung cho các việc từ 1 đến 3: " in " ".join(words.split())
    assert len(set(re.findall(r"#a(\d+)", mail.text))) == 3


def test_works_of_another_day_keep_their_own_sentence():
    one, two, three = several("Kế hoạch", "Dự toán", "Báo cáo")
    later = replace(three, view=replace(three.view, late_after=date(2026, 9, 16)))

    mail = render_digest(digest_on(MONDAY, FOCAL, one, two, later), LETTERHEAD)

    assert "Chung cho các việc từ 1 đến 2:" in mail.text
    assert mail.text.count("Đề nghị hoàn thành trong hôm nay") == 2


def test_a_subject_names_the_one_work_that_it_is_about():
    one = render_digest(digest_on(MONDAY, FOCAL, report()), LETTERHEAD)
    two = render_digest(digest_on(MONDAY, FOCAL, *several("Kế hoạch", "Dự toán")), LETTERHEAD)

    assert one.subject == "Việc cần làm ngày 14/09/2026: 1 đến hạn – Báo cáo quý III/2026 gửi Sở Nội vụ"
    assert two.subject == "Việc cần làm ngày 14/09/2026: 2 đến hạn"


def test_markup_in_a_name_stays_words():
    work = replace(report(), agency="<script>alert(1)</script> & Cty", what='"><img src=x onerror=alert(1)>')

    mail: Rendered = render_digest(digest_on(TUESDAY, FOCAL, work), LETTERHEAD)

    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert "<script>alert(1)</script> & Cty" in mail.text


def test_a_subject_stays_one_line_whatever_an_agency_is_called():
    work = replace(report(), agency="Sở\r\nBcc: x@y.example")

    mail = render_digest(replace(digest_on(TUESDAY, FOCAL, work), is_for_head=True), LETTERHEAD)

    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
