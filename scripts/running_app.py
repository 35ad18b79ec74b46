"""The application running for real on loopback, with a demonstration of its own, for pictures and browser tests."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, Self

from demo_template import copy_demo

ROOT = Path(__file__).resolve().parent.parent
_ACCOUNT = re.compile(r"^\s+(\S+)\s+([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})\s", re.M)


def chromium_options() -> dict[str, Any]:
    """How Debian's Chromium is started: as it is installed, and without talking to anyone."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
    ]
    return {
        "executable_path": os.environ.get("TOLOK_CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-gpu", *quiet],
    }


class RunningApp:
    """`with RunningApp() as app`: prepares, serves until the end of the block, ends the process that it started."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.environment = {**os.environ, "TOLOK_DATA": self._folder.name, "PYTHONPATH": str(ROOT / "src")}
        self.accounts: dict[str, str] = {}
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> str:
        """Run one `tolok` command on this application's data; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "tolok.cli", *words],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def __enter__(self) -> Self:
        self.environment |= copy_demo(Path(self._folder.name))
        self.accounts = dict(_ACCOUNT.findall(self.command("siapkan")))
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tolok.cli", "jalan", "--contoh", "--port", str(self.port)],
            env=self.environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(150):
            if self._server.poll() is not None:
                raise RuntimeError("the server ended by itself")
            try:
                with urllib.request.urlopen(f"{self.url}/masuk/", timeout=5):  # noqa: S310  # our own address
                    return self
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server does not answer")

    def __exit__(self, *_error: object) -> None:
        self._server.terminate()
        self._server.wait(timeout=20)
        self._folder.cleanup()

    def sign_in(self, page: Any, username: str) -> None:
        """Sign in through the form, as a person does."""
        page.goto(f"{self.url}/masuk/")
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_role("textbox", name="Kata sandi").fill(self.accounts[username])
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(_not_the_door)

    def type_in(self, page: Any, username: str) -> None:
        """Sign in by keys alone. A key pressed before the page puts the focus in its first field would be lost."""
        page.goto(f"{self.url}/masuk/")
        page.wait_for_function("document.activeElement.name === 'username'")
        page.keyboard.type(username)
        page.keyboard.press("Tab")
        page.keyboard.type(self.accounts[username])
        page.keyboard.press("Enter")
        page.wait_for_url(_not_the_door)


def _not_the_door(url: str) -> bool:
    return "/masuk/" not in url


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
