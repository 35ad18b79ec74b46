"""A whole document reviewed with the keyboard alone, at full and at twice the size: the plan holds what was accepted."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from running_app import ROOT, RunningApp, chromium_options

pytestmark = pytest.mark.browser

BACA = "/k/35.75-2.17/2024/baca/2/"
# What has the focus: its words, whether it can be seen (of a long field a line), lies under nothing, and shows its ring.
FOCUS = """() => { const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const middle = (from, to) => (Math.max(0, from) + Math.min(to[1], to[0])) / 2;
  const [x, y] = [middle(box.left, [box.right, innerWidth]), middle(box.top, [box.bottom, innerHeight])];
  const top = document.elementFromPoint(x, y), frame = one.querySelector('.bingkai');
  const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
    || frame !== null && parseFloat(getComputedStyle(frame).strokeWidth) >= 3;
  return {words: (one.innerText || one.getAttribute('aria-label') || one.value || '').trim().replace(/\\s+/g, ' '),
    tag: one.tagName, name: one.name || '', value: one.value || '', ring,
    seen: box.width > 0 && box.left >= -1 && box.right <= innerWidth + 1
      && Math.min(innerHeight, box.bottom) - Math.max(0, box.top) >= Math.min(box.height - 2, 40),
    free: top !== null && (one.contains(top) || top.contains(one) || one.labels?.length && one.labels[0].contains(top)),
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth}; }"""
MOST_TABS = 90
PLAN = """
import django, json
django.setup()
from tolok.store.models import DokumenBaca, IndikatorKantor, PutusanBaca, Target
iku = IndikatorKantor.objects.filter(perangkat_daerah="35.75/2.17")
print(json.dumps({
    "iku": sorted(iku.values_list("kode", flat=True)),
    "target": sorted([t.indikator.kode, t.tahun, t.triwulan, str(t.nilai), t.dasar, t.pk]
                     for t in Target.objects.filter(indikator__in=iku).select_related("indikator")),
    "putusan": [[p.indikator, p.medan, p.putusan, p.nilai, p.alasan, p.oleh.username]
                for p in PutusanBaca.objects.filter(dokumen=2).order_by("id")],
    "sha": DokumenBaca.objects.get(pk=2).sha256,
}))
"""
SEBAB = "menurut laporan keragaan 2023"
BUKAN = "bukan indikator kantor ini"


@pytest.fixture(params=[(1366, 768), (683, 384)], ids=["penuh", "dua-kali"])
def desk(request) -> Iterator[tuple[RunningApp, Page]]:
    """1366 px, and the half of it that 200 % leave to the page."""
    width, height = request.param
    with RunningApp() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        yield app, context.new_page()
        browser.close()


def stored(app: RunningApp) -> dict[str, Any]:
    """The office's plan and what was decided about the document, from the database itself."""
    environment = {**app.environment, "DJANGO_SETTINGS_MODULE": "tolok.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PLAN], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def tab(page: Page) -> dict[str, Any]:
    """One step of the Tab key; what is reached can be seen."""
    page.keyboard.press("Tab")
    here: dict[str, Any] = page.evaluate(FOCUS)
    assert not here["wide"]
    assert here["tag"] == "BODY" or (here["seen"] and here["free"] and here["ring"]), str(here)
    return here


def reach(page: Page, words: str = "", name: str = "") -> dict[str, Any]:
    """Tab until what has the focus begins with these words, or is a field of this name."""
    for _ in range(MOST_TABS):
        here = tab(page)
        if (words and here["words"].startswith(words)) or (name and here["name"] == name):
            return here
    raise AssertionError(f"never reached by Tab: {words or name}")


def press(page: Page, words: str) -> None:
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def into_content(page: Page) -> None:
    """Past the head by its first link."""
    reach(page, "Langsung ke isi")
    page.keyboard.press("Enter")


def choose(page: Page, name: str, value: str) -> None:
    """A radio of a group: the first by Tab and the blank, the others by arrow; each that has the focus can be seen."""
    here = reach(page, name=name)
    page.keyboard.press("Space")
    for _ in range(6):
        if here["value"] == value:
            break
        page.keyboard.press("ArrowDown")
        here = page.evaluate(FOCUS)
        assert here["seen"] and here["ring"], str(here)
    assert page.evaluate("name => document.querySelector(`[name=${name}]:checked`).value", name) == value


def decide(page: Page, putusan: str, nilai: str = "", alasan: str = "") -> None:
    """Answer what is asked now."""
    choose(page, "putusan", putusan)
    for name, text in (("nilai", nilai), ("alasan", alasan)):
        if text:
            reach(page, name=name)
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(text)
    press(page, "Simpan")


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def take_up(page: Page) -> None:
    """Row 1 into the plan: its definition, where it hangs, why."""
    press(page, "Pakai baris 1 di rencana")
    into_content(page)
    choose(page, "kode", "KOP-10")
    for name in ("sasaran", "bidang"):
        reach(page, name=name)
        page.keyboard.press("ArrowDown")
    reach(page, name="alasan_pemilihan")
    page.keyboard.type("mewakili kelembagaan koperasi")
    press(page, "Pakai baris 1 di rencana")


def test_a_document_is_reviewed_from_its_first_question_to_its_end_without_a_mouse(desk) -> None:
    app, page = desk
    before = stored(app)
    app.type_in(page, "yusuf")
    page.goto(f"{app.url}/k/35.75-2.17/2024/baca/")
    into_content(page)
    press(page, "IKU 2024 usulan (contoh).pdf")
    assert heading(page) == "1 pertanyaan sebelum baris 1 dapat dipakai"
    into_content(page)
    decide(page, "koreksi", "58,1", SEBAB)
    into_content(page)
    press(page, "Putuskan Target 2025")
    decide(page, "tolak", alasan="target 2025 belum disepakati")
    into_content(page)
    press(page, "Terima 6 medan yang jelas")
    assert heading(page) == "Baris 1 siap dipakai di rencana"
    into_content(page)
    take_up(page)
    for number in ("2", "3", "4"):
        page.goto(f"{app.url}{BACA}")
        into_content(page)
        if page.locator(".baris-dokumen [aria-current]").inner_text().strip().split()[0] != number:
            press(page, number)
            into_content(page)
        press(page, "Putuskan Nama")
        decide(page, "tolak", alasan=BUKAN)
        assert heading(page) == f"Baris {number} ditolak: bukan indikator"
    into_content(page)
    press(page, "Selesai ditinjau")
    assert heading(page) == "1 indikator masuk rencana, 3 ditolak"
    into_content(page)
    press(page, "Tutup, 4 indikator selesai")
    assert heading(page) == "Selesai ditinjau: 1 indikator masuk rencana, 3 ditolak"
    check_plan(before, stored(app))


def check_plan(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Exactly what was accepted, with citation, decision and reason; nothing else of the plan has changed."""
    assert sorted(set(after["iku"]) - set(before["iku"])) == ["KOP-10"] and set(before["iku"]) <= set(after["iku"])
    (new,) = [one for one in after["target"] if one not in before["target"]]
    assert [one for one in before["target"] if one not in after["target"]] == []
    assert new[:4] == ["KOP-10", 2024, 0, "125/2"]
    assert new[4].startswith("IKU 2024 usulan (contoh).pdf, halaman 1, tabel 1, baris 2")
    assert after["sha"][:12] in new[4]
    assert before["putusan"] == []
    by_field = {(row[0], row[1]): row[2:] for row in after["putusan"]}
    assert by_field[1, "nilai.2023"] == ["koreksi", "58,1", SEBAB, "yusuf"]
    assert by_field[1, "target.2025"] == ["tolak", "", "target 2025 belum disepakati", "yusuf"]
    assert by_field[1, "target.2024"] == ["terima", "62,5", "", "yusuf"]
    assert by_field[1, "rencana"][:2] == ["pakai", "KOP-10"]
    assert [by_field[number, "nama"][::2] for number in (2, 3, 4)] == [["tolak", BUKAN]] * 3
    assert by_field[0, "dokumen"][0] == "tutup"
    accepted = {key for key, row in by_field.items() if row[0] == "terima"}
    assert {number for number, _ in accepted} == {1} and len(accepted) == 6
