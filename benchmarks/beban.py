"""A large office at work: how fast its pages are, and what fifty people at once do to it.

Usage: python benchmarks/beban.py [--usaha 300000] [--detik 60] [--orang 50] [--folder FOLDER]. A demonstration is filled
with so many invented enterprises, each monitored in five years; the real server runs beside the client on the same machine.
With --folder the filled place is kept there and used again. Every person opens a page every one to two seconds; every tenth
request attaches evidence to a figure.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
from demo_template import copy_demo  # noqa: E402  # found by the line above

P = "/k/35.75-2.17/2022"
WRITTEN = "/k/35.75-2.17/2024-TW3/KOP-01/terbitan/1/bukti/lampirkan/"
# What is looked at: name → (address, limit of the 95th percentile in ms).
PAGES = {
    "beranda": (f"{P}/", 150),
    "indikator": (f"{P}/UM-01/", 150),
    "lembar hitung": (f"{P}/UM-01/terbitan/2/lembar-hitung/", 150),
    "baris, halaman pertama": (f"{P}/UM-01/terbitan/2/baris/0/terhitung/", 300),
}
MIX = [*(path for path, _ in PAGES.values()), f"{P}/", f"{P}/tugas/", f"{P}/riwayat/", f"{P}/dokumen/", "/akun/"]
PEOPLE = ("hendra", "siti", "agus", "bambang", "ratna", "yusuf", "indra")
WRITERS = ("hendra",)


@contextmanager
def served(environment: dict[str, str], port: int, proses: int) -> Iterator[None]:
    words = [sys.executable, "-m", "tolok.cli", "jalan", "--contoh", "--port", str(port), "--proses", str(proses)]
    server = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/sehat/", {})
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


def ask(line: http.client.HTTPConnection, path: str, cookies: dict[str, str], body: str | None = None) -> int:
    """One request on an open line; its status. The whole answer is read."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request("GET" if body is None else "POST", path, body, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def seen(status: int, path: str) -> None:
    """RuntimeError where a page is not there: its time would say nothing."""
    if status != 200:
        raise RuntimeError(f"{path}: {status}")


def alone(port: int, sessions: dict[str, str], times: int) -> list[str]:
    """Each page `times` times by one person with nobody else there: median and 95th percentile."""
    line, lines = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    cookies = {"sessionid": sessions["ratna"]}
    for name, (path, limit) in PAGES.items():
        for _ in range(3):
            seen(ask(line, path, cookies), path)
        taken = []
        for _ in range(times):
            started = time.perf_counter()
            seen(ask(line, path, cookies), path)
            taken.append((time.perf_counter() - started) * 1000)
        middle, slow = statistics.median(taken), percentile(taken, 0.95)
        lines.append(f"| {name} | {middle:.0f} | {slow:.0f} | {limit} | {'ya' if slow <= limit else 'TIDAK'} |")
    return lines


class Crowd:
    """Fifty people who read and think; every tenth thing that they do is writing."""

    def __init__(self, port: int, sessions: dict[str, str], people: int, seconds: float):
        self.port, self.sessions, self.people = port, sessions, people
        self.until = time.perf_counter() + seconds
        self.taken: list[tuple[float, bool]] = []
        self.failed: list[str] = []

    def run(self) -> None:
        threads = [threading.Thread(target=self.person, args=(number,)) for number in range(self.people)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def person(self, number: int) -> None:
        dice = random.Random(number)  # noqa: S311  # seeded, no secret
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        token = "a" * 32
        time.sleep(dice.uniform(0, 1.5))
        while time.perf_counter() < self.until:
            writes = dice.random() < 0.1
            who = dice.choice(WRITERS if writes else PEOPLE)
            cookies = {"sessionid": self.sessions[who], "csrftoken": token}
            path, body = (WRITTEN, self.words(dice, token)) if writes else (dice.choice(MIX), None)
            started = time.perf_counter()
            try:
                status = ask(line, path, cookies, body)
            except OSError as error:
                self.failed.append(f"{path}: {error}")
                line.close()
                continue
            self.taken.append((time.perf_counter() - started, writes))
            if status not in (200, 302):
                self.failed.append(f"{path}: {status}")
            time.sleep(dice.uniform(0.8, 2.0))

    @staticmethod
    def words(dice: random.Random, token: str) -> str:
        text = f"rapat+nomor+{dice.randrange(10**9)}+berjalan+sesuai+jadwal"
        return f"csrfmiddlewaretoken={token}&jenis=teks&teks-nama={text}&teks-isi={text}"


def crowded(port: int, sessions: dict[str, str], people: int, seconds: float) -> list[str]:
    crowd = Crowd(port, sessions, people, seconds)
    started = time.perf_counter()
    crowd.run()
    spent = time.perf_counter() - started
    every = [one * 1000 for one, _ in crowd.taken]
    writing = [one * 1000 for one, writes in crowd.taken if writes]
    rate, slow = len(every) / spent, percentile(every, 0.95)
    good = rate >= 20 and slow <= 500 and not crowd.failed
    return [
        f"{people} orang, {spent:.0f} detik: {len(every)} permintaan ({len(writing)} menulis), {rate:.1f} per detik; "
        f"median {statistics.median(every):.0f} ms, p95 {slow:.0f} ms, "
        f"menulis p95 {percentile(writing or [0], 0.95):.0f} ms; "
        f"{len(crowd.failed)} gagal. Batas 20 per detik, 500 ms, 0 gagal: {'ya' if good else 'TIDAK'}",
        *dict.fromkeys(crowd.failed[:5]),
    ]


def prepared(folder: Path, usaha: int) -> tuple[dict[str, str], dict[str, str]]:
    """(environment, session by user name) of a filled installation; filled once per folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TOLOK_DATA": str(folder)}
    environment.pop("TOLOK_DATABASE", None)
    if not (folder / "terisi.json").exists():
        os.environ.pop("TOLOK_DATABASE", None)
        copy_demo(folder)
        words = [sys.executable, str(ROOT / "benchmarks" / "beban_isi.py"), str(usaha), *sorted({*PEOPLE, *WRITERS})]
        done = subprocess.run(words, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        (folder / "terisi.json").write_text(done.stdout.splitlines()[-1])
    return environment, json.loads((folder / "terisi.json").read_text())


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--usaha", type=int, default=300_000)
    asked.add_argument("--detik", type=float, default=60)
    asked.add_argument("--orang", type=int, default=50)
    asked.add_argument("--kali", type=int, default=60)
    asked.add_argument("--proses", type=int, default=2)
    asked.add_argument("--porta", type=int, default=8765)
    asked.add_argument("--folder", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        environment, sessions = prepared(options.folder or Path(temporary) / "data", options.usaha)
        with served(environment, options.porta, options.proses):
            print("| Halaman | Median ms | p95 ms | Batas | Tercapai |\n|---|---|---|---|---|")
            print("\n".join(alone(options.porta, sessions, options.kali)), flush=True)
            print("\n" + "\n".join(crowded(options.porta, sessions, options.orang, options.detik)))


if __name__ == "__main__":
    main()
