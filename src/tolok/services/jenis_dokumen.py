"""The kinds of official documents: what each is called, on which shelf it stands, in which forms and with which choices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from tolok.services import (
    cetak_iku,
    cetak_kartu,
    cetak_lembar,
    cetak_lhe,
    cetak_lkjip,
    cetak_matrik,
    cetak_msind,
    cetak_pengukuran,
    cetak_pk,
    cetak_renaksi,
)
from tolok.services.hak import Hak
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak

Bentuk = Literal["pdf", "docx", "xlsx"]
BENTUK: tuple[Bentuk, ...] = get_args(Bentuk)
NAMA_BENTUK: Mapping[str, str] = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
Rak = Literal["Perencanaan", "Pengukuran", "Pelaporan", "Lampiran"]
RAK: tuple[Rak, ...] = get_args(Rak)
Pilihan = Literal["triwulan", "indikator", "nomor", "jabatan", "alasan_perubahan"]


@dataclass(frozen=True)
class JenisDokumen:
    """One kind of document. `pilihan`: fields of a PermintaanCetak that mean something to it besides office and year.

    `wajib`: those that must be given. `hak` opens it; a draft of it asks for `cetak_draf` as well. A table of many
    figures is worth a workbook; an agreement and a report are read, so they have none.
    """

    kode: str
    nama: str
    kalimat: str
    rak: Rak
    dokumen: Callable[[PermintaanCetak], Dokumen]
    bentuk: tuple[Bentuk, ...] = BENTUK
    pilihan: frozenset[Pilihan] = frozenset()
    wajib: frozenset[Pilihan] = frozenset()
    hak: Hak = "lihat_kantor"


_KINDS = (
    JenisDokumen(
        "iku", "Tabel Indikator Kinerja Utama",
        "Sasaran, indikator, formulasi, target, dan realisasi, dengan halaman penetapannya.",
        "Perencanaan", cetak_iku.dokumen, pilihan=frozenset({"triwulan"}),
    ),
    JenisDokumen(
        "matrik", "Matrik IKU beberapa tahun",
        "Target dan realisasi setiap IKU dari tahun ke tahun, di samping indikator kota.",
        "Perencanaan", cetak_matrik.dokumen,
    ),
    JenisDokumen(
        "pk", "Perjanjian Kinerja",
        "Pernyataan dan lampirannya untuk setiap jenjang, juga perubahannya dengan alasan hukumnya.",
        "Perencanaan", cetak_pk.dokumen, ("pdf", "docx"), frozenset({"jabatan", "alasan_perubahan"}),
    ),
    JenisDokumen(
        "renaksi", "Rencana Aksi", "Kegiatan di balik setiap target, menurut triwulan.",
        "Perencanaan", cetak_renaksi.dokumen,
    ),
    JenisDokumen(
        "pengukuran", "Pengukuran Kinerja", "Target, realisasi, dan capaian setahun atau sampai satu triwulan.",
        "Pengukuran", cetak_pengukuran.dokumen, pilihan=frozenset({"triwulan"}),
    ),
    JenisDokumen(
        "lembar", "Lembar hitung", "Satu angka dengan semua jumlah, pengecualian, dan sidik data di baliknya.",
        "Pengukuran", cetak_lembar.dokumen, pilihan=frozenset({"triwulan", "indikator", "nomor"}),
        wajib=frozenset({"indikator"}),
    ),
    JenisDokumen(
        "lkjip", "LKjIP", "Laporan kinerja Bab I sampai IV; yang belum ditulis tercetak sebagai belum ada.",
        "Pelaporan", cetak_lkjip.dokumen, ("pdf", "docx"),
    ),
    JenisDokumen(
        "lhe", "LHE AKIP", "Hasil evaluasi akuntabilitas kinerja dari lembar kerja evaluasi.",
        "Pelaporan", cetak_lhe.dokumen, hak="lihat_baris",
    ),
    JenisDokumen(
        "kartu", "Kartu indikator", "Definisi, rumus, sumber data, dan penanggung jawab setiap IKU.",
        "Lampiran", cetak_kartu.dokumen, pilihan=frozenset({"indikator"}),
    ),
    JenisDokumen(
        "msind", "Metadata statistik (MS-Ind)", "Metadata setiap indikator dalam bentuk BPS.",
        "Lampiran", cetak_msind.dokumen, ("xlsx",),
    ),
)  # fmt: skip
JENIS: Mapping[str, JenisDokumen] = {one.kode: one for one in _KINDS}
"""Kind by its code, in the order in which they are shown."""
