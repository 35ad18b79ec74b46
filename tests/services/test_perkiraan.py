"""The forecast in the application: shares from the rows frozen with earlier years, whatever has been corrected since."""

from datetime import datetime
from fractions import Fraction

from tolok.engine.protocol import Scope
from tolok.measurement.hitung import Request, compute_all
from tolok.services import paket
from tolok.services.definisi import checked_of
from tolok.services.pengukuran import snapshot_of
from tolok.services.perkiraan import earlier_years, forecasts_of, is_part_of_whole
from tolok.services.selectors import figures_of
from tolok.store.models import IndikatorKantor, Potret, Realisasi
from tolok.values.instant import WIB
from tolok.values.number import parse_fraction
from tolok.values.period import Period

AT = datetime(2026, 2, 2, tzinfo=WIB)
BERJALAN = Period(2024, 3)


def until(row: Realisasi, triwulan: int) -> Fraction:
    """The figure of a quarter of an earlier year, computed here from the vintage's own frozen rows."""
    request = Request(Scope("35.75", "35.75/2.17"), Period(row.tahun, triwulan))
    found = compute_all({"x": checked_of(row)}, request, snapshot_of(row), paket.engine(), paket.region_tree())
    nilai = found["x"][0].hasil.nilai
    assert nilai is not None
    return nilai


def test_the_forecast_is_the_quarter_over_the_mean_share_of_the_years_before(kantor, angka) -> None:
    figures = figures_of(kantor, BERJALAN, AT)
    earlier = earlier_years([one.indikator for one in figures], 2024, AT)
    found = forecasts_of(figures, BERJALAN, earlier)
    for kode in ("UM-01", "UM-02", "TK-02"):
        figure = next(one for one in figures if one.indikator.kode == kode)
        assert figure.kini is not None
        now = parse_fraction(figure.kini.realisasi.nilai)
        share = {row.tahun: until(row, 3) / parse_fraction(row.nilai) for row in (angka(kode, 2022), angka(kode, 2023))}
        forecast = found[figure.indikator.pk]
        assert dict(forecast.bagian) == share
        expected = now / (sum(share.values()) / 2)
        assert forecast.nilai == (min(expected, Fraction(100)) if kode == "TK-02" else expected)
        low, middle, high = forecast.rendah, forecast.nilai, forecast.tinggi
        assert low is not None and middle is not None and high is not None
        assert low <= middle <= high


def test_a_yearly_register_has_a_reason_instead(kantor) -> None:
    figures = figures_of(kantor, BERJALAN, AT)
    found = forecasts_of(figures, BERJALAN, earlier_years([one.indikator for one in figures], 2024, AT))
    reasons = {one.indikator.kode: found[one.indikator.pk].alasan for one in figures}
    assert {reasons[kode] for kode in ("KOP-01", "KOP-03", "TK-01")} == {"belum ada angka"}


def test_what_was_not_yet_known_says_nothing_about_shares(kantor) -> None:
    indikator = list(IndikatorKantor.objects.filter(perangkat_daerah=kantor, kode="UM-02"))
    early = earlier_years(indikator, 2024, datetime(2023, 2, 1, tzinfo=WIB))
    assert sorted(early[indikator[0].pk]) == [2022]
    assert earlier_years(indikator, 2024, datetime(2022, 2, 1, tzinfo=WIB)) == {}


def test_of_a_corrected_year_the_published_vintage_is_taken_before_a_draft(kantor, angka) -> None:
    row = angka("KOP-03", 2022)
    Realisasi.objects.create(
        indikator=row.indikator, tahun=2022, nomor=2, nilai="9", tampil="9,00", lembar=row.lembar,
        hash_potret=row.hash_potret, definisi=row.definisi, diketahui=AT, dihitung_pada=AT, alasan_koreksi="dikarang",
    )  # fmt: skip
    chosen = earlier_years([row.indikator], 2024, AT)[row.indikator_id][2022]
    assert (chosen.nomor, chosen.nilai) == (1, row.nilai)


def test_a_lost_file_of_frozen_rows_gives_no_forecast_rather_than_an_error(kantor, settings, tmp_path) -> None:
    settings.POTRET = tmp_path
    assert Potret.objects.exists()
    figures = figures_of(kantor, BERJALAN, AT)
    found = forecasts_of(figures, BERJALAN, earlier_years([one.indikator for one in figures], 2024, AT))
    assert all(one.nilai is None for one in found.values())


def test_only_a_percentage_of_a_part_is_bounded_by_a_hundred(angka) -> None:
    assert is_part_of_whole(angka("UM-01"))
    assert is_part_of_whole(angka("TK-02"))
    assert not is_part_of_whole(angka("KOP-03"))
    assert not is_part_of_whole(angka("TK-01"))
