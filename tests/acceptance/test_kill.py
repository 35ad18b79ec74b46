"""The server is killed in the middle of work, again and again: what it acknowledged stands, nothing stands by half."""

import http.cookiejar
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running_app import ROOT, RunningApp

pytestmark = pytest.mark.browser  # a real server, though nobody looks

K, P = "35.75-2.17", "2023"
KODE = "KOP-03"
TURN = {
    "draf": ("hendra", "ajukan"),
    "dikembalikan": ("hendra", "ajukan"),
    "diajukan": ("siti", "verifikasi"),
    "diverifikasi": ("ratna", "setujui"),
    "disetujui": ("yusuf", "terbitkan"),
    "diterbitkan": ("yusuf", "buka_kembali"),
}
SANDI = "kata sandi untuk uji coba"
# What a whole database looks like, asked of it from outside the program: every question must find nothing.
WHOLE = {
    "langkah tanpa catatan": """SELECT l.id FROM store_langkah l JOIN store_realisasi r ON r.id = l.realisasi_id
        JOIN store_indikatorkantor i ON i.id = r.indikator_id WHERE NOT EXISTS (SELECT 1 FROM store_logperubahan c
        WHERE c.pada = l.pada AND c.oleh_id = l.oleh_id AND c.tindakan LIKE 'realisasi.%' AND c.objek LIKE i.kode || '%')""",
    "terbit tanpa langkah": """SELECT r.id FROM store_realisasi r WHERE r.status = 'diterbitkan' AND
        (r.diterbitkan_pada IS NULL OR NOT EXISTS (SELECT 1 FROM store_langkah l WHERE l.realisasi_id = r.id
        AND l.aksi = 'terbitkan' AND l.pada = r.diterbitkan_pada))""",
    "langkah terakhir lain dari keadaan": """SELECT r.id FROM store_realisasi r JOIN store_langkah l ON l.realisasi_id = r.id
        WHERE l.id = (SELECT max(id) FROM store_langkah WHERE realisasi_id = r.id) AND r.status != CASE l.aksi
        WHEN 'ajukan' THEN 'diajukan' WHEN 'verifikasi' THEN 'diverifikasi' WHEN 'setujui' THEN 'disetujui'
        WHEN 'terbitkan' THEN 'diterbitkan' WHEN 'kembalikan' THEN 'dikembalikan' ELSE r.status END""",
    "kiriman tanpa catatan": """SELECT k.id FROM store_kiriman k WHERE k.jenis = 'berkas' AND NOT EXISTS
        (SELECT 1 FROM store_logperubahan c WHERE c.tindakan = 'kiriman.diterima' AND c.pada = k.diterima_pada)""",
    "unggahan diterima tanpa kiriman": "SELECT id FROM store_unggahan WHERE status = 'diterima' AND kiriman_id IS NULL",
}


class Server(RunningApp):
    """The same application, started and killed many times, with everything that it started itself."""

    def start(self) -> None:
        words = [sys.executable, "-m", "tolok.cli", "jalan", "--contoh", "--port", str(self.port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._server = subprocess.Popen(words, env=self.environment, cwd=ROOT, start_new_session=True, **quiet)
        self._wait()

    def kill(self) -> None:
        """Power off: nobody is asked, nothing is put away."""
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/sehat/", timeout=5)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def asked(self, *questions: str) -> list[list[tuple]]:
        """What the database answers to a program of its own: the rows of each question."""
        code = (
            "import sys, json, django; django.setup(); from django.db import connection\n"
            "def rows(one):\n"
            "    cursor = connection.cursor(); cursor.execute(one.replace('%', '%%'), [])\n"
            "    return [[str(cell) for cell in row] for row in cursor.fetchall()]\n"
            "print(json.dumps([rows(one) for one in json.load(sys.stdin)]))"
        )
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "tolok.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", code], input=json.dumps(questions), env=environment, cwd=ROOT, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        return [[tuple(row) for row in rows] for rows in json.loads(done.stdout)]


class Desk:
    """One person's browser without a window."""

    def __init__(self, server: Server, username: str):
        self.server, self.username = server, username
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/masuk/")
        self.post("/masuk/", {"username": username, "password": server.accounts[username]})

    def get(self, path: str) -> str:
        with self.opener.open(self.server.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Where the answer led to in the end. OSError where none came, HTTPError where it was refused."""
        token = next(one.value for one in self.jar if one.name == "csrftoken")
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        with self.opener.open(self.server.url + path, body, timeout=30) as answer:
            return str(answer.geturl())


class Office:
    """People at work. `promised` holds what the server acknowledged, as a question that must find something later."""

    def __init__(self, server: Server):
        self.server = server
        self.desks = {name: Desk(server, name) for name in ("hendra", "siti", "ratna", "yusuf", "galuh")}
        self.promised: list[tuple[str, str]] = []
        self.token = self._token()
        self.sent = 0

    def _token(self) -> str:
        desk = self.desks["hendra"]
        desk.get("/akun/")
        until = time.strftime("%Y-%m-%d", time.localtime(time.time() + 30 * 86400))
        token = next(one.value for one in desk.jar if one.name == "csrftoken")
        fields = {
            "nama": "uji",
            "sampai": until,
            "boleh": "kirim",
            "sandi": self.server.accounts["hendra"],
            "csrfmiddlewaretoken": token,
        }
        body = urllib.parse.urlencode(fields).encode()
        with desk.opener.open(f"{self.server.url}/akun/token/", body, timeout=30) as answer:
            found = re.search(r"tolok_[\w-]{40,}", answer.read().decode())
        assert found, "no token was made"
        return found[0]

    def step(self) -> None:
        """Whoever's turn it is takes the next step on one figure; published, it is opened again."""
        listed = json.loads(self.api(f"/kantor/{K}/{P}/iku/{KODE}"))["terbitan"]
        nomor, status = listed[-1]["nomor"], listed[-1]["status"]
        who, aksi = TURN[status]
        path = f"/k/{K}/{P}/{KODE}/terbitan/{nomor}/{aksi}/"
        versi = re.search(r'name="versi" value="(\d+)"', self.desks[who].get(path))
        assert versi, f"{aksi} is not offered"
        self.desks[who].post(path, {"versi": versi[1], "catatan": "uji coba putus mendadak"})
        taken = f"""SELECT 1 FROM store_langkah l JOIN store_realisasi r ON r.id = l.realisasi_id JOIN store_indikatorkantor
            i ON i.id = r.indikator_id WHERE i.kode = '{KODE}' AND r.nomor = {nomor} AND l.aksi = '{aksi}'"""
        opened = f"""SELECT 1 FROM store_realisasi r JOIN store_indikatorkantor i ON i.id = r.indikator_id
            WHERE i.kode = '{KODE}' AND r.nomor = {nomor + 1}"""
        self.promised.append((aksi, opened if aksi == "buka_kembali" else taken))

    def deliver(self) -> None:
        """A file is handed in by program; 201 says that its rows are known from now on."""
        self.sent += 1
        name = f"Koperasi Putus {self.sent}"
        heads = "nama_koperasi;nomor_induk_koperasi;tahun_buku;kode_wilayah;volume_usaha"
        body = f"{heads}\r\n{name};{35750 * 10**11 + self.sent:016d};2024;35.75.01.1001;{self.sent}\r\n"
        answer = self.api(f"/kantor/{K}/kiriman", {"register": "koperasi_tahunan", "periode": "2024"}, body)
        assert json.loads(answer)["status"] == "diterima"
        self.promised.append(("kirim", f"SELECT 1 FROM register_koperasi_tahunan WHERE nama_koperasi = '{name}'"))

    def back_up(self) -> None:
        """A backup is written by a process of its own, which dies with the server."""
        self.sent += 1
        file = Path(self.server.environment["TOLOK_DATA"]) / f"uji-{self.sent}.tolok"
        words = [sys.executable, "-m", "tolok.cli", "cadangkan", str(file), "--sandi", SANDI]
        done = subprocess.run(
            words,
            env=self.server.environment,
            cwd=ROOT,
            capture_output=True,
            process_group=self.server._server.pid,
            check=False,
        )
        if done.returncode == 0:
            self.promised.append(("cadangkan", f"SELECT 1 FROM store_logperubahan WHERE objek = '{file.name}'"))

    def api(self, path: str, fields: dict[str, str] | None = None, file: str = "") -> str:
        request = urllib.request.Request(
            f"{self.server.url}/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"}
        )
        if fields is not None:
            mark = "batas-uji"
            parts = [
                f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n' for key, text in fields.items()
            ]
            head = 'Content-Disposition: form-data; name="berkas"; filename="uji.csv"'
            parts.append(f"--{mark}\r\n{head}\r\n\r\n{file}\r\n--{mark}--\r\n")
            request.data = "".join(parts).encode()
            request.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(answer.read().decode())


def busy(work: Callable[[], None], stop: threading.Event, refused: list[str]) -> None:
    """Work on and on until the lights go out; what then gets no answer was never promised."""
    while not stop.is_set():
        try:
            work()
        except urllib.error.HTTPError as error:
            refused.append(f"{error.code} {error.url}: {re.findall(r'TLK-[A-Z][0-9]+', error.read().decode())}")
            return
        except (OSError, http.client.HTTPException, ValueError):
            return


def check(server: Server, office: Office) -> None:
    """Nothing that was promised is missing, nothing is there by half, the chain holds."""
    kept = server.asked(*(question for _, question in office.promised))
    assert [kind for (kind, _), rows in zip(office.promised, kept, strict=True) if not rows] == []
    found = dict(zip(WHOLE, server.asked(*WHOLE.values()), strict=True))
    assert {what: rows for what, rows in found.items() if rows} == {}
    if not server.environment.get("TOLOK_DATABASE"):
        assert server.asked("PRAGMA integrity_check") == [[("ok",)]]
    assert json.loads(server.command("riwayat", "--json"))["utuh"] is True


def killed_at_random(server: Server, moments: int, seed: int) -> dict[str, int]:
    """Kill the server `moments` times while three kinds of work go on; how often each kind was acknowledged."""
    dice = random.Random(seed)
    office, refused = Office(server), []
    for moment in range(moments):
        stop = threading.Event()
        works = [office.step, office.deliver, *([office.back_up] if moment % 3 == 0 else [])]
        threads = [threading.Thread(target=busy, args=(one, stop, refused)) for one in works]
        for one in threads:
            one.start()
        _some_while(office, dice)
        server.kill()
        stop.set()
        for one in threads:
            one.join(timeout=90)
        if moment % 10 == 0 or moment == moments - 1:
            check(server, office)
        server.start()
    check(server, office)
    assert refused == []
    counts: dict[str, int] = {}
    for kind, _ in office.promised:
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _some_while(office: Office, dice: random.Random) -> None:
    """A random moment: after so many more promises, however fast the machine is, and a little time."""
    enough = len(office.promised) + dice.randrange(4)
    for _ in range(600):
        if len(office.promised) >= enough:
            break
        time.sleep(0.05)
    time.sleep(dice.uniform(0, 0.8))


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running._server.terminate()
        running._server.wait(timeout=30)
        running.start()
        yield running
        running.kill()
        running.start()


def every_backup_is_whole(server: Server, tmp_path: Path) -> int:
    """How many files bear the name of a backup; the last of them restores and proves every figure."""
    found = sorted(Path(server.environment["TOLOK_DATA"]).glob("uji-*.tolok"), key=lambda path: path.stat().st_mtime)
    for index, file in enumerate(found[-3:]):
        place = {**server.environment, "TOLOK_DATA": str(tmp_path / str(index)), "TOLOK_DATABASE": ""}
        for words in (("pulihkan", str(file), "--sandi", SANDI), ("buktikan", "--json")):
            done = subprocess.run(
                [sys.executable, "-m", "tolok.cli", *words], env=place, cwd=ROOT, capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr.decode()
    return len(found)


def no_job_hangs(server: Server) -> None:
    """What ran when the lights went out runs again or says that it broke off."""
    for _ in range(100):
        if server.asked("SELECT id FROM store_pekerjaan WHERE status IN ('menunggu', 'berjalan')") == [[]]:
            return
        time.sleep(0.3)
    raise AssertionError(server.asked("SELECT id, jenis, status, kalimat FROM store_pekerjaan"))


def test_a_server_that_is_killed_keeps_its_promises(server, tmp_path) -> None:
    counts = killed_at_random(server, 6, seed=2024)
    assert counts.get("kirim", 0) >= 1
    assert sum(counts.get(aksi, 0) for _, aksi in TURN.values()) >= 3
    no_job_hangs(server)
    every_backup_is_whole(server, tmp_path)


@pytest.mark.generative
def test_a_server_that_is_killed_two_hundred_times_keeps_its_promises(server, tmp_path) -> None:
    counts = killed_at_random(server, 200, seed=17)
    assert counts.get("terbitkan", 0) >= 10
    assert counts.get("kirim", 0) >= 50  # how many depends on the machine; each was promised and is kept
    assert counts.get("cadangkan", 0) >= 3
    no_job_hangs(server)
    assert every_backup_is_whole(server, tmp_path) >= 3
