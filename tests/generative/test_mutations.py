"""Whether the pack's formulas are pinned down: nearly every single-token change shows on the invented offices, or is
refused by the parser or the checker. What survives is listed."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

import tolok_koperasi
from generative.mutations import Mutation, lexer, mutations
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.contoh import write_contoh
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.folder import folder_snapshot
from tolok.engine.protocol import Scope
from tolok.engine.snapshot import Snapshot
from tolok.formula.checker import Checked, check, check_unit
from tolok.formula.finish import Hasil
from tolok.formula.normal import hash_ukuran
from tolok.formula.parser import parse
from tolok.formula.vocabulary import Vocabulary
from tolok.measurement.hitung import Request, compute_all
from tolok.registers.folder import receive_folder
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.registers.wilayah import load_tree
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

NOW = datetime(2026, 2, 2, 9, tzinfo=WIB)
SCOPES = (Scope("35.75", "35.75/2.17"), Scope("32.75", "32.75/2.17"))
PERIODS = (Period(2024), Period(2023), Period(2024, 2))
TREE = load_tree()
BATCH = 60


def meant(text: str, vocabulary: Vocabulary, satuan: str) -> Checked | None:
    """The formula's meaning, or None where parser or checker complain."""
    try:
        checked = check(parse(text), vocabulary)
    except IssueError:
        return None
    return None if check_unit(checked, satuan, "") else checked


def results(formulas: Mapping[str, Checked], snapshot: Snapshot, engine: DuckDBEngine) -> dict[str, list[Hasil]]:
    found: dict[str, list[Hasil]] = {kode: [] for kode in formulas}
    for scope in SCOPES:
        for period in PERIODS:
            for kode, regions in compute_all(formulas, Request(scope, period), snapshot, engine, TREE).items():
                found[kode] += [one.hasil for one in regions]
    return found


def sample(catalogue: Catalogue, schemas: Mapping[str, Schema], wanted: int) -> list[Mutation]:
    """Changes of all formulas, each formula giving as many as it can until there are enough."""
    rng, lark = Random(7), lexer()
    vocabulary = catalogue.vocabulary(schemas, 2024)
    pools = [
        mutations(kode, one.latest.formula, vocabulary, lark, rng)
        for kode, one in catalogue.indikator.items() if one.latest.formula
    ]  # fmt: skip
    found: list[Mutation] = []
    while len(found) < wanted and any(pools):
        found += [pool.pop() for pool in pools if pool]
    return found[:wanted]


@pytest.mark.generative
def test_nearly_every_change_of_a_formula_shows(tmp_path: Path) -> None:
    schemas, catalogue = load_schemas(tolok_koperasi.FOLDER / "register"), load_catalogue(tolok_koperasi.FOLDER)
    vocabulary = catalogue.vocabulary(schemas, 2024)
    write_contoh(tmp_path, ukuran="penuh")
    receive_folder(tmp_path, schemas, TREE, now=NOW)
    snapshot, engine = folder_snapshot(tmp_path, schemas, NOW), DuckDBEngine()
    original = {
        kode: catalogue.checked(kode, 2024, schemas) for kode, one in catalogue.indikator.items() if one.latest.formula
    }
    expected = results(original, snapshot, engine)
    changed = sample(catalogue, schemas, 4_000)
    living: dict[str, tuple[Mutation, Checked]] = {}
    tally: Counter[str] = Counter()
    for number, mutation in enumerate(changed):
        satuan = catalogue.indikator[mutation.kode].satuan
        checked = meant(mutation.text, vocabulary, satuan)
        if checked is not None and hash_ukuran(checked, "", "") == hash_ukuran(original[mutation.kode], "", ""):
            continue
        if sum(tally.values()) + len(living) == 2_000:
            break
        if checked is None:
            tally["ditolak"] += 1
        else:
            living[str(number)] = (mutation, checked)
    survivors = []
    for start in range(0, len(living), BATCH):
        batch = dict(list(living.items())[start : start + BATCH])
        for key, found in results({key: checked for key, (_, checked) in batch.items()}, snapshot, engine).items():
            mutation = batch[key][0]
            shown = found != expected[mutation.kode]
            tally["berubah" if shown else "selamat"] += 1
            if not shown:
                survivors.append(mutation)
    total = sum(tally.values())
    listed = "\n".join(f"{one.kode} [{one.kind}] {one.change}: {' '.join(one.text.split())}" for one in survivors)
    print(f"{total} perubahan: {dict(tally)}\n{listed}")
    engine.close()
    assert total == 2_000
    assert len(survivors) <= 0.02 * total, f"{dict(tally)}\n{listed}"
