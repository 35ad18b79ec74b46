"""Every printed number is read back from its file and held against the API: both offices, all years, kinds and forms.

The three forms of one document are one print each through the real service; a form is read by its own structure (tags of
the PDF, XML of Word, cells of the workbook), never by the code that wrote it.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from acceptance.angka_kantor import Kantor, known_numbers
from acceptance.baca_cetakan import ANGKA, Baris, Isi, numbers_in, read
from tolok.services.cetak import dokumen_of, print_document
from tolok.services.jenis_dokumen import JENIS
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.pilihan_dokumen import levels_for
from tolok.services.tulis_berkas import write_sheet
from tolok.store.models import IndikatorKantor, Pengguna, PerangkatDaerah, PerjanjianKinerja
from tolok.values.instant import WIB, instant_text
from tolok.values.issue import IssueError
from tolok.writing.sheet import Number, Sheet, Signature, Signatures, Table

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
ORANG = {"35.75/2.17": "indra", "32.75/2.17": "fajar"}
TAHUN = (2022, 2023, 2024)
PERIODE = ("2022", "2023", "2024", "2024-TW3")
DRAF = (("pengukuran", "2023"), ("pengukuran", "2024"), ("pengukuran", "2024-TW3"), ("iku", "2024-TW3"), ("lkjip", "2024"))
"""Drafts, because no figure of 2024 is published: so that working figures and quarters are compared as well."""


@dataclass(frozen=True)
class Cetakan:
    """One printed document with what was read in each of its files."""

    kantor: Kantor
    request: PermintaanCetak
    sheet: Sheet
    berkas: Mapping[str, bytes]
    isi: Mapping[str, Isi]

    @property
    def nama(self) -> str:
        one = self.request
        draf = "DRAF" if one.draf else ""
        return " ".join((one.kantor.slug, one.jenis, str(one.period), one.indikator, one.jabatan, draf))

    def rows(self, bentuk: str) -> list[Baris]:
        """The data rows of a file; who signs may stand in a last row of a table, to be kept with it."""
        signs = [name for block in self.sheet.blocks for name in _signing(block)]
        return [row for row in self.isi[bentuk].baris if not any(name in cell for cell in row for name in signs)]


def _signing(block: object) -> Iterator[str]:
    if isinstance(block, Signatures):
        yield from (block.left.nama, block.right.nama)
    elif isinstance(block, Signature):
        yield block.nama


@dataclass(frozen=True)
class Terbaca:
    """Everything that was printed and read, and what the service refused to print."""

    cetakan: list[Cetakan]
    ditolak: list[PermintaanCetak]
    kantor: list[Kantor]


@pytest.fixture(scope="module")
def terbaca(django_db_setup, django_db_blocker) -> Iterator[Terbaca]:
    """Printed once for all tests here, in one transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = Terbaca([], [], [])
        for row in PerangkatDaerah.objects.select_related("pemda").order_by("-kode"):
            client = Client()
            client.force_login(Pengguna.objects.get(username=ORANG[row.kode]))
            kantor = Kantor(row, client, instant_text(AT))
            kantor.ask(PERIODE)
            found.kantor.append(kantor)
            for request in wanted(row):
                _print(found, kantor, request)
        yield found
        transaction.set_rollback(True)


def wanted(row: PerangkatDaerah) -> Iterator[PermintaanCetak]:
    """Every kind for every year, for every choice it has; the quarter where a kind has quarters; some drafts."""
    codes = IndikatorKantor.objects.filter(perangkat_daerah=row).values_list("kode", flat=True)
    for period in PERIODE:
        tahun, triwulan = int(period[:4]), int(period[-1]) if "TW" in period else 0
        for jenis, kind in JENIS.items():
            if triwulan and "triwulan" not in kind.pilihan:
                continue
            one = PermintaanCetak(row, jenis, tahun, AT, triwulan)
            if "indikator" in kind.wajib:
                yield from (replace(one, indikator=kode) for kode in codes)
            elif "jabatan" in kind.pilihan:
                yield from (replace(one, jabatan=level) for level in levels_for(kind, row, tahun, AT) or [""])
            else:
                yield one
            if (jenis, period) in DRAF:
                yield replace(one, draf=True)


def _print(found: Terbaca, kantor: Kantor, request: PermintaanCetak) -> None:
    try:
        sheet = dokumen_of(request).sheet
    except IssueError:
        found.ditolak.append(request)
        return
    files = {one: print_document(request, one, by=None, at=AT, situs="https://kinerja.example").isi
             for one in JENIS[request.jenis].bentuk}  # fmt: skip
    isi = {bentuk: read(content, bentuk) for bentuk, content in files.items()}
    found.cetakan.append(Cetakan(kantor, request, sheet, files, isi))


# --- what must stand in it --------------------------------------------------------------------------------------------

Harap = tuple[str, list[str]]
"""Words of a row, and the figures that stand in it one after the other."""


def expected(one: Cetakan) -> list[Harap]:
    """From the API alone: for each figure of the document the row that must hold it."""
    kantor, request, period = one.kantor, one.request, str(one.request.period)
    tahun, found = request.tahun, []
    targets = kantor.targets()
    for kode, angka in kantor.iku[period].items():
        nama, trio = angka["nama"], _trio(kantor, period, kode, request.draf)
        match request.jenis:
            case "iku":
                found.append((nama, [*_last(kantor, tahun - 1, kode), *trio]))
            case "matrik":
                reached = [part for year in TAHUN for part in _last(kantor, year, kode)]
                found.append((nama, [*(targets[kode, year, 0] for year in TAHUN), *reached]))
            case "pengukuran":
                found.append((kode, trio))
            case "lkjip":
                found += [(kode, trio), *((code, [part[1]]) for _, code, part in _vintages(kantor, kode, tahun))]
                found += [(code, part) for year, code, part in _vintages(kantor, kode, tahun) if year == tahun]
            case "kartu":
                found += [(code, [str(year), *part]) for year, code, part in _vintages(kantor, kode, tahun)]
            case "renaksi":
                quarters = [targets[key] for tw in (1, 2, 3, 4) if (key := (kode, tahun, tw)) in targets]
                found.append((kode, [*quarters, targets[kode, tahun, 0]]))
            case "msind":
                found.append((nama, []))
    return found


def _trio(kantor: Kantor, period: str, kode: str, draf: bool) -> list[str]:
    """Target, realisasi and capaian as the API prints them; what has no figure is left out."""
    terbit, capaian = kantor.shown(period, kode, draf)
    frozen = kantor.iku[period][kode]["terbit"]
    target = frozen["target_tampil"] if frozen else kantor.iku[period][kode]["target_tampil"]
    return [one for one in (target, terbit and terbit["tampil"], terbit and (capaian or {}).get("tampil")) if one]


def _last(kantor: Kantor, tahun: int, kode: str) -> list[str]:
    terbit = kantor.iku.get(str(tahun), {}).get(kode, {}).get("terbit")
    return [terbit["tampil"]] if terbit and terbit["tampil"] else []


def _vintages(kantor: Kantor, kode: str, tahun: int) -> Iterator[tuple[int, str, list[str]]]:
    """(year, code on paper, target, realisasi and capaian) of each published figure up to a year."""
    for year in TAHUN:
        terbit = kantor.iku[str(year)][kode]["terbit"]
        if terbit and year <= tahun:
            yield year, f"{kode}/{year}/{terbit['nomor']}", _trio(kantor, str(year), kode, False)


def leads(row: Baris) -> list[str]:
    """The figure with which each cell begins, where it begins with one."""
    return [match[0].strip("%") for cell in row if (match := ANGKA.match(cell))]


def holds(rows: list[Baris], harap: Harap) -> bool:
    """Whether one row has the words and, one after the other, the figures."""
    words, figures = "".join(harap[0].split()), harap[1]
    for row in rows:
        if words in "".join("".join(row).split()):
            found = leads(row)
            if any(found[at : at + len(figures)] == figures for at in range(len(found) - len(figures) + 1)):
                return True
    return False


def lacking(one: Cetakan, bentuk: str) -> list[Harap]:
    rows = one.rows(bentuk)
    return [harap for harap in expected(one) if not holds(rows, harap)]


def faults(cetakan: list[Cetakan], find) -> list[str]:
    return [f"{one.nama} {bentuk}: {found}" for one in cetakan for bentuk in one.isi if (found := find(one, bentuk))]


# --- the tests --------------------------------------------------------------------------------------------------------


def test_every_kind_in_every_form_was_printed_and_read_for_both_offices(terbaca) -> None:
    for kantor in terbaca.kantor:
        mine = [one for one in terbaca.cetakan if one.kantor is kantor]
        assert {(one.request.jenis, bentuk) for one in mine for bentuk in one.isi} == {
            (jenis, bentuk) for jenis, kind in JENIS.items() for bentuk in kind.bentuk
        }
        assert {one.request.tahun for one in mine} == set(TAHUN)


def test_only_what_the_api_has_nothing_for_was_refused(terbaca) -> None:
    """An official document of figures is refused exactly where the API tells of no published one."""
    refused = {(one.kantor.kode, one.jenis, str(one.period), one.indikator) for one in terbaca.ditolak if not one.draf}
    nothing = set()
    for kantor in terbaca.kantor:
        for period, iku in kantor.iku.items():
            nothing |= {(kantor.row.kode, "lembar", period, kode) for kode, one in iku.items() if not one["terbit"]}
            if not any(one["terbit"] for one in iku.values()):
                kinds = ("pengukuran",) if "TW" in period else ("pengukuran", "lkjip")
                nothing |= {(kantor.row.kode, jenis, period, "") for jenis in kinds}
    assert {one for one in refused if one[1] in ("lembar", "pengukuran", "lkjip")} == nothing
    assert not any(one.draf for one in terbaca.ditolak)


def test_every_published_figure_stands_at_its_indicator_as_the_api_prints_it(terbaca) -> None:
    assert faults(terbaca.cetakan, lacking) == []
    held = [figure for one in terbaca.cetakan for _, figures in expected(one) for figure in figures for _ in one.isi]
    assert len(held) > 1000


def test_a_calculation_sheet_tells_target_realisasi_and_capaian_of_its_vintage(terbaca) -> None:
    sheets = [one for one in terbaca.cetakan if one.request.jenis == "lembar"]
    assert len(sheets) >= 10
    for one in sheets:
        told = one.kantor.lembar[str(one.request.period), one.request.indikator]
        for bentuk, isi in one.isi.items():
            words = " ".join(isi.kata.split())
            for label, figure in (("Dicetak", told["tampil"]), ("Target", told["target_tampil"])):
                assert re.search(rf"\b{label} ?:? ?{re.escape(figure)}(?![\d,])", words), (one.nama, bentuk, label, figure)
            rounded = rf"Capaian ?:? ?[\d.,…]+ ?dibulatkan menjadi {re.escape(told['capaian']['tampil'])}(?![\d,])"
            assert re.search(rounded, words) or re.search(rf"Capaian ?:? ?{told['capaian']['tampil']}(?![\d,])", words), (
                one.nama, bentuk,
            )  # fmt: skip


def test_the_score_of_an_evaluation_is_the_figure_that_the_office_published(terbaca) -> None:
    scores = 0
    for one in terbaca.cetakan:
        angka = one.kantor.iku[str(one.request.period)].get("TK-01")
        if one.request.jenis == "lhe" and angka and angka["terbit"]:
            scores += 1
            for isi in one.isi.values():
                assert f"bernilai {angka['terbit']['tampil']}," in " ".join(isi.kata.split())
    assert scores == 2


def test_an_agreement_promises_the_target_that_the_api_knew_when_it_was_signed(terbaca) -> None:
    held = 0
    for one in terbaca.cetakan:
        kantor, tahun = one.request.kantor, one.request.tahun
        if one.request.jenis != "pk" or one.request.jabatan != "kepala":
            continue
        signed = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, tahun=tahun, jenjang="kepala")
        targets = one.kantor.targets(instant_text(signed.latest("nomor").diketahui))
        for bentuk in one.isi:
            for kode, angka in one.kantor.iku[str(tahun)].items():
                held += 1
                assert holds(one.rows(bentuk), (angka["nama"], [targets[kode, tahun, 0]])), (one.nama, bentuk, kode)
    assert held == (6 + 2) * 2 * 2  # indicators of both offices, two years, two forms


def unknown(one: Cetakan, bentuk: str) -> list[str]:
    """Cells with a figure alone that neither the API nor a sum done anew knows; the number of a row is no figure."""
    request = one.request
    known = known_numbers(one.kantor, request.jenis, request.tahun, str(request.period), request.indikator)
    cells = [(at, cell.strip("%")) for row in one.rows(bentuk) for at, cell in enumerate(row) if ANGKA.fullmatch(cell)]
    return sorted({cell for at, cell in cells if cell not in known and not (at == 0 and re.fullmatch(r"\d{1,2}", cell))})


def test_no_cell_holds_a_figure_that_nobody_knows(terbaca) -> None:
    assert faults(terbaca.cetakan, unknown) == []
    assert sum(ANGKA.fullmatch(cell) is not None for one in terbaca.cetakan for bentuk in one.isi
               for row in one.rows(bentuk) for cell in row) > 5000  # fmt: skip


def table_numbers(one: Cetakan, bentuk: str) -> Counter[str]:
    return Counter(figure for row in one.rows(bentuk) for cell in row for figure in numbers_in(cell))


def differing(one: Cetakan, bentuk: str) -> dict[str, int]:
    """Numbers of the tables that stand in the sheet but not in the file, or the other way round (below nought)."""
    told: Counter[str] = Counter()
    for block in one.sheet.blocks:
        if isinstance(block, Table):
            pieces = (piece for group in block.groups for row in group.rows for cell in row.cells for piece in cell.pieces)
            told.update(figure for piece in pieces for figure in numbers_in(_piece_words(piece)))
    told.subtract(table_numbers(one, bentuk))
    return {figure: count for figure, count in told.items() if count}


def _piece_words(piece) -> str:
    if hasattr(piece, "words"):
        return piece.words
    legend = "\n".join(f"{name} = {meaning}" for name, meaning in piece.legend)
    return "\n".join((piece.numerator, piece.denominator, piece.factor, legend))


def test_pdf_word_and_workbook_of_one_print_hold_the_numbers_of_its_sheet_each_as_often(terbaca) -> None:
    """So they hold the same as each other."""
    assert faults(terbaca.cetakan, differing) == []
    assert sum(table_numbers(one, bentuk).total() for one in terbaca.cetakan for bentuk in one.isi) > 9000


# --- totals of a workbook ---------------------------------------------------------------------------------------------


def wrong_totals(isi: bytes) -> tuple[int, list[str]]:
    """(how many sums a workbook does itself, those whose kept value is not that of their addends, exactly)."""
    formulas, values = load_workbook(BytesIO(isi)), load_workbook(BytesIO(isi), data_only=True)
    count, wrong = 0, []
    for page in formulas:
        kept = values[page.title]
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            parts = re.fullmatch(r"=SUM\((.+)\)", cell.value)[1].split(",")
            blocks = (kept[part] if ":" in part else ((kept[part],),) for part in parts)
            addends = [Fraction(str(one.value)) for block in blocks for row in block for one in row if one.value is not None]
            count += 1
            if len(addends) < 2 or sum(addends) != Fraction(str(kept[cell.coordinate].value)):
                wrong.append(f"{page.title}!{cell.coordinate} {cell.value}")
    return count, wrong


def test_sums_of_a_workbook_keep_what_their_addends_give(terbaca) -> None:
    found = {one.nama: wrong_totals(one.berkas["xlsx"]) for one in terbaca.cetakan if "xlsx" in one.berkas}
    assert {nama: wrong for nama, (_, wrong) in found.items() if wrong} == {}
    assert {nama.split()[1] for nama, (count, _) in found.items() if count} == {"pengukuran", "renaksi"}
    assert sum(count for count, _ in found.values()) >= 10


def test_a_sum_that_does_not_fit_its_addends_is_found(terbaca) -> None:
    one = next(one for one in terbaca.cetakan if one.nama.startswith("35.75-2.17 pengukuran 2023"))
    with zipfile.ZipFile(BytesIO(one.berkas["xlsx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        parts[name] = part.replace(b"<v>7656300000</v>", b"<v>7656300001</v>")
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert len(wrong_totals(made.getvalue())[1]) == 1


# --- that it can fail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bentuk", ["pdf", "docx", "xlsx"])
def test_one_figure_changed_before_writing_is_found_by_all_three_comparisons(bentuk, terbaca) -> None:
    """The realisasi of KOP-03 2023, 7,73, printed as 7,74."""
    one = next(one for one in terbaca.cetakan if one.nama.startswith("35.75-2.17 pengukuran 2023"))
    forged = replace(one.sheet, blocks=tuple(_forged(block, "7,73", "7,74") for block in one.sheet.blocks))
    changed = replace(one, isi={bentuk: read(write_sheet(forged, bentuk, one.request.kantor), bentuk)})
    assert lacking(changed, bentuk) == [("KOP-03", ["6,00", "7,73", "128,83"])]
    assert unknown(changed, bentuk) == ["7,74"]
    assert differing(changed, bentuk) == {"7,73": 1, "7,74": -1}


@pytest.mark.parametrize("bentuk", ["pdf", "docx", "xlsx"])
def test_two_right_figures_at_the_wrong_indicators_are_found(bentuk, terbaca) -> None:
    """73,46 and 7,73 change places: every number is known and stands there once, but not where it belongs."""
    one = next(one for one in terbaca.cetakan if one.nama.startswith("35.75-2.17 pengukuran 2023"))
    blocks = one.sheet.blocks
    for old, new in (("7,73", "0,001"), ("73,46", "7,73"), ("0,001", "73,46")):
        blocks = tuple(_forged(block, old, new) for block in blocks)
    forged = replace(one.sheet, blocks=blocks)
    changed = replace(one, isi={bentuk: read(write_sheet(forged, bentuk, one.request.kantor), bentuk)})
    assert [kode for kode, _ in lacking(changed, bentuk)] == ["TK-01", "KOP-03"]


def _forged(block, old: str, new: str):
    if not isinstance(block, Table):
        return block
    groups = tuple(
        replace(group, rows=tuple(replace(row, cells=tuple(replace(cell, pieces=tuple(
            Number(new) if piece == Number(old) else piece for piece in cell.pieces)) for cell in row.cells))
            for row in group.rows)) for group in block.groups
    )  # fmt: skip
    return replace(block, groups=groups)
