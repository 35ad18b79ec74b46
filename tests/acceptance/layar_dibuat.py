"""Pages that are there only after somebody did something: made in the running application, as people make them."""

from playwright.sync_api import Page
from running_app import RunningApp

BACA = "/k/35.75-2.17/2024/baca"


def print_document(app: RunningApp, page: Page) -> str:
    """Print the pengukuran of 2023 as PDF (`page` is a planner's); the address to which its QR leads."""
    page.goto(f"{app.url}/k/35.75-2.17/2023/dokumen/pengukuran/")
    with page.expect_download():
        page.get_by_role("button", name="PDF").first.click()
    page.goto(f"{app.url}/k/35.75-2.17/2023/dokumen/")
    return str(page.locator("table.pernah td.mono a").first.get_attribute("href"))


def ask_bidang(app: RunningApp, page: Page) -> str:
    """Hand the first question about the PDF to a bidang (`page` is the planner's); the page on which it answers."""
    page.goto(f"{app.url}{BACA}/2/")
    page.get_by_text("Tanyakan kepada bidang", exact=True).first.click()
    page.get_by_label("Bidang yang tahu").select_option(label="Bidang Koperasi")
    page.get_by_label("Pertanyaan", exact=True).fill("Berapa angka tahun 2023 menurut laporan keragaan bidang?")
    page.get_by_role("button", name="Tanyakan kepada bidang").click()
    page.goto(f"{app.url}/k/35.75-2.17/2024/tugas/")
    return str(page.locator("a[href*='/baca/tanya/']").first.get_attribute("href"))


def answer_question(app: RunningApp, page: Page, address: str) -> None:
    """Answer it (`page` is one of the bidang)."""
    page.goto(app.url + address)
    page.get_by_label("Jawaban").fill("58,1 persen menurut laporan keragaan tahun 2023, lampiran 4.")
    page.get_by_role("button", name="Kirim jawaban").click()


def close_document(app: RunningApp, page: Page) -> str:
    """Close the review of the document from Word (`page` is the planner's); the page that sums it up."""
    page.goto(f"{app.url}{BACA}/1/selesai/")
    page.get_by_label("Alasan menutup").fill("diganti dokumen yang baru")
    page.get_by_role("button", name="Tutup,").click()
    return f"{BACA}/1/selesai/"
