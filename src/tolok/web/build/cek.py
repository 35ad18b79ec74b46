"""The page behind a QR: the figures as they stand on paper, and what has become of each."""

from datetime import datetime

from tolok.services.cetakan import AngkaTercetak, CetakanPublik
from tolok.services.jenis_dokumen import NAMA_BENTUK
from tolok.store.models import Realisasi
from tolok.values.instant import tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka, parse_angka
from tolok.values.period import Period
from tolok.web.build.angka import with_unit
from tolok.web.build.publik import public_frame
from tolok.web.read_models import Fakta, Kolom, Sel, Tabel
from tolok.web.read_models.dokumen import HalamanCek

CARA = (
    "Cocokkan judul dan kantor di atas dengan yang tertulis pada kertas.",
    "Cocokkan setiap angka, target, dan capaian pada kertas dengan tabel di halaman ini.",
    "Baca kolom Sekarang: angka yang sudah diganti tetap benar sebagai cetakan lama, tetapi tidak berlaku lagi.",
)
SIDIK = "Punya berkasnya? Hitung SHA-256 berkas itu di komputer Anda dan cocokkan. Tidak ada yang perlu diunggah."


def build_cek(found: CetakanPublik) -> HalamanCek:
    """The page for whoever holds the paper."""
    replaced, cetakan = len(found.diganti), found.cetakan
    return HalamanCek(
        kerangka=public_frame(found.kantor, "Periksa dokumen"),
        judul=_finding(replaced, len(found.angka)),
        nada="baik" if not replaced else "waspada",
        lead=f"{found.nama} {Period(cetakan.tahun, cetakan.triwulan).label}, {_office(found)}.",
        fakta=_facts(found),
        tabel=_table(found),
        berkas=(
            Fakta("Ukuran", f"{format_angka(cetakan.ukuran)} bita"),
            Fakta("SHA-256", cetakan.sha256, mono=True),
            Fakta("Menghitungnya di Windows", "certutil -hashfile NAMA SHA256", mono=True),
            Fakta("Menghitungnya di Linux", "sha256sum NAMA", mono=True),
        ),
        cara=CARA,
        sidik=SIDIK,
    )  # fmt: skip


def _finding(replaced: int, of: int) -> str:
    if not replaced:
        return "Semua angka pada dokumen ini masih berlaku" if of > 1 else "Angka pada dokumen ini masih berlaku"
    if of == 1:
        return "Angka pada dokumen ini sudah diganti"
    return f"{format_angka(replaced)} dari {format_angka(of)} angka pada dokumen ini sudah diganti"


def _office(found: CetakanPublik) -> str:
    return f"{found.kantor.nama} {found.kantor.pemda.nama}"


def _facts(found: CetakanPublik) -> tuple[Fakta, ...]:
    cetakan = found.cetakan
    return (
        Fakta("Judul di kertas", cetakan.judul),
        Fakta("Dicetak", f"{tanggal_pendek(cetakan.pada)} WIB"),
        Fakta("Bentuk berkas", NAMA_BENTUK.get(cetakan.bentuk, cetakan.bentuk)),
        Fakta("Keadaan pada", tanggal_panjang(found.at)),
    )


def _table(found: CetakanPublik) -> Tabel:
    heads = (
        Kolom("Indikator", ponsel="utama"), Kolom("Angka di kertas", angka=True, ponsel="angka"),
        Kolom("Target", angka=True), Kolom("Capaian (%)", angka=True), Kolom("Terbitan"), Kolom("Sekarang"),
    )  # fmt: skip
    return Tabel("Angka sebagaimana tercetak", heads, tuple(_row(one) for one in found.angka))


def _row(one: AngkaTercetak) -> tuple[Sel, ...]:
    printed = one.cetak
    code = f"{printed['kode']}/{printed['periode']}/{printed['nomor']}"
    return (
        Sel(printed["nama"]), Sel(_value(printed["tampil"], one.terbitan), "tebal"),
        Sel(_value(printed["target"], one.terbitan) or "–", "" if printed["target"] else "kosong"),
        Sel(printed["capaian"] or "–", "" if printed["capaian"] else "kosong"),
        Sel(code, "mono"), _now(one),
    )  # fmt: skip


def _value(text: str, row: Realisasi | None) -> str:
    """A number with its unit; a reason alone."""
    return with_unit(text, row.definisi.isi) if row is not None and parse_angka(text) is not None else text


def _now(one: AngkaTercetak) -> Sel:
    if one.berlaku:
        return Sel("masih berlaku", nada="baik")
    kini = one.kini
    if kini is None:
        return Sel("tidak ditemukan lagi di antara angka terbit", nada="buruk")
    value = _value(kini.tampil or kini.alasan, kini)
    return Sel(f"diganti {_day(kini.diterbitkan_pada)} dengan terbitan {kini.nomor}: {value}", nada="waspada")


def _day(instant: datetime | None) -> str:
    return tanggal_panjang(instant) if instant else ""
