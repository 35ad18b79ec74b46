"""An office's year in a real browser: adopt an IKU, deliver a dirty file, mend it, take the figure through, correct it."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Browser, Page
from running_app import RunningApp

from tolok.values.instant import WIB

pytestmark = pytest.mark.browser

P = "/k/35.75-2.17/2025"
KODE = "MUTU-04"
HEAD = ("Nomor Induk Koperasi", "Nama Koperasi", "Tahun Buku", "Kode Kelurahan", "Sudah RAT", "Status Laporan RAT")
# Invented cooperatives; with the mended row two of four that held their RAT are verified: 50,00%.
# Of the dirty rows one cannot be read, one is doubtful.
CLEAN = (
    ("3575000000101", "Koperasi Contoh Melati", 2025, "35.75.01.1001", "ya", "Verified"),
    ("3575000000102", "Koperasi Contoh Mawar", 2025, "35.75.01.1001", "ya", "Verified"),
    ("3575000000103", "Koperasi Contoh Anggrek", 2025, "35.75.02.1001", "ya", "Reported"),
    ("3575000000104", "Koperasi Contoh Dahlia", 2025, "35.75.02.1001", "tidak", None),
)
DIRTY = (
    ("3575000000105", "Koperasi Contoh Kenanga", "dua ribu", "35.75.03.1001", "ya", "Reported"),
    ("12", "Koperasi Contoh Teratai", 2025, "35.75.03.1001", "ya", "Verified"),
)
MENDED = (("3575000000105", "Koperasi Contoh Kenanga", 2025, "35.75.03.1001", "ya", "Reported"),)
DONE = {"Ajukan": "diajukan", "Verifikasi": "diverifikasi", "Setujui": "disetujui", "Terbitkan": "diterbitkan"}
WHY = "Laporan RAT Koperasi Contoh Anggrek sudah diverifikasi dinas"


class Desk:
    """One person at one desk."""

    def __init__(self, app: RunningApp, browser: Browser, username: str):
        self.app = app
        self.faults: list[str] = []
        self.page: Page = browser.new_context(viewport={"width": 1366, "height": 900}).new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        app.sign_in(self.page, username)

    def open(self, path: str) -> Page:
        answer = self.page.goto(self.app.url + path)
        assert answer is not None
        assert answer.status == 200, path
        return self.page

    def press(self, name: str) -> str:
        """Follow the first link or button with these words; what the next page says."""
        main = self.page.locator("main")
        main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()
        return self.said()

    def send(self, name: str) -> str:
        """Press the button with these words; what the next page says."""
        self.page.locator("main").get_by_role("button", name=name).click()
        return self.said()

    def download(self, name: str) -> openpyxl.Workbook:
        with self.page.expect_download() as taken:
            self.page.get_by_role("link", name=name).first.click()
        return openpyxl.load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))

    def said(self) -> str:
        self.page.wait_for_load_state()
        return self.page.locator("main").inner_text()


def write_file(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    """A workbook as offices write them: a title and an empty line above the header."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DATA KOPERASI KOTA PASURUAN TAHUN 2025 (contoh)"])
    sheet.append([])
    for row in (HEAD, *rows):
        sheet.append(row)
    book.save(path)
    return path


def adopt(yusuf: Desk) -> None:
    """From the catalogue into the plan, with a target, and the year opened."""
    yusuf.open(f"{P}/katalog/?cari={KODE}")
    yusuf.press(f"Pakai {KODE}")
    yusuf.page.get_by_label("Tujuan atau sasaran").select_option(index=3)
    yusuf.page.get_by_label("Penanggung jawab").select_option(label="Bidang Koperasi")
    assert f"{KODE} dipakai sebagai IKU" in yusuf.press(f"Pakai {KODE}")
    yusuf.open(f"{P}/{KODE}/target/isi/")
    yusuf.page.get_by_label("2025", exact=True).fill("90")
    yusuf.page.get_by_label("Dasar penetapan").fill("Renstra contoh, halaman 12")
    assert "Target 2025: 90,00%" in yusuf.press("Simpan target")
    yusuf.open(f"{P}/pengukuran/buka/")
    assert "Tahun 2025 dibuka" in yusuf.send("Buka tahun 2025")


def deliver(hendra: Desk, folder: Path) -> None:
    """A dirty file is looked at and not accepted; its mended version is."""
    hendra.open(f"{P}/register/koperasi_tahunan/unggah/")
    hendra.page.get_by_label("Berkas").set_input_files(write_file(folder / "kotor.xlsx", CLEAN + DIRTY))
    said = hendra.press("Periksa berkas")
    assert "5 dari 6 baris siap diterima" in said
    assert "“dua ribu” bukan angka" in said
    assert "Nomor induk koperasi pada 1 baris tidak 13" in said
    marked = hendra.download("Unduh 1 baris bertanda")
    assert "dua ribu" in {cell.value for sheet in marked for row in sheet.iter_rows() for cell in row}
    hendra.press("Unggah perbaikan")
    hendra.page.get_by_label("Berkas").set_input_files(write_file(folder / "bersih.xlsx", CLEAN + MENDED))
    assert "50,00%" in hendra.press("Periksa berkas")
    assert "Angka yang dihitung ulang: KOP-01, KOP-03, MUTU-04." in hendra.press("Terima 5 baris")


def submit(hendra: Desk) -> None:
    """A figure under its target is submitted only with its explanation."""
    hendra.open(f"{P}/{KODE}/")
    assert "Penghambat belum ditulis" in hendra.press("Ajukan 50,00%")
    hendra.press("Tulis penjelasan")
    hendra.page.get_by_label("Penghambat").fill("Satu koperasi terlambat menyampaikan laporan RAT ke dinas")
    hendra.page.get_by_label("Tindak lanjut").fill("Kunjungan ke koperasi dan verifikasi laporan sebelum Maret")
    hendra.press(f"Simpan penjelasan {KODE}")
    take(hendra, "Ajukan", "50,00%")


def take(desk: Desk, verb: str, figure: str) -> None:
    desk.open(f"{P}/{KODE}/")
    desk.press(f"{verb} {figure}")
    assert f"{figure} {DONE[verb]}" in desk.send(f"{verb} {figure}")


def send_back(siti: Desk) -> None:
    siti.open(f"{P}/{KODE}/")
    siti.press("Kembalikan dengan alasan")
    siti.page.get_by_label("Alasan pengembalian").fill("Sebutkan koperasi yang terlambat pada lembar bukti")
    assert "50,00% dikembalikan" in siti.send("Kembalikan dengan alasan")


def correct(hendra: Desk) -> None:
    """From the figure to its rows, and there to the row that has changed."""
    hendra.open(f"{P}/{KODE}/")
    hendra.press("Lihat lembar hitung")
    hendra.page.locator('a[href$="/terhitung/"]:visible').last.click()
    row = hendra.page.locator("tr", has_text="Koperasi Contoh Anggrek")
    row.get_by_role("link", name="Koreksi").click()
    hendra.page.get_by_label("Status laporan RAT").select_option(label="Verified")
    hendra.page.get_by_label("Alasan koreksi").fill(WHY)
    hendra.press("Periksa koreksi")
    hendra.press("Simpan koreksi 1 kolom")


def api(desk: Desk, diketahui: str = "") -> dict:
    query = f"?diketahui={quote(diketahui)}" if diketahui else ""
    answer = desk.page.context.request.get(f"{desk.app.url}/api/v1/kantor/35.75-2.17/2025/iku{query}")
    assert answer.status == 200
    return next(one for one in answer.json()["iku"] if one["kode"] == KODE)


def test_the_year_of_an_office(app, browser, tmp_path) -> None:
    people = {name: Desk(app, browser, name) for name in ("yusuf", "hendra", "siti", "ratna")}
    yusuf, hendra, siti, ratna = people.values()
    adopt(yusuf)
    deliver(hendra, tmp_path)
    submit(hendra)
    send_back(siti)
    for desk, verb in ((hendra, "Ajukan"), (siti, "Verifikasi"), (ratna, "Setujui"), (yusuf, "Terbitkan")):
        take(desk, verb, "50,00%")
    first = api(yusuf)
    assert (first["terbit"]["nilai"], first["terbit"]["nomor"]) == ("50", 1)
    # An instant is asked for in whole seconds: one after the publication and before all that follows.
    ratna.page.wait_for_timeout(1100)
    known = datetime.now(WIB).isoformat(timespec="seconds")
    ratna.page.wait_for_timeout(1100)

    correct(hendra)
    hendra.open(f"{P}/{KODE}/")
    assert "75,00%" in hendra.said()
    assert api(yusuf)["terbit"]["nilai"] == "50"  # the old vintage holds until the new one is published
    for desk, verb in ((hendra, "Ajukan"), (siti, "Verifikasi"), (ratna, "Setujui"), (yusuf, "Terbitkan")):
        take(desk, verb, "75,00%")
    now, before = api(yusuf)["terbit"], api(yusuf, known)["terbit"]
    assert (now["nilai"], now["nomor"], before["nilai"], before["nomor"]) == ("75", 2, "50", 1)
    assert before["hash_potret"] != now["hash_potret"]
    assert first["terbit"]["hash_potret"] == before["hash_potret"]

    past = ratna.open(f"{P}/{KODE}/?diketahui={quote(known)}")
    assert "Anda melihat keadaan" in past.locator("body").inner_text()
    assert "50,00%" in ratna.said()
    assert "75,00%" not in ratna.said()
    present = ratna.open(f"{P}/{KODE}/")
    assert "75,00%" in ratna.said()
    assert WHY in present.locator("main").inner_text()
    assert [fault for desk in people.values() for fault in desk.faults] == []
