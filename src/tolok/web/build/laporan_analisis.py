"""The seven analyses of one IKU on screen: the very sentences that the report prints, and what is missing."""

from dataclasses import dataclass

from tolok.services.akses import NotFoundError, may, open_indikator_for
from tolok.services.cetak_lkjip import laporan_of
from tolok.services.laporan_bahan import bahan_of
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Angka, Fakta, Tautan, Tindakan
from tolok.web.read_models.laporan import ButirAnalisis, HalamanAnalisis
from tolok.web.read_models.tugas import TandaTugas
from tolok.writing.lkjip_analisis import analyses
from tolok.writing.lkjip_bagian import ANALISIS
from tolok.writing.lkjip_data import IndikatorLaporan, Lkjip
from tolok.writing.lkjip_tabel import Nomor, with_unit
from tolok.writing.sheet import Block, Items, Missing, Paragraph

COUNT = len(ANALISIS)
_TERISI = TandaTugas("centang", "Terisi", "aksen")
_SEBAGIAN = TandaTugas("wajik", "Sebagian", "waspada")
_KOSONG = TandaTugas("wajik", "Kosong", "waspada")


@dataclass(frozen=True)
class Temuan:
    """One analysis: what is said, and what is missing."""

    judul: str
    kata: tuple[str, ...]
    kurang: tuple[str, ...]


def findings(data: Lkjip, one: IndikatorLaporan) -> list[Temuan]:
    """The seven analyses of an IKU, as the report would print them."""
    return [
        Temuan(title, tuple(_said(blocks)), tuple(_lacking(blocks))) for title, blocks in analyses(data, one, Nomor("3"))
    ]


def _said(blocks: list[Block]) -> list[str]:
    words = []
    for one in blocks:
        if isinstance(one, Paragraph) and not one.note:
            words.append(one.words)
        elif isinstance(one, Items):
            words += [f"– {item}" for item in one.items]
    return words


def _lacking(blocks: list[Block]) -> list[str]:
    return [one.words for one in blocks if isinstance(one, Missing)]


def build_analisis(view: Pandangan, kode: str) -> HalamanAnalisis:
    """What the report says of one IKU. Raises NotFoundError for a code that is not in the plan."""
    indikator = open_indikator_for(view.orang, view.kantor.slug, kode)
    data = laporan_of(bahan_of(view.kantor, view.period.tahun, view.at))
    one = next((each for each in data.indikator if each.kode == kode), None)
    if one is None:
        raise NotFoundError(kode)
    writes = not view.lampau and may(view.orang, view.kantor, "tulis_laporan", indikator.bidang)
    found = findings(data, one)
    done = sum(not each.kurang for each in found)
    trail = (Tautan("Dokumen", view.alamat.bila_ada("dokumen")), Tautan("Laporan kinerja", view.alamat.ke("laporan")))
    label = "Ubah standar nasional" if one.standar else "Catat standar nasional"
    return HalamanAnalisis(
        kerangka=frame(view, f"Analisis {kode}", (*trail, Tautan(kode)), "Dokumen"),
        judul=f"{done} dari {COUNT} analisis tahun {data.tahun} terisi",
        lead=f"{kode} · {one.nama}",
        angka=_figure(one),
        fakta=_facts(one),
        butir=tuple(
            ButirAnalisis(
                f"{number}. {each.judul}", each.kata, each.kurang, _sign(each),
                _way(view, number, kode, one, writes) if each.kurang else None,
            )
            for number, each in enumerate(found, start=1)
        ),
        kembali=Tautan("Kembali ke semua bagian laporan", view.alamat.ke("laporan")),
        tindakan=(Tindakan(label, view.alamat.ke("laporan-standar", kode=kode), "biasa"),) if writes else (),
    )  # fmt: skip


def _sign(each: Temuan) -> TandaTugas:
    return _TERISI if not each.kurang else _SEBAGIAN if each.kata else _KOSONG


def _figure(one: IndikatorLaporan) -> Angka:
    kini = one.kini
    if kini.realisasi.tampil:
        return Angka(kini.realisasi.tampil, one.satuan)
    return Angka(alasan=kini.realisasi.alasan)


def _facts(one: IndikatorLaporan) -> tuple[Fakta, ...]:
    kini = one.kini
    capaian = f"{with_unit(kini.capaian, '%')}, {kini.predikat}" if kini.predikat else kini.capaian.teks
    return (
        Fakta("Target", with_unit(kini.target, one.satuan)),
        Fakta("Capaian", capaian),
        Fakta("Terbitan", kini.vintage or "belum terbit"),
        Fakta("Penanggung jawab", one.penanggung_jawab or "–"),
    )


def _way(view: Pandangan, number: int, kode: str, one: IndikatorLaporan, writes: bool) -> Tautan | None:
    """Where what is missing is written or done; None where this reader has no such page."""
    year = Alamat.of(view.kantor, Period(view.period.tahun), view.diketahui)
    figure = Tautan(f"Buka {kode} tahun {view.period.tahun}", year.indikator(kode))
    if number == 3 and one.kini.realisasi.tampil:
        return Tautan(f"Buka target {kode}", view.alamat.ke("target", kode=kode))
    if number == 4 and one.standar is None:
        return Tautan("Catat standar nasional", view.alamat.ke("laporan-standar", kode=kode)) if writes else None
    if number in (6, 7):
        return Tautan("Buka program dan anggaran", view.alamat.ke("daftar-program"))
    return figure
