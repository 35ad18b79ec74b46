"""A province or ministry: totals of its offices by region, what they published, and who may look."""

import re
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from django.utils import timezone

from nasional_bersama import nasional  # noqa: F401  # a fixture
from tolok.measurement.nasional import child_figures, region_figure
from tolok.services.akses import NotFoundError
from tolok.services.kubus import computed, ground_of, newest_kubus
from tolok.services.peran_wilayah import PeranWilayahBaru, give_region_role
from tolok.services.wilayah import (
    comparable_for_office,
    comparable_for_region,
    offices_of,
    open_wilayah_for,
    region_board,
    region_summary,
    regions_of,
)
from tolok.store.models import Larangan, LogPerubahan, Pemda, Pengguna, Peran, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period
from web.lima_kasus import person_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nasional")]
AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
TAHUN = Period(2023)


def in_region(username: str, unit: str, peran: str = "perencana", **dates: object):
    orang = person_with(username)
    Peran.objects.create(pengguna=orang, pemda=Pemda.objects.get(kode=unit), peran=peran, jabatan=peran, **dates)
    return orang


def test_the_figure_of_a_province_is_made_from_its_rows_and_never_from_figures(orang) -> None:
    board = region_board(orang("dyah"), "35", "UM-01", TAHUN, AT)
    assert board.angka.hasil.nilai == Fraction(10700, 2178)
    figures = [one.hasil.nilai for one in board.anak if one.hasil.nilai is not None]
    assert len(figures) == 4
    assert board.angka.hasil.nilai != sum(figures) / 4


def test_who_delivered_nothing_is_named_and_adds_nothing(orang) -> None:
    board = region_board(orang("dyah"), "35", "UM-01", TAHUN, AT)
    assert board.penyampaian.lengkap == ("35.71", "35.73", "35.75", "35.76")
    assert "35.79" in board.penyampaian.belum
    assert board.penyampaian.semua == 38
    batu = next(one for one in board.anak if one.wilayah == "35.79")
    assert (batu.hasil.nilai, batu.hasil.alasan) == (None, "tidak ada data")
    assert "sebagian (4/38)" in board.angka.tanda


def test_regions_stand_by_code_and_every_level_below_opens(orang) -> None:
    for region in ("35", "35.75", "35.75.01"):
        board = region_board(orang("dyah"), region, "UM-02", TAHUN, AT)
        codes = [one.wilayah for one in board.anak]
        assert codes == sorted(codes, key=lambda code: (code.endswith("/-"), code))
    assert region_board(orang("dyah"), "35.75.01.1001", "UM-02", TAHUN, AT).anak == ()


def test_a_city_is_what_its_office_published(orang) -> None:
    for row in Realisasi.objects.filter(status="diterbitkan", tahun__in=(2022, 2023), triwulan=0, cara="dihitung"):
        pemda, kode = row.indikator.perangkat_daerah.pemda_id, row.indikator.kode
        if (pemda, kode) == ("35.73", "UM-01"):  # by a definition of its own
            continue
        ground = ground_of(newest_kubus(AT))
        figure = region_figure(computed(kode, Period(row.tahun)), ground, Period(row.tahun), pemda)
        assert figure.hasil.nilai == Fraction(row.nilai)


def test_only_published_figures_stand_beside_the_totals(orang) -> None:
    board = region_board(orang("dyah"), "35", "UM-01", TAHUN, AT)
    assert {pemda: [one.realisasi.tampil for one in found] for pemda, found in board.terbit.items()} == {
        "35.71": ["10,71"],
        "35.73": ["23,64"],
    }
    before = region_board(orang("dyah"), "35", "UM-01", TAHUN, AT)
    assert {one.realisasi.status for found in before.terbit.values() for one in found} == {"diterbitkan"}


def test_what_measures_otherwise_stands_apart(orang) -> None:
    found = comparable_for_region(orang("dyah"), "35", "UM-01", TAHUN, AT)
    assert [one.kantor.kode for one in found.sama] == ["35.71/2.17"]
    assert [one.kantor.kode for one in found.beda] == ["35.73/2.17"]
    assert [one.kode for one in found.belum] == ["35.75/2.17", "35.76/2.17", "35.79/2.17"]


def test_an_office_sees_what_others_published_by_its_own_measure(orang) -> None:
    found = comparable_for_office(orang("ratna"), "35.75-2.17", "UM-01", TAHUN, AT)
    assert [one.kantor.kode for one in found.sama] == ["35.71/2.17"]
    with pytest.raises(NotFoundError):
        comparable_for_office(orang("dadang"), "35.75-2.17", "UM-01", TAHUN, AT)


def test_published_figures_are_those_in_force_at_the_instant(orang) -> None:
    before = datetime(2024, 1, 23, 9, tzinfo=WIB)
    assert comparable_for_region(orang("dyah"), "35", "UM-01", TAHUN, before).sama == ()


def test_regions_over_too_few_are_hidden_with_others_that_protect_them(orang) -> None:
    board = region_board(orang("dyah"), "35.75", "KOP-03", TAHUN, AT)
    assert "35.75/-" in board.tersembunyi
    assert len(board.tersembunyi) >= 2
    left = {one.wilayah for one in board.anak} - board.tersembunyi
    assert left
    city = region_figure(board.checked, ground_of(newest_kubus(AT)), TAHUN, "35.75")
    for leaf, total in city.leaves.items():
        rest = total.terhitung - sum(one.leaves[leaf].terhitung for one in board.anak if one.wilayah in left)
        assert rest == 0 or rest >= 5


def test_what_lies_below_a_hidden_region_is_hidden_too(orang) -> None:
    board = region_board(orang("dyah"), "35", "TK-02", TAHUN, AT)
    assert "35" in board.tersembunyi
    assert {one.wilayah for one in board.anak} <= board.tersembunyi


def test_the_summary_names_every_promised_indicator_once(orang) -> None:
    found = region_summary(orang("dyah"), "35", TAHUN, AT)
    kodes = [definisi.kode for definisi, *_ in found.angka]
    assert kodes == sorted(set(kodes))
    assert {"UM-01", "KOP-04", "TK-01"} <= set(kodes)
    assert not {one.kode for one in found.lain} & set(kodes)


def test_a_year_that_the_totals_do_not_hold_is_not_found(orang) -> None:
    for period in (Period(2015), Period(2023, 1)):
        with pytest.raises(NotFoundError):
            region_board(orang("dyah"), "35", "UM-01", period, AT)
    with pytest.raises(NotFoundError):
        region_board(orang("dyah"), "35", "ADA-99", TAHUN, AT)


# --- who may look -----------------------------------------------------------------------------------------------------


def test_a_role_in_a_province_reaches_its_regions_and_no_other(orang) -> None:
    dyah = orang("dyah")
    assert regions_of(dyah) == ("35",)
    for region in ("35", "35.75", "35.75.01", "35.75.01.1001", "35.79"):
        assert open_wilayah_for(dyah, region) == region
    for region in ("ID", "32", "32.75", "36", "35.99", "99", "", "35.75/-"):
        with pytest.raises(NotFoundError):
            open_wilayah_for(dyah, region)


def test_a_role_in_the_nation_reaches_everything(orang) -> None:
    for region in ("ID", "35", "32.75.01"):
        assert open_wilayah_for(orang("arif"), region) == region


@pytest.mark.parametrize("username", ["ratna", "indra", "galuh", "hendra", "dadang", "fajar"])
def test_a_role_in_a_city_or_its_office_opens_no_region(username, orang) -> None:
    assert regions_of(orang(username)) == ()
    with pytest.raises(NotFoundError):
        open_wilayah_for(orang(username), "35.75")


def test_whoever_administers_accounts_reads_no_figures_of_regions(db) -> None:
    assert regions_of(in_region("admin-provinsi", "35", "admin_pemda")) == ()


@pytest.mark.parametrize(
    "dates", [{"mulai": date(2999, 1, 1)}, {"sampai": date(2020, 1, 1)}, {"dicabut_pada": datetime(2024, 1, 1, tzinfo=WIB)}]
)
def test_a_role_that_does_not_hold_today_opens_nothing(dates, db) -> None:
    assert regions_of(in_region("lama", "35", **dates)) == ()


@pytest.mark.parametrize("hak", ["*", "lihat_kantor", "lihat_wilayah"])
@pytest.mark.parametrize("unit", ["35", "ID"])
def test_a_deny_over_the_region_wins_over_the_role(hak, unit, orang) -> None:
    dyah = orang("dyah")
    Larangan.objects.create(pengguna=dyah, pemda=Pemda.objects.get(kode=unit), hak=hak, alasan="contoh")
    assert regions_of(dyah) == ()


def test_a_deny_over_one_city_closes_it_on_every_page(orang) -> None:
    arif = orang("arif")
    Larangan.objects.create(pengguna=arif, pemda=Pemda.objects.get(kode="35.71"), hak="*", alasan="contoh")
    with pytest.raises(NotFoundError):
        region_board(arif, "35.71", "UM-01", TAHUN, AT)
    board = region_board(arif, "35", "UM-01", TAHUN, AT)
    assert board.tertutup == {"35.71"}
    assert "35.71" not in board.terbit
    assert "35.71" not in offices_of(arif, "35")
    assert [one.kantor.kode for one in comparable_for_region(arif, "35", "UM-01", TAHUN, AT).sama] == []


def test_a_deny_of_something_else_closes_nothing(orang) -> None:
    dyah = orang("dyah")
    Larangan.objects.create(pengguna=dyah, pemda=Pemda.objects.get(kode="35"), hak="lihat_baris", alasan="contoh")
    assert regions_of(dyah) == ("35",)


def test_nothing_that_a_person_of_a_region_gets_is_a_row(orang) -> None:
    board = region_board(orang("dyah"), "35.75", "UM-01", TAHUN, AT)
    assert all(leaf.terhitung >= 0 for one in board.anak for leaf in one.leaves.values())
    assert not hasattr(board, "rows")
    assert child_figures(board.checked, ground_of(newest_kubus(AT)), TAHUN, "35.75.01.1001") == ()


def test_without_totals_nothing_is_shown_and_nothing_fails(orang) -> None:
    assert region_board(orang("dyah"), "35", "UM-01", TAHUN, datetime(2024, 1, 1, tzinfo=WIB)) is None


def test_an_office_without_figures_counts_as_one_that_did_not_publish(orang) -> None:
    assert (
        PerangkatDaerah.objects.get(kode="35.79/2.17")
        in comparable_for_region(orang("dyah"), "35", "KOP-04", TAHUN, timezone.now()).belum
    )


# --- giving the role --------------------------------------------------------------------------------------------------


def test_a_role_in_a_province_is_given_with_an_account_and_logged(db) -> None:
    asked = PeranWilayahBaru("32", "lilis", "Lilis (dikarang)", "Analis Provinsi")
    assert re.fullmatch(r"[a-z0-9]{5}(-[a-z0-9]{5}){2}", give_region_role(asked, at=AT))
    assert regions_of(Pengguna.objects.get(username="lilis")) == ("32",)
    assert LogPerubahan.objects.latest("urut").isi["wilayah"] == "32"
    assert give_region_role(replace(asked, wilayah="ID"), at=AT) == ""
    assert regions_of(Pengguna.objects.get(username="lilis")) == ("ID", "32")


def test_everything_that_is_wrong_with_it_is_said_at_once(db) -> None:
    with pytest.raises(IssueError) as caught:
        give_region_role(PeranWilayahBaru("35.75", "X", "", "", "admin_pemda"), at=AT)
    assert [issue.kode for issue in caught.value.issues] == ["TLK-A160"] * 3 + ["TLK-A040", "TLK-A041"]
    assert not Pengguna.objects.filter(username="X").exists()
