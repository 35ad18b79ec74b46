"""Who may what: the dates of a role, its unit, a deny that wins, and objects that do not exist for the wrong person."""

from datetime import date, datetime

import pytest

from tolok.measurement.approval import ROLES
from tolok.services.akses import (
    NotFoundError,
    list_kantor_for,
    may,
    open_kantor_for,
    open_row_for,
    require,
    roles_in,
    roles_on,
)
from tolok.services.hak import DAFTAR_HAK, HAK
from tolok.services.persetujuan import take_step, why_not
from tolok.store.models import IndikatorKantor, Larangan, Peran, register_model
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period
from web.lima_kasus import bring, person_with

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
MULAI, SAMPAI = date(2026, 3, 2), date(2026, 3, 6)


@pytest.fixture
def on(monkeypatch):
    """Let it be a day."""

    def set_day(day: date) -> None:
        monkeypatch.setattr("tolok.services.akses.timezone.localdate", lambda: day)

    return set_day


def deny(orang, kantor, hak: str, **more: object) -> Larangan:
    return Larangan.objects.create(pengguna=orang, pemda=kantor.pemda, hak=hak, alasan="dikarang untuk uji", **more)


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2026, 3, 1), False), (MULAI, True), (date(2026, 3, 4), True), (SAMPAI, True), (date(2026, 3, 7), False)],
)
def test_a_role_holds_from_its_first_to_its_last_day_both_included(orang, kantor, on, day, held) -> None:
    Peran.objects.filter(pengguna=orang("hendra")).update(mulai=MULAI, sampai=SAMPAI)
    on(day)
    assert ("operator" in roles_in(orang("hendra"), kantor)) is held
    assert may(orang("hendra"), kantor, "terima_data") is held
    assert (list(list_kantor_for(orang("hendra"))) == [kantor]) is held


@pytest.mark.parametrize(
    ("day", "allowed"), [(date(2026, 3, 1), True), (MULAI, False), (SAMPAI, False), (date(2026, 3, 7), True)]
)
def test_a_denial_holds_from_its_first_to_its_last_day_both_included(orang, kantor, on, day, allowed) -> None:
    deny(orang("hendra"), kantor, "terima_data", mulai=MULAI, sampai=SAMPAI)
    on(day)
    assert may(orang("hendra"), kantor, "terima_data") is allowed


def test_a_withdrawn_role_and_a_person_who_is_not_active_hold_nothing(orang, kantor) -> None:
    Peran.objects.filter(pengguna=orang("hendra")).update(dicabut_pada=AT)
    assert roles_in(orang("hendra"), kantor) == {}
    dewi = orang("dewi")
    dewi.is_active = False
    dewi.save()
    assert roles_in(dewi, kantor) == {}
    assert list_kantor_for(dewi) == []


@pytest.mark.parametrize("hak", DAFTAR_HAK)
def test_a_deny_wins_over_every_role_and_for_that_right_only(hak, kantor) -> None:
    orang = person_with("segala", *ROLES)
    before = {one for one in DAFTAR_HAK if may(orang, kantor, one)}
    assert hak in before
    deny(orang, kantor, hak)
    assert {one for one in DAFTAR_HAK if may(orang, kantor, one)} == before - {hak}
    with pytest.raises(NotFoundError):
        require(orang, kantor, hak)


def test_a_deny_of_everything_leaves_nothing_and_a_withdrawn_one_takes_nothing(kantor) -> None:
    orang = person_with("segala", *ROLES)
    row = deny(orang, kantor, "*")
    assert [one for one in DAFTAR_HAK if may(orang, kantor, one)] == []
    with pytest.raises(NotFoundError):
        open_kantor_for(orang, kantor.slug)
    Larangan.objects.filter(pk=row.pk).update(dicabut_pada=AT)
    assert open_kantor_for(orang, kantor.slug) == kantor


def test_a_deny_reaches_its_unit_and_no_other(orang, kantor, bekasi) -> None:
    Peran.objects.create(
        pengguna=orang("hendra"), pemda=bekasi.pemda, perangkat_daerah=bekasi, peran="operator", jabatan="Operator"
    )
    deny(orang("hendra"), bekasi, "*", perangkat_daerah=bekasi)
    assert may(orang("hendra"), kantor, "terima_data")
    assert not may(orang("hendra"), bekasi, "terima_data")
    deny(orang("hendra"), kantor, "terima_data", perangkat_daerah=None)
    assert not may(orang("hendra"), kantor, "terima_data")


def test_a_role_for_the_pemda_reaches_its_offices_and_a_role_in_an_office_stays_there(orang, kantor, bekasi) -> None:
    assert set(roles_in(orang("indra"), kantor)) == {"inspektorat"}
    assert roles_in(orang("indra"), bekasi) == {}
    assert roles_in(orang("ratna"), bekasi) == {}


def test_every_right_belongs_to_some_role_and_none_to_the_public() -> None:
    assert set(HAK) == set(DAFTAR_HAK)
    assert all(HAK.values())
    assert not any("publik" in roles for roles in HAK.values())


def test_an_administrator_of_accounts_sees_no_row(orang, kantor) -> None:
    row = register_model("koperasi_tahunan").objects.filter(perangkat_daerah=kantor.kode, diketahui_sampai=None).first()
    asked = (kantor.slug, "koperasi_tahunan", row.entitas, row.periode)
    assert open_row_for(orang("indra"), *asked) == row
    for username in ("galuh", "rahma", "nia"):
        with pytest.raises(NotFoundError):
            open_row_for(orang(username), *asked)


def test_a_role_inside_a_bidang_reaches_the_figures_of_that_bidang_only(orang, kantor) -> None:
    iku = {one.kode: one for one in IndikatorKantor.objects.filter(perangkat_daerah=kantor).select_related("bidang")}
    assert set(roles_on(orang("siti"), iku["KOP-01"])) == {"verifikator"}
    assert roles_on(orang("siti"), iku["UM-01"]) == {}
    assert roles_on(orang("agus"), iku["KOP-01"]) == {}
    assert set(roles_on(orang("bambang"), iku["UM-01"])) == {"verifikator"}


def test_the_head_of_koperasi_cannot_verify_a_figure_of_usaha_mikro(orang, angka) -> None:
    row = angka("UM-01")
    type(row).objects.filter(pk=row.pk).update(status="diajukan")
    row.refresh_from_db()
    assert "TLK-A011" in [issue.kode for issue in why_not(orang("siti"), row, "verifikasi")]
    with pytest.raises(IssueError):
        take_step(
            "verifikasi", by=orang("siti"), slug="35.75-2.17", kode="UM-01", period=Period(2023), nomor=1,
            versi=row.versi, at=AT,
        )  # fmt: skip
    row.refresh_from_db()
    assert row.status == "diajukan"


def test_a_step_for_good_without_an_authenticator_is_refused_in_the_service_itself(angka) -> None:
    """So that no other face can go around the page that asks for it."""
    row = bring(angka("KOP-01"), 2)
    head = person_with("kepala", "kepala_dinas")
    head.contoh = False
    head.save()
    step = {"slug": "35.75-2.17", "kode": "KOP-01", "period": Period(2023), "nomor": 1, "versi": row.versi, "at": AT}
    with pytest.raises(IssueError) as error:
        take_step("setujui", by=head, **step)
    assert [issue.kode for issue in error.value.issues] == ["TLK-A012"]
    assert take_step("kembalikan", by=head, **step, catatan="omset dua usaha perlu diperiksa").status == "dikembalikan"
