"""Undoing a delivery: the registers stand as if it had never come, to the last hash; nothing is deleted."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tolok.engine.snapshot import rows_hash
from tolok.registers.canonical import table_from_rows
from tolok.registers.delivery_header import HeaderHints
from tolok.registers.receive import check_named
from tolok.services import paket
from tolok.services.akses import NotFoundError
from tolok.services.batal import undo_delivery, why_not_undo
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.penerimaan import receive
from tolok.services.potret import delivered_at, rows_at, snapshot_at
from tolok.store.models import Identitas, Kiriman, LogPerubahan, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

ALASAN = "berkasnya keliru, dikirim ulang"
TAHUN = 2021
START = datetime(2027, 3, 1, 9, tzinfo=WIB)
"""After everything that the demonstration knows, its running period included."""
_KODE = ["KP-1", "KP-2", "KP-3", "KP-4", "KP-5"]


def at(step: int) -> datetime:
    return START + timedelta(minutes=step)


def deliver(kantor, register: str, text: str, step: int, by=None, berkas: str = "uji.csv") -> Kiriman:
    named = HeaderHints(register, str(TAHUN), kantor.pemda_id, kantor.kode, (kantor.pemda_id,))
    found = check_named(text.encode(), berkas, named, schemas(), paket.region_tree(), at(step))
    return receive(found.checked, by=by, at=at(step))


def koperasi(rows: dict[str, tuple[int, str]]) -> str:
    lines = [f"{kode};Koperasi {kode};{TAHUN};{volume};{rat};35.75.01.1001" for kode, (volume, rat) in rows.items()]
    return "\n".join(["nomor badan hukum;nama koperasi;tahun buku;volume usaha;rat;kode kelurahan", *lines])


def angka(rows: dict[str, tuple[int, str]]) -> str:
    lines = [f"{kode};{TAHUN};0;35.75;{n};{status};Surat {kode}" for kode, (n, status) in rows.items()]
    return "\n".join(["kode angka;tahun;triwulan;kode wilayah;nilai;status angka;bukti", *lines])


def usaha(rows: dict[str, tuple[int, str]]) -> str:
    lines = [
        f"7700{n};Usaha {n};{nik};{TAHUN};05/06/{TAHUN};35.75.01.1001;{omset}"
        for n, (omset, nik) in enumerate(rows.values(), 1)
    ]
    return "\n".join(["ID;nama usaha;NIK;tahun monev;tanggal monev;kode kelurahan;omset", *lines])


def standing(kantor, register: str, step: int) -> tuple[str, tuple, str]:
    """The rows known at a step by their hash, the deliveries known, and the hash that a figure would rest on."""
    schema = schemas()[register]
    table = table_from_rows(schema, rows_at(schema, kantor.pemda_id, at(step)))
    ordered = table.sort_by([(name, "ascending") for name in ("entitas", "perangkat_daerah", "periode")])
    snapshot = snapshot_at(kantor.pemda_id, at(step), [register])
    return (
        rows_hash(schema, ordered),
        delivered_at(kantor.pemda_id, at(step), [register]),
        snapshot.hash_for([register], kantor.pemda_id),
    )


_RAT = st.tuples(st.integers(0, 3), st.sampled_from(["ya", "tidak", ""]))
_ROWS = st.dictionaries(st.sampled_from(_KODE), _RAT, max_size=5)
_STATUS = st.tuples(st.integers(0, 3), st.sampled_from(["sangat sementara", "sementara"]))
_FIGURES = st.dictionaries(st.just("pdrb_uji"), _STATUS, min_size=1)
_FIXTURES = [HealthCheck.function_scoped_fixture]  # each example is rolled back by itself
_FEW = settings(max_examples=12, deadline=None, suppress_health_check=_FIXTURES, derandomize=True)


@pytest.mark.django_db
@_FEW
@given(first=_ROWS, second=_ROWS)
def test_after_undoing_the_second_delivery_everything_stands_as_after_the_first(kantor, orang, first, second) -> None:
    _undo_property(kantor, orang("hendra"), "koperasi_tahunan", koperasi(first), koperasi(second))


@pytest.mark.django_db
@_FEW
@given(first=_FIGURES, second=_FIGURES, third=_FIGURES)
def test_outside_figures_keep_their_winner_through_an_undo(kantor, orang, first, second, third) -> None:
    """Of outside figures the one known last wins, so their order must come out unchanged too."""
    with transaction.atomic():
        deliver(kantor, "data", angka(third), 0)
        _undo(kantor, orang("hendra"), "data", angka(first), angka(second))
        transaction.set_rollback(True)


def _undo_property(kantor, by, register: str, first: str, second: str) -> None:
    with transaction.atomic():
        _undo(kantor, by, register, first, second)
        transaction.set_rollback(True)


def _undo(kantor, by, register: str, first: str, second: str) -> None:
    deliver(kantor, register, first, 1)
    before = standing(kantor, register, 2)
    stored = register_model(register).objects.count()
    late = deliver(kantor, register, second, 3)
    between = standing(kantor, register, 4)
    undo_delivery(late, ALASAN, by=by, at=at(5))
    assert standing(kantor, register, 6) == before
    assert standing(kantor, register, 4) == between  # what was known in between stays known
    assert standing(kantor, register, 2) == before
    assert register_model(register).objects.count() >= stored


def test_an_undo_is_a_delivery_of_its_own_with_its_reason_and_its_log_line(kantor, orang) -> None:
    late = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya")}), 1)
    undone, _ = undo_delivery(late, ALASAN, by=orang("hendra"), at=at(2))
    assert (undone.jenis, undone.membatalkan, undone.alasan, undone.laporan["baris"]) == ("batal", late, ALASAN, 1)
    entry = LogPerubahan.objects.get(tindakan="kiriman.dibatalkan")
    assert entry.isi == {"kiriman": late.pk, "ditutup": 1, "berlaku_lagi": 0, "alasan": ALASAN}


def test_a_delivery_whose_row_was_changed_later_is_not_undone_and_the_row_is_named(kantor, orang) -> None:
    first = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya"), "KP-2": (6, "ya")}), 1)
    deliver(kantor, "koperasi_tahunan", koperasi({"KP-2": (7, "ya")}), 2)
    with pytest.raises(IssueError) as error:
        undo_delivery(first, ALASAN, by=orang("hendra"), at=at(3))
    (issue,) = error.value.issues
    assert (issue.kode, issue.apa, issue.mengapa) == ("TLK-R068", "1 barisnya sudah diubah sesudah itu", "Koperasi KP-2")


def test_a_delivery_whose_row_was_corrected_later_is_not_undone(kantor, orang) -> None:
    first = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya")}), 1)
    row = register_model("koperasi_tahunan").objects.get(kiriman=first)
    typed = {k.nama: cell_text(k, getattr(row, k.nama)) for k in editable(schemas()["koperasi_tahunan"])}
    correct_row(row, {**typed, "volume_usaha": "9"}, ALASAN, kantor=kantor, by=orang("hendra"), at=at(2))
    assert [issue.kode for issue in why_not_undo(first)] == ["TLK-R068"]


def test_a_delivery_that_a_later_one_repeats_is_not_undone_before_it(kantor, orang) -> None:
    """The later one left no row of its own; what it said would be lost."""
    first = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya")}), 1)
    second = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya"), "KP-3": (1, "ya")}), 2)
    assert second.laporan["sama"] == 1
    with pytest.raises(IssueError) as error:
        undo_delivery(first, ALASAN, by=orang("hendra"), at=at(3))
    assert "mengulang 1 baris yang sama" in error.value.issues[0].apa
    undo_delivery(second, ALASAN, by=orang("hendra"), at=at(4))
    undo_delivery(first, ALASAN, by=orang("hendra"), at=at(5))


def test_a_delivery_is_undone_once(kantor, orang) -> None:
    first = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya")}), 1)
    undone, _ = undo_delivery(first, ALASAN, by=orang("hendra"), at=at(2))
    for one in (first, undone):
        with pytest.raises(IssueError):
            undo_delivery(one, ALASAN, by=orang("hendra"), at=at(3))


def test_an_undo_asks_for_a_reason_and_for_the_right_to_deliver(kantor, orang) -> None:
    first = deliver(kantor, "koperasi_tahunan", koperasi({"KP-1": (5, "ya")}), 1)
    with pytest.raises(IssueError) as error:
        undo_delivery(first, "salah", by=orang("hendra"), at=at(2))
    assert [issue.di_mana for issue in error.value.issues] == ["alasan"]
    for username in ("ratna", "indra", "galuh", "dewi", "nia"):  # dewi delivers for Usaha Mikro only
        with pytest.raises(NotFoundError):
            undo_delivery(first, ALASAN, by=orang(username), at=at(2))


def test_a_published_figure_stands_and_a_next_vintage_is_proposed(kantor, orang, angka_terbit) -> None:
    rows = register_model("koperasi_tahunan").objects.filter(perangkat_daerah=kantor.kode, periode=2023)
    row = rows.filter(diketahui_sampai=None, volume_usaha__gt=0).order_by("entitas").first()
    text = (
        "nomor induk koperasi;nomor badan hukum;nama koperasi;tahun buku;volume usaha\n"
        f"{row.nomor_induk_koperasi or ''};{row.nomor_badan_hukum or ''};{row.nama_koperasi};2023;1000000"
    )
    named = HeaderHints("koperasi_tahunan", "2023", kantor.pemda_id, kantor.kode, (kantor.pemda_id,))
    found = check_named(text.encode(), "uji.csv", named, schemas(), paket.region_tree(), at(1))
    late = receive(found.checked, by=None, at=at(1))
    frozen = (angka_terbit.nilai, angka_terbit.status, angka_terbit.hash_potret)
    _, touched = undo_delivery(late, ALASAN, by=orang("hendra"), at=at(2))
    angka_terbit.refresh_from_db()
    assert (angka_terbit.nilai, angka_terbit.status, angka_terbit.hash_potret) == frozen
    assert angka_terbit.pk not in {one.pk for one in touched}


@pytest.fixture
def angka_terbit(angka):
    """A published figure that rests on the register."""
    return angka("KOP-03")


def test_personal_fields_are_withdrawn_with_their_delivery(kantor, orang) -> None:
    first = deliver(kantor, "usaha_monev", usaha({"a": (5, "3575010101010001")}), 1)
    kept = Identitas.objects.filter(kiriman=first, diketahui_sampai=None)
    assert kept.count() == 1
    undo_delivery(first, ALASAN, by=orang("hendra"), at=at(2))
    assert kept.count() == 0
