"""Worked examples, run: every definition carries its own proof, on any engine."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tolok.catalogue.definition import ContohKerja, Definisi
from tolok.catalogue.examples import IsiContoh, example_rows
from tolok.catalogue.load import Catalogue
from tolok.engine.protocol import Engine, Scope
from tolok.engine.snapshot import Delivered, Snapshot, freeze
from tolok.formula.checker import Checked
from tolok.formula.finish import Hasil
from tolok.measurement.hitung import DATA_REGISTER, Request, compute_all
from tolok.registers.canonical import table_from_rows
from tolok.registers.schema import Schema
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import Issue
from tolok.values.number import format_angka, fraction_text
from tolok.values.period import Period

# Examples speak of one office; which one makes no difference.
PEMDA, KANTOR = "35.75", "35.75/2.17"


def run_example(
    definisi: Definisi,
    contoh: ContohKerja,
    catalogue: Catalogue,
    schemas: Mapping[str, Schema],
    tree: RegionTree,
    engine: Engine,
    folder: Path,
) -> Hasil:
    """What the definition yields for the example's rows; pieces are frozen in `folder`."""
    checked = catalogue.checked(definisi.kode, contoh.tahun, schemas)
    return run_checked(checked, definisi.kode, contoh, schemas, tree, engine, folder)


def run_checked(
    checked: Checked,
    kode: str,
    contoh: ContohKerja,
    schemas: Mapping[str, Schema],
    tree: RegionTree,
    engine: Engine,
    folder: Path,
) -> Hasil:
    """What a formula yields for an example's rows, whichever version it belongs to. IssueError (TLK-D020 … D022)."""
    isi = example_rows(contoh, schemas, kode)
    request = Request(Scope(PEMDA, KANTOR), Period(contoh.tahun))
    snapshot = example_snapshot(isi, schemas, folder)
    return compute_all({kode: checked}, request, snapshot, engine, tree)[kode][0].hasil


def example_snapshot(isi: IsiContoh, schemas: Mapping[str, Schema], folder: Path) -> Snapshot:
    """The example's rows frozen as if an office had delivered them for its whole city."""
    pieces = {}
    for nama, rows in isi.rows.items():
        table = table_from_rows(
            schemas[nama],
            [_tuple(schemas[nama], row.entitas, row.tahun, row.wilayah, row.isi) for row in rows],
            turunan=True,
        )
        pieces[nama, PEMDA] = freeze(schemas[nama], PEMDA, table, folder)
    if isi.data:
        schema = schemas[DATA_REGISTER]
        table = table_from_rows(schema, _outside(schema, isi), turunan=True)
        pieces[DATA_REGISTER, PEMDA] = freeze(schema, PEMDA, table, folder)
    delivered = [Delivered(nama, PEMDA, KANTOR, str(tahun), (PEMDA,)) for nama, tahun in sorted(isi.delivered)]
    return Snapshot(schemas, pieces, tuple(delivered))


def _tuple(schema: Schema, nama: str, tahun: int, wilayah: str | None, isi: Mapping[str, object]) -> Sequence[object]:
    entitas = hashlib.sha256(nama.encode()).hexdigest()[:32]
    return (entitas, PEMDA, KANTOR, tahun, wilayah, *(isi.get(kolom.nama) for kolom in schema.fields))


def _outside(schema: Schema, isi: IsiContoh) -> Iterable[Sequence[object]]:
    for (kode, tahun), nilai in isi.data.items():
        text = fraction_text(nilai) if nilai.denominator == 1 else format_angka(nilai, 6).replace(".", "").replace(",", ".")
        cells = {"kode": kode, "triwulan": 0, "nilai": text, "status": "tetap", "bukti": "contoh kerja"}
        yield _tuple(schema, f"{kode}{tahun}", tahun, PEMDA, cells)


def check_examples(
    catalogue: Catalogue, schemas: Mapping[str, Schema], tree: RegionTree, engine: Engine, folder: Path
) -> list[Issue]:
    """Every example whose result is not the promised one (TLK-D030), over the whole catalogue."""
    issues = []
    for definisi in catalogue.indikator.values():
        if definisi.latest.formula is None:
            continue
        for contoh in definisi.contoh:
            hasil = run_example(definisi, contoh, catalogue, schemas, tree, engine, folder)
            printed = printed_result(hasil, definisi.desimal)
            if printed != contoh.hasil:
                issues.append(broken_promise(definisi.kode, contoh, printed))
    return issues


def printed_result(hasil: Hasil, desimal: int) -> str:
    """A result as an example promises it: the printed figure, or the reason."""
    return str(hasil.alasan) if hasil.nilai is None else format_angka(hasil.nilai, desimal)


def broken_promise(kode: str, contoh: ContohKerja, printed: str) -> Issue:
    """The complaint about an example whose result is not the promised one (TLK-D030)."""
    what = f"hasilnya {printed}, contoh menjanjikan {contoh.hasil}"
    why = "contoh kerja membuktikan bahwa rumus berarti seperti yang dimaksud"
    return Issue("TLK-D030", "salah", f"{kode}, contoh {contoh.nama}", what, why, "periksa rumusnya, lalu contohnya")
