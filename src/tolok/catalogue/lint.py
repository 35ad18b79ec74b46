"""Lint: doubts about a definition and about targets, raised by rules that hold for every indikator. It changes nothing.

A doubt weighs *perlu keputusan* or *catatan*; a decision recorded in `keputusan` that answers its code turns it into a
*catatan* that cites the decision. Codes: TLK-D101 … D119, D124, D125 definition, D120 … D123 targets, D130, D131 several
definitions together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from tolok.catalogue import printed as p
from tolok.catalogue.definition import Definisi, KutipanDokumen, StatusDefinisi, Versi
from tolok.catalogue.doubt import Doubt, told
from tolok.catalogue.lint_documents import lint_dokumen as lint_dokumen
from tolok.catalogue.lint_printed import printed_doubts
from tolok.catalogue.lint_targets import about_ceiling, about_targets
from tolok.catalogue.meaning import (
    compares_years,
    is_share,
    numerator_outside,
    only_outside_figures,
    overlooked_words,
    wrong_growth_base,
)
from tolok.formula import kernel as k
from tolok.formula.checker import Checked, check_unit
from tolok.formula.text import to_text
from tolok.values.issue import Issue
from tolok.values.number import parse_angka


def lint(definisi: Definisi, checked: Checked | None, versi: Versi | None = None) -> tuple[Issue, ...]:
    """Every doubt about one version of a definition (the latest unless named), its documents and their targets.

    `checked` is that version's formula, None where it has none. Units that do not fit are told as by `check_unit`.
    A definition that says of itself that it waits is told so once (TLK-D125), and its open questions as *catatan*.
    """
    versi = versi or definisi.latest
    whole = _WholeWords(definisi, checked)
    doubts = _about_formula(definisi, checked) if checked else []
    doubts += [] if definisi.dokumen else _about_name(definisi, checked, None)
    doubts += _about_sources(definisi, checked)
    for dokumen in definisi.dokumen:
        targets, results = p.printed_figures(dokumen)
        doubts += _about_name(definisi, checked, dokumen)
        doubts += _about_words(definisi, checked, dokumen, whole)
        doubts += _about_figures(dokumen)
        doubts += [replace(doubt, dokumen=dokumen) for doubt in about_targets(definisi, targets, results)]
        if checked and is_share(checked.node):
            doubts += [replace(doubt, dokumen=dokumen) for doubt in about_ceiling(definisi, targets, results)]
    unit = check_unit(checked, definisi.satuan, definisi.kode) if checked else ()
    issues = told(definisi, versi, doubts)
    if definisi.status == "perlu keputusan":
        issues = (_waiting(definisi), *(replace(issue, bobot="catatan") for issue in issues))
    return unit + issues


def lint_target(definisi: Definisi, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]) -> tuple[Issue, ...]:
    """Doubts about targets by year, given the results known by year: below the last result, seven-fold jump, equal in
    all years, holes. Decisions of the version in force at the last target's year are cited."""
    if not targets:
        return ()
    begun = [versi for versi in definisi.versi if versi.berlaku_sejak.year <= max(targets)]
    versi = max(begun or definisi.versi, key=lambda versi: versi.berlaku_sejak)
    return told(definisi, versi, about_targets(definisi, targets, results))


def status_efektif(definisi: Definisi, issues: Iterable[Issue]) -> StatusDefinisi:
    """The status that counts: an open question or a fault makes any definition wait, whatever its file says."""
    return "perlu keputusan" if any(issue.bobot != "catatan" for issue in issues) else definisi.status


def _waiting(definisi: Definisi) -> Issue:
    return Issue(
        "TLK-D125",
        "catatan",
        definisi.kode,
        "definisi ini menunggu keputusan; angkanya tidak boleh diterbitkan",
        definisi.menunggu or "belum ada keputusan yang tercatat",
        "putuskan, catat di `keputusan`, lalu ubah statusnya menjadi `siap`",
    )


# --- the formula by itself --------------------------------------------------------------------------------------------


def _about_formula(definisi: Definisi, checked: Checked) -> list[Doubt]:
    doubts = []
    if wrong_growth_base(checked.node):
        doubts.append(
            Doubt(
                "TLK-D118",
                "pertumbuhan dibagi angka tahun n, bukan tahun n−1",
                f"rumusnya {to_text(checked.formula)}; pertumbuhan diukur terhadap tahun dasarnya, yaitu yang lebih awal",
                "bagi dengan angka tahun lalu, atau pakai pertumbuhan(…)",
            )
        )
    outside = numerator_outside(checked.node)
    if outside:
        doubts.append(
            Doubt(
                "TLK-D115",
                "pembilang bukan bagian dari penyebut",
                f"{outside[0]} tidak seluruhnya termasuk {outside[1]}, jadi hasilnya dapat melebihi 100",
                "pakai persen(… yang … dari …), atau catat mengapa keduanya dibandingkan",
            )
        )
    if only_outside_figures(checked.node):
        doubts.append(_external(definisi, checked))
    word = p.first_phrase(definisi.nama, p.OUTPUT_WORDS)
    if word:
        doubts.append(_output_wording(word, None))
    return doubts


def _external(definisi: Definisi, checked: Checked) -> Doubt:
    """No register stands behind it: whoever reads the figure must know, and may ask for the evidence."""
    names = ", ".join(checked.vocabulary.data[figure.kode].label for figure in checked.figures)
    return Doubt(
        "TLK-D119",
        "angka dari luar: tidak ada register di baliknya",
        f"rumusnya hanya memakai {names}",
        "tandai `eksternal`, sebutkan bukti yang wajib, dan catat keputusannya",
    )


def _about_sources(definisi: Definisi, checked: Checked | None) -> list[Doubt]:
    """Doubts about formulas printed by other sources that the definition cites."""
    growth = checked is not None and compares_years(checked.node)
    return [
        Doubt(kode, f"{apa} ({rujukan.dokumen})", mengapa, saran, None, bobot)
        for rujukan in definisi.rujukan
        if rujukan.formula_teks
        for kode, apa, mengapa, saran, bobot in printed_doubts(rujukan.formula_teks, p.says_percent(definisi.satuan), growth)
    ]


def _output_wording(word: str, dokumen: KutipanDokumen | None) -> Doubt:
    return Doubt(
        "TLK-D111",
        f"nama memakai kata keluaran “{word}”",
        "indikator tujuan dan sasaran mengukur hasil, bukan terlaksananya pekerjaan",
        "ukur perubahan yang dihasilkan, atau catat mengapa keluaran ini dipakai",
        dokumen,
    )


# --- the name against the formula -------------------------------------------------------------------------------------


def _about_name(definisi: Definisi, checked: Checked | None, dokumen: KutipanDokumen | None) -> list[Doubt]:
    """The name that the document prints; the catalogue's own where no office's document is behind the definition."""
    doubts = []
    if dokumen and not dokumen.nama:
        doubts.append(
            Doubt(
                "TLK-D113",
                "nama indikator tidak ada di dokumen",
                f"baris itu hanya memuat penjelasan dan rumus; “{definisi.nama}” diusulkan katalog",
                "pastikan namanya kepada penyusun dokumen",
                dokumen,
            )
        )
    name = (dokumen and dokumen.nama) or definisi.nama
    word = p.first_phrase(name, p.GROWTH_WORDS)
    if checked and word and not compares_years(checked.node):
        doubts.append(
            Doubt(
                "TLK-D101",
                f"nama menyebut “{word}”, tetapi rumusnya bukan pertumbuhan",
                f"“{name}” menjanjikan perubahan dari tahun lalu; rumusnya {to_text(checked.formula)}",
                "pilih: ubah namanya, atau hitung pertumbuhannya",
                dokumen,
            )
        )
    for word, meant, counted in overlooked_words(checked, name, dokumen.penjelasan if dokumen else None) if checked else ():
        doubts.append(
            Doubt(
                "TLK-D102",
                f"dokumen menyebut “{word}”, tetapi rumusnya tidak memakainya",
                f"di register “{word}” adalah {meant}; yang dihitung rumus: {counted}",
                "putuskan ukuran mana yang dimaksud; sistem tidak memilih sendiri",
                dokumen,
            )
        )
    word = p.first_phrase(dokumen.nama, p.OUTPUT_WORDS) if dokumen else None
    return [*doubts, _output_wording(word, dokumen)] if word else doubts


# --- the words of the document ----------------------------------------------------------------------------------------


def _about_words(definisi: Definisi, checked: Checked | None, dokumen: KutipanDokumen, whole: "_WholeWords") -> list[Doubt]:
    text = dokumen.formula_teks
    assessed = definisi.status == "eksternal" and (checked is None or isinstance(checked.node, k.Figure))
    doubts = [] if p.is_formula(text) or assessed else _no_formula(definisi, dokumen)
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
                Doubt(
                    "TLK-D112",
                    f"{label} di dokumen terpotong pada “{cut[0]}”",
                    f"mungkin “{cut[1]}”; sisanya tidak terbaca",
                    "baca dokumen aslinya dan catat isi lengkapnya",
                    dokumen,
                    "perlu keputusan" if label == "rumus" else "catatan",
                )
            )
    return doubts


def _no_formula(definisi: Definisi, dokumen: KutipanDokumen) -> list[Doubt]:
    """One row of an office that prints the formula is enough; the others need not repeat it."""
    office = [one for one in definisi.dokumen if one.perangkat_daerah == dokumen.perangkat_daerah]
    if any(p.is_formula(one.formula_teks) for one in office):
        return []
    return [
        Doubt(
            "TLK-D114",
            "dokumen tidak memuat rumus",
            f"yang tertulis hanya: {dokumen.formula_teks or dokumen.penjelasan or dokumen.nama or 'tidak ada'}",
            "putuskan rumusnya, catat siapa yang memutuskan dan alasannya; sebelum itu tidak ada angka",
            dokumen,
        )
    ]


def _about_printed_formula(definisi: Definisi, checked: Checked | None, dokumen: KutipanDokumen) -> list[Doubt]:
    growth = checked is not None and compares_years(checked.node)
    percent = p.says_percent(dokumen.nama or definisi.nama) or p.says_percent(dokumen.satuan)
    return [
        Doubt(kode, apa, mengapa, saran, dokumen, bobot)
        for kode, apa, mengapa, saran, bobot in printed_doubts(dokumen.formula_teks, percent, growth)
    ]


# --- the figures of the document, and targets -------------------------------------------------------------------------


def _about_figures(dokumen: KutipanDokumen) -> list[Doubt]:
    doubts = []
    for heading, text in (*dokumen.nilai, *dokumen.target):
        if parse_angka(text) is None:
            doubts.append(
                Doubt(
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
                Doubt(
                    "TLK-D109",
                    f"kolom “{heading}” tidak mengatakan target atau realisasi",
                    "judul kolomnya hanya menyebut tahun",
                    "putuskan artinya dan catat dasarnya",
                    dokumen,
                )
            )
    if dokumen.target_tanpa_tahun:
        doubts.append(
            Doubt(
                "TLK-D116",
                f"angka {'; '.join(dokumen.target_tanpa_tahun)} tidak dapat dipasangkan dengan tahun",
                "judul kolom tahunnya terpotong atau tidak ada",
                "tanyakan tahunnya; angka tanpa tahun tidak dipakai",
                dokumen,
            )
        )
    return doubts


# --- whole words --------------------------------------------------------------------------------------------------


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
