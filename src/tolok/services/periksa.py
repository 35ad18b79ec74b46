"""What there is to say about a proposal before anybody decides: every complaint at once, by weight. Nothing is stored."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from tolok.catalogue.definition import Definisi, Keputusan, Versi
from tolok.catalogue.lint import lint
from tolok.catalogue.succession import check_succession, same_measure
from tolok.catalogue.text import definition_from
from tolok.formula.checker import Checked, check
from tolok.formula.kernel import all_cols
from tolok.formula.marks import guess_of, mended, places_of, replaced
from tolok.formula.parser import parse
from tolok.formula.text import to_text
from tolok.formula.vocabulary import Vocabulary
from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.measurement.worked import broken_promise, printed_result, run_checked
from tolok.services import paket
from tolok.services.naskah import Isian, compose
from tolok.store.models import PerangkatDaerah, Realisasi, schemas
from tolok.values.issue import WEIGHTS, Issue, IssueError

"""Fewest letters of a reason or of an answer."""
_SAID = re.compile("“([^”]+)”")


@dataclass(frozen=True)
class Telaah:
    """One look at a proposal: its text parsed, its formula as far as it can be read, and every complaint by weight.

    `definisi` is the whole definition where it loads; `kira` is the one in force with the new formula laid over it.
    """

    isian: Isian
    content: Mapping[str, Any]
    before: Definisi
    definisi: Definisi | None
    kira: Definisi
    checked: Checked | None
    issues: tuple[Issue, ...]

    def count(self, bobot: str) -> int:
        return sum(issue.bobot == bobot for issue in self.issues)


def year_of(isian: Isian, otherwise: int) -> int:
    """The year whose dated parameters a formula is read with: the first one for which the version speaks."""
    try:
        return max(date.fromisoformat(isian.berlaku_sejak).year, 1900)
    except ValueError:
        return otherwise


def vocabulary_of(tahun: int) -> Vocabulary:
    """Everything that a formula for a year may name in this installation."""
    return paket.catalogue().vocabulary(schemas(), tahun)


def read_formula(rumus: str, tahun: int) -> tuple[Checked | None, tuple[Issue, ...]]:
    """The formula's meaning in a year, or all complaints about it."""
    try:
        return check(parse(rumus), vocabulary_of(tahun)), ()
    except IssueError as error:
        return None, error.issues


def look_at(
    kantor: PerangkatDaerah,
    base: Mapping[str, Any],
    isian: Isian,
    jawaban: Mapping[str, str],
    alasan: str,
    at: datetime,
    terbaca: str = "",
) -> Telaah:
    """Everything that can be said without running the formula (see `run_examples` for the rest).

    `terbaca` is the last formula that could be read: while the typed one cannot, its doubts stay in sight.
    """
    content = compose(base, isian, jawaban)
    kode = str(base.get("kode", ""))
    before = definition_from(base, kode)
    checked, issues = read_formula(isian.rumus, year_of(isian, at.year))
    found = list(issues)
    definisi: Definisi | None = None
    try:
        definisi = definition_from(content, kode)
        found += check_succession(before, definisi)
    except IssueError as error:
        found += [issue for issue in error.issues if not (issues and issue.di_mana.endswith(", formula"))]
    kira = _overlaid(before, isian, compose(base, isian, {}))
    meant = checked or (read_formula(terbaca, year_of(isian, at.year))[0] if terbaca else None)
    found += lint(kira, meant, kira.latest) if meant else ()
    found += _about_change(kantor, before, definisi, isian, alasan)
    told = dict.fromkeys(_with_answer(one, jawaban) for one in found)
    ordered = tuple(sorted(told, key=lambda one: WEIGHTS.index(one.bobot)))
    return Telaah(isian, content, before, definisi, kira, checked, ordered)


def _overlaid(before: Definisi, isian: Isian, content: Mapping[str, Any]) -> Definisi:
    """The definition in force with the typed formula as its latest version, whatever else is still missing."""
    raw = content["versi"][-1]
    made = tuple(
        Keputusan(one.get("isi", ""), one.get("alasan", ""), tuple(one.get("menjawab") or ()), None, one.get("kode_dokumen"))
        for one in raw.get("keputusan") or ()
    )
    begins = raw["berlaku_sejak"] if type(raw["berlaku_sejak"]) is date else date.max
    versi = Versi(begins, before.latest.diputuskan, isian.rumus, made)  # what is carried over was decided there
    status = "siap" if before.status == "perlu keputusan" else before.status
    words = {"definisi": isian.definisi, "batas": isian.batas}
    return replace(before, versi=(versi,), status=status, menunggu=None, **words)


def question(issue: Issue) -> str:
    """By what a doubt is known: an answer to one word of a document says nothing about another."""
    return f"{issue.kode}: {issue.apa}"


def _with_answer(issue: Issue, jawaban: Mapping[str, str]) -> Issue:
    """A question with a reason beside it is settled: it stays in sight as a note."""
    if issue.bobot == "perlu keputusan" and len(jawaban.get(question(issue), "").strip()) >= ALASAN_TERPENDEK:
        return replace(issue, bobot="catatan", saran="Dibiarkan dengan alasan yang ditulis di bawah.")
    return issue


def _about_change(
    kantor: PerangkatDaerah, before: Definisi, after: Definisi | None, isian: Isian, alasan: str
) -> list[Issue]:
    found = []
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        found.append(
            Issue(
                "TLK-D144", "salah", "alasan perubahan", "alasan perubahan belum ditulis",
                "tren terputus di versi baru, dan pembacanya bertanya mengapa",
                f"tulis alasannya, sedikitnya {ALASAN_TERPENDEK} huruf",
            )
        )  # fmt: skip
    if after is not None and same_measure(before, after):
        found.append(
            Issue(
                "TLK-D145", "salah", before.kode, "versi ini tidak mengubah apa pun",
                "rumus, kata-kata, pembulatan, dan contohnya sama dengan versi yang berlaku",
                "ubah yang perlu diubah, atau hapus draf ini",
            )
        )  # fmt: skip
    published = _published_since(kantor, before.kode, isian)
    if published:
        found.append(
            Issue(
                "TLK-D146", "perlu keputusan", "berlaku sejak",
                f"angka tahun {', '.join(map(str, published))} sudah terbit menurut versi sebelumnya",
                "angka terbit tidak berubah; hanya koreksi sesudah ini yang dihitung menurut versi baru",
                "pilih tanggal berlaku sesudahnya, atau tulis mengapa versi ini berlaku surut",
            )
        )  # fmt: skip
    return found


def _published_since(kantor: PerangkatDaerah, kode: str, isian: Isian) -> list[int]:
    begins = year_of(isian, 9999)
    found = Realisasi.objects.filter(
        indikator__perangkat_daerah=kantor, indikator__kode=kode, status="diterbitkan", tahun__gte=begins
    )
    return sorted(set(found.values_list("tahun", flat=True)))


def unanswered(telaah: Telaah) -> tuple[Issue, ...]:
    """What still keeps a proposal from being submitted: every *salah*, and every question without an answer."""
    return tuple(issue for issue in telaah.issues if issue.bobot != "catatan")


# --- worked examples --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HasilContoh:
    """One worked example under the proposed formula: what it promises and what comes out."""

    nama: str
    jenis: str
    tahun: int
    janji: str
    hasil: str

    @property
    def cocok(self) -> bool:
        return self.janji == self.hasil


@lru_cache(maxsize=64)
def run_examples(definisi: Definisi, rumus: str) -> tuple[tuple[HasilContoh, ...], tuple[Issue, ...]]:
    """Every example under `rumus`, and a complaint (TLK-D030, D020 …) about each that does not keep its promise.

    The examples of a text prove the version that it adds, whatever year they are drawn for.
    """
    found, issues = [], []
    with tempfile.TemporaryDirectory() as folder:
        for contoh in definisi.contoh:
            checked, faults = read_formula(rumus, contoh.tahun)
            if checked is None:
                issues += faults
                continue
            try:
                hasil = run_checked(
                    checked, definisi.kode, contoh, schemas(), paket.region_tree(), paket.engine(), Path(folder)
                )
            except IssueError as error:
                issues += error.issues
                continue
            printed = printed_result(hasil, definisi.desimal)
            found.append(HasilContoh(contoh.nama, contoh.jenis, contoh.tahun, contoh.hasil, printed))
            if printed != contoh.hasil:
                issues.append(broken_promise(definisi.kode, contoh, printed))
    return tuple(found), tuple(dict.fromkeys(issues))


# --- guesses ----------------------------------------------------------------------------------------------------------


def apply_guess(rumus: str, written: str, meant: str, tahun: int) -> str:
    """The formula with a wrong word replaced where that leaves the fewest complaints. Asked for by a person, never alone.

    Only a guess that the checker itself makes about this text is taken: an address cannot smuggle words in.
    """
    _, issues = read_formula(rumus, tahun)
    if (written, meant) not in {guess_of(issue) for issue in issues}:
        return rumus
    return mended(rumus, written, meant, lambda text: len(read_formula(text, tahun)[1]))


def guess_of_number(telaah: Telaah, number: int) -> tuple[str, str] | None:
    """The guess of one complaint by its place in the list; None where it makes none."""
    return guess_of(telaah.issues[number]) if 0 <= number < len(telaah.issues) else None


# --- what a word of the document may have meant -----------------------------------------------------------------------


@dataclass(frozen=True)
class UsulKata:
    """Another condition that a doubt about a word (TLK-D102) makes thinkable, and the whole formula with it."""

    kata: str
    syarat: str
    rumus: str


def suggested(checked: Checked, issue: Issue, tahun: int) -> UsulKata | None:
    """The formula that counts what the document's word means, where it takes one yes/no field's place; else None."""
    said = _SAID.search(issue.apa)
    if issue.kode != "TLK-D102" or issue.bobot == "catatan" or said is None:
        return None
    kata = said[1]
    for nama in checked.registers:
        register = checked.vocabulary.registers[nama]
        asked = _asked_fields(checked, nama)
        if len(asked) != 1:
            continue
        for kolom in register.kolom.values():
            choice = next((one for one in kolom.pilihan if one.casefold() == kata.casefold()), None)
            named = kolom.jenis == "ya_tidak" and kata.casefold() in (kolom.label.casefold(), kolom.nama.replace("_", " "))
            if choice or named:
                syarat = f'{kolom.nama} = "{choice}"' if choice else kolom.nama
                bare = to_text(replace(checked.formula, parts=tuple(replace(p, legend="") for p in checked.formula.parts)))
                rumus = replaced(bare, places_of(bare, asked[0]), syarat)  # the old words would name another thing
                return UsulKata(kata, syarat, rumus) if read_formula(rumus, tahun)[0] else None
    return None


def _asked_fields(checked: Checked, register: str) -> list[str]:
    """The fields that the conditions on a register look at; one yes/no field alone can be exchanged for another."""
    totals = [one for one in checked.aggregates if one.register == register]
    fields = dict.fromkeys(col.nama for one in totals for col in all_cols(one.cond, None))
    word = checked.vocabulary.registers[register]
    return list(fields) if all(word.kolom[nama].jenis == "ya_tidak" for nama in fields) else []
