"""The kubus of all offices: it says what every office computes, is made once, and pages never make it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.protocol import Scope
from tolok.formula.finish import Total
from tolok.measurement.hitung import Request, compute_all
from tolok.measurement.nasional import child_figures, region_figure
from tolok.registers.delivery_header import HeaderHints
from tolok.registers.receive import check_file
from tolok.services import kubus as service
from tolok.services import paket, pekerjaan
from tolok.services.kubus import computed, ground_of, indicators_held, make_kubus, newest_kubus, periods_held, request_kubus
from tolok.services.penerimaan import receive
from tolok.services.potret import snapshot_at
from tolok.store.models import KubusWilayah, Pekerjaan, Pemda, Peran, schemas
from tolok.values.instant import WIB
from tolok.values.period import Period
from web.lima_kasus import bring, person_with

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
KOTA = ("35.75", "32.75")


def observer(unit: str = "ID") -> None:
    pemda, _ = Pemda.objects.get_or_create(kode=unit, defaults={"nama": "Indonesia"})
    Peran.objects.create(pengguna=person_with("pengamat"), pemda=pemda, peran="perencana", jabatan="Analis")


def delivered(path: Path, at: datetime, rows: int = 12) -> None:
    """One more delivery of Pasuruan: a register of a year that it had not delivered."""
    lines = ["ID Badan Usaha;Nama Usaha;Tahun Monev;Tanggal Monev;Omset"]
    lines += [f"9{one:08};Usaha contoh {one};2025;2025-06-0{1 + one % 9};{1_000_000 * one}" for one in range(rows)]
    file = path / "usaha_monev_2025.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    hints = HeaderHints("usaha_monev", "2025", "35.75", "35.75/2.17", ("35.75",), at.isoformat())
    receive(check_file(file, file.name, schemas(), paket.region_tree(), at, hints), by=None, at=at)


def test_every_indicator_of_the_catalogue_is_what_each_city_computes_from_its_rows() -> None:
    ground = ground_of(make_kubus(AT, AT))
    for tahun in (2022, 2023, 2024):
        period = Period(tahun)
        formulas = {kode: computed(kode, period) for kode in indicators_held(str(period))}
        assert len(formulas) > 50
        for pemda in KOTA:
            snapshot, scope = snapshot_at(pemda, AT), Scope(pemda, f"{pemda}/2.17")
            for tingkat in ("kota", "kecamatan"):
                found = compute_all(formulas, Request(scope, period, tingkat), snapshot, paket.engine(), paket.region_tree())
                for kode, checked in formulas.items():
                    mine = (
                        (region_figure(checked, ground, period, pemda),)
                        if tingkat == "kota"
                        else child_figures(checked, ground, period, pemda)
                    )
                    assert [(one.wilayah, one.hasil, dict(one.leaves)) for one in mine] == [
                        (one.wilayah, one.hasil, dict(one.leaves)) for one in found[kode]
                    ], (kode, pemda, tahun)


def test_the_nation_is_the_exact_sum_of_its_cities() -> None:
    ground, period = ground_of(make_kubus(AT, AT)), Period(2023)
    for kode in indicators_held("2023"):
        checked = computed(kode, period)
        parts = [region_figure(checked, ground, period, pemda) for pemda in KOTA]
        nation = region_figure(checked, ground, period, "ID")
        for leaf in checked.aggregates:
            totals = [one.leaves[leaf] for one in parts if isinstance(one.leaves[leaf], Total)]
            if totals:
                whole = totals[0] if len(totals) == 1 else totals[0].plus(totals[1])
                assert nation.leaves[leaf] == whole, kode


def test_it_is_made_once_and_scanned_only_where_something_changed(tmp_path, monkeypatch) -> None:
    first = make_kubus(AT, AT)
    assert make_kubus(AT + timedelta(days=1), AT) == first
    scanned: list[tuple[str, str]] = []
    scan = DuckDBEngine.scan

    def noted(self, sheet, schema, pieces, offices=()):
        scanned.extend((sheet.register, piece.pemda) for piece in pieces)
        return scan(self, sheet, schema, pieces, offices)

    monkeypatch.setattr(DuckDBEngine, "scan", noted)
    monkeypatch.setattr(service, "periods_held", lambda _at: tuple(Period.parse(one) for one in first.periode))
    delivered(tmp_path, AT + timedelta(days=2))
    second = make_kubus(AT + timedelta(days=3), AT)
    assert set(scanned) == {("usaha_monev", "35.75")}
    monkeypatch.setattr(settings, "KUBUS", tmp_path / "anew")
    KubusWilayah.objects.all().delete()
    assert (make_kubus(AT + timedelta(days=3), AT).hash, second.hash != first.hash) == (second.hash, True)


def test_what_is_held_are_the_last_five_years_and_the_quarters_that_offices_measure() -> None:
    assert [str(one) for one in periods_held(AT)] == ["2020", "2021", "2022", "2023", "2024", "2024-TW3"]
    assert periods_held(datetime(2021, 1, 1, tzinfo=WIB)) == ()
    assert make_kubus(datetime(2021, 1, 1, tzinfo=WIB), AT) is None


def test_a_kubus_speaks_of_no_later_knowledge_than_is_asked_for() -> None:
    row = make_kubus(AT, AT)
    assert newest_kubus(AT) == row
    assert newest_kubus(AT - timedelta(seconds=1)) is None


def test_files_that_are_gone_or_broken_are_said_to_be_missing_and_made_again(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(settings, "KUBUS", tmp_path)
    row = make_kubus(AT, AT)
    path = tmp_path / f"landasan-{row.hash}.json"
    whole = path.read_bytes()
    for content in (b"{}", whole.replace(b"2023", b"2024", 1), b""):
        path.write_bytes(content)
        assert ground_of(row) is None
    path.unlink()
    assert ground_of(row) is None
    assert make_kubus(AT, AT).hash == row.hash
    assert ground_of(row) is not None


def test_nothing_is_put_down_while_nobody_looks_at_regions() -> None:
    assert request_kubus(at=AT) is None
    observer("35.75")
    assert request_kubus(at=AT) is None


def test_many_publications_cost_one_run() -> None:
    observer()
    first = request_kubus(at=AT)
    assert (first.jenis, first.status) == ("susun_kubus", "menunggu")
    assert request_kubus(at=AT) is None
    done = pekerjaan.run(first.pk, lambda: AT)
    assert done.status == "selesai"
    assert newest_kubus(AT).kubus == done.keluaran["kubus"]
    assert "2023" in done.kalimat
    assert request_kubus(at=AT) is not None


def test_a_publication_puts_the_making_down(angka) -> None:
    observer()
    bring(angka("KOP-01"), 4)
    assert Pekerjaan.objects.filter(jenis="susun_kubus", status="menunggu").count() == 1


def test_a_kubus_says_what_it_was_made_of() -> None:
    row = make_kubus(AT, AT)
    made = {(register, pemda): hashed for register, pemda, hashed in row.potret}
    for pemda in KOTA:
        for (register, _), piece in snapshot_at(pemda, AT).pieces.items():
            assert made.get((register, pemda), piece.hash) == piece.hash
    assert {pemda for _, pemda in made} == set(KOTA)
