"""The agency page in a real browser, at the width of a phone and by keyboard."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the pages are not driven in a browser"),
]

PHONE = {"width": 375, "height": 740}


@pytest.fixture
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture
def phone(browser: Browser, address: str, office, noon) -> Page:
    page = browser.new_page(viewport=PHONE, locale="vi-VN")
    page.goto(f"{address}/v/{office.token(noon)}#a{office.due}")
    return page


def test_an_officer_hands_in_on_a_phone(phone: Page, office, tmp_path: Path):
    card = phone.locator(f"#a{office.due}")
    expect(phone).to_have_url(f"{phone.url.split('/co-quan')[0]}/co-quan#a{office.due}")

    card.get_by_text("Nộp kết quả").click()
    card.get_by_label("Số văn bản").fill("125/BC-STC")
    card.get_by_label("Ngày văn bản").fill("2026-09-11")
    for line in card.get_by_label("Kết quả").all():
        line.select_option("Đã hoàn thành")
    card.get_by_role("button", name="Nộp", exact=True).click()

    expect(card.get_by_role("status")).to_contain_text("Đã nhận kết quả")
    expect(card).to_contain_text("văn bản số 125/BC-STC ngày 11/09/2026")
    expect(phone.get_by_text("1 việc đã nộp, chờ thẩm tra")).to_be_visible()


def test_the_page_fits_a_phone(phone: Page, office):
    phone.locator(f"#a{office.due}").get_by_text("Nộp kết quả").click()

    widths = phone.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

    assert widths[0] <= widths[1]


def test_what_is_touched_is_large_enough(phone: Page):
    small = phone.evaluate(
        "[...document.querySelectorAll('button, summary.button')].filter(each => each.checkVisibility())"
        ".map(each => each.getBoundingClientRect()).filter(box => box.height < 44 || box.width < 44).length"
    )

    assert small == 0


def test_an_officer_acknowledges_by_keyboard_alone(phone: Page, office):
    phone.goto(f"{phone.url.split('#')[0]}#a{office.overdue}")
    for _ in range(30):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.textContent.trim()") == "Đã tiếp nhận":
            break
    outline = phone.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    phone.keyboard.press("Enter")

    assert outline == "solid"
    expect(phone.get_by_role("status")).to_contain_text("Đã tiếp nhận")


def test_a_mistake_is_shown_in_the_open_form(phone: Page, office):
    card = phone.locator(f"#a{office.due}")
    card.get_by_text("Nộp kết quả").click()
    card.get_by_label("Số văn bản").fill("125/BC-STC")
    for line in card.get_by_label("Kết quả").all():
        line.select_option("Đã hoàn thành")

    card.get_by_role("button", name="Nộp", exact=True).click()

    expect(card.get_by_role("alert")).to_contain_text("còn 1 chỗ cần sửa")
    expect(card.get_by_text("Có số văn bản thì ghi cả ngày văn bản.")).to_be_visible()
    expect(card.get_by_label("Số văn bản")).to_have_value("125/BC-STC")
