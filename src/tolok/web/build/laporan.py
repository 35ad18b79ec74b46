"""The page of the yearly report: its parts in order, which are written, what the figures say, what is missing."""

from collections.abc import Mapping, Sequence

from tolok.services.akses import may
from tolok.services.cetak_lkjip import laporan_of
from tolok.services.laporan_bahan import Bahan, bahan_of
from tolok.store.models import NaskahLaporan
from tolok.values.instant import tanggal_pendek
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.laporan_analisis import COUNT, Temuan, findings
from tolok.web.read_models import Fakta, Tautan, Tindakan
from tolok.web.read_models.laporan import BabLaporan, HalamanLaporan
from tolok.web.read_models.tugas import BarisTugas, TandaTugas
from tolok.writing.lkjip_bagian import ANALISIS_PENDEK, BAB_1, BAB_2, BAB_3, BAB_4, BAGIAN, DEPAN, Bagian
from tolok.writing.lkjip_data import IndikatorLaporan, Lkjip

TERISI = TandaTugas("centang", "Terisi", "aksen")
KOSONG = TandaTugas("wajik", "Kosong", "waspada")
BOLEH_KOSONG = TandaTugas("bulat-0", "Boleh kosong", "netral")
SENDIRI = TandaTugas("centang", "Dicetak sendiri", "netral")
SEBAGIAN = TandaTugas("wajik", "Sebagian", "waspada")


def report_trail(view: Pandangan, *labels: str) -> tuple[Tautan, ...]:
    """The path to a page of the report."""
    documents = Tautan("Dokumen", view.alamat.bila_ada("dokumen"))
    if not labels:
        return (documents, Tautan("Laporan kinerja"))
    return (documents, Tautan("Laporan kinerja", view.alamat.ke("laporan")), *(Tautan(one) for one in labels))


def build_laporan(view: Pandangan) -> HalamanLaporan:
    """The report of the year of the address as known at the reader's instant."""
    tahun = view.period.tahun
    bahan = bahan_of(view.kantor, tahun, view.at)
    data = laporan_of(bahan)
    absent = [one.judul for one in BAGIAN if one.wajib and one.kode not in bahan.naskah]
    known = {one.kode: findings(data, one) for one in data.indikator}
    published = sum(bool(one.kini.vintage) for one in data.indikator)
    done, whole, writes = _done(known), COUNT * len(known), may_write(view)
    return HalamanLaporan(
        kerangka=frame(view, f"Laporan kinerja tahun {tahun}", report_trail(view), "Dokumen"),
        judul=_finding(tahun, absent),
        lead=f"{published} dari {len(data.indikator)} angka terbit, {done} dari {whole} analisis terisi. "
        "Yang kosong dicetak sebagai belum ada; tidak ada yang dikarang.",
        bab=tuple(BabLaporan(bab, _chapter(view, bahan, data, bab, known, writes)) for bab in _OWN),
        analisis=BabLaporan(
            "Tujuh analisis tiap indikator", tuple(_row(view, one, known[one.kode]) for one in data.indikator)
        ),
        fakta=_facts(bahan, data),
        keterangan="Angka, tabel, dan gambar dicetak sendiri dari yang sudah terbit. Di sini ditulis yang tidak dapat "
        "dikatakan angka. Setiap perubahan tersimpan; yang terbaru yang dicetak.",
        tindakan=_actions(view),
    )  # fmt: skip


TemuanIku = Mapping[str, Sequence[Temuan]]
"""Kode → its seven analyses."""


def _done(known: TemuanIku) -> int:
    return sum(not one.kurang for found in known.values() for one in found)


def _finding(tahun: int, absent: Sequence[str]) -> str:
    if not absent:
        return f"Naskah LKjIP tahun {tahun} sudah lengkap"
    named = absent[0].lower() if len(absent) == 1 else f"{len(absent)} bagian"
    return f"LKjIP tahun {tahun}: {named} belum ditulis"


def _actions(view: Pandangan) -> tuple[Tindakan, ...]:
    href = view.alamat.bila_ada("dokumen-satu", jenis_dokumen="lkjip")
    return (Tindakan("Lihat pratinjau LKjIP", href, "utama"),) if href else ()


def _facts(bahan: Bahan, data: Lkjip) -> tuple[Fakta, ...]:
    last = max(bahan.naskah.values(), key=lambda one: one.pada, default=None)
    return (
        Fakta("Bagian wajib", f"{sum(one.wajib and one.kode in bahan.naskah for one in BAGIAN)} dari "
              f"{sum(one.wajib for one in BAGIAN)} terisi"),
        Fakta("Angka terbit", f"{sum(bool(one.kini.vintage) for one in data.indikator)} dari {len(data.indikator)}"),
        Fakta("Terakhir ditulis", _who(last) if last else "belum pernah"),
    )  # fmt: skip


def _who(one: NaskahLaporan) -> str:
    return f"{one.oleh.nama if one.oleh else 'Sistem'}, {tanggal_pendek(one.pada)}"


# --- chapters


def _chapter(view: Pandangan, bahan: Bahan, data: Lkjip, bab: str, known: TemuanIku, writes: bool) -> tuple[BarisTugas, ...]:
    """What is printed by itself, then the words, as they follow each other on paper."""
    words = tuple(_words(view, bahan.naskah, one, writes) for one in BAGIAN if one.bab == bab)
    own = _OWN[bab](view, data, known)
    return (words[0], *own, *words[1:]) if bab == DEPAN else (*own, *words)


def _words(view: Pandangan, naskah: Mapping[str, NaskahLaporan], bagian: Bagian, writes: bool) -> BarisTugas:
    found = naskah.get(bagian.kode)
    sign = TERISI if found else KOSONG if bagian.wajib else BOLEH_KOSONG
    page = "laporan-tulis" if writes else "laporan-bagian"
    return BarisTugas(
        judul=bagian.judul,
        href=view.alamat.ke(page, bagian_laporan=bagian.kode),
        keterangan=_begin(found.isi) if found else bagian.petunjuk,
        kanan=(found.oleh.nama if found.oleh else "Sistem") if found else "",
        kanan_keterangan=tanggal_pendek(found.pada) if found else "",
        tanda=sign,
    )


def _begin(isi: str, most: int = 150) -> str:
    text = " · ".join(" ".join(line.removeprefix("-").split()) for line in isi.splitlines() if line.strip())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _own(judul: str, keterangan: str, href: str, ready: bool = True) -> BarisTugas:
    return BarisTugas(judul=judul, href=href, keterangan=keterangan, tanda=SENDIRI if ready else KOSONG)


def _front(view: Pandangan, data: Lkjip, _known: TemuanIku) -> tuple[BarisTugas, ...]:
    published = sum(bool(one.kini.vintage) for one in data.indikator)
    said = f"Capaian {len(data.indikator)} IKU dalam satu tabel; {published} di antaranya sudah terbit."
    return (_own("Ikhtisar eksekutif", said, yearly(view).beranda(), published > 0),)


def _first(view: Pandangan, data: Lkjip, _known: TemuanIku) -> tuple[BarisTugas, ...]:
    ready = bool(data.profil.get("tugas") and data.profil.get("fungsi"))
    said = f"Dari profil kantor: {len(data.profil.get('fungsi', ()))} fungsi, {len(data.bidang)} bidang."
    return (_own("Tugas, fungsi, dan bidang", said, view.alamat.ke("profil"), ready),)


def _second(view: Pandangan, data: Lkjip, _known: TemuanIku) -> tuple[BarisTugas, ...]:
    years = data.tahun_target
    span = f"Target {years[0]}–{years[-1]} untuk {len(data.indikator)} IKU." if years else "Target belum ditetapkan."
    agreed = data.perjanjian
    signed = f"Ditandatangani {agreed.tanggal}." if agreed else f"Perjanjian tahun {data.tahun} belum dicatat."
    return (
        _own("Tujuan, sasaran, dan target", span, view.alamat.ke("daftar-indikator"), bool(years)),
        _own("Perjanjian Kinerja", signed, view.alamat.bila_ada("pk"), agreed is not None),
    )


def _third(view: Pandangan, data: Lkjip, known: TemuanIku) -> tuple[BarisTugas, ...]:
    done, whole = _done(known), COUNT * len(known)
    total = data.jumlah_anggaran
    spent = f"Serapan {total.serapan.teks}% dari Rp {total.pagu.teks}." if total and total.serapan.tampil else (
        "Anggaran atau realisasinya belum dicatat.")  # fmt: skip
    sign = SENDIRI if whole and done == whole else SEBAGIAN if done else KOSONG
    said = f"{done} dari {whole} terisi; daftarnya di bawah."
    return (
        BarisTugas(judul="Capaian dan tujuh analisis tiap indikator", href="#analisis", keterangan=said, tanda=sign),
        _own("Realisasi anggaran", spent, view.alamat.ke("daftar-program"), bool(data.anggaran)),
    )


def _fourth(view: Pandangan, data: Lkjip, _known: TemuanIku) -> tuple[BarisTugas, ...]:
    told = sum(bool(one.sebab.tindak_lanjut) for one in data.indikator)
    said = f"Dari penjelasan {told} dari {len(data.indikator)} IKU, dalam satu tabel."
    return (_own("Tindak lanjut tiap indikator", said, yearly(view).ke("periode"), told > 0),)


_OWN = {DEPAN: _front, BAB_1: _first, BAB_2: _second, BAB_3: _third, BAB_4: _fourth}


def _row(view: Pandangan, one: IndikatorLaporan, found: Sequence[Temuan]) -> BarisTugas:
    """One IKU in the list of analyses: how many are filled, and which are not."""
    absent = [name for name, each in zip(ANALISIS_PENDEK, found, strict=True) if each.kurang]
    done = COUNT - len(absent)
    said = f"Belum lengkap: {', '.join(absent)}." if absent else "Ketujuh analisisnya terisi."
    return BarisTugas(
        judul=f"{one.kode}, {one.nama}",
        href=view.alamat.ke("laporan-analisis", kode=one.kode),
        keterangan=said,
        kanan=f"{done} dari {COUNT}",
        kanan_keterangan="terisi",
        tanda=TERISI if done == COUNT else SEBAGIAN if done else KOSONG,
    )


def may_write(view: Pandangan) -> bool:
    """Whether this reader may write the parts of the report, now."""
    return not view.lampau and may(view.orang, view.kantor, "tulis_laporan", None)


def yearly(view: Pandangan) -> Alamat:
    """Addresses of the whole year: the report is a year's, from whichever quarter it is opened."""
    return Alamat.of(view.kantor, Period(view.period.tahun), view.diketahui)
