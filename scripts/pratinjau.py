"""Every page with sample data as static HTML, and on wish as pictures, without a database.

Usage: python scripts/pratinjau.py FOLDER [--layar] [--hanya beranda,indikator]
`--layar` also writes each page × {1366, 390} × {terang, gelap} as PNG with Debian's Chromium.
"""

import argparse
import functools
import shutil
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
WIDTHS = {1366: 768, 390: 844}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def configure() -> None:
    """Just enough of Django to render templates."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles", "tolok.web"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        STATIC_URL="/static/",
        LANGUAGE_CODE="id",
        USE_TZ=True,
    )
    django.setup()


def write_pages(folder: Path, wanted: set[str]) -> list[str]:
    """HTML of the wanted pages (all when empty) in both themes; returns their names."""
    from tolok.web.pages import render_page
    from web.sample_pages import PAGES

    shutil.copytree(ROOT / "src/tolok/web/static", folder / "static", dirs_exist_ok=True)
    names = [name for name in PAGES if not wanted or name in wanted]
    for name in names:
        for tema in ("terang", "gelap"):
            (folder / f"{name}-{tema}.html").write_text(render_page(PAGES[name], tema=tema), encoding="utf-8")
    return names


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the requests of our own browser are no news."""


def shoot(folder: Path, names: list[str]) -> list[str]:
    """PNG of every page; returns the pages that scroll sideways."""
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wide = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width, height in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            for name in names:
                for tema in ("terang", "gelap"):
                    page.goto(f"http://127.0.0.1:{server.server_address[1]}/{name}-{tema}.html")
                    page.evaluate("document.fonts.ready")
                    page.screenshot(path=str(folder / f"{name}-{width}-{tema}.png"), full_page=True)
                    extra = page.evaluate(OVERFLOW)
                    if extra > 0:
                        wide.append(f"{name} at {width} px is {extra} px too wide")
        browser.close()
    server.shutdown()
    return wide


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layar", action="store_true", help="also write PNG pictures")
    parser.add_argument("--hanya", default="", help="names of pages, separated by commas")
    chosen = parser.parse_args()
    configure()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    names = write_pages(chosen.folder, {name for name in chosen.hanya.split(",") if name})
    wide = shoot(chosen.folder, names) if chosen.layar else []
    print("\n".join(wide) or f"{len(names)} pages")
    return 1 if wide else 0


if __name__ == "__main__":
    sys.exit(main())
