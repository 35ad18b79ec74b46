"""The card of one IKU, or of all of an office: definition in force for a year, targets, and what was published."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from tolok.catalogue.definition import ContohKerja, KutipanDokumen, Versi
from tolok.catalogue.definition import Definisi as Definition
from tolok.measurement.lembar import legend
from tolok.services.katalog import checked_of_definition, said
from tolok.services.permintaan_cetak import AngkaCetak, Dokumen, PermintaanCetak, angka_cetak, vintage_code
from tolok.services.rencana_cetak import (
    BELUM,
    definition_for,
    is_published,
    plan_meta,
    plan_of_office,
    plan_years,
    target_text,
    yearly_figures,
)
from tolok.services.rumus_cetak import formula_in_letters
from tolok.services.target import TRIWULAN, own_targets
from tolok.store.models import IndikatorKantor, Realisasi, schemas
from tolok.values.instant import tanggal_panjang
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import parse_fraction
from tolok.values.period import Period
from tolok.writing.kartu import ContohKartu, Kartu, KartuSheet, RealisasiKartu, TabelContoh, TargetKartu, kartu_sheet
from tolok.writing.sheet import Formula

_ARAH = {"naik": "makin tinggi makin baik", "turun": "makin rendah makin baik", "stabil": "tepat target paling baik"}
_TIPE = {
    "kumulatif": "kumulatif: triwulan dijumlah menjadi setahun",
    "posisi akhir": "posisi akhir: yang terakhir dilaporkan berlaku setahun",
    "non-kumulatif": "non-kumulatif: rata-rata triwulan yang dilaporkan",
    "tahunan": "tahunan: diukur setahun sekali",
}
_TAHUN_REALISASI = 6


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The card of `request.indikator`, of every IKU of the office where it is empty.

    IssueError TLK-P040 for an office without any IKU, TLK-P041 for a code that it does not use.
    """
    kantor, every = request.kantor, plan_of_office(request.kantor)
    chosen = [one for one in every if request.indikator in ("", one.kode)]
    if not chosen:
        raise _unknown(request, [one.kode for one in every])
    years = range(request.tahun - _TAHUN_REALISASI + 1, request.tahun + 1)
    figures = yearly_figures(chosen, request, years)
    cards = tuple(_card(one, request, figures) for one in chosen)
    data = KartuSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        label=f"Tahun {request.tahun}",
        meta=plan_meta(request, [asdict(one) for one in cards], figures.values()),
        kartu=cards,
    )
    return Dokumen(kartu_sheet(data), _angka(request, figures, cards))


def _unknown(request: PermintaanCetak, codes: Sequence[str]) -> IssueError:
    guess = maksud_anda(request.indikator, codes)
    what, why = f"Kantor ini tidak memakai indikator {request.indikator[:30]}.", f"IKU kantor ini: {', '.join(codes)}."
    todo = guess or "Pilih salah satu kode itu, atau kosongkan untuk mencetak semuanya."
    return IssueError(Issue("TLK-P041", "salah", "indikator", what, why, todo))


def _angka(
    request: PermintaanCetak, figures: Mapping[tuple[int, int], Realisasi], cards: Sequence[Kartu]
) -> tuple[AngkaCetak, ...]:
    targets = {(card.kode, row.tahun): row.target for card in cards for row in card.realisasi}
    rows = [row for _, row in sorted(figures.items()) if is_published(row, request.at)]
    return tuple(angka_cetak(row, targets.get((row.indikator.kode, str(row.tahun)), "")) for row in rows)


# --- one card ---------------------------------------------------------------------------------------------------------


def _card(one: IndikatorKantor, request: PermintaanCetak, figures: Mapping[tuple[int, int], Realisasi]) -> Kartu:
    definisi = definition_for(one, request)
    mine = sorted((year, row) for (pk, year), row in figures.items() if pk == one.pk)
    city = one.indikator_kota
    own = {
        "kode": one.kode,
        "nama": one.nama,
        "jenjang": one.jenjang,
        "tujuan_sasaran": one.tujuan_sasaran,
        "kota": f"{city.kode} {city.nama}" if city else "belum dihubungkan",
        "penanggung_jawab": one.bidang.nama if one.bidang else "",
        "realisasi": tuple(_result(row, definisi, request) for _, row in mine),
    }
    if definisi is None:
        return Kartu(**own, **_UNDEFINED, alasan=one.alasan_pemilihan)  # type: ignore[arg-type]  # every field of a card, by name
    return Kartu(
        **own,  # the fields that the plan gives, by name
        **_defined(one, definisi, request),  # type: ignore[arg-type]  # those of the definition
        target=_targets(one, definisi, request),
        contoh=_example(definisi),
    )


_UNDEFINED: dict[str, object] = {
    **dict.fromkeys(
        ("definisi", "kalimat", "rumus_teks", "satuan", "arah", "tipe", "frekuensi", "sumber_data", "populasi",
         "pengecualian", "pembulatan", "versi"), "",
    ),
    "formula": None, "kutipan": (), "dasar": (), "keputusan": (), "target": (),
}  # fmt: skip


def _defined(one: IndikatorKantor, definisi: Definition, request: PermintaanCetak) -> dict[str, object]:
    versi = _version(definisi, request.tahun)
    checked = checked_of_definition(definisi, max(request.tahun, versi.berlaku_sejak.year))
    sentence = said(checked)
    formula: Formula | None = None
    if checked is not None and versi.formula:
        formula = formula_in_letters(versi.formula, legend(checked), definisi.satuan_tampil)
    mine = [row for row in definisi.dokumen if row.perangkat_daerah == one.perangkat_daerah_id and row.berlaku]
    return {
        "alasan": one.alasan_pemilihan or next((row.alasan for row in mine if row.alasan), ""),
        "definisi": definisi.definisi,
        "formula": formula,
        "kalimat": f"{sentence[:1].upper()}{sentence[1:]}." if sentence else definisi.menunggu or "",
        "rumus_teks": versi.formula or "",
        "satuan": definisi.satuan_tampil or definisi.satuan,
        "arah": f"{definisi.arah}: {_ARAH[definisi.arah]}",
        "tipe": _TIPE[definisi.tipe_hitung],
        "frekuensi": "setahun sekali" if definisi.tipe_hitung == "tahunan" else "setiap triwulan",
        "sumber_data": definisi.sumber_data,
        "populasi": definisi.populasi,
        "pengecualian": definisi.batas,
        "pembulatan": f"{definisi.desimal} angka di belakang koma, {versi.pembulatan}, setengah menjauhi nol",
        "versi": _version_text(definisi, versi),
        "kutipan": tuple(_quoted(row) for row in mine) or tuple(str(one) for one in definisi.rujukan),
        "dasar": tuple(f"{row.peraturan}: {row.isi}{f' ({row.catatan})' if row.catatan else ''}" for row in definisi.dasar),
        "keputusan": tuple((row.isi, row.alasan) for row in versi.keputusan),
    }


def _version(definisi: Definition, tahun: int) -> Versi:
    """The version in force in a year; the first one for a year before it."""
    return definisi.version_at(max(tahun, min(one.berlaku_sejak.year for one in definisi.versi)))


def _version_text(definisi: Definition, versi: Versi) -> str:
    ordered = sorted(definisi.versi, key=lambda one: one.berlaku_sejak)
    put = versi.diputuskan
    return (
        f"Versi {ordered.index(versi) + 1}, berlaku sejak {tanggal_panjang(versi.berlaku_sejak)}; "
        f"diputuskan {tanggal_panjang(put.tanggal)} oleh {put.oleh}, {put.dasar}"
    )


def _quoted(row: KutipanDokumen) -> str:
    printed = f"“{row.nama}”, " if row.nama else ""
    return f"{printed}{row.kutipan}"


def _targets(one: IndikatorKantor, definisi: Definition, request: PermintaanCetak) -> tuple[TargetKartu, ...]:
    own = own_targets(one, request.at)
    years = plan_years(one.perangkat_daerah, request.tahun, request.at).tahun
    rows = []
    for year in years:
        texts = [target_text(own.get(Period(year, tw)), definisi.desimal) for tw in (0, *TRIWULAN)]
        whole, *quarters = texts
        first, second, third, fourth = ("–" if text == BELUM else text for text in quarters)
        rows.append(TargetKartu(str(year), (whole, first, second, third, fourth)))
    return tuple(rows)


def _result(row: Realisasi, definisi: Definition | None, request: PermintaanCetak) -> RealisasiKartu:
    """One year as it was frozen: its capaian rests on the target that stood when it was published."""
    capaian = row.capaian or {}
    published = is_published(row, request.at)
    desimal = definisi.desimal if definisi else 2
    return RealisasiKartu(
        tahun=str(row.tahun),
        target=target_text(parse_fraction(row.target) if row.target else None, desimal),
        realisasi=row.tampil or row.alasan,
        capaian=str(capaian.get("tampil") or capaian.get("alasan") or "–"),
        predikat=str(capaian.get("predikat") or ""),
        vintage=vintage_code(row) if published else "belum terbit",
        catatan=_note(row),
    )


def _note(row: Realisasi) -> str:
    if row.cara == "diketik":
        return f"diketik, tidak dihitung: {row.alasan_ketik}"
    return f"koreksi: {row.alasan_koreksi}" if row.alasan_koreksi else ""


# --- the worked example -----------------------------------------------------------------------------------------------


def _example(definisi: Definition) -> ContohKartu | None:
    """The first normal example that travels with the definition, its rows drawn as tables."""
    found: ContohKerja | None = next((one for one in definisi.contoh if one.jenis == "normal"), None)
    if found is None:
        return None
    tables = tuple(_drawn(name, text) for name, text in found.register)
    if found.data:
        rows = tuple((kode, str(tahun), angka) for kode, tahun, angka in found.data)
        tables = (*tables, TabelContoh("Angka dari luar", ("Kode", "Tahun", "Angka"), rows))
    unit = definisi.satuan_tampil if definisi.satuan_tampil == "%" and found.hasil[-1:].isdigit() else ""
    return ContohKartu(found.nama, tables, f"{found.hasil}{unit}")


def _drawn(register: str, text: str) -> TabelContoh:
    """A table drawn in text as cells, its columns under the labels of the register."""
    schema = schemas().get(register)
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    labels = {"tahun": "Tahun", "entitas": (schema.benda if schema else "entitas").capitalize(), "wilayah": "Wilayah"}
    if schema:
        labels |= {nama: kolom.title for nama, kolom in schema.by_nama.items()}
    return TabelContoh(
        judul=f"Baris {schema.label if schema else register}",
        kepala=tuple(labels.get(nama, nama) for nama in head),
        baris=tuple(tuple([*row, *[""] * len(head)][: len(head)]) for row in rows),
    )
