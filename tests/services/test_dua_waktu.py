"""The two clocks: what was known at an instant stays so, and the database itself forbids rewriting it."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction

from tolok.engine.snapshot import read_narrow
from tolok.registers.canonical import rows_of_table, table_from_rows
from tolok.registers.folder import rows_known_at
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.penerimaan import lay_rows
from tolok.services.potret import snapshot_at
from tolok.store.models import Kiriman, LogPerubahan, Realisasi, register_model, register_models, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
MODEL = "koperasi_tahunan"


@pytest.fixture
def row(kantor):
    rows = register_model(MODEL).objects.filter(perangkat_daerah=kantor.kode, periode=2023, diketahui_sampai=None)
    return rows.filter(volume_usaha__gt=0).order_by("entitas").first()


def correct(row, kantor, by, at=AT, volume: str = "1.000.000"):
    form = {kolom.nama: cell_text(kolom, getattr(row, kolom.nama)) for kolom in editable(schemas()[MODEL])}
    return correct_row(row, {**form, "volume_usaha": volume}, "volume menurut laporan RAT", kantor=kantor, by=by, at=at)


def volume_at(entitas: str, instant: datetime) -> int | None:
    piece = snapshot_at("35.75", instant, [MODEL]).piece(MODEL, "35.75")
    found = [one for one in read_narrow(piece, schemas()[MODEL]) if (one["entitas"], one["periode"]) == (entitas, 2023)]
    return found[0]["volume_usaha"] if found else None


def test_a_correction_adds_a_version_and_closes_the_old_one_at_the_same_instant(row, kantor, orang) -> None:
    kiriman, touched = correct(row, kantor, orang("hendra"))
    versions = list(register_model(MODEL).objects.filter(entitas=row.entitas, periode=2023).order_by("id"))
    assert [one.volume_usaha for one in versions] == [row.volume_usaha, 1_000_000]
    assert (versions[0].diketahui_sampai, versions[1].diketahui_dari, versions[1].diketahui_sampai) == (AT, AT, None)
    assert versions[1].kiriman == kiriman
    assert {(one.indikator.kode, one.tahun) for one in touched} == {("KOP-03", 2023), ("KOP-03", 2024)}


def test_what_was_known_before_a_correction_is_still_known_for_before(row, kantor, orang) -> None:
    before = snapshot_at("35.75", AT - timedelta(seconds=1)).hash_for([MODEL], "35.75")
    correct(row, kantor, orang("hendra"))
    assert volume_at(row.entitas, AT - timedelta(microseconds=1)) == row.volume_usaha
    assert volume_at(row.entitas, AT) == 1_000_000
    assert snapshot_at("35.75", AT - timedelta(seconds=1)).hash_for([MODEL], "35.75") == before
    assert snapshot_at("35.75", AT).hash_for([MODEL], "35.75") != before


def test_a_correction_that_is_taken_back_leaves_three_versions_and_the_first_hash(row, kantor, orang) -> None:
    before = snapshot_at("35.75", AT - timedelta(days=1)).piece(MODEL, "35.75").hash
    correct(row, kantor, orang("hendra"))
    new = register_model(MODEL).objects.get(entitas=row.entitas, periode=2023, diketahui_sampai=None)
    correct(
        new,
        kantor,
        orang("hendra"),
        AT + timedelta(days=1),
        cell_text(schemas()[MODEL].by_nama["volume_usaha"], row.volume_usaha),
    )
    assert register_model(MODEL).objects.filter(entitas=row.entitas, periode=2023).count() == 3
    assert snapshot_at("35.75", AT + timedelta(days=2)).piece(MODEL, "35.75").hash == before


def test_rows_are_known_from_the_day_of_their_delivery_in_folder_and_database_alike(folder, kantor) -> None:
    for nama, schema in schemas().items():
        for tahun in (2022, 2023, 2024):
            for day in (datetime(tahun + 1, 1, 1, tzinfo=WIB), datetime(tahun + 1, 2, 1, tzinfo=WIB)):
                piece = snapshot_at("35.75", day, [nama]).piece(nama, "35.75")
                mine = [cells for cells in rows_of_table(rows_known_at(folder, schema, day)) if cells[1] == "35.75"]
                assert (piece.rows if piece else 0) == len(mine), (nama, day)


def test_the_row_that_somebody_else_corrected_meanwhile_is_not_overwritten(row, kantor, orang) -> None:
    correct(row, kantor, orang("hendra"))
    with pytest.raises(IssueError, match="TLK-R064"):
        correct(row, kantor, orang("hendra"), AT + timedelta(minutes=1), "2.000.000")
    assert Kiriman.objects.filter(jenis="koreksi").count() == 1


def test_nothing_is_half_done_when_a_correction_fails(row, kantor, orang) -> None:
    before = LogPerubahan.objects.count()
    with pytest.raises(IssueError, match="TLK-R060"):
        correct(row, kantor, orang("hendra"), datetime(2023, 6, 1, tzinfo=WIB))
    assert LogPerubahan.objects.count() == before
    assert Kiriman.objects.filter(jenis="koreksi").count() == 0


def test_nothing_slips_in_under_an_instant_from_which_a_figure_was_computed(kantor, angka) -> None:
    """After the last delivery, but before the day of a figure: what that figure says of its data would become untrue."""
    figure, schema = angka("KOP-03", 2024), schemas()[MODEL]
    last = Kiriman.objects.filter(perangkat_daerah=kantor, register=MODEL).latest("diterima_pada").diterima_pada
    between = last + (figure.diketahui - last) / 2
    assert last < between < figure.diketahui
    late = Kiriman(register=MODEL, perangkat_daerah=kantor, periode="2024", cakupan=["35.75"], diterima_pada=between)
    with pytest.raises(IssueError, match="TLK-R060"):
        lay_rows(schema, kantor, late, rows_nothing(schema))


def rows_nothing(schema):
    return table_from_rows(schema, [])


def forbidden(statement: str, *values: object) -> bool:
    """Whether the database refuses a statement written past the application."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount > 0, "the statement touched no row"
    except DatabaseError as error:
        return "hanya boleh ditambah" in str(error)
    return False


WRONG: dict[type, object] = {models.DateTimeField: "2020-01-01 00:00:00", models.DateField: "2019-01-02"}


@pytest.mark.parametrize("nama", sorted(register_models()))
def test_the_database_refuses_to_change_a_register_row(nama, db) -> None:
    model = register_models()[nama]
    table, row = model._meta.db_table, model.objects.first()
    if row is None:
        return  # a register without rows in the demonstration has nothing to protect
    for field in model._meta.concrete_fields:
        if field.column != "diketahui_sampai":
            wrong = WRONG.get(type(field), "12345")
            if isinstance(field, models.BooleanField):
                wrong = not getattr(row, field.attname)
            assert forbidden(f'UPDATE "{table}" SET "{field.column}" = %s WHERE id = %s', wrong, row.pk), field.column
    assert forbidden(f'DELETE FROM "{table}" WHERE id = %s', row.pk)


def test_a_row_may_be_closed_once_and_never_opened_or_moved_again(row) -> None:
    table = row._meta.db_table
    close = f'UPDATE "{table}" SET diketahui_sampai = %s WHERE id = %s'
    assert not forbidden(close, "2026-02-02 02:00:00", row.pk)
    assert forbidden(close, "2026-03-03 02:00:00", row.pk)
    assert forbidden(close, None, row.pk)


def test_two_open_versions_of_one_row_are_impossible(row) -> None:
    row.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("store_logperubahan", "objek"),
        ("store_logperubahan", "hash"),
        ("store_langkah", "peran"),
        ("store_langkah", "pada"),
        ("store_definisi", "isi"),
        ("store_definisi", "kode"),
        ("store_target", "nilai"),
        ("store_target", "dasar"),
        ("store_kiriman", "diterima_pada"),
        ("store_kiriman", "cakupan"),
    ],
)
def test_the_database_refuses_to_change_history(table, column, db) -> None:
    key = "hash_definisi" if table == "store_definisi" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} LIMIT 1")
        [first] = cursor.fetchone()
    other = "2020-01-01 00:00:00" if column in ("pada", "diterima_pada") else '"x"'
    assert forbidden(f"UPDATE {table} SET \"{column}\" = '{other}' WHERE {key} = %s", first)
    assert forbidden(f"DELETE FROM {table} WHERE {key} = %s", first)


@pytest.mark.parametrize("column", [field.column for field in Realisasi._meta.concrete_fields if field.column != "id"])
def test_the_database_refuses_to_change_a_published_figure(column, angka) -> None:
    figure = angka("KOP-03")
    assert forbidden(f'UPDATE store_realisasi SET "{column}" = "{column}" WHERE id = %s', figure.pk)
    assert forbidden("DELETE FROM store_realisasi WHERE id = %s", figure.pk)


def test_a_figure_is_a_value_or_a_reason_and_the_database_sees_to_it(angka) -> None:
    figure = angka("KOP-01")
    for nilai, tampil, alasan in (("", "", ""), ("1", "1,00", "tidak ada data"), ("", "1,00", "tidak ada data")):
        with pytest.raises(DatabaseError), transaction.atomic():
            Realisasi.objects.filter(pk=figure.pk).update(nilai=nilai, tampil=tampil, alasan=alasan)
