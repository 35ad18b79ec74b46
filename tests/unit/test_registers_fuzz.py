"""A thousand spoilt deliveries: nothing crashes, nothing is lost, and no clean row changes."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tolok.registers.canonical import rows_of_table
from tolok.registers.delivery import CheckedDelivery, check_delivery
from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.load import load_schemas
from tolok.registers.schema import Kolom, Schema
from tolok.registers.sheets import read_tables
from tolok.registers.sources import source_from_bytes
from tolok.registers.wilayah import load_tree
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
USAHA = SCHEMAS["usaha_monev"]
KELURAHAN = TREE.kelurahan_of("35.75")
HEADER = DeliveryHeader(
    "usaha_monev", Period(2023), "35.75", "35.75/2.17", ("35.75",), datetime(2024, 1, 1, tzinfo=UTC), "u.csv", "0"
)
JUNK = [
    "", "-", "n/a", "0", "16.8", "1.5E+09", "Rp 1,000.00", "(5)", "x", "12/31/2023", "3.575E+15", '"', "'", ";", "\x00",
    "\x01N5", "\u202e", "=1+1", "9" * 30, "NaN", "JUMLAH", "TOTAL", "1,5 jt", "2 m", "٣", "😀", "\n", "35.75", "32.75",
    "sep=;", " ", "\ufffd", "1" * 200_000, "-0", "0000-00-00", "e", ",", "\t",
]  # fmt: skip
ROWS = 40


def base() -> list[list[str]]:
    rows = [[kolom.nama for kolom in USAHA.kolom]]
    for i in range(ROWS):
        omset = f"Rp {1_250_000 + 37_111 * i:,}".replace(",", ".")
        rows.append([
            str(1000 + i), f"02200012{i:05d}", f"Warung {i}" if i % 7 else f'Kedai "{i}"; Café', f"35750101010100{i:02d}",
            f"Orang {i}", "2023", f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2023", KELURAHAN[i % len(KELURAHAN)], omset,
            "5.000.000", str(i % 5), "1", "ya", "750.000",
        ])  # fmt: skip
    return rows


def written(rows: list[list[str]]) -> bytes:
    quoted = [['"' + cell.replace('"', '""') + '"' if '"' in cell or ";" in cell else cell for cell in row] for row in rows]
    return "\n".join(";".join(row) for row in quoted).encode()


def check(data: bytes) -> CheckedDelivery:
    return check_delivery(USAHA, read_tables(source_from_bytes(data, "u.csv"), USAHA), HEADER, TREE)


ORIGINAL = {row[5]: row for row in rows_of_table(check(written(base())).clean)}


def same_rows_stay(data: bytes, touched: set[str]) -> int:
    """Checks a spoilt delivery; returns how many untouched rows came out clean."""
    try:
        checked = check(data)
    except IssueError as error:
        assert all(issue.saran and issue.mengapa for issue in error.issues)
        return 0
    report = checked.report
    assert report.baris == report.bersih + report.karantina + report.rangkap
    clean = {row[5]: row for row in rows_of_table(checked.clean)}
    untouched = clean.keys() & ORIGINAL.keys() - touched
    assert all(clean[key] == ORIGINAL[key] for key in untouched)
    asked = repr(checked.quarantine)
    assert all(key in clean or f"'{key}'" in asked for key in ORIGINAL.keys() - touched)
    return len(untouched)


def test_the_base_delivery_is_clean() -> None:
    assert len(ORIGINAL) == ROWS


def test_five_hundred_deliveries_with_spoilt_cells() -> None:
    chance = random.Random(20240131)
    kept = 0
    for _ in range(500):
        rows = base()
        touched = set()
        for _ in range(chance.randint(1, 4)):
            at, column = chance.randint(1, ROWS), chance.randrange(len(rows[0]))
            touched |= {rows[at][0], str(999 + at)}
            rows[at][column] = _spoil(chance, rows[at][column])
        kept += same_rows_stay(written(rows), touched)
    assert kept > 500 * ROWS * 0.85


def _spoil(chance: random.Random, cell: str) -> str:
    if chance.random() < 0.6:
        return chance.choice(JUNK)
    at = chance.randrange(len(cell) + 1)
    return cell[:at] + chance.choice([*JUNK, *"0123456789.,-/;"]) + cell[at + chance.randint(0, 1) :]


def test_five_hundred_deliveries_with_spoilt_bytes() -> None:
    chance = random.Random(20240201)
    kept = 0
    for _ in range(500):
        data = bytearray(written(base()))
        first = data.index(b"\n") + 1
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(first, len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at]
                case _:
                    data.insert(at, chance.choice(b'\n\r";,\t\x00\xff\xfe0123456789.'))
        kept += same_rows_stay(bytes(data), _touched(bytes(data)))
    assert kept > 500 * ROWS * 0.85


def _touched(data: bytes) -> set[str]:
    """Keys whose line is not, byte for byte, a line of the base delivery."""
    lines = set(data.split(b"\n"))
    return {row[0] for row, line in zip(base()[1:], written(base()).split(b"\n")[1:], strict=True) if line not in lines}


def test_a_hundred_spoilt_workbooks_are_read_right_or_refused(tmp_path_factory: object) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from tolok.registers.writer import write_xlsx

    chance = random.Random(20240202)
    head, *rows = base()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "u.xlsx"
        write_xlsx(path, "Data", [], [head], rows)
        good = path.read_bytes()
    assert {row[5]: row for row in rows_of_table(check(good).clean)} == ORIGINAL
    for _ in range(100):
        data = bytearray(good)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        same_rows_stay(bytes(data[: chance.choice([len(data), len(data), chance.randrange(len(data))])]), set())


def test_spoilt_headers_never_crash_and_never_change_a_row() -> None:
    chance = random.Random(20240203)
    for _ in range(200):
        rows = base()
        column = chance.randrange(len(rows[0]))
        rows[0][column] = _spoil(chance, rows[0][column])
        try:
            checked = check(written(rows))
        except IssueError:
            continue
        clean = {row[5]: row for row in rows_of_table(checked.clean)}
        assert all(clean[key] == ORIGINAL[key] for key in clean), rows[0]


def cell_of(schema: Schema, kolom: Kolom, i: int) -> str:
    """A good cell of a register's column, as an office may type it."""
    if kolom.nama == schema.kolom[0].nama:
        return str(1000 + i)
    if kolom.nama == schema.berlaku_sampai:
        return ""
    match kolom.jenis:
        case "bilangan" if kolom.satuan == "rupiah":
            return f"Rp {1_250_000 + 37_111 * i:,}".replace(",", ".")
        case "bilangan":
            return str(1 + i % 4)
        case "tanggal":
            return f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2022"
        case "ya_tidak":
            return ("ya", "Tidak", "")[i % 3]
        case "kategori":
            return kolom.pilihan[i % len(kolom.pilihan)]
        case "tahun":
            return "2023"
        case "wilayah":
            return KELURAHAN[i % len(KELURAHAN)] if i % 2 else TREE.name(KELURAHAN[i % len(KELURAHAN)])
        case "nomor":
            return f"02200012{i:05d}"
        case _:
            return f"Isi {kolom.nama} {i}"


def good_rows(schema: Schema) -> list[list[str]]:
    return [[k.nama for k in schema.kolom], *([cell_of(schema, k, i) for k in schema.kolom] for i in range(ROWS))]


def checked_rows(schema: Schema, rows: list[list[str]]) -> tuple[dict[Any, Any], CheckedDelivery]:
    raw = read_tables(source_from_bytes(written(rows), "u.csv"), schema)
    checked = check_delivery(schema, raw, replace(HEADER, register=schema.nama), TREE)
    return {row[5]: row for row in rows_of_table(checked.clean)}, checked


@pytest.mark.parametrize(
    "nama", ["usaha", "koperasi", "koperasi_tahunan", "kesehatan_koperasi", "temuan", "rekomendasi", "skm", "lke"]
)
def test_deliveries_of_every_register_with_spoilt_cells(nama: str) -> None:
    schema = SCHEMAS[nama]
    good, _ = checked_rows(schema, good_rows(schema))
    assert len(good) == ROWS
    chance = random.Random(f"20240204 {nama}")
    kept = 0
    for _ in range(100):
        rows = good_rows(schema)
        touched = set()
        for _ in range(chance.randint(1, 4)):
            at, column = chance.randint(1, ROWS), chance.randrange(len(rows[0]))
            touched |= {rows[at][0], str(999 + at)}
            rows[at][column] = _spoil(chance, rows[at][column])
        try:
            clean, checked = checked_rows(schema, rows)
        except IssueError as error:
            assert all(issue.saran and issue.mengapa for issue in error.issues)
            continue
        report = checked.report
        assert report.baris == report.bersih + report.karantina + report.rangkap
        untouched = clean.keys() & good.keys() - touched
        assert all(clean[key] == good[key] for key in untouched)
        kept += len(untouched)
    assert kept > 100 * ROWS * 0.8
