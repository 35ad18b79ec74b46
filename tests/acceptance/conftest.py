"""What acceptance tests share: the real application and a real browser, once for each module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from running_app import RunningApp, chromium_options


@pytest.fixture(scope="module")
def app() -> Iterator[RunningApp]:
    with RunningApp() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**chromium_options())
        yield chromium
        chromium.close()
