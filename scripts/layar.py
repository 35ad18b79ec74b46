"""Writes every page × {1366, 390} × {light, dark} as PNG, from a real server and a real Chromium, to be looked at.

Usage: python scripts/layar.py [--tanpa-skrip] [FOLDER] (default var/layar; JavaScript off when asked). The demonstration is
made anew in a folder of its own.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from running_app import RunningApp, chromium_options

WIDTHS = {1366: 768, 390: 844}
THEMES = {"terang": "light", "gelap": "dark"}
P = "/k/35.75-2.17/2023"
# name → (who looks, address). `None` looks without signing in.
PAGES: dict[str, tuple[str | None, str]] = {
    "masuk": (None, "/masuk/"),
    "akun": ("hendra", "/akun/"),
    "akun-sandi": ("hendra", "/akun/sandi/"),
    "akun-autentikator": ("hendra", "/akun/autentikator/"),
    "akun-tanda-tangan": ("ratna", "/akun/tanda-tangan/"),
    "akun-token": ("hendra", "/akun/token/"),
    "orang": ("galuh", f"{P}/orang/"),
    "seorang": ("galuh", f"{P}/orang/hendra/"),
    "orang-tambah": ("galuh", f"{P}/orang/tambah/"),
    "orang-peran": ("galuh", f"{P}/orang/hendra/peran/"),
    "orang-larangan": ("galuh", f"{P}/orang/hendra/larangan/"),
    "orang-sandi": ("galuh", f"{P}/orang/hendra/sandi/"),
    "sistem-desain": (None, "/sistem-desain/"),
    "beranda-kepala": ("ratna", f"{P}/"),
    "beranda-operator": ("hendra", f"{P}/"),
    "beranda-2024": ("yusuf", "/k/35.75-2.17/2024/"),
    "beranda-triwulan": ("ratna", "/k/35.75-2.17/2024-TW3/"),
    "beranda-inspektorat": ("indra", f"{P}/"),
    "kota": ("indra", "/kota/35.75/2024-TW3/"),
    "wilayah": ("dyah", "/wilayah/35/2023/"),
    "wilayah-provinsi": ("dyah", "/wilayah/35/2023/UM-01/"),
    "wilayah-kota": ("dyah", "/wilayah/35.75/2023/KOP-03/"),
    "wilayah-sebanding": ("dyah", "/wilayah/35/2023/UM-01/sebanding/"),
    "wilayah-nasional": ("arif", "/wilayah/ID/2023/KOP-03/"),
    "sebanding": ("ratna", f"{P}/UM-01/sebanding/"),
    "indikator-triwulan": ("ratna", "/k/35.75-2.17/2024-TW3/UM-02/"),
    "indikator-tahunan": ("ratna", "/k/35.75-2.17/2024-TW3/KOP-03/"),
    "publik": (None, "/publik/35.75-2.17/2023/"),
    "publik-kosong": (None, "/publik/35.75-2.17/2024/"),
    "publik-cara": (None, "/publik/35.75-2.17/2023/KOP-03/"),
    "publik-daftar": (None, "/publik/"),
    "baris-saringan": ("ratna", f"{P}/UM-01/terbitan/1/baris/0/dikeluarkan/?sebab=omset+kosong"),
    "beranda-bekasi": ("dadang", "/k/32.75-2.17/2023/"),
    "beranda-lampau": ("ratna", f"{P}/?diketahui=2024-01-24"),
    "indikator-kop03": ("ratna", f"{P}/KOP-03/"),
    "indikator-um01": ("ratna", f"{P}/UM-01/"),
    "indikator-kop01": ("hendra", f"{P}/KOP-01/"),
    "indikator-tk01": ("ratna", f"{P}/TK-01/"),
    "indikator-tk03": ("dadang", "/k/32.75-2.17/2023/TK-03/"),
    "indikator-eko01": ("dadang", "/k/32.75-2.17/2023/EKO-01/"),
    "terbitan": ("ratna", f"{P}/KOP-03/terbitan/1/"),
    "lembar-hitung-um01": ("ratna", f"{P}/UM-01/terbitan/1/lembar-hitung/"),
    "lembar-hitung-kop03": ("ratna", f"{P}/KOP-03/terbitan/1/lembar-hitung/"),
    "lembar-hitung-tk01": ("ratna", f"{P}/TK-01/terbitan/1/lembar-hitung/"),
    "baris-dihitung": ("ratna", f"{P}/UM-01/terbitan/1/baris/0/terhitung/"),
    "baris-dikecualikan": ("ratna", f"{P}/UM-01/terbitan/1/baris/0/dikeluarkan/"),
    "langkah-setujui": ("ratna", f"{P}/UM-01/terbitan/1/setujui/"),
    "langkah-kembalikan": ("ratna", f"{P}/UM-01/terbitan/1/kembalikan/"),
    "langkah-bukan-giliran": ("hendra", f"{P}/UM-01/terbitan/1/setujui/"),
    "riwayat": ("ratna", f"{P}/riwayat/"),
    "sistem": ("galuh", f"{P}/sistem/"),
    "sistem-pengaturan": ("galuh", f"{P}/sistem/pengaturan/"),
    "sistem-cadangan": ("galuh", f"{P}/sistem/cadangan/"),
    "templat": ("yusuf", f"{P}/dokumen/templat/"),
    "templat-unggah": ("yusuf", f"{P}/dokumen/templat/unggah/"),
    "dokumen": ("ratna", f"{P}/dokumen/"),
    "dokumen-2024": ("yusuf", "/k/35.75-2.17/2024/dokumen/"),
    "dokumen-iku": ("ratna", f"{P}/dokumen/iku/"),
    "dokumen-draf": ("yusuf", "/k/35.75-2.17/2024/dokumen/pengukuran/?draf=ya"),
    "dokumen-lembar": ("ratna", f"{P}/dokumen/lembar/?indikator=KOP-03"),
    "dokumen-pk": ("yusuf", "/k/35.75-2.17/2024/dokumen/pk/"),
    "laporan": ("yusuf", "/k/35.75-2.17/2022/laporan/"),
    "laporan-bagian": ("ratna", "/k/35.75-2.17/2022/laporan/pengantar/"),
    "laporan-tulis": ("yusuf", "/k/35.75-2.17/2022/laporan/isu_strategis/tulis/"),
    "laporan-analisis": ("yusuf", f"{P}/laporan/analisis/KOP-03/"),
    "laporan-standar": ("yusuf", "/k/35.75-2.17/2022/laporan/standar/TK-01/"),
    "pilih-periode": ("ratna", f"{P}/pilih-periode/"),
    "pilih-diketahui": ("ratna", f"{P}/pilih-diketahui/"),
    "indikator-daftar": ("yusuf", f"{P}/indikator/"),
    "pohon": ("yusuf", "/k/35.75-2.17/2024/pohon/"),
    "pohon-tabel": ("yusuf", "/k/35.75-2.17/2024/pohon/?tampil=tabel"),
    "pohon-bekasi": ("dadang", "/k/32.75-2.17/2024/pohon/"),
    "profil": ("yusuf", f"{P}/profil/"),
    "profil-ubah": ("yusuf", f"{P}/profil/ubah/"),
    "sasaran-tambah": ("yusuf", f"{P}/sasaran/tambah/"),
    "katalog": ("yusuf", f"{P}/katalog/?jenis=UM"),
    "katalog-pakai": ("yusuf", f"{P}/katalog/KOP-09/pakai/"),
    "kartu": ("yusuf", "/k/35.75-2.17/2024/KOP-03/kartu/"),
    "target": ("yusuf", "/k/35.75-2.17/2024/KOP-03/target/"),
    "target-isi": ("yusuf", "/k/35.75-2.17/2024/KOP-03/target/isi/"),
    "iku-letak": ("yusuf", "/k/35.75-2.17/2024/UM-01/rencana/"),
    "program": ("yusuf", "/k/35.75-2.17/2024/program/"),
    "program-tambah": ("yusuf", "/k/35.75-2.17/2024/program/tambah/"),
    "program-satu": ("yusuf", "/k/35.75-2.17/2024/program/2/"),
    "program-indikator": ("yusuf", "/k/35.75-2.17/2024/program/2/indikator/2/"),
    "perjanjian": ("yusuf", "/k/35.75-2.17/2024/perjanjian/"),
    "perjanjian-satu": ("ratna", "/k/35.75-2.17/2024/perjanjian/13/"),
    "perjanjian-buat": ("yusuf", "/k/35.75-2.17/2024/perjanjian/buat/kepala/"),
    "iku-kota": ("yusuf", f"{P}/iku-kota/"),
    "rencana-aksi": ("yusuf", "/k/35.75-2.17/2024/rencana-aksi/"),
    "profil-dokumen": ("yusuf", "/k/35.75-2.17/2024/profil/dokumen/"),
    "rencana-aksi-tambah": ("yusuf", "/k/35.75-2.17/2024/rencana-aksi/KOP-03/tambah/"),
    "definisi-kop03": ("ratna", "/k/35.75-2.17/2024/KOP-03/rumus/"),
    "definisi-beda": ("ratna", "/k/35.75-2.17/2024/KOP-03/rumus/versi/2/"),
    "definisi-usul": ("ratna", "/k/35.75-2.17/2024/KOP-01/rumus/usul/2/"),
    "editor-rumus": ("hendra", "/k/35.75-2.17/2024/UM-01/rumus/ubah/"),
    "coba-rumus": ("hendra", "/k/35.75-2.17/2024/coba-rumus/"),
    "temuan": ("indra", "/k/35.75-2.17/2024/temuan/"),
    "temuan-baru": ("indra", "/k/35.75-2.17/2024/temuan/baru/"),
    "lke": ("indra", "/k/35.75-2.17/2024/lke/"),
    "lke-nilai": ("hendra", "/k/35.75-2.17/2024/lke/2/mandiri/"),
    "lke-tetapkan": ("indra", "/k/35.75-2.17/2024/lke/tetapkan/"),
    "survei": ("nia", "/k/32.75-2.17/2024/survei/"),
    "survei-layanan": ("nia", "/k/32.75-2.17/2024/survei/pendampingan-nib/"),
    "survei-poster": ("nia", "/k/32.75-2.17/2024/survei/pendampingan-nib/poster/"),
    "survei-umum": (None, "/skm/32.75-2.17/pendampingan-nib/"),
    "akses-data-pribadi": ("ratna", "/k/35.75-2.17/2024/identitas/"),
    "tugas-operator": ("hendra", f"{P}/tugas/"),
    "tugas-kepala": ("ratna", f"{P}/tugas/"),
    "tugas-kosong": ("indra", f"{P}/tugas/"),
    "periode": ("yusuf", f"{P}/pengukuran/"),
    "periode-belum": ("yusuf", "/k/35.75-2.17/2025/pengukuran/"),
    "periode-buka": ("yusuf", "/k/35.75-2.17/2025/pengukuran/buka/"),
    "periode-batas": ("yusuf", f"{P}/pengukuran/batas/"),
    "periode-tutup": ("yusuf", f"{P}/pengukuran/tutup/"),
    "periode-buka-kembali": ("yusuf", "/k/35.75-2.17/2022/pengukuran/buka-kembali/"),
    "langkah-buka-kembali": ("yusuf", f"{P}/KOP-03/terbitan/1/buka_kembali/"),
    "langkah-belum-lengkap": ("hendra", "/k/35.75-2.17/2024/KOP-01/terbitan/1/ajukan/"),
    "penjelasan": ("hendra", f"{P}/KOP-01/terbitan/1/penjelasan/"),
    "penjelasan-tulis": ("hendra", "/k/35.75-2.17/2024/KOP-01/terbitan/1/penjelasan/tulis/"),
    "bukti": ("hendra", f"{P}/UM-01/terbitan/1/bukti/"),
    "bukti-lampirkan": ("hendra", f"{P}/KOP-01/terbitan/1/bukti/lampirkan/"),
    "ketik": ("hendra", f"{P}/KOP-01/terbitan/1/ketik/"),
    "register": ("dewi", "/k/35.75-2.17/2024/register/"),
    "register-isi": ("dewi", "/k/35.75-2.17/2024/register/usaha_monev/"),
    "register-baris": ("dewi", "/k/35.75-2.17/2024/register/usaha_monev/baris/"),
    "unggah": ("dewi", "/k/35.75-2.17/2024/register/usaha_monev/unggah/"),
    "baris-baru": ("dewi", "/k/35.75-2.17/2024/register/usaha_monev/baris-baru/"),
    "unggahan": ("dewi", "/k/35.75-2.17/2024/unggahan/1/"),
    "unggahan-tolak": ("dewi", "/k/35.75-2.17/2024/unggahan/1/tolak/"),
    "kiriman": ("dewi", "/k/35.75-2.17/2024/kiriman/58/"),
    "pekerjaan": ("dewi", "/k/35.75-2.17/2024/pekerjaan/"),
    "baca": ("yusuf", "/k/35.75-2.17/2024/baca/"),
    "baca-unggah": ("yusuf", "/k/35.75-2.17/2024/baca/unggah/"),
    "baca-telaah-pdf": ("yusuf", "/k/35.75-2.17/2024/baca/2/"),
    "baca-telaah-docx": ("yusuf", "/k/35.75-2.17/2024/baca/1/?baris=2"),
    "baca-teks": ("yusuf", "/k/35.75-2.17/2024/baca/2/?baris=3&tampil=teks"),
    "baca-pakai": ("yusuf", "/k/35.75-2.17/2024/baca/1/pakai/1/"),
    "baca-banding": ("yusuf", "/k/35.75-2.17/2024/baca/banding/?pertama=2&kedua=1"),
    "baca-selesai": ("yusuf", "/k/35.75-2.17/2024/baca/2/selesai/"),
    "tidak-ada": ("ratna", f"{P}/TIDAK-ADA/"),
}


def shoot(page: Page, app: RunningApp, name: str, path: str, width: int, theme: str, folder: Path) -> None:
    page.goto(app.url + path)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    if wide:
        print(f"{name} {width}: melebar ke samping")
    page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)


def correction_page(page: Page, app: RunningApp) -> str:
    """The address of the first row that an operator may correct."""
    page.goto(f"{app.url}{P}/UM-01/terbitan/1/baris/0/dikeluarkan/")
    return str(page.locator("a", has_text="Koreksi").first.get_attribute("href"))


def walk(browser: Browser, app: RunningApp, who: str | None, pages: dict[str, str], folder: Path, skrip: bool) -> None:
    for width, height in WIDTHS.items():
        for theme, scheme in THEMES.items():
            look = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "java_script_enabled": skrip}
            context = browser.new_context(**look)  # type: ignore[arg-type]  # the themes are words that the library names
            page = context.new_page()
            if who:
                app.sign_in(page, who)
            if who == "hendra" and "koreksi" not in pages:
                pages["koreksi"] = correction_page(page, app)
            for name, path in pages.items():
                shoot(page, app, name, path, width, theme, folder)
            context.close()


def main() -> None:
    words = [word for word in sys.argv[1:] if word != "--tanpa-skrip"]
    folder = Path(words[0] if words else "var/layar")
    folder.mkdir(parents=True, exist_ok=True)
    with RunningApp() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        for who in dict.fromkeys(who for who, _ in PAGES.values()):
            pages = {name: path for name, (one, path) in PAGES.items() if one == who}
            walk(browser, app, who, pages, folder, skrip="--tanpa-skrip" not in sys.argv)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} gambar di {folder}")


if __name__ == "__main__":
    main()
