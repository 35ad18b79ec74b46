"""The plan: profile, tujuan and sasaran, IKU from the catalogue; who may change it, what is logged, what is refused."""

from datetime import datetime

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.iku import IsianIku, adopt, change_iku, definitions_at, list_iku, move_iku, take_out, why_kept
from tolok.services.iku_kota import IsianIkuKota, list_iku_kota, save_iku_kota
from tolok.services.katalog import catalogue_for
from tolok.services.pengukuran import draft_figures
from tolok.services.rencana import (
    IsianSasaran,
    add_sasaran,
    change_profil,
    change_sasaran,
    list_sasaran,
    move_sasaran,
    open_sasaran_for,
    plan_of,
    profil_of,
    put_aside_sasaran,
)
from tolok.services.riwayat import verify_chain
from tolok.services.selectors import figures_of
from tolok.services.target import set_targets, target_at
from tolok.store.models import (
    Bidang,
    DefinisiKantor,
    IndikatorKantor,
    LogPerubahan,
    Pemda,
    Pengguna,
    Peran,
    PerangkatDaerah,
    Realisasi,
    Sasaran,
)
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
ALASAN = "tidak lagi ada di Renstra perubahan"


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[str]:
    return [issue.kode for issue in error.value.issues]


def last_log() -> LogPerubahan:
    return LogPerubahan.objects.latest("urut")


@pytest.fixture
def sasaran(kantor) -> dict[str, Sasaran]:
    """Sasaran of Pasuruan by their first two words."""
    return {" ".join(one.uraian.split()[:2]): one for one in list_sasaran(kantor)}


@pytest.fixture
def kantor_kosong(db) -> tuple[PerangkatDaerah, Pengguna]:
    """A new office with nothing but one bidang and a planner."""
    pemda = Pemda.objects.create(kode="35.76", nama="Kota Contoh")
    office = PerangkatDaerah.objects.create(kode="35.76/2.17", pemda=pemda, nama="Dinas Koperasi")
    Bidang.objects.create(perangkat_daerah=office, nama="Bidang Koperasi")
    planner = Pengguna.objects.create(username="perencana_baru", nama="Perencana Baru (dikarang)")
    Peran.objects.create(pengguna=planner, pemda=pemda, perangkat_daerah=office, peran="perencana", jabatan="Perencana")
    return office, planner


# --- profile ----------------------------------------------------------------------------------------------------------


def test_the_profile_is_changed_and_the_log_says_what_it_was_before(kantor, orang) -> None:
    before = kantor.profil["visi"]
    change_profil(kantor, {**profil_of(kantor), "visi": "Koperasi  maju\nbersama"}, by=orang("yusuf"), at=AT)
    kantor.refresh_from_db()
    assert kantor.profil["visi"] == "Koperasi maju bersama"
    entry = last_log()
    assert (entry.tindakan, entry.isi) == ("rencana.profil", {"visi": {"lama": before, "baru": "Koperasi maju bersama"}})
    assert kantor.profil["tata_letak_iku"] == "pasuruan"


def test_a_profile_that_is_sent_back_unchanged_is_refused_and_leaves_no_trace(kantor, orang) -> None:
    before = LogPerubahan.objects.count()
    with pytest.raises(IssueError) as error:
        change_profil(kantor, profil_of(kantor), by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U112"]
    assert LogPerubahan.objects.count() == before


@pytest.mark.parametrize("username", ["hendra", "ratna", "bambang", "indra", "galuh", "dadang"])
def test_only_the_planner_of_the_office_changes_its_plan(username, kantor, sasaran, orang) -> None:
    by = orang(username)
    one = sasaran["Meningkatnya kapasitas"]
    for change in (
        lambda: change_profil(kantor, {"visi": "lain"}, by=by, at=AT),
        lambda: add_sasaran(kantor, IsianSasaran("tujuan", "Tujuan baru"), by=by, at=AT),
        lambda: change_sasaran(one, IsianSasaran("sasaran", "Kata lain sama sekali"), by=by, at=AT),
        lambda: move_sasaran(one, True, by=by, at=AT),
        lambda: put_aside_sasaran(one, ALASAN, by=by, at=AT),
        lambda: adopt(kantor, "KOP-09", IsianIku(one.pk, None), by=by, at=AT),
        lambda: take_out(list_iku(kantor)[0], ALASAN, by=by, at=AT),
    ):
        with pytest.raises(NotFoundError):
            change()


# --- tujuan and sasaran -----------------------------------------------------------------------------------------------


def test_new_wording_reaches_the_iku_on_it_and_the_log_has_old_and_new(kantor, sasaran, orang) -> None:
    one = sasaran["Meningkatnya kapasitas"]
    before = one.uraian
    isian = IsianSasaran("sasaran", "Meningkatnya mutu koperasi", one.induk_id, ("RAT tepat waktu",))
    change_sasaran(one, isian, by=orang("yusuf"), at=AT)
    assert IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-03").tujuan_sasaran == "Meningkatnya mutu koperasi"
    entry = last_log()
    assert entry.isi["uraian"] == {"lama": before, "baru": "Meningkatnya mutu koperasi"}
    assert entry.isi["faktor_kritis"]["baru"] == ["RAT tepat waktu"]


def test_a_sasaran_with_an_iku_stays_and_one_without_may_be_put_aside(kantor, sasaran, orang) -> None:
    with pytest.raises(IssueError) as error:
        put_aside_sasaran(sasaran["Meningkatnya kapasitas"], "pendek", by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U107", "TLK-U101"]
    with pytest.raises(IssueError) as error:
        put_aside_sasaran(sasaran["Meningkatkan peran"], ALASAN, by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U101", "TLK-U102"]
    new = add_sasaran(kantor, IsianSasaran("sasaran", "Sasaran percobaan"), by=orang("yusuf"), at=AT)
    put_aside_sasaran(new, ALASAN, by=orang("yusuf"), at=AT)
    assert new.pk not in [one.pk for one in list_sasaran(kantor)]
    with pytest.raises(NotFoundError):
        open_sasaran_for(orang("yusuf"), kantor.slug, new.pk)


def test_sasaran_change_places_only_among_their_own_kind(kantor, sasaran, orang) -> None:
    first = [one.uraian.split()[1] for one in list_sasaran(kantor)]
    assert first == ["peran", "sistem", "kapasitas", "pemberdayaan"]
    assert move_sasaran(sasaran["Meningkatnya kapasitas"], True, by=orang("yusuf"), at=AT)
    assert [one.uraian.split()[1] for one in list_sasaran(kantor)] == ["peran", "kapasitas", "sistem", "pemberdayaan"]
    kapasitas = open_sasaran_for(orang("yusuf"), kantor.slug, sasaran["Meningkatnya kapasitas"].pk)
    assert not move_sasaran(kapasitas, True, by=orang("yusuf"), at=AT)
    assert not move_sasaran(sasaran["Meningkatkan peran"], False, by=orang("yusuf"), at=AT)


def test_everything_that_is_wrong_with_a_sasaran_is_said_at_once(kantor, bekasi, orang) -> None:
    foreign = list_sasaran(bekasi)[0].pk
    with pytest.raises(IssueError) as error:
        add_sasaran(kantor, IsianSasaran("sasaran", " x ", foreign), by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U100", "TLK-U104"]
    taken = list_sasaran(kantor)[0].uraian
    with pytest.raises(IssueError) as error:
        add_sasaran(kantor, IsianSasaran("tujuan", taken.upper()), by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U103"]


# --- IKU from the catalogue -------------------------------------------------------------------------------------------


def test_a_definition_of_the_catalogue_is_taken_up_once(kantor, sasaran, orang) -> None:
    bidang = Bidang.objects.get(perangkat_daerah=kantor, nama="Bidang Koperasi")
    isian = IsianIku(sasaran["Meningkatnya kapasitas"].pk, bidang.pk, "RAT ialah kewajiban undang-undang")
    row = adopt(kantor, "kop-09", isian, by=orang("yusuf"), at=AT)
    assert (row.kode, row.jenjang, row.bidang, row.urut) == ("KOP-09", "sasaran", bidang, 7)
    assert last_log().tindakan == "rencana.iku_dipakai"
    item = next(one for one in catalogue_for(kantor) if one.definisi.kode == "KOP-09")
    assert item.dipakai == row
    with pytest.raises(IssueError) as error:
        adopt(kantor, "KOP-09", isian, by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U103"]


def test_an_iku_needs_a_sasaran_and_a_bidang_of_its_own_office(kantor, bekasi, orang) -> None:
    foreign = IsianIku(list_sasaran(bekasi)[0].pk, Bidang.objects.filter(perangkat_daerah=bekasi)[0].pk, "", 99_999)
    with pytest.raises(IssueError) as error:
        adopt(kantor, "KOP-09", foreign, by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U104", "TLK-U105", "TLK-U104"]
    with pytest.raises(IssueError) as error:
        adopt(kantor, "KOP-99", foreign, by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-D010"]


def test_an_iku_with_a_published_figure_stays_in_the_plan_and_one_under_way_too(kantor, orang) -> None:
    rows = {one.kode: one for one in list_iku(kantor)}
    assert "sudah pernah terbit" in why_kept(rows["KOP-03"]).apa
    with pytest.raises(IssueError) as error:
        take_out(rows["KOP-03"], "", by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U107", "TLK-U106"]


def test_an_iku_without_a_figure_leaves_the_plan_and_comes_back_with_its_targets(kantor, sasaran, orang) -> None:
    yusuf, bidang = orang("yusuf"), Bidang.objects.filter(perangkat_daerah=kantor)[0]
    isian = IsianIku(sasaran["Meningkatnya kapasitas"].pk, bidang.pk)
    row = adopt(kantor, "KOP-09", isian, by=yusuf, at=AT)
    set_targets(row, {Period(2024): "80"}, "Renstra 2024", by=yusuf, at=AT)
    draft_figures(kantor, Period(2024), by=None, at=AT, kode=["KOP-09"])
    take_out(row, ALASAN, by=yusuf, at=AT)
    assert "KOP-09" not in [one.kode for one in list_iku(kantor)]
    assert "KOP-09" not in [one.indikator.kode for one in figures_of(kantor, Period(2024), AT)]
    assert Realisasi.objects.filter(indikator=row).count() == 1
    again = adopt(kantor, "KOP-09", isian, by=yusuf, at=AT)
    assert (again.pk, target_at(again, Period(2024), AT)) == (row.pk, 80)


def test_an_iku_moves_to_another_sasaran_and_is_linked_to_the_city(kantor, sasaran, orang) -> None:
    yusuf = orang("yusuf")
    row = next(one for one in list_iku(kantor) if one.kode == "UM-02")
    city = list_iku_kota(kantor)[0].indikator
    isian = IsianIku(sasaran["Meningkatkan peran"].pk, row.bidang_id, "alasan baru", city.pk)
    changed = change_iku(row, isian, by=yusuf, at=AT)
    assert (changed.jenjang, changed.indikator_kota) == ("tujuan", city)
    assert last_log().isi["indikator_kota"] == {"lama": "", "baru": city.kode}
    order = [one.kode for one in plan_of(kantor)[0].indikator]
    assert order == ["KOP-01", "UM-01", "UM-02"]
    assert move_iku(changed, True, by=yusuf, at=AT)
    assert [one.kode for one in plan_of(kantor)[0].indikator] == ["KOP-01", "UM-02", "UM-01"]


def test_an_indicator_of_the_city_that_another_office_uses_is_changed_by_the_administrator_only(kantor, orang) -> None:
    other = PerangkatDaerah.objects.create(kode="35.75/3.30", pemda=kantor.pemda, nama="Dinas Perdagangan")
    city = list_iku_kota(kantor)[0].indikator
    IndikatorKantor.objects.create(
        perangkat_daerah=other, kode="X-01", nama="x", urut=1, jenjang="sasaran", tujuan_sasaran="x", indikator_kota=city
    )
    isian = IsianIkuKota(city.kode, "Laju pertumbuhan ekonomi kota menurut BPS")
    with pytest.raises(IssueError) as error:
        save_iku_kota(kantor, isian, city, by=orang("yusuf"), at=AT)
    assert codes(error) == ["TLK-U108"]
    saved = save_iku_kota(kantor, isian, city, by=orang("galuh"), at=AT)
    assert saved.nama == "Laju pertumbuhan ekonomi kota menurut BPS"
    assert list_iku_kota(kantor)[0].kantor_lain == 1


def test_the_catalogue_is_searched_by_words_and_tells_what_data_is_there(kantor) -> None:
    found = catalogue_for(kantor, "pertumbuhan VOLUME usaha")
    assert "KOP-03" in [one.definisi.kode for one in found]
    assert all(one.kebutuhan for one in catalogue_for(kantor))
    by_kode = {one.definisi.kode: one for one in catalogue_for(kantor)}
    assert by_kode["KOP-03"].lengkap
    assert by_kode["KOP-03"].dipakai is not None
    assert catalogue_for(kantor, "tidakadakataini") == ()


def test_definitions_of_all_iku_cost_one_query_and_one_for_each_that_the_office_wrote(
    kantor, django_assert_num_queries
) -> None:
    rows = list_iku(kantor)
    own = DefinisiKantor.objects.filter(perangkat_daerah=kantor).values("kode").distinct().count()
    with django_assert_num_queries(1 + own):
        assert set(definitions_at(rows, 2023, AT)) == {one.kode for one in rows}


# --- an empty office --------------------------------------------------------------------------------------------------


def test_an_empty_office_comes_from_nothing_to_a_first_iku_with_a_target(kantor_kosong) -> None:
    office, planner = kantor_kosong
    assert plan_of(office) == []
    change_profil(office, {"visi": "Koperasi maju", "misi": "satu\ndua"}, by=planner, at=AT)
    tujuan = add_sasaran(office, IsianSasaran("tujuan", "Koperasi yang sehat"), by=planner, at=AT)
    isian = IsianSasaran("sasaran", "Koperasi yang tertib", tujuan.pk, ("RAT tepat waktu",))
    sasaran = add_sasaran(office, isian, by=planner, at=AT)
    bidang = Bidang.objects.get(perangkat_daerah=office)
    row = adopt(office, "KOP-09", IsianIku(sasaran.pk, bidang.pk), by=planner, at=AT)
    set_targets(row, {Period(2026): "75"}, "Renstra 2026–2030", by=planner, at=AT)
    drafts = draft_figures(office, Period(2026), by=planner, at=AT)
    assert [(one.indikator.kode, one.nilai, one.alasan) for one in drafts] == [("KOP-09", "", "tidak ada data")]
    assert [one.sasaran.uraian for one in plan_of(office)] == ["Koperasi yang sehat", "Koperasi yang tertib"]
    assert target_at(row, Period(2026), AT) == 75
    assert verify_chain().putus_di is None
