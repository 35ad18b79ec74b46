"""Lint: doubts about a definition and about targets, raised by rules that hold for every indikator. It changes nothing.

A doubt weighs *perlu keputusan* or *catatan*; a decision recorded in `keputusan` that answers its code turns it into a
*catatan* that cites the decision. Codes: TLK-D101 … D118 definition, D120 … D123 targets, D130 two documents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tolok.catalogue import printed as p
from tolok.catalogue.definition import Definisi, KutipanDokumen, StatusDefinisi, Versi
from tolok.catalogue.lint_printed import printed_doubts
from tolok.catalogue.meaning import compares_years, numerator_outside, overlooked_words, wrong_growth_base
from tolok.formula.checker import Checked, check_unit
from tolok.formula.text import to_text
from tolok.values.issue import Issue, Weight
from tolok.values.number import format_angka, parse_angka

_JUMP = 7
"""A target seven times its forerunner, or a seventh of it, is asked about (golden.md T3)."""


@dataclass(frozen=True)
class _Doubt:
    """A doubt before decisions are looked up; `dokumen` where one row of a document gives rise to it."""

    kode: str
    apa: str
    mengapa: str
    saran: str
    dokumen: KutipanDokumen | None = None
    bobot: Weight = "perlu keputusan"


def lint(definisi: Definisi, checked: Checked | None, versi: Versi | None = None) -> tuple[Issue, ...]:
    """Every doubt about one version of a definition (the latest unless named), its documents and their targets.

    `checked` is that version's formula, None where it has none. Units that do not fit are told as by `check_unit`.
    """
    versi = versi or definisi.latest
    whole = _WholeWords(definisi, checked)
    doubts = _about_formula(definisi, checked) if checked else []
    for dokumen in definisi.dokumen:
        doubts += _about_name(definisi, checked, dokumen)
        doubts += _about_words(definisi, checked, dokumen, whole)
        doubts += _about_figures(dokumen)
        doubts += [replace(doubt, dokumen=dokumen) for doubt in _about_targets(definisi, *p.printed_figures(dokumen))]
    unit = check_unit(checked, definisi.satuan, definisi.kode) if checked else ()
    return unit + _issues(definisi, versi, doubts)


def lint_target(definisi: Definisi, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]) -> tuple[Issue, ...]:
    """Doubts about targets by year, given the results known by year: below the last result, seven-fold jump, equal in
    all years, holes. Decisions of the version in force at the last target's year are cited."""
    if not targets:
        return ()
    begun = [versi for versi in definisi.versi if versi.berlaku_sejak.year <= max(targets)]
    versi = max(begun or definisi.versi, key=lambda versi: versi.berlaku_sejak)
    return _issues(definisi, versi, _about_targets(definisi, targets, results))


def lint_dokumen(daftar: Iterable[Definisi]) -> tuple[Issue, ...]:
    """Where two documents of one office measure one sasaran by different indikator (TLK-D130)."""
    rows = [(definisi, dokumen) for definisi in daftar for dokumen in definisi.dokumen]
    found: list[Issue] = []
    for n, (one, a) in enumerate(rows):
        for other, b in rows[n + 1 :]:
            if one.kode == other.kode or not _rivals(a, b) or _shared(rows, a, b):
                continue
            doubt = _Doubt(
                "TLK-D130",
                f"dua dokumen memakai indikator berbeda untuk satu sasaran: {one.kode} dan {other.kode}",
                "; ".join(f"{x.kutipan.dokumen} menyebut “{x.nama or d.nama}”" for d, x in ((one, a), (other, b))),
                "putuskan dokumen mana yang berlaku; yang lain tetap disimpan sebagai pembanding",
                a,
            )
            issue = _issues(one, one.latest, [doubt])[0]
            found.append(issue if issue.bobot == "catatan" else _issues(other, other.latest, [doubt])[0])
    return tuple(found)


def _rivals(a: KutipanDokumen, b: KutipanDokumen) -> bool:
    return (
        a.perangkat_daerah == b.perangkat_daerah
        and a.jenjang == b.jenjang
        and a.kutipan.dokumen != b.kutipan.dokumen
        and p.same_sasaran(a.tujuan_sasaran, b.tujuan_sasaran)
    )


def _shared(rows: list[tuple[Definisi, KutipanDokumen]], a: KutipanDokumen, b: KutipanDokumen) -> bool:
    """Whether both documents name a common indikator for that sasaran: then they only differ in how many they list."""
    named = [
        {
            d.kode
            for d, row in rows
            if row.kutipan.dokumen == one.kutipan.dokumen
            and row.jenjang == one.jenjang
            and p.same_sasaran(row.tujuan_sasaran, one.tujuan_sasaran)
        }
        for one in (a, b)
    ]
    return bool(named[0] & named[1])


def status_efektif(definisi: Definisi, issues: Iterable[Issue]) -> StatusDefinisi:
    """The status that counts: an open question or a fault makes any definition wait, whatever its file says."""
    return "perlu keputusan" if any(issue.bobot != "catatan" for issue in issues) else definisi.status


# --- the formula by itself --------------------------------------------------------------------------------------------


def _about_formula(definisi: Definisi, checked: Checked) -> list[_Doubt]:
    doubts = []
    if wrong_growth_base(checked.node):
        doubts.append(
            _Doubt(
                "TLK-D118",
                "pertumbuhan dibagi angka tahun n, bukan tahun n−1",
                f"rumusnya {to_text(checked.formula)}; pertumbuhan diukur terhadap tahun dasarnya, yaitu yang lebih awal",
                "bagi dengan angka tahun lalu, atau pakai pertumbuhan(…)",
            )
        )
    outside = numerator_outside(checked.node)
    if outside:
        doubts.append(
            _Doubt(
                "TLK-D115",
                "pembilang bukan bagian dari penyebut",
                f"{outside[0]} tidak seluruhnya termasuk {outside[1]}, jadi hasilnya dapat melebihi 100",
                "pakai persen(… yang … dari …), atau catat mengapa keduanya dibandingkan",
            )
        )
    word = p.first_phrase(definisi.nama, p.OUTPUT_WORDS)
    if word:
        doubts.append(_output_wording(word, None))
    return doubts


def _output_wording(word: str, dokumen: KutipanDokumen | None) -> _Doubt:
    return _Doubt(
        "TLK-D111",
        f"nama memakai kata keluaran “{word}”",
        "indikator tujuan dan sasaran mengukur hasil, bukan terlaksananya pekerjaan",
        "ukur perubahan yang dihasilkan, atau catat mengapa keluaran ini dipakai",
        dokumen,
    )


# --- the name against the formula -------------------------------------------------------------------------------------


def _about_name(definisi: Definisi, checked: Checked | None, dokumen: KutipanDokumen) -> list[_Doubt]:
    doubts = []
    if not dokumen.nama:
        doubts.append(
            _Doubt(
                "TLK-D113",
                "nama indikator tidak ada di dokumen",
                f"baris itu hanya memuat penjelasan dan rumus; “{definisi.nama}” diusulkan katalog",
                "pastikan namanya kepada penyusun dokumen",
                dokumen,
            )
        )
    name = dokumen.nama or definisi.nama
    word = p.first_phrase(name, p.GROWTH_WORDS)
    if checked and word and not compares_years(checked.node):
        doubts.append(
            _Doubt(
                "TLK-D101",
                f"nama menyebut “{word}”, tetapi rumusnya bukan pertumbuhan",
                f"“{name}” menjanjikan perubahan dari tahun lalu; rumusnya {to_text(checked.formula)}",
                "pilih: ubah namanya, atau hitung pertumbuhannya",
                dokumen,
            )
        )
    for word, meant, counted in overlooked_words(checked, name, dokumen.penjelasan) if checked else ():
        doubts.append(
            _Doubt(
                "TLK-D102",
                f"dokumen menyebut “{word}”, tetapi rumusnya tidak memakainya",
                f"di register “{word}” adalah {meant}; yang dihitung rumus: {counted}",
                "putuskan ukuran mana yang dimaksud; sistem tidak memilih sendiri",
                dokumen,
            )
        )
    word = p.first_phrase(dokumen.nama, p.OUTPUT_WORDS)
    return [*doubts, _output_wording(word, dokumen)] if word else doubts


# --- the words of the document ----------------------------------------------------------------------------------------


def _about_words(definisi: Definisi, checked: Checked | None, dokumen: KutipanDokumen, whole: "_WholeWords") -> list[_Doubt]:
    text = dokumen.formula_teks
    doubts = [] if p.is_formula(text) or definisi.status == "eksternal" else _no_formula(definisi, dokumen)
    if p.is_formula(text):
        doubts += _about_printed_formula(definisi, checked, dokumen)
    for label, words in (
        ("rumus", text),
        ("nama", dokumen.nama),
        ("sasaran", dokumen.tujuan_sasaran),
        ("penjelasan", dokumen.penjelasan),
        ("keterangan", dokumen.keterangan),
    ):
        cut = p.cut_off(words, whole.besides(words))
        if cut:
            doubts.append(
                _Doubt(
                    "TLK-D112",
                    f"{label} di dokumen terpotong pada “{cut[0]}”",
                    f"mungkin “{cut[1]}”; sisanya tidak terbaca",
                    "baca dokumen aslinya dan catat isi lengkapnya",
                    dokumen,
                    "perlu keputusan" if label == "rumus" else "catatan",
                )
            )
    return doubts


def _no_formula(definisi: Definisi, dokumen: KutipanDokumen) -> list[_Doubt]:
    """One row of an office that prints the formula is enough; the others need not repeat it."""
    office = [one for one in definisi.dokumen if one.perangkat_daerah == dokumen.perangkat_daerah]
    if any(p.is_formula(one.formula_teks) for one in office):
        return []
    return [
        _Doubt(
            "TLK-D114",
            "dokumen tidak memuat rumus",
            f"yang tertulis hanya: {dokumen.formula_teks or dokumen.penjelasan or dokumen.nama or 'tidak ada'}",
            "putuskan rumusnya, catat siapa yang memutuskan dan alasannya; sebelum itu tidak ada angka",
            dokumen,
        )
    ]


def _about_printed_formula(definisi: Definisi, checked: Checked | None, dokumen: KutipanDokumen) -> list[_Doubt]:
    growth = checked is not None and compares_years(checked.node)
    percent = p.says_percent(dokumen.nama or definisi.nama) or p.says_percent(dokumen.satuan)
    return [
        _Doubt(kode, apa, mengapa, saran, dokumen, bobot)
        for kode, apa, mengapa, saran, bobot in printed_doubts(dokumen.formula_teks, percent, growth)
    ]


# --- the figures of the document, and targets -------------------------------------------------------------------------


def _about_figures(dokumen: KutipanDokumen) -> list[_Doubt]:
    doubts = []
    for heading, text in (*dokumen.nilai, *dokumen.target):
        if parse_angka(text) is None:
            doubts.append(
                _Doubt(
                    "TLK-D107",
                    f"isi kolom {heading} tidak terbaca sebagai angka: “{text}”",
                    "angka yang tidak terbaca dianggap tidak diketahui, bukan nol",
                    "tanyakan angkanya kepada pemilik dokumen",
                    dokumen,
                )
            )
    for heading, _ in dokumen.nilai:
        if not p.first_phrase(heading, ("realisasi", "capaian", "target", "kondisi awal")):
            doubts.append(
                _Doubt(
                    "TLK-D109",
                    f"kolom “{heading}” tidak mengatakan target atau realisasi",
                    "judul kolomnya hanya menyebut tahun",
                    "putuskan artinya dan catat dasarnya",
                    dokumen,
                )
            )
    if dokumen.target_tanpa_tahun:
        doubts.append(
            _Doubt(
                "TLK-D116",
                f"angka {'; '.join(dokumen.target_tanpa_tahun)} tidak dapat dipasangkan dengan tahun",
                "judul kolom tahunnya terpotong atau tidak ada",
                "tanyakan tahunnya; angka tanpa tahun tidak dipakai",
                dokumen,
            )
        )
    return doubts


def _about_targets(definisi: Definisi, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]) -> list[_Doubt]:
    doubts, years = [], sorted(targets)
    for tahun in years:
        doubts += _against_last(definisi, tahun, targets, results)
    if len(years) > 1 and len(set(targets.values())) == 1:
        doubts.append(
            _Doubt(
                "TLK-D122",
                f"target sama di semua tahun: {format_angka(targets[years[0]], definisi.desimal)}",
                f"tahun {years[0]} sampai {years[-1]}",
                "pastikan target itu memang tidak berubah",
                bobot="catatan",
            )
        )
    holes = [tahun for tahun in range(years[0], years[-1]) if tahun not in targets] if years else []
    if holes:
        doubts.append(
            _Doubt(
                "TLK-D123",
                f"tahun tanpa target: {', '.join(map(str, holes))}",
                "target di antara dua tahun lain tidak ada",
                "lengkapi targetnya; tahun tanpa target tidak punya capaian",
            )
        )
    return doubts


def _against_last(
    definisi: Definisi, tahun: int, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]
) -> list[_Doubt]:
    """A target against the last result before its year; without one, its leap from the target before it."""
    target, doubts = targets[tahun], []
    known, word = (results, "angka") if any(year < tahun for year in results) else (targets, "target")
    before = max((year for year in known if year < tahun), default=None)
    if before is None:
        return []
    last = known[before]
    shown, shown_last = (format_angka(number, definisi.desimal) for number in (target, last))
    said = f"target {tahun}: {shown}; {word} {before}: {shown_last}"
    worse = {"naik": target < last, "turun": target > last, "stabil": False}[definisi.arah]
    if word == "angka" and worse:
        beyond = "rendah" if definisi.arah == "naik" else "tinggi"
        doubts.append(
            _Doubt(
                "TLK-D120",
                f"target lebih {beyond} dari realisasi terakhir",
                f"{said}; arah indikator {definisi.arah}",
                "pastikan target itu disengaja dan catat alasannya",
            )
        )
    if last > 0 and target > 0 and (target >= _JUMP * last or last >= _JUMP * target):
        doubts.append(
            _Doubt(
                "TLK-D121",
                f"target melonjak {format_angka(max(target / last, last / target), 1)} kali",
                said,
                "pastikan angka, satuan, dan penyebutnya sama di kedua tahun, lalu catat alasannya",
            )
        )
    return doubts


# --- doubts → issues --------------------------------------------------------------------------------------------------


class _WholeWords:
    """Whole words by which a cut-off one is recognised: the definition's own, the registers' labels, other cells'."""

    def __init__(self, definisi: Definisi, checked: Checked | None):
        own = [definisi.nama, definisi.definisi, definisi.batas, definisi.sumber_data, definisi.penanggung_jawab]
        for nama in checked.registers if checked else ():
            register = checked.vocabulary.registers[nama] if checked else None
            own += [register.label, *(kolom.label for kolom in register.kolom.values())] if register else []
        self.own = set[str]().union(*(p.words_of(text) for text in own))
        cells = {
            text
            for dokumen in definisi.dokumen
            for text in (dokumen.nama, dokumen.penjelasan, dokumen.formula_teks, dokumen.tujuan_sasaran, dokumen.keterangan)
            if text
        }
        self.cells = {text: p.words_of(text) for text in cells}

    def besides(self, text: str | None) -> set[str]:
        """All of them, of `text` itself everything but its last word."""
        rest = p.words_of(" ".join((text or "").split()[:-1]))
        return self.own.union(rest, *(words for cell, words in self.cells.items() if cell != text))


def _issues(definisi: Definisi, versi: Versi, doubts: Iterable[_Doubt]) -> tuple[Issue, ...]:
    seen: dict[tuple[str, str], Issue] = {}
    for doubt in doubts:
        where = f"{definisi.kode}, {doubt.dokumen.kutipan}" if doubt.dokumen else definisi.kode
        seen.setdefault(
            (doubt.kode, doubt.apa),
            _decided(
                Issue(doubt.kode, doubt.bobot, where, doubt.apa, doubt.mengapa, doubt.saran),
                versi,
                doubt.dokumen.kode_dokumen if doubt.dokumen else None,
            ),
        )
    return tuple(seen.values())


def _decided(issue: Issue, versi: Versi, kode_dokumen: str | None) -> Issue:
    for keputusan in versi.keputusan:
        if issue.kode in keputusan.menjawab and keputusan.kode_dokumen in (None, kode_dokumen):
            by = versi.diputuskan
            saran = f"sudah diputuskan ({by.oleh}, {by.tanggal}, {by.dasar}): {keputusan.isi} Alasan: {keputusan.alasan}"
            return replace(issue, bobot="catatan", saran=saran)
    return issue
