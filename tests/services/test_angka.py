"""Figures: every engine, folder and database give the same to the last digit, at every level, year and office."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection

from services.tanpa_penjaga import drop_guard
from tolok.engine.choose import make_totalling_engine
from tolok.engine.folder import folder_snapshot
from tolok.engine.protocol import Scope
from tolok.measurement.hitung import Request, compute_all
from tolok.services import paket
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.pengukuran import draft_figures, recompute, registers_of, snapshot_of
from tolok.services.potret import snapshot_at
from tolok.store.models import Realisasi, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.period import Period

MEASURES = ("KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02", "EKO-01", "TK-03")
LEVELS = ("kota", "kecamatan", "kelurahan")
AT = datetime(2026, 2, 2, 9, tzinfo=WIB)


class Once:
    """A real engine, asked once: totals at the lowest level do not depend on the level that is asked for."""

    def __init__(self, name: str):
        self.engine, self.known = make_totalling_engine(name), {}

    def __getattr__(self, name):
        def asked(wanted, period, scope, snapshot):
            key = (name, tuple(wanted), period, scope, id(snapshot))
            if key not in self.known:
                self.known[key] = getattr(self.engine, name)(wanted, period, scope, snapshot)
            return self.known[key]

        return asked


def sheet(found) -> dict[str, object]:
    """Everything that a figure was made from, in one comparable shape."""
    return {one.wilayah: (one.hasil, dict(one.leaves), one.tanda) for one in found}


@pytest.mark.parametrize("tahun", [2022, 2023, 2024])
@pytest.mark.parametrize("pemda", ["35.75", "32.75"])
def test_every_engine_agrees_on_folder_and_database_at_every_level(pemda, tahun, folder, db) -> None:
    whole = (pemda, tahun) == ("35.75", 2023)  # the whole catalogue once, the eight always
    measures = paket.catalogue().indikator if whole else MEASURES
    formulas = {kode: paket.catalogue().checked(kode, tahun, schemas()) for kode in measures}
    assert set(MEASURES) <= set(formulas)
    sources = {"basis data": snapshot_at(pemda, AT), "folder": folder_snapshot(folder, schemas(), AT)}
    scope, tree, values = Scope(pemda, f"{pemda}/2.17"), paket.region_tree(), 0
    engines = {name: Once(name) for name in ("reference", "duckdb", "sqlite")}
    for tingkat in LEVELS:
        request = Request(scope, Period(tahun), tingkat)
        found = {
            (source, name): {
                kode: sheet(regions) for kode, regions in compute_all(formulas, request, snapshot, engine, tree).items()
            }
            for source, snapshot in sources.items()
            for name, engine in engines.items()
        }
        first = found["folder", "reference"]
        for which, other in found.items():
            for kode in formulas:
                assert other[kode] == first[kode], (which, tingkat, kode)
        values += sum(hasil.nilai is not None for regions in first.values() for hasil, _, _ in regions.values())
    assert values > 30
    for checked in formulas.values():
        hashes = {snapshot.hash_for(registers_of(checked), pemda) for snapshot in sources.values()}
        assert len(hashes) == 1


@pytest.mark.parametrize(
    ("kode", "exact", "printed"),
    [("UM-01", "87/20", "4,35"), ("UM-02", "333/10", "33,30"), ("KOP-03", "773/100", "7,73"), ("TK-02", "100", "100,00")],
)
def test_the_four_figures_of_pasuruan_2023_are_those_printed(kode, exact, printed, angka) -> None:
    figure = angka(kode)
    assert (figure.nilai, figure.tampil, figure.alasan) == (exact, printed, "")


def test_a_vintage_rests_on_the_hash_that_the_folder_gives_too(folder, angka) -> None:
    for kode in ("KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02"):
        for tahun in (2022, 2023, 2024):
            figure = angka(kode, tahun)
            checked = paket.catalogue().checked(kode, tahun, schemas())
            there = folder_snapshot(folder, schemas(), figure.diketahui)
            assert figure.hash_potret == there.hash_for(registers_of(checked), "35.75")
            pieces = {name: there.piece(name, "35.75").hash for name in registers_of(checked)}
            assert figure.lembar["potret"] == pieces


def published() -> list[Realisasi]:
    found = Realisasi.objects.exclude(diterbitkan_pada=None)
    return list(found.select_related("indikator__perangkat_daerah__pemda", "definisi"))


def proven(rows: list[Realisasi]) -> None:
    assert len(rows) >= 12
    for row in rows:
        again = recompute(row)
        pemda = row.indikator.perangkat_daerah.pemda_id
        assert again.lembar["wilayah"] == row.lembar["wilayah"], row.indikator.kode
        assert (again.lembar["wilayah"][pemda]["nilai"], again.hash_potret) == (row.nilai, row.hash_potret)


def test_every_published_figure_can_be_computed_again_from_its_own_snapshot(db) -> None:
    proven(published())


def test_it_still_can_after_corrections_of_its_rows(kantor, orang) -> None:
    rows = published()
    model = register_model("koperasi_tahunan")
    for row in model.objects.filter(perangkat_daerah=kantor.kode, periode=2023, volume_usaha__gt=0, diketahui_sampai=None)[
        :3
    ]:
        form = {kolom.nama: cell_text(kolom, getattr(row, kolom.nama)) for kolom in editable(schemas()["koperasi_tahunan"])}
        typed = {**form, "volume_usaha": "1"}
        correct_row(row, typed, "volume menurut laporan RAT", kantor=kantor, by=orang("hendra"), at=AT)
    assert Realisasi.objects.filter(nomor=2).exists()
    proven(rows)


def test_it_still_can_when_somebody_rewrote_the_register_itself(db) -> None:
    """Past the application and past the triggers: the frozen file answers, whatever the table says today."""
    rows = published()
    for nama in ("koperasi_tahunan", "usaha_monev"):
        drop_guard(f"register_{nama}", "update")
        drop_guard(f"register_{nama}", "delete")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_koperasi_tahunan SET volume_usaha = 7")
        cursor.execute("DELETE FROM register_usaha_monev WHERE periode = 2023")
    proven(rows)


def test_a_rewritten_snapshot_is_found_out(angka) -> None:
    figure = angka("KOP-03")
    path: Path = snapshot_of(figure).piece("koperasi_tahunan", "35.75").path
    content = path.read_bytes()
    table = pq.read_table(path)
    column = table.column_names.index("volume_usaha")
    doubled = pa.array([None if cell is None else cell * 2 for cell in table.column(column).to_pylist()], pa.int64())
    try:
        pq.write_table(table.set_column(column, "volume_usaha", doubled), path)
        again = recompute(figure).lembar["wilayah"]["35.75"]
        assert again["nilai"] == figure.nilai  # a growth does not see that both years were doubled
        assert again != figure.lembar["wilayah"]["35.75"]  # its sheet does
    finally:
        path.write_bytes(content)
    assert recompute(figure).lembar["wilayah"] == figure.lembar["wilayah"]


def test_the_kota_is_the_sum_of_its_kecamatan_in_every_total(db) -> None:
    for row in Realisasi.objects.all():
        sheets = row.lembar["wilayah"]
        pemda = row.indikator.perangkat_daerah.pemda_id
        inside = [one for code, one in sheets.items() if code != pemda]
        for place, total in enumerate(sheets[pemda]["total"]):
            if "terhitung" not in total:
                continue
            for part in ("terhitung", "tidak_memenuhi"):
                assert total[part] == sum(one["total"][place].get(part, 0) for one in inside)


def test_a_draft_is_not_drafted_again_where_nothing_changed(kantor) -> None:
    assert draft_figures(kantor, Period(2023), by=None, at=AT) == []
    assert draft_figures(kantor, Period(2024), by=None, at=AT) == []
