"""The workflow on the real database: four people, no step twice, nothing published changes, everything logged."""

import itertools
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tolok.measurement.approval import ACTIONS, ROLES
from tolok.services.akses import NotFoundError
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.persetujuan import take_step
from tolok.services.riwayat import verify_chain
from tolok.store.models import Langkah, LogPerubahan, Peran, Realisasi, Target, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period
from web.lima_kasus import URUTAN, bring, person_with

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)


def step(row: Realisasi, aksi, by, versi=None, slug="35.75-2.17", catatan="volume perlu diperiksa lagi", at=AT) -> Realisasi:
    fresh = Realisasi.objects.get(pk=row.pk)
    return take_step(
        aksi,
        by=by,
        slug=slug,
        kode=row.indikator.kode,
        period=Period(row.tahun),
        nomor=row.nomor,
        versi=fresh.versi if versi is None else versi,
        at=at,
        catatan=catatan,
    )


def test_every_step_of_every_role_in_every_state_follows_the_table_and_nothing_else_happens(angka) -> None:
    """State × action × role on the database: what the table allows moves the figure, all else changes nothing."""
    people = {role: person_with(f"orang-{role}", role) for role in ROLES}
    allowed = {
        ("draf", "ajukan"): "operator",
        ("diajukan", "verifikasi"): "verifikator",
        ("diverifikasi", "setujui"): "kepala_dinas",
        ("disetujui", "terbitkan"): "perencana",
        ("diajukan", "kembalikan"): "verifikator",
        ("diverifikasi", "kembalikan"): "kepala_dinas",
        ("disetujui", "kembalikan"): "perencana",
        ("dikembalikan", "ajukan"): "operator",
        ("diterbitkan", "buka_kembali"): "perencana",
    }
    for steps, (aksi, role) in itertools.product(range(5), itertools.product(ACTIONS, ROLES)):
        with transaction.atomic():
            row = bring(angka("KOP-01"), steps)
            before = (row.status, row.versi, row.nilai, row.diterbitkan_pada, LogPerubahan.objects.count())
            try:
                step(row, aksi, people[role])
                moved = True
            except IssueError:
                moved = False
            row.refresh_from_db()
            after = (row.status, row.versi, row.nilai, row.diterbitkan_pada, LogPerubahan.objects.count())
            assert moved is (allowed.get((before[0], aksi)) == role), (before[0], aksi, role)
            assert (after != before) is moved
            if aksi == "buka_kembali":  # the published figure itself never moves
                assert after[:4] == before[:4]
            transaction.set_rollback(True)


def test_one_person_in_all_roles_still_takes_only_one_of_the_four_steps(angka) -> None:
    everything = person_with("serba-bisa", "operator", "verifikator", "kepala_dinas", "perencana")
    for first in range(4):
        with transaction.atomic():
            row = bring(angka("KOP-01"), first)
            step(row, URUTAN[first][0], everything)
            for later in range(first + 1, 4):
                aksi = URUTAN[later][0]
                with pytest.raises(IssueError, match="TLK-A005"):
                    step(row, aksi, everything)
                other = person_with(
                    f"rekan-{first}-{later}",
                    *Peran.objects.filter(pengguna__username=URUTAN[later][1]).values_list("peran", flat=True),
                )
                step(row, aksi, other)
            people = list(Langkah.objects.filter(realisasi=row).values_list("oleh", flat=True))
            assert len(people) == len(set(people)) == 4
            transaction.set_rollback(True)


def test_who_submitted_once_never_verifies_that_figure_even_after_a_return(angka, orang) -> None:
    both = person_with("rangkap", "operator", "verifikator")
    row = angka("KOP-01")
    step(row, "ajukan", both)
    step(row, "kembalikan", orang("siti"))
    step(row, "ajukan", orang("hendra"))
    with pytest.raises(IssueError, match="TLK-A005"):
        step(row, "verifikasi", both)


def test_a_person_without_a_role_in_the_office_does_not_even_find_the_figure(angka, orang) -> None:
    for person in (orang("dadang"), orang("nia"), person_with("siapa")):
        for aksi in ACTIONS:
            with pytest.raises(NotFoundError):
                step(angka("KOP-01"), aksi, person)
            with pytest.raises(NotFoundError):
                step(angka("KOP-01"), aksi, person, slug="32.75-2.17")


def test_a_published_figure_takes_no_step_from_anybody(angka) -> None:
    people = [person_with(f"orang-{role}", role) for role in ROLES]
    row = angka("KOP-03")
    for aksi, person in itertools.product(ACTIONS, people):
        if aksi != "buka_kembali":  # which leaves it as it is, and lays the next vintage beside it
            with pytest.raises(IssueError, match="TLK-A002"):
                step(row, aksi, person)
    again = angka("KOP-03")
    assert (again.versi, again.status, again.nilai) == (row.versi, "diterbitkan", row.nilai)


def test_of_two_who_looked_at_the_same_version_only_the_first_is_heard(angka, orang) -> None:
    row = angka("KOP-01")
    rival = person_with("rekan", "operator")
    step(row, "ajukan", orang("hendra"), versi=0)
    with pytest.raises(IssueError, match="TLK-A010"):
        step(row, "ajukan", rival, versi=0)
    with pytest.raises(IssueError, match="TLK-A003"):
        step(row, "ajukan", rival, versi=1)
    assert Langkah.objects.filter(realisasi=row).count() == 1


def test_a_figure_that_was_computed_anew_is_not_submitted_by_the_page_of_the_old_one(angka, orang) -> None:
    row = angka("KOP-01")
    row.versi += 1  # as a correction does when it computes a draft anew
    row.dihitung_pada = AT
    row.save()
    with pytest.raises(IssueError, match="Angka ini baru saja dihitung ulang"):
        step(row, "ajukan", orang("hendra"), versi=0)


@pytest.mark.parametrize("alasan", ["tidak ada data", "penyebut nol", "semua baris dikecualikan"])
def test_a_reason_in_place_of_a_figure_goes_through_approval_but_is_never_published(alasan, angka, orang) -> None:
    Realisasi.objects.filter(pk=angka("KOP-01").pk).update(nilai="", tampil="", alasan=alasan)
    row = bring(angka("KOP-01"), 3)
    with pytest.raises(IssueError, match="TLK-U040"):
        step(row, "terbitkan", orang("yusuf"))
    assert angka("KOP-01").status == "disetujui"
    assert step(row, "kembalikan", orang("yusuf")).status == "dikembalikan"


def test_every_step_leaves_one_sealed_line_with_the_figure_and_its_snapshot(angka) -> None:
    before = LogPerubahan.objects.count()
    row = bring(angka("KOP-01"), 4)
    added = list(LogPerubahan.objects.order_by("urut")[before:])
    assert [one.tindakan.removeprefix("realisasi.") for one in added] == [
        "diajukan",
        "diverifikasi",
        "disetujui",
        "diterbitkan",
    ]
    assert {one.isi["potret"] for one in added} == {row.hash_potret}
    assert [one.isi["peran"] for one in added] == ["operator", "verifikator", "kepala_dinas", "perencana"]
    assert verify_chain().putus_di is None


def test_the_target_known_at_publication_is_frozen_with_the_figure(angka, kantor) -> None:
    row = angka("KOP-01")
    made = {"indikator": row.indikator, "tahun": 2023, "dasar": "revisi"}
    Target.objects.create(**made, nilai="10", diketahui_dari=datetime(2026, 1, 1, tzinfo=WIB))
    Target.objects.create(**made, nilai="20", diketahui_dari=datetime(2027, 1, 1, tzinfo=WIB))
    row = bring(row, 4)
    assert row.target == "10"
    assert row.capaian["nilai"] == "875/13"
    assert row.diterbitkan_pada == datetime(2026, 3, 4, 9, tzinfo=WIB)


def test_a_correction_after_publication_never_touches_the_published_vintage(angka, kantor, orang) -> None:
    before = angka("KOP-03")
    model = register_model("koperasi_tahunan")
    row = model.objects.filter(perangkat_daerah=kantor.kode, periode=2023, volume_usaha__gt=0, diketahui_sampai=None).first()
    form = {kolom.nama: cell_text(kolom, getattr(row, kolom.nama)) for kolom in editable(schemas()["koperasi_tahunan"])}
    correct_row(row, {**form, "volume_usaha": "1"}, "volume menurut neraca", kantor=kantor, by=orang("hendra"), at=AT)
    second = bring(angka("KOP-03", nomor=2), 4)
    after = angka("KOP-03")
    same = (
        "nilai",
        "tampil",
        "lembar",
        "hash_potret",
        "definisi_id",
        "diketahui",
        "target",
        "capaian",
        "diterbitkan_pada",
        "versi",
    )
    assert [getattr(before, name) for name in same] == [getattr(after, name) for name in same]
    assert second.status == "diterbitkan"
    assert second.diterbitkan_pada > after.diterbitkan_pada + timedelta(days=1)
