"""The thin line, walked by four people in a real browser: from figure to rows, approval, correction and paper."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from running_app import RunningApp

pytestmark = pytest.mark.browser

P = "/k/35.75-2.17/2023"
API = "/api/v1/kantor/35.75-2.17"
ALASAN = "Volume usaha menurut laporan RAT nomor 12 tahun 2024"
STEPS = (("hendra", "Ajukan"), ("siti", "Verifikasi"), ("ratna", "Setujui"), ("yusuf", "Terbitkan"))
FIGURE = re.compile(r"(?<![\d.,/])[−-]?\d[\d.]*,\d+(?![\d,])")


@pytest.fixture(scope="module")
def app(aplikasi) -> Iterator[RunningApp]:
    running = RunningApp()
    shutil.copytree(aplikasi[0], running.environment["TOLOK_DATA"], dirs_exist_ok=True)
    with running:
        yield running


class People:
    """Everybody at a desk of their own: one browser context per person."""

    def __init__(self, app: RunningApp, browser: Browser):
        self.app, self.browser, self.faults = app, browser, []
        self.desks: dict[str, Page] = {}

    def __getitem__(self, username: str) -> Page:
        if username not in self.desks:
            page = self.browser.new_context(viewport={"width": 1366, "height": 900}).new_page()
            page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: self.faults.append(str(error)))
            self.app.sign_in(page, username)
            self.desks[username] = page
        return self.desks[username]

    def open(self, username: str, path: str) -> Page:
        page = self[username]
        answer = page.goto(self.app.url + path)
        assert answer is not None
        assert answer.status == 200, path
        return page

    def json(self, username: str, path: str) -> dict:
        answer = self[username].context.request.get(self.app.url + path)
        assert answer.status == 200, path
        return answer.json()

    def take(self, username: str, verb: str, kode: str, figure: str) -> None:
        """Open the figure, press the one button of the turn, confirm, and be told."""
        page = self.open(username, f"{P}/{kode}/")
        page.get_by_role("link", name=f"{verb} {figure}").click()
        page.get_by_role("button", name=f"{verb} {figure}").click()
        page.wait_for_url(f"**{P}/{kode}/")
        assert f"{figure} {DONE[verb]}" in page.locator("main").inner_text()


DONE = {"Ajukan": "diajukan", "Verifikasi": "diverifikasi", "Setujui": "disetujui", "Terbitkan": "diterbitkan"}


@pytest.fixture(scope="module")
def people(app, browser) -> People:
    return People(app, browser)


def rows_in_two_clicks(page: Page, *groups: str) -> None:
    """Figure → lembar hitung → rows; who is excluded is told why."""
    heading = {"terhitung": "dihitung", "tidak_memenuhi": "tidak memenuhi", "dikeluarkan": "dikecualikan"}
    for group in groups:
        page.get_by_role("link", name="Lihat lembar hitung").click()
        page.wait_for_url("**/lembar-hitung/**")
        page.locator(f'a[href$="/{group}/"]:visible').first.click()
        page.wait_for_url(f"**/{group}/**")
        assert page.locator("tbody tr").count() > 0
        assert heading[group] in page.locator("main").inner_text().lower()
        assert "Sama dengan register." in page.locator("main").inner_text()
        if group == "dikeluarkan":
            assert "kosong" in page.locator("tbody tr").first.inner_text()
        page.go_back()
        page.go_back()


def correct_first_row(page: Page) -> None:
    """From the rows behind KOP-01: another volume for one koperasi, looked at before it is saved."""
    page.get_by_role("link", name="Lihat lembar hitung").click()
    page.locator('a[href$="/terhitung/"]:visible').first.click()
    page.get_by_role("link", name="Koreksi").first.click()
    page.get_by_label("Volume usaha (Rp)").fill("123456789.5")
    page.get_by_label("Alasan koreksi").fill(ALASAN)
    page.get_by_role("button", name="Periksa koreksi").click()
    assert "Maksud Anda 123456789,5?" in page.locator("main").inner_text()
    page.get_by_label("Volume usaha (Rp)").fill("123.456.789")
    page.get_by_role("button", name="Periksa koreksi").click()
    page.get_by_role("button", name="Simpan koreksi 1 kolom").click()
    page.wait_for_url("**/2023/")
    assert "KOP-03" in page.locator("main").inner_text()


def figures(people: People, year: int = 2023, **query: str) -> dict[str, dict]:
    asked = "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    return {one["kode"]: one for one in people.json("yusuf", f"{API}/{year}/iku{asked}")["iku"]}


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    finally:
        document.close()


def paper_equals_api(people: People, app: RunningApp) -> None:
    """Every decimal number on the IKU table is one of the API's, as often as the API has it."""
    page = people.open("yusuf", f"{P}/dokumen/")
    with page.expect_download() as handed:
        page.get_by_role("button", name="PDF Tabel Indikator Kinerja Utama").click()
    assert handed.value.suggested_filename == "IKU-35.75-2.17-2023.pdf"
    now, before = figures(people), figures(people, 2022)
    expected: Counter[str] = Counter()
    for kode, one in now.items():
        terbit = one["terbit"]
        expected[before[kode]["terbit"]["tampil"]] += 1
        expected[terbit["target_tampil"] if terbit else one["target_tampil"]] += 1
        if terbit:
            expected[terbit["tampil"]] += 1
            expected[one["capaian_terbit"]["tampil"]] += 1
    text = words(Path(handed.value.path()).read_bytes())
    assert Counter(FIGURE.findall(text)) == expected
    assert sum(expected.values()) > 15
    for one in now.values():
        if one["terbit"]:
            assert f"{one['kode']}/2023/{one['terbit']['nomor']}" in re.sub(r"\s", "", text)


def test_four_people_walk_the_thin_line_to_the_end(people, app) -> None:
    exact = {kode: one["terbaru"]["nilai"] for kode, one in figures(people).items()}
    assert {kode: exact[kode] for kode in ("UM-01", "UM-02", "KOP-03", "TK-02")} == {
        "UM-01": "87/20",
        "UM-02": "333/10",
        "KOP-03": "773/100",
        "TK-02": "100",
    }

    operator = people.open("hendra", f"{P}/")
    operator.locator(f'a[href="{P}/KOP-01/"]:visible').first.click()
    rows_in_two_clicks(operator, "terhitung", "tidak_memenuhi")
    rows_in_two_clicks(people.open("hendra", f"{P}/UM-01/"), "terhitung", "tidak_memenuhi", "dikeluarkan")
    first = figures(people)["KOP-01"]["terbaru"]["tampil"] + "%"
    for username, verb in STEPS:
        people.take(username, verb, "KOP-01", first)
    assert figures(people)["KOP-01"]["terbit"]["nilai"] == exact["KOP-01"]
    paper_equals_api(people, app)

    correct_first_row(people.open("hendra", f"{P}/KOP-01/"))
    draft = figures(people)["KOP-03"]
    assert (draft["terbaru"]["nomor"], draft["terbaru"]["status"], draft["terbaru"]["alasan_koreksi"]) == (2, "draf", ALASAN)
    assert (draft["terbit"]["nomor"], draft["terbit"]["nilai"]) == (1, "773/100")
    second = draft["terbaru"]["tampil"] + "%"
    assert second != "7,73%"
    paper_equals_api(people, app)
    for username, verb in STEPS:
        people.take(username, verb, "KOP-03", second)

    old = people.open("ratna", f"{P}/KOP-03/terbitan/1/").locator("main").inner_text()
    assert "7,73" in old
    assert f"Digantikan oleh {second}" in old
    assert ALASAN in old
    people["ratna"].get_by_role("link", name="Lihat terbitan 2").click()
    people["ratna"].wait_for_url("**/terbitan/2/**")
    then = people.open("ratna", f"{P}/KOP-03/?diketahui=2024-01-26").locator("main").inner_text()
    assert "7,73" in then
    assert second not in then
    assert "Anda melihat keadaan 26 Januari 2024." in people["ratna"].locator("body").inner_text()
    assert figures(people, diketahui="2024-01-26")["KOP-03"]["terbit"]["nilai"] == "773/100"
    assert figures(people)["KOP-03"]["terbit"]["nomor"] == 2
    paper_equals_api(people, app)
    assert [fault for fault in people.faults if "409 (Conflict)" not in fault] == []  # the cell that was mistyped once


def test_a_button_that_is_pressed_many_times_at_once_decides_once(people) -> None:
    page = people.open("yusuf", f"{P}/UM-02/terbitan/1/terbitkan/")
    statuses = page.evaluate(
        """async () => {
            const form = [...document.forms].find(one => one.elements.versi);
            const send = () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
            return (await Promise.all(Array.from({length: 8}, send))).map(one => one.status);
        }"""
    )
    assert statuses == [200] * 8  # the same decision of the same person is one decision, and each press is told so
    found = people.json("yusuf", f"{API}/2023/iku/UM-02/terbitan/1")
    assert (found["status"], found["nilai"]) == ("diterbitkan", "333/10")
    log = people.json("yusuf", f"{API}/riwayat")["catatan"]
    assert [one["tindakan"] for one in log if "UM-02 2023 " in one["objek"]].count("realisasi.diterbitkan") == 1


def test_the_other_office_sees_none_of_it_in_the_browser_either(people, app) -> None:
    page = people["dadang"]
    for path in (f"{P}/", f"{P}/KOP-03/", f"{P}/KOP-03/terbitan/2/", f"{P}/dokumen/iku/", f"{API}/2023/iku"):
        answer = page.goto(app.url + path)
        assert answer is not None
        assert answer.status == 404
        assert "Pasuruan" not in answer.text()
