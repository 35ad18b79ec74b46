"""Every type of page under axe-core, in both themes and both widths: no violation of WCAG 2.2 A and AA."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from layar import PAGES, THEMES, WIDTHS
from playwright.sync_api import Browser, Page
from running_app import RunningApp

from acceptance.layar_dibuat import BACA, answer_question, ask_bidang, close_document, print_document

pytestmark = pytest.mark.browser

VENDOR = Path(__file__).parent / "vendor"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A theme or a width changes colours, sizes and what is shown; the rest of a page is the same in every one of them.
BY_LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
WHOLE = {(1366, "terang"), (390, "gelap")}
LARGEST = 100_000
"""Bytes of the public page's first visit, not compressed."""


@pytest.fixture(scope="module")
def desks(app: RunningApp, browser: Browser) -> dict[str | None, Page]:
    """One signed-in page per person, opened when first asked for."""

    class Desks(dict[str | None, Page]):
        def __missing__(self, who: str | None) -> Page:
            # Without motion: a colour that is still on its way from one theme to the other is no colour of either.
            self[who] = browser.new_context(reduced_motion="reduce").new_page()
            if who:
                app.sign_in(self[who], who)
            return self[who]

    return Desks()


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds: rule and the element that breaks it."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", {"runOnly": only})
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation_in_either_theme_and_at_either_width(name, app, desks) -> None:
    who, path = PAGES[name]
    assert faults(app, desks[who], path) == {}


def faults(app: RunningApp, page: Page, path: str) -> dict[str, list[str]]:
    """What axe finds on one address, by width and theme; nowhere it may be wider than its window."""
    page.goto(app.url + path)
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for width, height in WIDTHS.items():
        for theme, scheme in THEMES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
            # At its end a bar that sticks to the bottom of the window lies in its own place, over nothing.
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            found[f"{width} {theme}"] = violations(page, None if (width, theme) in WHOLE else BY_LOOK)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{width}: {wide} px too wide"
    return {look: those for look, those in found.items() if those}


def test_pages_that_somebody_makes_first_have_no_violation_either(app, desks) -> None:
    """A question to a bidang before and after its answer, a closed document, and what the QR of a printed paper shows."""
    planner, bidang = desks["yusuf"], desks["siti"]
    asked = ask_bidang(app, planner)
    found = {"ditanya": faults(app, bidang, asked)}
    answer_question(app, bidang, asked)
    found["dijawab"] = faults(app, planner, asked)
    found["telaah dijawab"] = faults(app, planner, f"{BACA}/2/")
    found["ditutup"] = faults(app, planner, close_document(app, planner))
    found["telaah ditutup"] = faults(app, planner, f"{BACA}/1/")
    found["cek"] = faults(app, desks[None], print_document(app, planner))
    assert {name: those for name, those in found.items() if those} == {}


def test_axe_does_find_what_is_wrong(app, desks) -> None:
    page = desks[None]
    page.emulate_media(color_scheme="light")
    page.goto(app.url + "/masuk/")
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('label').forEach(one => one.remove())")
    page.evaluate("document.querySelectorAll('p').forEach(one => { one.style.color = '#c8c8c8' })")
    broken = {one.partition(":")[0] for one in violations(page)}
    assert {"label", "color-contrast"} <= broken


def test_the_first_visit_of_the_public_page_is_small_and_sets_no_cookie(app, browser) -> None:
    context = browser.new_context()
    page, sizes = context.new_page(), []
    page.on("response", lambda response: sizes.append((response.url, len(response.body()))))
    page.goto(f"{app.url}/publik/35.75-2.17/2023/", wait_until="networkidle")
    assert len(sizes) >= 3
    assert sum(size for _, size in sizes) <= LARGEST, sizes
    assert context.cookies() == []
    context.close()


def test_the_vendored_file_is_the_recorded_one() -> None:
    record = (VENDOR / "VENDOR.md").read_text(encoding="utf-8")
    for name in ("axe.min.js", "LICENSE-axe-core.txt"):
        digest = hashlib.sha256((VENDOR / name).read_bytes()).hexdigest()
        assert f"| {name} |" in record
        assert digest in record
