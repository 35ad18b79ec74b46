"""Hostile text in every field that reaches paper: every kind opens in every form, and says what was typed.

Two ways: an office whose profile, plan, people and commentary are hostile is printed by the real service; and in the sheet
of each kind every single word is replaced by hostile ones before it is written.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import docx
import pytest
import yaml
from django.db import models, transaction
from openpyxl import load_workbook

from acceptance.baca_cetakan import body_pdf, read
from tolok.services.cetak import dokumen_of, print_document
from tolok.services.jenis_dokumen import JENIS
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.tulis_berkas import write_sheet
from tolok.store.models import (
    Bidang,
    Bukti,
    DefinisiKantor,
    IndikatorKantor,
    IndikatorKota,
    IndikatorProgram,
    NaskahLaporan,
    NilaiLke,
    Pemda,
    Pengguna,
    Penjelasan,
    Peran,
    PerangkatDaerah,
    PerjanjianKinerja,
    Program,
    Realisasi,
    RencanaAksi,
    TindakLanjut,
)
from tolok.values.instant import WIB
from tolok.writing.lkjip_bagian import BAGIAN
from tolok.writing.sheet import Chart, Meta, Sheet
from tolok_koperasi import FOLDER

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
LATER = AT + timedelta(days=1)
JAHAT = (
    "=1+1|'x'!A1", '#panic("typst")', "<w:p><w:r/></w:p>", "<script>alert(1)</script>", "+SUM(A1:A9)", "$ x^2 $ *a* _b_ `c`",
    "\u202eterbalik\u202c", "kiri שלום مرحبا kanan", "\U0001f600", "\x07\x1b\x7f", "_x0041_ &amp; &#65; ]]>", "@cmd", "-2+3",
    "{{ kop }} {% for %}", "\\u{41} \\\\ //x /*y*/", "@rujuk <label> ~", '=HYPERLINK("http://x.invalid")', "[[a](b)](c)",
    "\u200b\ufeff\u2028|\u00a0", "'kutip' \"dua\"", "%s %n ${x}", "A\u0301e\u0308", "https://x.invalid/#a",
)  # fmt: skip
PANJANG = " ".join(f"kata{number:04}" for number in range(1112))
"""Of 10,007 signs."""


def hostile(number: int, room: int = 400) -> str:
    """Words of a field with a mark of their own: one piece before it, so that a cell begins with it, more behind."""
    words = f"{JAHAT[number % len(JAHAT)]} zq{number:04}q"
    for step in range(1, len(JAHAT)):
        more = f"{words} {JAHAT[(number + step) % len(JAHAT)]}"
        if len(more) > room:
            break
        words = more
    return words


# --- whether a file says it -------------------------------------------------------------------------------------------

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]")
"""Signs without a form."""
_PLAIN = re.compile("[\\s!-~\u00a0-\u024f]")


_MARK = re.compile(r"zq\d{4}q", re.IGNORECASE)
_TURNED = re.compile("[\\[\\]\u0590-\u07ff]")
"""Right-to-left letters, and brackets, which a reader of PDF may mirror beside them."""


def squash(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def says(text: str, words: str, pdf: bool = False) -> bool:
    """Whether squashed `text` holds `words`: sign by sign, or a sign as its number.

    A PDF's is without letters that run from right to left, which its readers put in an order of their own; and a cell
    that is torn by the end of a page may have the rest of its row between its halves.
    """
    words = unicodedata.normalize("NFC", words)
    mark = _MARK.search(words)
    assert mark, words
    found = [one.start() for one in re.finditer(mark[0].casefold(), text)]
    reached = max((_reach(text, at, words, pdf) for one in found for at in range(max(0, one - 300), one + 1)), default=0)
    rest = words[reached:]
    if not rest or not pdf or reached < mark.end():
        return not rest
    numbered = (sign if _PLAIN.fullmatch(sign) else f"u+{ord(sign):04x}" for sign in _DROPPED.sub("", _TURNED.sub("", rest)))
    whole = squash("".join(numbered))
    # A page may end anywhere in it, also within the number of a sign.
    return any(whole[:cut] in text and whole[cut:] in text for cut in range(len(whole)))


def _reach(text: str, at: int, words: str, pdf: bool) -> int:
    """How many of the signs of `words` stand in the text from a place on."""
    for index, sign in enumerate(words):
        plain, number = squash(sign), f"u+{ord(sign):04x}" if pdf else f"[u+{ord(sign):04x}]"
        if text.startswith(number, at):
            at += len(number)
        elif _DROPPED.fullmatch(sign) or not plain or (pdf and _TURNED.fullmatch(sign)):
            continue
        elif text.startswith(plain, at):
            at += len(plain)
        else:
            return index
    return len(words)


def words_of(isi: bytes, bentuk: str) -> str:
    """What a file says, after it was opened as its own program's library opens it."""
    if bentuk == "docx":
        docx.Document(io.BytesIO(isi))
    said = body_pdf(isi) if bentuk == "pdf" else read(isi, bentuk).kata
    return squash(_DROPPED.sub("", unicodedata.normalize("NFC", said)))


def silent(sheet: Sheet, isi: bytes, bentuk: str) -> list[str]:
    """Hostile texts of the sheet that the file does not say, and long ones of which a word is lost."""
    text = words_of(isi, bentuk)
    texts = [one for one in strings(sheet) if _MARK.search(one)]
    assert texts
    found = []
    if bentuk == "pdf":
        letters = Counter(re.findall("[\u05d0-\u07ff]", squash("".join(texts))))
        letters.subtract(re.findall("[\u05d0-\u07ff]", text))
        found = [f"{letter}: {lost}" for letter, lost in letters.items() if lost > 0]
        text = _TURNED.sub("", text)
    for one in texts:
        for part in _parts(one.replace(PANJANG, " ")):
            found += [] if says(text, part, bentuk == "pdf") else [part]
        if PANJANG in one:
            found += [f"{word} …" for word in PANJANG.split() if word not in text]
    return found


def _parts(words: str) -> list[str]:
    """A text that the program put together of several fields: their marks."""
    marks = _MARK.findall(words)
    return [words] if len(marks) < 2 else marks


def strings(value: Any) -> Iterator[str]:
    """Every text of a sheet's blocks, title and letterhead."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, Meta):
        for one in fields(value):
            if not (isinstance(value, Chart) and one.name in ("svg", "alt")):
                yield from strings(getattr(value, one.name))


def commands(isi: bytes, bentuk: str) -> list[str]:
    """What would do something when the file is opened: formulas other than sums, links out of the file, macros."""
    if bentuk == "xlsx":
        cells = (cell for page in load_workbook(io.BytesIO(isi)) for row in page.iter_rows() for cell in row)
        found = [str(cell.value) for cell in cells if cell.data_type == "f" or cell.hyperlink]
        return [one for one in found if not re.fullmatch(r"=SUM\([A-Z0-9:,]+\)", one)]
    if bentuk == "docx":
        with zipfile.ZipFile(io.BytesIO(isi)) as archive:
            names = [name for name in archive.namelist() if name.endswith(".rels")]
            return [name for name in names if b'TargetMode="External"' in archive.read(name)]
    return [one for one in ("/JavaScript", "/Launch", "/URI") if one.encode() in isi]


# --- an office of hostile people --------------------------------------------------------------------------------------


class Ketik:
    """Types into fields, and remembers what: `typed` is mark → (field, words)."""

    def __init__(self) -> None:
        self.numbers, self.typed = count(1), {}

    def words(self, field: str, room: int = 400) -> str:
        number = next(self.numbers)
        words = hostile(number, room)
        self.typed[f"zq{number:04}q"] = (field, words)
        return words

    def into(self, row: models.Model, *names: str) -> None:
        for name in names:
            room = min(row._meta.get_field(name).max_length or 400, 400)
            setattr(row, name, self.words(f"{type(row).__name__}.{name}", room))
        row.save(update_fields=names)


def spoil(kantor: PerangkatDaerah) -> Ketik:
    """Every field of the office that somebody may type into; rows that are only added to get a newer one."""
    ketik = Ketik()
    ketik.into(Pemda.objects.get(pk=kantor.pemda_id), "nama")
    names = ("visi", "tugas")
    profil = {name: ketik.words(f"profil.{name}") for name in names}
    profil |= {name: [ketik.words(f"profil.{name}"), PANJANG] for name in ("misi", "tujuan", "fungsi")}
    decree = {name: [ketik.words(f"sk_iku.{name}")] for name in ("menimbang", "mengingat")}
    profil["sk_iku"] = {**decree, "nomor": ketik.words("sk_iku.nomor", 80), "tanggal": "2024-01-15"}
    kantor.profil = profil
    kantor.save(update_fields=["profil"])
    ketik.into(kantor, "nama")
    for row in Bidang.objects.filter(perangkat_daerah=kantor):
        ketik.into(row, "nama")
    for row in IndikatorKota.objects.filter(pemda=kantor.pemda):
        ketik.into(row, "nama")
    for row in IndikatorKantor.objects.filter(perangkat_daerah=kantor):
        ketik.into(row, "nama", "tujuan_sasaran", "alasan_pemilihan")
    for row in Program.objects.filter(perangkat_daerah=kantor):
        ketik.into(row, "nama")
    for row in IndikatorProgram.objects.filter(program__perangkat_daerah=kantor):
        ketik.into(row, "nama", "sasaran", "satuan")
    for row in RencanaAksi.objects.filter(indikator__perangkat_daerah=kantor):
        ketik.into(row, "uraian", "keluaran")
    signing = Peran.objects.filter(pemda=kantor.pemda, peran__in=("kepala_dinas", "inspektorat"))
    for row in signing.select_related("pengguna"):
        ketik.into(row, "jabatan")
        ketik.into(row.pengguna, "nama", "pangkat")
    _add_words(kantor, ketik)
    _add_agreement(kantor, ketik)
    _add_definition(kantor, ketik)
    return ketik


def _add_words(kantor: PerangkatDaerah, ketik: Ketik) -> None:
    """Report, commentary, evidence, evaluation."""
    writer = Pengguna.objects.get(username="hendra")
    for one in BAGIAN:
        words = f"{ketik.words(f'naskah.{one.kode}')}\n{PANJANG if one.kode == 'gambaran_umum' else ''}"
        NaskahLaporan.objects.create(perangkat_daerah=kantor, tahun=2024, bagian=one.kode, isi=words, pada=AT, oleh=writer)
    for row in Realisasi.objects.filter(indikator__perangkat_daerah=kantor, tahun=2024, diterbitkan_pada=None):
        for jenis in ("pendorong", "penghambat", "tindak_lanjut"):
            words = ketik.words(f"penjelasan.{jenis}" + (".tw" if row.triwulan else ""))
            Penjelasan.objects.create(realisasi=row, jenis=jenis, isi=words, oleh=writer, pada=AT)
        name = ketik.words("bukti.nama", 200)
        Bukti.objects.create(realisasi=row, jenis="teks", nama=name, isi="x", oleh=writer, pada=AT)
    last = NilaiLke.objects.filter(perangkat_daerah=kantor, tahun=2024, penilai="evaluator").first()
    NilaiLke.objects.create(
        perangkat_daerah=kantor, tahun=2024, sub="1.a", penilai="evaluator", grade="BB", kriteria=[1],
        catatan=ketik.words("lke.catatan"), oleh=last.oleh, pada=AT,
    )  # fmt: skip
    report = TindakLanjut.objects.filter(perangkat_daerah=kantor, tanggal__year=2025).first()
    TindakLanjut.objects.create(
        perangkat_daerah=kantor, rekomendasi=report.rekomendasi, aksi="dilaporkan", isi=ketik.words("tindak_lanjut.isi"),
        tanggal=date(2025, 6, 2), bukti=ketik.words("tindak_lanjut.bukti", 200), oleh=writer, pada=AT,
    )  # fmt: skip


def _add_agreement(kantor: PerangkatDaerah, ketik: Ketik) -> None:
    """The next Perubahan of the head's agreement, with hostile parties and a hostile lampiran."""
    old = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, tahun=2024, jenjang="kepala").latest("nomor")
    party = {side: {name: ketik.words(f"pk.{side}.{name}", 120) for name in ("nama", "jabatan", "pangkat")}
             for side in ("pertama", "kedua")}  # fmt: skip
    janji = [{**one, "uraian": ketik.words("pk.uraian"), "butir": [
        {**part, "nama": ketik.words("pk.butir"), "satuan": ketik.words("pk.satuan", 60)} for part in one["butir"]
    ]} for one in old.isi["janji"]]  # fmt: skip
    pos = [{**one, "nama": ketik.words("pk.pos")} for one in old.isi["pos"]]
    PerjanjianKinerja.objects.create(
        perangkat_daerah=kantor, jenjang="kepala", tahun=2024, nomor=old.nomor + 1, tanggal=date(2024, 11, 1),
        pertama={**party["pertama"], "nip": ""}, kedua={**party["kedua"], "nip": ""}, alasan="strategi",
        penjelasan=ketik.words("pk.penjelasan"), diketahui=AT - timedelta(days=300),
        isi={**old.isi, "janji": janji, "pos": pos, "sumber_dana": ketik.words("pk.sumber_dana", 60)},
    )  # fmt: skip


def _add_definition(kantor: PerangkatDaerah, ketik: Ketik) -> None:
    """The office's own words for KOP-03, with a version that holds in 2024."""
    data = yaml.safe_load((FOLDER / "indikator" / "KOP-03.yaml").read_text(encoding="utf-8"))
    for name in ("definisi", "batas", "populasi", "sumber_data"):
        data[name] = ketik.words(f"definisi.{name}")
    data["dasar"] = [{"peraturan": ketik.words("definisi.peraturan"), "isi": ketik.words("definisi.dasar")}]
    newer = {**deepcopy(data["versi"][0]), "berlaku_sejak": date(2024, 1, 1)}
    newer["keputusan"] = [{**one, "isi": ketik.words("definisi.keputusan"), "alasan": ketik.words("definisi.alasan")}
                          for one in newer["keputusan"]]  # fmt: skip
    data["versi"].append(newer)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    DefinisiKantor.objects.create(perangkat_daerah=kantor, kode="KOP-03", isi=text, alasan="uji", diketahui_dari=AT)


TAHUNAN = [
    ("iku", {}), ("matrik", {}), ("pk", {"jabatan": "kepala"}), ("pk", {"jabatan": "2.17.03.2.01"}), ("renaksi", {}),
    ("pengukuran", {"triwulan": 3}), ("lembar", {"indikator": "TK-02"}), ("lkjip", {}), ("lhe", {}), ("kartu", {}),
    ("msind", {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def tercetak(django_db_setup, django_db_blocker) -> Iterator[tuple[Ketik, list[tuple[str, Sheet, dict[str, bytes]]]]]:
    """(what was typed, each document with its sheet and its files), printed as drafts of 2024 and officially of 2023."""
    with django_db_blocker.unblock(), transaction.atomic():
        kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
        ketik = spoil(kantor)
        kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
        found = []
        for jenis, choice in TAHUNAN:
            found.append(_printed(PermintaanCetak(kantor, jenis, 2024, LATER, draf=True, **choice)))
        found.append(_printed(PermintaanCetak(kantor, "iku", 2023, LATER)))
        found.append(_printed(PermintaanCetak(kantor, "pengukuran", 2023, LATER)))
        yield ketik, found
        transaction.set_rollback(True)


def _printed(request: PermintaanCetak) -> tuple[str, Sheet, dict[str, bytes]]:
    sheet = dokumen_of(request).sheet
    files = {one: print_document(request, one, by=None, at=LATER, situs="https://kinerja.example").isi
             for one in JENIS[request.jenis].bentuk}  # fmt: skip
    return f"{request.jenis} {request.period}", sheet, files


def test_every_kind_opens_in_every_form_and_says_every_hostile_word_of_its_sheet(tercetak) -> None:
    lost = {f"{nama} {bentuk}": found for nama, sheet, files in tercetak[1] for bentuk, isi in files.items()
            if (found := silent(sheet, isi, bentuk))}  # fmt: skip
    assert lost == {}


def test_every_field_that_was_typed_into_stands_on_some_paper(tercetak) -> None:
    ketik, printed = tercetak
    paper = " ".join(one for _, sheet, _ in printed for one in strings(sheet)).casefold()
    fields_on_paper = {field for mark, (field, _) in ketik.typed.items() if mark in paper}
    assert {field for field, _ in ketik.typed.values()} - fields_on_paper == set()
    assert len(fields_on_paper) > 45


def test_nothing_that_was_typed_is_a_formula_a_link_or_a_script(tercetak) -> None:
    found = {f"{nama} {bentuk}": commands(isi, bentuk) for nama, _, files in tercetak[1] for bentuk, isi in files.items()}
    assert {name: one for name, one in found.items() if one} == {}


# --- every word of every sheet ----------------------------------------------------------------------------------------

_KEPT = {"align", "marks", "svg", "periksa"}


def spoiled(value: Any, numbers: Iterator[int]) -> Any:
    """The same structure with hostile words in place of all texts, some of them long; also what no database would keep."""
    if isinstance(value, str):
        number = next(numbers)
        more = " \x00\ud800\ufffe" if number % 5 == 0 else ""
        more += f" {PANJANG}" if number % 19 == 0 and len(value) > 60 else ""
        return f"{hostile(number, 60)}{more}" if value.strip() else value
    if isinstance(value, tuple):
        return tuple(spoiled(one, numbers) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: spoiled(getattr(value, one.name), numbers) for one in fields(value) if one.name not in _KEPT}
        return replace(value, **changed)
    return value


@pytest.mark.parametrize("jenis", ["iku", "pk", "lkjip", "lhe", "lembar", "renaksi"])
def test_a_sheet_all_of_whose_words_are_hostile_is_written_and_says_them(jenis, tercetak) -> None:
    sheet = next(sheet for nama, sheet, _ in tercetak[1] if nama.startswith(jenis))
    changed = spoiled(sheet, count(1))
    for bentuk in JENIS[jenis].bentuk:
        isi = write_sheet(changed, bentuk, PerangkatDaerah(kode="00.00/0.00"))
        assert silent(changed, isi, bentuk) == [], bentuk
        assert commands(isi, bentuk) == [], bentuk


# --- that it can fail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bentuk", ["pdf", "docx", "xlsx"])
def test_a_word_that_is_lost_or_changed_is_missed(bentuk, tercetak) -> None:
    sheet = next(sheet for nama, sheet, _ in tercetak[1] if nama.startswith("renaksi"))
    judul = replace(sheet, judul=("=1+1 zq9999q <b>tebal</b>",))
    isi = write_sheet(replace(sheet, judul=("=1+1 zq9999q tebal",)), bentuk, PerangkatDaerah(kode="00.00/0.00"))
    assert silent(judul, isi, bentuk) == ["=1+1 zq9999q <b>tebal</b>"]
