"""Approving a figure with the keyboard alone, at twice the size, never scrolling sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from running_app import RunningApp, chromium_options

pytestmark = pytest.mark.browser

FOCUS = """() => { const one = document.activeElement, box = one.getBoundingClientRect();
  return {words: (one.innerText || one.value || '').trim(), tag: one.tagName,
    seen: box.width > 0 && box.top < innerHeight && box.bottom > 0 && box.left >= 0 && box.right <= innerWidth + 1,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth}; }"""
MOST_TABS = 60


@pytest.fixture
def page() -> Iterator[tuple[RunningApp, Page]]:
    """1366 px at 200 % leave half of them to the page."""
    with RunningApp() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        yield app, browser.new_context(viewport={"width": 683, "height": 384}).new_page()
        browser.close()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus begins with these words; on the way everything focused is in view."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert not here["wide"]
        assert here["seen"] or here["tag"] == "BODY", here
        if here["words"].startswith(words):
            return
    raise AssertionError(f"never reached by Tab: {words}")


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_figure_is_approved_without_a_mouse_at_twice_the_size(page) -> None:
    app, screen = page
    app.type_in(screen, "ratna")
    screen.goto(f"{app.url}/k/35.75-2.17/2023/tugas/")
    press(screen, "Setujui UM-01, tahun 2023")
    press(screen, "Setujui 4,35")
    assert "disetujui" in screen.locator("main").inner_text().lower()
    assert not screen.get_by_role("link", name="Setujui 4,35").count()
