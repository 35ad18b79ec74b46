"""Official documents from frozen vintages. What is printed is what was published, never what is being worked on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from tolok.formula.nodes import Arith, Growth, Number, Persen
from tolok.formula.parser import parse
from tolok.services.definisi import printed_in
from tolok.services.permintaan_cetak import vintage_code
from tolok.services.riwayat import AWAL
from tolok.services.selectors import AngkaKantor, Terbitan, figures_of, known_results
from tolok.store.models import LogPerubahan, Peran, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB, tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from tolok.writing.iku import IkuRow, IkuSheet, iku_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Formula, Meta, Signature


def iku_pdf(kantor: PerangkatDaerah, period: Period, at: datetime) -> bytes | None:
    """The office's IKU table as PDF, from the vintages in force at `at`; None where nothing was published by then."""
    figures = figures_of(kantor, period, at)
    published = [f.terbit for f in figures if f.terbit]
    if not published:
        return None
    instant = max(one.realisasi.diterbitkan_pada for one in published)
    data = IkuSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        periode=period,
        meta=_meta(published, instant),
        rows=tuple(_row(f, at) for f in figures),
        signature=_signature(kantor, instant),
        **_profile(kantor),  # type: ignore[arg-type]  # visi, misi, tujuan, tugas, fungsi as the office entered them
    )
    layout: Literal["pasuruan", "bekasi"] = "bekasi" if kantor.profil.get("tata_letak_iku") == "bekasi" else "pasuruan"
    return write_pdf(iku_sheet(data, layout))


def _profile(kantor: PerangkatDaerah) -> dict[str, object]:
    profil = kantor.profil
    many = {name: tuple(profil.get(name, ())) for name in ("misi", "tujuan", "fungsi")}
    return {"visi": profil.get("visi", ""), "tugas": profil.get("tugas", ""), **many}


def _meta(published: list[Terbitan], instant: datetime) -> Meta:
    """Stamps of what is printed. The chain head is that of the last publication: a later change prints the same bytes."""
    last = LogPerubahan.objects.filter(pada__lte=instant).order_by("-urut").first()
    return Meta(
        vintage=tuple(vintage_code(one.realisasi) for one in published),
        snapshot=max(published, key=lambda one: one.realisasi.diterbitkan_pada).realisasi.hash_potret,
        rantai=last.hash if last else AWAL,
        diketahui=f"{tanggal_pendek(instant)} WIB",
        tanggal=instant.astimezone(WIB).date(),
        draf=False,
    )


def _row(figure: AngkaKantor, at: datetime) -> IkuRow:
    indikator, terbit = figure.indikator, figure.terbit
    newest = terbit or figure.kini
    isi = newest.realisasi.definisi.isi if newest else {}
    row = terbit.realisasi if terbit else None
    period = Period(newest.realisasi.tahun) if newest else None
    before = known_results(indikator, [period.tahun - 1], at) if period else []
    capaian = (row.capaian if row else {}) or {}
    printed = printed_in(isi, indikator.perangkat_daerah_id) if isi else None
    return IkuRow(
        kode=indikator.kode,
        jenjang="tujuan" if indikator.jenjang == "tujuan" else "sasaran",
        tujuan_sasaran=indikator.tujuan_sasaran,
        indikator=indikator.nama,
        satuan=isi.get("satuan_tampil", ""),
        formula=_formula(newest.realisasi) if newest else None,
        penjelasan=isi.get("definisi", "") + _typed(row),
        alasan=(printed or {}).get("alasan") or "",
        sumber_data=isi.get("sumber_data", ""),
        penanggung_jawab=indikator.bidang.nama if indikator.bidang else "",
        realisasi_lalu=before[0].tampil if before else "belum ada",
        target=_target(figure, isi),
        realisasi=row.tampil if row else "belum terbit",
        capaian=str(capaian.get("tampil") or capaian.get("alasan") or "–") if row else "–",
        predikat=str(capaian.get("predikat") or ""),
        vintage=vintage_code(row) if row else "",
    )


def _typed(row: Realisasi | None) -> str:
    """What a printed table says of a figure that was typed; '' for a computed one."""
    if row is None or row.cara != "diketik":
        return ""
    return f" Angka ini diketik, tidak dihitung: {row.alasan_ketik}."


_MOST_TERMS = 4  # a formula of more terms than this is said by its definition; a fraction of nine is unreadable on paper


def _target(figure: AngkaKantor, isi: Mapping[str, Any]) -> str:
    """The target that stood when the figure was published, for its capaian rests on that one; before, today's."""
    target = figure.target
    if figure.terbit:
        frozen = figure.terbit.realisasi.target
        target = parse_fraction(frozen) if frozen else None
    return format_angka(target, isi["desimal"]) if target is not None else "belum ada"


def _formula(realisasi: Realisasi) -> Formula | None:
    """The formula in words, as official tables print it; terms by the legend of the frozen sheet."""
    expr = parse(realisasi.definisi.isi["formula"]).expr
    words = [entry["kata"] for entry in realisasi.lembar["legenda"]]
    if isinstance(expr, Growth) and len(words) == 1:
        now, before = f"{words[0]} (tahun n)", f"{words[0]} (tahun n−1)"
        return Formula(f"{now} − {before}", before, "× 100%")
    if isinstance(expr, Persen) and len(words) == 2:
        return Formula(words[0], words[1], "× 100%")
    match expr:
        case Arith(op="*", left=Arith(op="/"), right=Number(value=factor)) if len(words) == 2:
            return Formula(
                words[0], words[1], f"× {format_angka(factor)}%" if factor == 100 else f"× {format_angka(factor)}"
            )
    if len(words) > _MOST_TERMS:
        return None
    sentence = realisasi.lembar["kalimat"]
    return Formula(sentence[0].upper() + sentence[1:])


def _signature(kantor: PerangkatDaerah, instant: datetime) -> Signature | None:
    head = Peran.objects.filter(perangkat_daerah=kantor, peran="kepala_dinas").select_related("pengguna").first()
    if head is None:
        return None
    city = kantor.pemda.nama.removeprefix("Kota ").removeprefix("Kabupaten ")
    office = kantor.nama.removeprefix("Dinas ") if head.jabatan.endswith("Dinas") else kantor.nama
    return Signature(f"{city}, {tanggal_panjang(instant)}", f"{head.jabatan} {office}", head.pengguna.nama)
