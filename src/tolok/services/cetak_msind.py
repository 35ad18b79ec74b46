"""BPS metadata (MS-Ind) of an office's IKU, from the definitions in force: what nobody stated stays empty and is named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from tolok.catalogue.definition import Arah, Definisi
from tolok.engine.snapshot import DATA_REGISTER
from tolok.formula import nodes as n
from tolok.formula.checker import Checked
from tolok.measurement.lembar import legend
from tolok.services import paket
from tolok.services.katalog import checked_of_definition, said
from tolok.services.pengukuran import LEVELS
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak
from tolok.services.rencana_cetak import definition_for, plan_meta, plan_of_office
from tolok.services.rumus_cetak import formula_in_letters
from tolok.services.selectors import register_of
from tolok.services.tanda_tangan import city_of
from tolok.store.models import IndikatorKantor, PerangkatDaerah, schemas
from tolok.values.unit import PERSEN
from tolok.writing.msind import MetadataIndikator, MsIndSheet, Variabel, msind_sheet
from tolok.writing.sheet import Formula

_ARAH: Mapping[Arah, str] = {
    "naik": "Makin tinggi nilainya makin baik.",
    "turun": "Makin rendah nilainya makin baik.",
    "stabil": "Makin dekat dengan target makin baik.",
}
# A konsep must not begin with a measure, be short for something, or name a period (Peraturan BPS 4/2020).
_MEASURES = (
    "persentase", "prosentase", "jumlah", "banyaknya", "total", "rasio", "indeks", "rata-rata", "nilai", "skor", "proporsi",
    "laju", "pertumbuhan", "peningkatan", "perkembangan", "cakupan", "tambahan",
)  # fmt: skip
_SHORT = re.compile(r"\b[A-Z]{2,}\b")
_PERIOD = re.compile(r"\d|\b(tahun|triwulan|semester|bulan)\b", re.IGNORECASE)
_MOST_LETTERS = 4  # a legend of more terms than this repeats the variables of column 15 at length
_SAYS_ITSELF = ("indeks", "nilai")
_KEGIATAN = (
    "Nama Kegiatan: nama kegiatan statistik menurut MS-Keg tidak disimpan di sini; isi sebelum diserahkan. Kode kegiatan "
    "(kepala formulir dan kolom 14) diisi petugas BPS."
)


def dokumen(request: PermintaanCetak) -> Dokumen:
    """MS-Ind of every IKU of the office as known at the instant asked for. IssueError TLK-P040 without any IKU."""
    kantor = request.kantor
    indikator = plan_of_office(kantor)
    found = [_metadata(one, request) for one in indikator]
    rows = tuple(row for row, _ in found)
    data = MsIndSheet(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        tahun=request.tahun,
        meta=plan_meta(request, [asdict(row) for row in rows], ()),
        rows=rows,
        kurang=(_KEGIATAN, *_gathered({row.kode: gaps for row, gaps in found})),
    )
    return Dokumen(msind_sheet(data))


def _gathered(gaps: Mapping[str, Sequence[str]]) -> list[str]:
    """One sentence per thing that is missing, with the codes of all indicators that lack it."""
    kode: dict[str, list[str]] = {}
    for one, sentences in gaps.items():
        for sentence in sentences:
            kode.setdefault(sentence, []).append(one)
    return [f"{sentence}: {', '.join(codes)}." for sentence, codes in sorted(kode.items(), key=_column)]


def _column(item: tuple[str, list[str]]) -> tuple[int, str]:
    found = re.match(r"Kolom (\d+)", item[0])
    return (int(found[1]) if found else 0), item[0]


def _metadata(row: IndikatorKantor, request: PermintaanCetak) -> tuple[MetadataIndikator, tuple[str, ...]]:
    """One indicator with the sentences on what is missing of it."""
    definisi = definition_for(row, request)
    if definisi is None:
        return _empty(row), ("Semua kolom: indikator ini tidak punya definisi yang berlaku pada tahun itu",)
    checked = checked_of_definition(definisi, request.tahun)
    konsep, why = _konsep(row.nama, row.perangkat_daerah)
    alasan = _alasan(row, definisi)
    ukuran = _ukuran(definisi, checked)
    by_region = checked is not None and _by_region(checked)
    found = MetadataIndikator(
        kode=row.kode,
        nama=row.nama,
        konsep=konsep,
        definisi=definisi.definisi,
        batas=definisi.batas,
        interpretasi=(_ARAH[definisi.arah], *([alasan] if alasan else [])),
        rumus=_rumus(definisi, checked, request.tahun),
        kalimat=_sentence(said(checked)),
        ukuran=ukuran,
        satuan=definisi.satuan if definisi.satuan == PERSEN else definisi.satuan_tampil,
        klasifikasi=LEVELS[1].capitalize() if by_region else "Tanpa klasifikasi" if checked else "",
        level_estimasi=_levels(row.perangkat_daerah, by_region) if checked else "",
        akses_umum=True,
        variabel=_variabel(definisi, checked),
    )
    gaps = (
        f"Kolom 3 (Konsep), {why}" if why else "",
        "" if alasan else "Kolom 5 (Interpretasi), alasan pemilihan indikator belum ditulis",
        "" if checked else "Kolom 6 dan 13–16, rumusnya belum ditetapkan untuk tahun itu",
        "" if ukuran else "Kolom 7 (Ukuran), tidak dapat dibaca dari rumus maupun satuannya",
    )
    return found, tuple(gap for gap in gaps if gap)


def _empty(row: IndikatorKantor) -> MetadataIndikator:
    return MetadataIndikator(row.kode, row.nama, "", "", "", (), None, "", "", "", "", "", akses_umum=None)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


# --- columns ----------------------------------------------------------------------------------------------------------


def _konsep(nama: str, kantor: PerangkatDaerah) -> tuple[str, str]:
    """(what is measured: the name without its words of measure; '' and why not where BPS's rules forbid that name)."""
    words = nama.split()
    while words and words[0].casefold() in _MEASURES:
        words = words[1:]
    rest = " ".join(words)
    if not rest:
        return "", "nama indikator hanya menyebut ukurannya; tulis apa yang diukur"
    if short := _SHORT.search(rest):
        return "", f"nama indikator memuat singkatan ({short[0]}), BPS meminta konsep tanpa singkatan"
    if _PERIOD.search(rest) or city_of(kantor).casefold() in rest.casefold():
        return "", "nama indikator memuat waktu atau wilayah, BPS meminta konsep tanpa keduanya"
    return rest[:1].upper() + rest[1:], ""


def _alasan(row: IndikatorKantor, definisi: Definisi) -> str:
    """Why the indicator was chosen: as the office wrote in its plan, else as its own document prints it."""
    printed = (one.alasan for one in definisi.dokumen if one.perangkat_daerah == row.perangkat_daerah_id and one.berlaku)
    return row.alasan_pemilihan.strip() or next((text for text in printed if text), "")


def _ukuran(definisi: Definisi, checked: Checked | None) -> str:
    """Persentase, indeks, nilai, rata-rata, rasio or jumlah: by the unit, then by the formula; '' where neither tells."""
    if definisi.satuan == PERSEN:
        return "Persentase"
    if definisi.satuan in _SAYS_ITSELF:
        return definisi.satuan.capitalize()
    if checked is None or checked.unit is None:
        return ""
    if isinstance(checked.formula.expr, n.Aggregate) and checked.formula.expr.kind == "rata":
        return "Rata-rata"
    if checked.unit.dimensionless or any(power < 0 for _, power in checked.unit.dims):
        return "Rasio"
    return "Jumlah"


def _rumus(definisi: Definisi, checked: Checked | None, tahun: int) -> Formula | None:
    """The formula as a fraction of letters with their legend."""
    teks = definisi.version_at(tahun).formula if checked else None
    if checked is None or teks is None:
        return None
    entries = legend(checked)
    found = formula_in_letters(teks, entries, definisi.satuan_tampil)
    alone = len(entries) == 1 and found.numerator == entries[0]["huruf"] and not found.denominator
    return None if alone or len(entries) > _MOST_LETTERS else found


def _variabel(definisi: Definisi, checked: Checked | None) -> tuple[Variabel, ...]:
    """Terms of the formula with the register, or the source of an outside figure, that yields them; parameters are no
    variables."""
    if checked is None:
        return ()
    single = len(checked.registers) == 1 and not checked.figures  # else the source names what other parts come from
    found = []
    for entry in legend(checked):
        register = register_of(_bare(entry["agregat"]))
        if register == DATA_REGISTER:
            kode = entry["agregat"].removeprefix("data(").rstrip(")")
            found.append(Variabel(f"Angka dari {paket.catalogue().angka_luar[kode].sumber}", _name(entry["kata"])))
        elif register in checked.registers:
            label = f"Register {schemas()[register].label}"
            source = f"{definisi.sumber_data} ({label})" if single else label
            found.append(Variabel(source, _name(entry["kata"])))
    return tuple(found)


def _bare(agregat: str) -> str:
    return agregat.removeprefix("pembilang ").removeprefix("penyebut ")


def _name(words: str) -> str:
    return words[:1].upper() + words[1:]


def _by_region(checked: Checked) -> bool:
    """Whether the figure is also computed per kecamatan: everything in it has a region below the pemda."""
    known = schemas()
    tables = all(known[name].wilayah for name in checked.registers)
    outside = all(checked.vocabulary.data[figure.kode].tingkat != "kota" for figure in checked.figures)
    return tables and outside and bool(checked.registers or checked.figures)


def _levels(kantor: PerangkatDaerah, by_region: bool) -> str:
    first = kantor.pemda.nama.split()[0]
    own = first if first in ("Kota", "Kabupaten", "Provinsi") else "Pemerintah daerah"
    return f"{own} dan {LEVELS[1]}" if by_region else own
