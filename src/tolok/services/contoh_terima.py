"""For the demonstration: one dirty workbook that waits for a decision, handed in and checked like any other."""

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tolok.registers.writer import write_xlsx
from tolok.services import paket, pekerjaan
from tolok.services.unggahan import hand_in
from tolok.store.models import Pengguna, PerangkatDaerah, register_model
from tolok.values.instant import WIB

REGISTER, TAHUN = "usaha_monev", 2024
_AT = datetime(2025, 1, 28, 13, 42, tzinfo=WIB)
_BARU, _BERUBAH = 272, 18
_JUDUL = ("ID Badan Usaha", "NIB", "Nama Usaha", "NIK Pengusaha", "Nama Pengusaha", "Tahun Monev", "Tanggal Monev",
          "Kode Kelurahan", "Omset", "Aset", "Karyawan L", "Karyawan P", "Kredit Formal", "NTB")  # fmt: skip
_USAHA = ("Keripik", "Anyaman", "Warung", "Batik", "Konveksi", "Mebel", "Bengkel", "Kue", "Tempe", "Sablon", "Bordir")
_CIRI = ("Makmur", "Sejahtera", "Barokah", "Jaya", "Sumber Rejeki", "Mandiri", "Lestari", "Tiga Putra", "Amanah", "Maju")
_TANGGAL, _OMSET, _WILAYAH, _KREDIT, _NAMA = 6, 8, 7, 12, 2


def hand_in_example() -> None:
    """Leave one upload of the office of Kota Pasuruan to be decided; nothing of it counts."""
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
    dewi = Pengguna.objects.get(username="dewi")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "berkas.xlsx"
        title = [["HASIL MONITORING DAN EVALUASI USAHA MIKRO (data contoh, dikarang)"], ["TAHUN 2024"], []]
        rows = _rows(kantor)
        total: list[object] = ["Jumlah", *[None] * 7, sum(row[_OMSET] for row in rows if isinstance(row[_OMSET], int))]
        formats = {0: "@", 1: "@", 3: "@", 7: "@"}
        write_xlsx(path, "Monev", title, [_JUDUL], [*rows, total], formats)
        content = path.read_bytes()
    name = "monev_usaha_mikro_tambahan.xlsx"
    _, job = hand_in(kantor, REGISTER, str(TAHUN), (), name, content, by=dewi, at=_AT)
    pekerjaan.run(job.pk, lambda: _AT + timedelta(seconds=4))


def _rows(kantor: PerangkatDaerah) -> list[list[Any]]:
    tree = paket.region_tree()
    villages = [code for over in tree.children(kantor.pemda_id) for code in tree.children(over)]
    rows = [_known(row, at) for at, row in enumerate(_first_rows(kantor))]
    rows += [_new(at, villages) for at in range(_BARU)]
    _spoil(rows)
    return [*rows, *(list(row) for row in rows[30:34])]


def _first_rows(kantor: PerangkatDaerah) -> list[Any]:
    """Rows that stand already; the file will say something else of them."""
    found = register_model(REGISTER).objects.filter(perangkat_daerah=kantor.kode, periode=TAHUN, diketahui_sampai=None)
    known = found.filter(omset__gt=0, wilayah__isnull=False).exclude(id_data_badan_usaha=None)
    return list(known.order_by("entitas")[:_BERUBAH])


def _known(row: Any, at: int) -> list[Any]:
    return [
        row.id_data_badan_usaha, row.nib, row.nama_usaha, None, None, TAHUN, row.tanggal_monev, row.wilayah,
        row.omset + 250_000 * (at + 10), row.aset, row.tenaga_kerja_laki, row.tenaga_kerja_perempuan, row.kredit_formal,
        row.nilai_tambah_bruto,
    ]  # fmt: skip


def _new(at: int, villages: list[str]) -> list[Any]:
    name = f"{_USAHA[at % len(_USAHA)]} {_CIRI[at // len(_USAHA) % len(_CIRI)]} {at // 110 + 1}"
    day = date(TAHUN, 7, 1) + timedelta(days=at % 90)
    nik = f"357501{1 + at % 28:02d}0{1 + at % 9}8{at % 10}{at:04d}"
    omset = 36_000_000 + 1_250_000 * (at * 37 % 211)
    return [
        str(9_750_000 + at), None, name, nik, f"Pemilik {at + 1}", TAHUN, day, villages[at % len(villages)],
        omset, omset // 2, at % 3, 1 + at % 2, at % 5 == 0, omset // 4,
    ]  # fmt: skip


def _spoil(rows: list[list[Any]]) -> None:
    """Faults as offices make them: some are wrong, some only a person can decide."""
    for at, column, text in (
        (60, _TANGGAL, "31/09/2024"), (88, _TANGGAL, "31/09/2024"), (102, _OMSET, -250_000), (103, _OMSET, -250_000),
        (120, _NAMA, None), (121, _NAMA, None), (122, _NAMA, None), (150, _WILAYAH, "35.78.01.1001"),
        (151, _WILAYAH, "35.78.01.1001"), (170, 5, 2023), (200, _OMSET, "dua puluh juta"),
        (40, _OMSET, "15,5 m"), (70, _WILAYAH, "Bugul Lorr"), (71, _KREDIT, "x"), (72, _KREDIT, "x"),
    ):  # fmt: skip
        rows[at][column] = text
