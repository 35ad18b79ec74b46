"""One way in, one way to compute: a folder and the database freeze the same rows under the same hashes."""

from datetime import datetime

import pyarrow.parquet as pq
import pytest

from tolok.engine.folder import folder_snapshot
from tolok.services.potret import snapshot_at
from tolok.store.models import Kiriman, Potret, schemas
from tolok.values.instant import WIB

OFFICES = ("35.75", "32.75")
INSTANTS = tuple(datetime(tahun + 1, 1, 31, tzinfo=WIB) for tahun in (2021, 2022, 2023, 2024))


@pytest.mark.parametrize("instant", INSTANTS, ids=lambda at: str(at.year - 1))
@pytest.mark.parametrize("pemda", OFFICES)
def test_folder_and_database_freeze_the_same_rows_under_the_same_hash(pemda, instant, folder, db) -> None:
    here, there = snapshot_at(pemda, instant), folder_snapshot(folder, schemas(), instant)
    mine = {key: piece for key, piece in there.pieces.items() if key[1] == pemda}
    assert {key: (piece.hash, piece.rows) for key, piece in here.pieces.items()} == {
        key: (piece.hash, piece.rows) for key, piece in mine.items()
    }
    assert here.delivered == tuple(one for one in there.delivered if one.pemda == pemda)
    for register in schemas():
        assert here.hash_for([register], pemda) == there.hash_for([register], pemda)
    assert here.hash_for(schemas(), pemda) == there.hash_for(schemas(), pemda)


@pytest.mark.parametrize("pemda", OFFICES)
def test_the_files_of_both_hold_the_same_bytes(pemda, folder, db) -> None:
    here, there = snapshot_at(pemda, INSTANTS[-1]), folder_snapshot(folder, schemas(), INSTANTS[-1])
    for key, piece in here.pieces.items():
        assert piece.path.read_bytes() == there.pieces[key].path.read_bytes(), key


def test_something_was_compared(db) -> None:
    for pemda in OFFICES:
        pieces = snapshot_at(pemda, INSTANTS[-1]).pieces
        assert sum(piece.rows for piece in pieces.values()) > 1000
    assert not snapshot_at("35.75", datetime(2020, 1, 1, tzinfo=WIB)).pieces


def test_a_snapshot_is_frozen_once_per_delivery_and_found_again(db) -> None:
    first = snapshot_at("35.75", INSTANTS[-1])
    count, times = Potret.objects.count(), {key: piece.path.stat().st_mtime_ns for key, piece in first.pieces.items()}
    again = snapshot_at("35.75", INSTANTS[-1])
    assert again == first
    assert Potret.objects.count() == count
    assert {key: piece.path.stat().st_mtime_ns for key, piece in again.pieces.items()} == times


def test_a_lost_file_is_written_again_from_the_rows(db) -> None:
    piece = snapshot_at("35.75", INSTANTS[-1]).piece("temuan", "35.75")
    content = piece.path.read_bytes()
    piece.path.unlink()
    again = snapshot_at("35.75", INSTANTS[-1]).piece("temuan", "35.75")
    assert (again.hash, again.path.read_bytes()) == (piece.hash, content)


def test_an_empty_delivery_differs_from_none(kantor) -> None:
    at = datetime(2026, 1, 20, tzinfo=WIB)
    before = snapshot_at("35.75", at)
    Kiriman.objects.create(register="temuan", perangkat_daerah=kantor, periode="2025", cakupan=["35.75"], diterima_pada=at)
    after = snapshot_at("35.75", at)
    assert len(after.delivered) == len(before.delivered) + 1
    assert after.piece("temuan", "35.75").hash == before.piece("temuan", "35.75").hash
    assert after.hash_for(["temuan"], "35.75") != before.hash_for(["temuan"], "35.75")


def test_no_personal_column_is_ever_in_a_snapshot(db) -> None:
    personal = {kolom.nama for schema in schemas().values() for kolom in schema.pribadi}
    assert {"nik_penduduk", "nama_pemilik"} <= personal
    for pemda in OFFICES:
        for piece in snapshot_at(pemda, INSTANTS[-1]).pieces.values():
            assert not personal & set(pq.read_schema(piece.path).names)
