"""The calculation sheet of one vintage on paper: what the screen shows, frozen, with the steps and the people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from tolok.measurement.approval import DONE
from tolok.measurement.langkah_capaian import exact_text, near_text
from tolok.services import lembar_bagian as bagian
from tolok.services.bukti_angka import bukti_of, seal
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak, angka_cetak, stamps
from tolok.services.persetujuan import capaian_sheet
from tolok.services.selectors import DIGANTIKAN, AngkaKantor, Terbitan, figure_of
from tolok.services.terbitan import reading_instant, who_took
from tolok.store.models import IndikatorKantor, Realisasi
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import format_angka, fraction_text, parse_fraction
from tolok.writing.lembar import BuktiRow, Fakta, LangkahRow, LembarSheet, TerbitanRow, lembar_sheet

_DICETAK = ("diterbitkan", DIGANTIKAN)


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The sheet of the vintage `nomor` (0: in force) of `indikator` in the period. IssueError TLK-P071, TLK-P072."""
    figure = figure_of(_indikator(request), request.period, request.at)
    vintage = _vintage(request, figure)
    row = vintage.realisasi
    published = vintage.status in _DICETAK
    capaian, target = _capaian(row, figure, published)
    known = [one for one in figure.terbitan if one.status in _DICETAK or one is vintage]
    facts = [one.realisasi.diterbitkan_pada for one in known if one.realisasi.diterbitkan_pada]
    meta = stamps(request, [row] if published else [], row.lembar, facts)
    kantor = request.kantor
    data = LembarSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        nama=f"{row.indikator.kode} {row.indikator.nama}",
        anak_judul=f"{request.period.title}, terbitan {row.nomor}",
        meta=meta,
        pokok=_head(vintage, figure),
        kalimat=_sentence(row.lembar["kalimat"]),
        rumus=bagian.formulas_of(row),
        hasil=_result(row),
        total=bagian.totals_of(row),
        di_samping=bagian.beside_of(row),
        parameter=bagian.parameters_of(row),
        diketik=row.alasan_ketik if row.cara == "diketik" else "",
        capaian=bagian.capaian_facts(row, capaian, target),
        definisi=bagian.definition_facts(row),
        dasar=bagian.basis_of(row),
        rujukan=bagian.citations_of(row),
        keputusan=bagian.decisions_of(row),
        sidik=bagian.seals_of(row),
        mesin=_machine(row),
        terbitan=tuple(_past(one) for one in known),
        perubahan=bagian.changes_since(row, _before(row, figure)),
        langkah=_steps(vintage),
        bukti=_evidence(row, request.at),
    )
    shown = format_angka(parse_fraction(target), row.definisi.isi["desimal"]) if target else ""
    return Dokumen(lembar_sheet(data), (angka_cetak(row, shown),) if published else ())


# --- which vintage


def _indikator(request: PermintaanCetak) -> IndikatorKantor:
    """Also one that was taken out of the plan since: what was published with it can still be checked."""
    rows = IndikatorKantor.semua.filter(perangkat_daerah=request.kantor).select_related("bidang", "perangkat_daerah__pemda")
    found = {one.kode: one for one in rows}
    kode = request.indikator.strip().upper()
    if kode not in found:
        what = f"Indikator `{request.indikator[:40]}` tidak dipakai kantor ini." if kode else "Indikatornya belum dipilih."
        why = f"Yang dipakai: {', '.join(sorted(found))}." if found else "Kantor ini belum memakai indikator."
        todo = maksud_anda(kode, tuple(found)) or "Pilih satu indikator kantor."
        raise IssueError(Issue("TLK-P071", "salah", "lembar hitung", what, why, todo))
    return found[kode]


def _vintage(request: PermintaanCetak, figure: AngkaKantor) -> Terbitan:
    if request.nomor:
        found = next((one for one in figure.terbitan if one.realisasi.nomor == request.nomor), None)
    else:
        found = figure.terbit or (figure.kini if request.draf else None)
    if found is not None and (request.draf or found.status in _DICETAK):
        return found
    place = f"lembar hitung {figure.indikator.kode} {request.period.label}"
    if found is not None:
        what, todo = f"Terbitan {request.nomor} belum terbit.", "Cetak sebagai draf, atau tunggu sampai terbit."
    elif request.nomor:
        numbers = ", ".join(str(one.realisasi.nomor) for one in figure.terbitan) or "belum ada"
        what, todo = f"Tidak ada terbitan {request.nomor}.", f"Pilih nomor terbitan yang ada: {numbers}."
    else:
        what, todo = "Belum ada angka terbit untuk periode itu.", "Terbitkan dahulu angkanya, atau cetak sebagai draf."
    raise IssueError(Issue("TLK-P072", "salah", place, what, "Lembar hitung menyertai satu angka yang dibekukan.", todo))


def _before(row: Realisasi, figure: AngkaKantor) -> Realisasi | None:
    earlier = [one.realisasi for one in figure.terbitan if one.realisasi.nomor < row.nomor]
    return earlier[-1] if earlier else None


# --- parts


def _capaian(row: Realisasi, figure: AngkaKantor, published: bool) -> tuple[Mapping[str, Any], str]:
    """As frozen at publication; of an unpublished vintage against the target known now."""
    if published:
        return row.capaian or {}, row.target
    target = figure.target
    return capaian_sheet(row, target), fraction_text(target) if target is not None else ""


def _head(vintage: Terbitan, figure: AngkaKantor) -> Fakta:
    row, isi, indikator = vintage.realisasi, vintage.realisasi.definisi.isi, figure.indikator
    state = vintage.status
    if row.diterbitkan_pada and state in _DICETAK:
        state = f"diterbitkan {tanggal_pendek(row.diterbitkan_pada)} WIB"
    later = [one.realisasi.nomor for one in figure.terbitan if one.realisasi.nomor > row.nomor and one.status in _DICETAK]
    if later:
        state += f"; digantikan terbitan {later[-1]}"
    return (
        ("Tujuan" if indikator.jenjang == "tujuan" else "Sasaran", indikator.tujuan_sasaran),
        ("Terbitan", f"{row.nomor}, {state}"),
        ("Satuan", isi["satuan_tampil"]),
        ("Arah", f"{isi['arah']}; angka setahun {isi['tipe_hitung']}"),
        ("Penanggung jawab", indikator.bidang.nama if indikator.bidang else isi.get("penanggung_jawab") or ""),
        ("Sumber data", isi.get("sumber_data") or ""),
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _result(row: Realisasi) -> Fakta:
    isi = row.definisi.isi
    if not row.nilai:
        return (("Angka", f"tidak ada: {row.alasan}"),)
    value = parse_fraction(row.nilai)
    step = f"sekali, {isi['pembulatan']}, {isi['desimal']} desimal, setengah menjauhi nol"
    return (
        ("Nilai persis", exact_text(value)),
        ("Sebelum dibulatkan", near_text(value)),
        ("Pembulatan", step),
        ("Dicetak", bagian.with_unit(row.tampil, isi)),
    )


def _machine(row: Realisasi) -> str:
    if row.cara == "diketik":
        return f"Diketik {tanggal_pendek(row.dihitung_pada)} WIB; tidak ada mesin hitung yang dipakai."
    engine = f"Mesin hitung pemasangan ini: {settings.ENGINE}; setiap mesin memberi angka yang sama."
    return f"{bagian.when_known(row)} {engine}"


def _past(one: Terbitan) -> TerbitanRow:
    row = one.realisasi
    when = f"{tanggal_pendek(row.diterbitkan_pada)} WIB" if row.diterbitkan_pada and one.status in _DICETAK else one.status
    first = "terbitan pertama" if row.nomor == 1 else ""
    return TerbitanRow(str(row.nomor), row.tampil or row.alasan, when, row.alasan_koreksi or first)


def _steps(vintage: Terbitan) -> tuple[LangkahRow, ...]:
    return tuple(
        LangkahRow(
            DONE[one.aksi].capitalize(), who_took(one), one.sebagai or one.peran.replace("_", " "),
            tanggal_pendek(one.pada), one.catatan,
        )
        for one in vintage.langkah
    )  # fmt: skip


def _evidence(row: Realisasi, at: datetime) -> tuple[BuktiRow, ...]:
    found = bukti_of(row, reading_instant(row, at))
    return tuple(BuktiRow(one.nama, one.jenis, seal(one)) for one in found)
