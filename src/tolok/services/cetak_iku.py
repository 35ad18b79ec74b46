"""The IKU of an office with the decree that sets them: targets and last figures, and what was published of the period.

What is printed is what was published, never what is being worked on, unless a draft is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from tolok.services.definisi import printed_in
from tolok.services.permintaan_cetak import AngkaCetak, Dokumen, PermintaanCetak, angka_cetak, stamps, vintage_code
from tolok.services.rencana_cetak import no_iku, plan_meta, profile_of, words_in_force
from tolok.services.rumus_cetak import formula_in_words
from tolok.services.selectors import AngkaKantor, figures_of, known_results
from tolok.services.tanda_tangan import city_of, head_at, head_signature, office_held
from tolok.store.models import IndikatorKantor, PerangkatDaerah, Realisasi
from tolok.values.instant import tanggal_panjang
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from tolok.writing.iku import IkuRow, IkuSheet, iku_sheet
from tolok.writing.keputusan import SuratKeputusan
from tolok.writing.sheet import Formula

MENGINGAT = (
    "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah;",
    "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/09/M.PAN/5/2007 tentang Pedoman Umum Penetapan "
    "Indikator Kinerja Utama di Lingkungan Instansi Pemerintah;",
    "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/20/M.PAN/11/2008 tentang Petunjuk Penyusunan "
    "Indikator Kinerja Utama;",
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk Teknis "
    "Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah;",
)


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The IKU as known at an instant; a plan alone (targets, last figures) where nothing of the period is published.

    IssueError TLK-P040 for an office without any IKU.
    """
    kantor, at = request.kantor, request.at
    figures = figures_of(kantor, request.period, at)
    if not figures:
        raise no_iku(kantor)
    published = [figure.terbit.realisasi for figure in figures if figure.terbit]
    before = _before(figures, request.tahun, at)
    shown = bool(published) or request.draf
    rows = tuple(_row(figure, before.get(figure.indikator.pk), request, shown) for figure in figures)
    meta = stamps(request, published) if published else plan_meta(request, [asdict(row) for row in rows], before.values())
    instant = max((one.diterbitkan_pada for one in published if one.diterbitkan_pada), default=at)
    # A decree sets the IKU of a year, and carries the day; the table of a quarter is a view of it.
    decree = None if request.triwulan else _decree(kantor, request.period, instant)
    data = IkuSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        periode=request.period,
        meta=meta,
        rows=rows,
        signature=head_signature(kantor, instant, "" if decree else f"{city_of(kantor)}, {tanggal_panjang(instant)}"),
        keputusan=decree,
        **profile_of(kantor),
    )
    layout: Literal["pasuruan", "bekasi"] = "bekasi" if kantor.profil.get("tata_letak_iku") == "bekasi" else "pasuruan"
    return Dokumen(iku_sheet(data, layout), _angka(figures, rows, before))


def _before(figures: Sequence[AngkaKantor], tahun: int, at: datetime) -> dict[int, Realisasi]:
    """Indikator → the published figure of the year before; none where nobody published one."""
    found = {one.indikator.pk: known_results(one.indikator, [tahun - 1], at) for one in figures}
    return {pk: rows[0] for pk, rows in found.items() if rows}


def _angka(
    figures: Sequence[AngkaKantor], rows: Sequence[IkuRow], before: Mapping[int, Realisasi]
) -> tuple[AngkaCetak, ...]:
    both = zip(figures, rows, strict=True)
    now = [angka_cetak(figure.terbit.realisasi, row.target) for figure, row in both if figure.terbit]
    return (*now, *(angka_cetak(one) for one in before.values()))


# --- one row ----------------------------------------------------------------------------------------------------------


def _row(figure: AngkaKantor, before: Realisasi | None, request: PermintaanCetak, shown: bool) -> IkuRow:
    indikator, row = figure.indikator, figure.terbit.realisasi if figure.terbit else None
    working = figure.kini.realisasi if figure.kini else None
    printed = row or (working if request.draf else None)
    isi, formula = _words(indikator, row or working, request)
    of_office = printed_in(isi, indikator.perangkat_daerah_id) if isi else None
    capaian = (row.capaian if row else figure.capaian if printed else None) or {}
    none = "–" if shown else ""
    return IkuRow(
        kode=indikator.kode,
        jenjang="tujuan" if indikator.jenjang == "tujuan" else "sasaran",
        tujuan_sasaran=indikator.tujuan_sasaran,
        indikator=indikator.nama,
        satuan=isi.get("satuan_tampil", ""),
        formula=formula,
        penjelasan=isi.get("definisi", "belum ada definisi") + _typed(printed),
        alasan=(of_office or {}).get("alasan") or indikator.alasan_pemilihan,
        sumber_data=isi.get("sumber_data", ""),
        penanggung_jawab=indikator.bidang.nama if indikator.bidang else "",
        realisasi_lalu=before.tampil if before else "belum ada",
        target=_target(figure, isi),
        realisasi=(printed.tampil or printed.alasan) if printed else "belum terbit" if shown else "",
        capaian=str(capaian.get("tampil") or capaian.get("alasan") or none),
        predikat=str(capaian.get("predikat") or ""),
        vintage=vintage_code(row) if row else "",
    )


def _words(
    indikator: IndikatorKantor, row: Realisasi | None, request: PermintaanCetak
) -> tuple[Mapping[str, Any], Formula | None]:
    """(definition as data, formula): those frozen beside a figure, else those in force for the year."""
    if row is None:
        return words_in_force(indikator, request)
    isi = row.definisi.isi
    return isi, formula_in_words(isi["formula"], row.lembar["legenda"], row.lembar["kalimat"])


def _typed(row: Realisasi | None) -> str:
    """What a printed table says of a figure that was typed; '' for a computed one."""
    if row is None or row.cara != "diketik":
        return ""
    return f" Angka ini diketik, tidak dihitung: {row.alasan_ketik}."


def _target(figure: AngkaKantor, isi: Mapping[str, Any]) -> str:
    """The target that stood when the figure was published, for its capaian rests on that one; before, today's."""
    target = figure.target
    if figure.terbit:
        frozen = figure.terbit.realisasi.target
        target = parse_fraction(frozen) if frozen else None
    return format_angka(target, isi.get("desimal", 2)) if target is not None else "belum ada"


# --- the decree -------------------------------------------------------------------------------------------------------


def _decree(kantor: PerangkatDaerah, period: Period, at: datetime) -> SuratKeputusan:
    """The decree with what the office's profile says of it (`sk_iku`); number and day stay open where it says nothing."""
    told = kantor.profil.get("sk_iku") or {}
    head = head_at(kantor, at)
    name = f"{kantor.nama} {kantor.pemda.nama}"
    pejabat = f"{office_held(head, kantor)} {kantor.pemda.nama}" if head else f"Kepala {name}"
    tentang = f"Penetapan Indikator Kinerja Utama {name} {period.title}"
    return SuratKeputusan(
        pejabat=pejabat,
        tentang=tentang,
        tempat=city_of(kantor),
        menimbang=tuple(told.get("menimbang") or _menimbang(name)),
        mengingat=tuple(told.get("mengingat") or MENGINGAT),
        diktum=_diktum(name),
        nomor=str(told.get("nomor") or ""),
        tanggal=_day(str(told.get("tanggal") or "")),
        penanda_tangan=head_signature(kantor, at, ""),
    )


def _day(text: str) -> str:
    """`15 Januari 2024` for the ISO day of a profile; '' for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return tanggal_panjang(day)


def _menimbang(name: str) -> tuple[str, ...]:
    return (
        f"bahwa keberhasilan {name} mencapai tujuan dan sasaran strategisnya perlu diukur dengan indikator yang jelas, "
        "dapat dihitung, dan dapat dipertanggungjawabkan;",
        "bahwa indikator tersebut menjadi satu-satunya acuan untuk merencanakan, memperjanjikan, mengukur, melaporkan, dan "
        "mengevaluasi kinerja;",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan tentang "
        f"Penetapan Indikator Kinerja Utama {name};",
    )


def _diktum(name: str) -> tuple[str, ...]:
    return (
        f"Indikator Kinerja Utama {name} sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari "
        "Keputusan ini.",
        "Indikator Kinerja Utama sebagaimana dimaksud dalam diktum KESATU digunakan untuk menyusun rencana kinerja, "
        "perjanjian kinerja, dan laporan kinerja, serta untuk mengukur dan mengevaluasi pencapaiannya.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    )
