"""Background work: claimed once, told as it goes, resumed or marked after a kill; the table is the truth."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tolok.services import antrean, pekerjaan
from tolok.services.akses import NotFoundError
from tolok.services.pekerjaan import Jenis, enqueue, recover, run, run_waiting, try_again
from tolok.store.models import Pekerjaan
from tolok.values.instant import WIB
from tolok.values.issue import Issue, IssueError

NOW = datetime(2026, 3, 1, 9, tzinfo=WIB)
ROOT = Path(__file__).resolve().parents[2]
DONE: list[int] = []


def do_well(job: Pekerjaan, laju: pekerjaan.Laju) -> dict[str, object]:
    laju.tell("separuh jalan", 1, 2)
    seen = Pekerjaan.objects.get(pk=job.pk)
    assert (seen.status, seen.kalimat, seen.selesai_bagian, seen.semua_bagian) == ("berjalan", "separuh jalan", 1, 2)
    DONE.append(job.pk)
    return {"kalimat": "beres", "hasil": 7}


def do_badly(_job: Pekerjaan, _laju: pekerjaan.Laju) -> dict[str, object]:
    raise IssueError(Issue("TLK-S070", "salah", "uji", "tidak dapat", "sebab uji", "coba lagi"))


def do_broken(_job: Pekerjaan, _laju: pekerjaan.Laju) -> dict[str, object]:
    raise RuntimeError("NIK 3575010101010001")


@pytest.fixture(autouse=True)
def kinds(monkeypatch) -> None:
    """Kinds of work of these tests, beside the real ones."""
    DONE.clear()
    for name, again in (("do_well", True), ("do_badly", True), ("do_broken", False)):
        monkeypatch.setitem(pekerjaan.DAFTAR, name, Jenis(f"Uji {name}", f"{__name__}:{name}", again))


def put(jenis: str, kantor, orang) -> Pekerjaan:
    return enqueue(jenis, {}, oleh=orang("hendra"), kantor=kantor, at=NOW)


def clock() -> datetime:
    return NOW + timedelta(minutes=1)


def test_a_job_waits_is_done_once_and_keeps_its_result(kantor, orang) -> None:
    job = put("do_well", kantor, orang)
    assert (job.status, job.kalimat) == ("menunggu", "Uji do_well: menunggu giliran")
    done = run(job.pk, clock)
    assert (done.status, done.kalimat, done.keluaran, done.selesai_pada) == ("selesai", "beres", {"hasil": 7}, clock())
    assert run(job.pk, clock).status == "selesai"
    assert [job.pk] == DONE


def test_what_an_official_can_mend_is_said_in_his_words(kantor, orang) -> None:
    done = run(put("do_badly", kantor, orang).pk, clock)
    assert (done.status, done.kalimat) == ("gagal", "tidak dapat")
    assert done.keluaran["issues"][0]["saran"] == "coba lagi"


def test_a_fault_of_ours_says_so_without_a_trace_and_without_data(kantor, orang, caplog) -> None:
    done = run(put("do_broken", kantor, orang).pk, clock)
    assert done.status == "gagal"
    assert "bukan salah Anda" in done.kalimat
    assert "3575" not in done.kalimat + str(done.keluaran) + caplog.text


def test_an_unknown_kind_is_refused_when_put_down_and_told_when_left_over(kantor, orang) -> None:
    with pytest.raises(KeyError):
        put("tidak_ada", kantor, orang)
    left = Pekerjaan.objects.create(jenis="tidak_ada", perangkat_daerah=kantor, oleh=orang("hendra"), dibuat_pada=NOW)
    assert run(left.pk, clock).keluaran["issues"][0]["kode"] == "TLK-S071"


def test_everything_that_waits_is_done_in_its_order(kantor, orang) -> None:
    jobs = [put("do_well", kantor, orang) for _ in range(3)]
    run_waiting(clock)
    assert [job.pk for job in jobs] == DONE


def test_after_a_kill_harmless_work_starts_again_and_other_work_says_that_it_broke_off(kantor, orang) -> None:
    harmless, other = put("do_well", kantor, orang), put("do_broken", kantor, orang)
    Pekerjaan.objects.filter(pk__in=(harmless.pk, other.pk)).update(status="berjalan")
    assert recover(clock) == (1, 1)
    harmless.refresh_from_db()
    other.refresh_from_db()
    assert harmless.status == "menunggu"
    assert other.status == "terputus"
    assert "Tidak ada yang tersimpan setengah" in other.kalimat
    run_waiting(clock)
    assert [harmless.pk] == DONE


def test_a_job_that_kills_every_worker_is_not_taken_up_for_ever(kantor, orang) -> None:
    job = put("do_well", kantor, orang)
    states = []
    for _ in range(pekerjaan.ULANG_TERBANYAK + 1):
        Pekerjaan.objects.filter(pk=job.pk).update(status="berjalan")
        recover(clock)
        job.refresh_from_db()
        states.append(job.status)
    assert states == ["menunggu", "menunggu", "terputus"]


def test_a_broken_job_can_be_put_down_again_and_a_running_one_cannot(kantor, orang) -> None:
    job = run(put("do_badly", kantor, orang).pk, clock)
    again = try_again(job, oleh=orang("hendra"), at=clock())
    assert (again.jenis, again.status, again.pk != job.pk) == ("do_badly", "menunggu", True)
    with pytest.raises(IssueError) as error:
        try_again(again, oleh=orang("hendra"), at=clock())
    assert error.value.issues[0].kode == "TLK-S070"


def test_a_job_belongs_to_its_person_alone(kantor, orang) -> None:
    job = put("do_well", kantor, orang)
    assert pekerjaan.open_pekerjaan_for(orang("hendra"), "35.75-2.17", job.pk) == job
    for username in ("ratna", "dewi", "galuh", "nia"):
        with pytest.raises(NotFoundError):
            pekerjaan.open_pekerjaan_for(orang(username), "35.75-2.17", job.pk)


def test_a_second_worker_finds_the_place_taken() -> None:
    with antrean.worker_lock() as first:
        assert first
        assert antrean.worker_alive()
        with antrean.worker_lock() as second:
            assert not second
    assert not antrean.worker_alive()


# --- a real worker, killed ---------------------------------------------------------------------------------------------

ENQUEUE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tolok.config.settings"
django.setup()
from django.utils import timezone
from tolok.services.unggahan import accept_later, hand_in
from tolok.store.models import Pengguna, PerangkatDaerah, Unggahan
kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
dewi = Pengguna.objects.get(username="dewi")
if {terima}:
    one = Unggahan.objects.latest("pk")
    accept_later(one, by=dewi, versi=one.versi, at=timezone.now())
else:
    head = "ID;nama usaha;tahun monev;tanggal monev;kode kelurahan;omset\\n"
    rows = "".join(f"88{{n:07d}};Usaha {{n}};2024;05/06/2024;35.75.01.1001;{{n}}\\n" for n in range({baris}))
    hand_in(kantor, "usaha_monev", "2024", (), "besar.csv", (head + rows).encode(), by=dewi, at=timezone.now())
"""


@pytest.fixture
def pemasangan(aplikasi, tmp_path):
    """An installation of its own, and its environment."""
    data = tmp_path / "data"
    shutil.copytree(aplikasi[0], data)
    (data / "antrean.sqlite3").unlink(missing_ok=True)
    environment = {**os.environ, "TOLOK_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("TOLOK_DATABASE", None)
    return data, environment


def command(environment, *words: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


def last_job(data: Path) -> tuple[str, str, str]:
    with closing(sqlite3.connect(data / "tolok.sqlite3", timeout=20)) as base:
        return base.execute("SELECT jenis, status, kalimat FROM store_pekerjaan ORDER BY id DESC LIMIT 1").fetchone()


def wait_for(data: Path, *states: str) -> str:
    until = time.monotonic() + 90
    while (status := last_job(data)[1]) not in states and time.monotonic() < until:
        time.sleep(0.02)  # another process works; there is no clock of ours to turn
    return status


def question(data: Path, sql: str) -> tuple:
    with closing(sqlite3.connect(data / "tolok.sqlite3", timeout=20)) as base:
        return base.execute(sql).fetchone()


@pytest.mark.parametrize("terima", [False, True])
def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_next_one_finishes(pemasangan, terima) -> None:
    data, environment = pemasangan
    rows = 12_000

    def enqueue_in_place(accept: bool) -> None:
        code = ENQUEUE.format(terima=accept, baris=rows)
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)

    enqueue_in_place(accept=False)
    if terima:
        worker = command(environment, "-m", "tolok.cli", "kerja")
        assert wait_for(data, "selesai", "gagal") == "selesai"
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        enqueue_in_place(accept=True)
    before = question(data, "SELECT count(*) FROM store_kiriman")[0]
    worker = command(environment, "-m", "tolok.cli", "kerja")
    assert wait_for(data, "berjalan", "selesai") == "berjalan"
    time.sleep(0.4)  # into the middle of it
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    killed_at = last_job(data)[1]
    assert question(data, "SELECT count(*) FROM store_kiriman")[0] - before in ((0, 1) if terima else (0,))
    worker = command(environment, "-m", "tolok.cli", "kerja")
    try:
        assert wait_for(data, "selesai", "gagal", "terputus") == "selesai"
    finally:
        worker.terminate()
        assert worker.wait(timeout=30) == 0
    assert killed_at in ("berjalan", "selesai")
    assert question(data, "SELECT count(*) FROM store_kiriman")[0] - before == int(terima)
    status = question(data, "SELECT status FROM store_unggahan ORDER BY id DESC LIMIT 1")[0]
    assert status == ("diterima" if terima else "siap")
    stored = question(data, "SELECT count(*) FROM register_usaha_monev WHERE id_data_badan_usaha LIKE '880%'")[0]
    assert stored == (rows if terima else 0)


ACCEPT = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tolok.config.settings"
django.setup()
from django.utils import timezone
from tolok.services.unggahan import accept
from tolok.store.models import Pengguna, Unggahan
from tolok.values.issue import IssueError
by = Pengguna.objects.get(username="{oleh}")
one = Unggahan.objects.select_related("perangkat_daerah__pemda").get(status="siap")
sys.stdin.readline()
try:
    accept(one, by=by, versi=one.versi, at=timezone.now())
    print("diterima")
except IssueError as error:
    print(error.issues[0].kode)
"""


def test_of_two_processes_that_accept_one_file_at_once_exactly_one_wins(pemasangan) -> None:
    data, environment = pemasangan
    before = question(data, "SELECT count(*) FROM store_kiriman")[0]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    both = [
        subprocess.Popen([sys.executable, "-c", ACCEPT.format(oleh=name)], env=environment, cwd=ROOT, **pipes)
        for name in ("dewi", "hendra")
    ]
    for one in both:
        one.stdin.write("mulai\n")
        one.stdin.flush()
    said = sorted(one.communicate(timeout=120)[0].strip() for one in both)
    assert said == ["TLK-R069", "diterima"]
    assert question(data, "SELECT count(*) FROM store_kiriman")[0] == before + 1
