"""Personal fields: sealed at the way in, masked, opened with a reason, erased for good; figures never notice."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tolok.registers.receive import check_file
from tolok.services import identitas, paket
from tolok.services.akses import NotFoundError
from tolok.services.identitas import Subjek, erase, fields_of, keep, open_subjek_for, reveal, shared_numbers, withdraw
from tolok.services.penerimaan import receive
from tolok.services.potret import snapshot_at
from tolok.store.models import Identitas, Kiriman, LogPerubahan, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
NIK = "3575019901900017"
ALASAN = "surat permohonan pemilik nomor 12"
KEPALA = "ID Badan Usaha;Nama Usaha;NIK;Nama Pemilik;Tanggal;Kode Kelurahan;Omset\n"


@pytest.fixture
def kirim(tmp_path, db):
    """Deliver rows of monev 2026 to Kota Pasuruan: (number, NIK, owner, omset)."""

    def deliver(*rows: tuple[str, str, str, str], at: datetime = AT, nama: str = "monev.csv") -> Kiriman:
        lines = [f"{n};Warung {n};{nik};{pemilik};2026-01-15;35.75.01.1001;{omset}\n" for n, nik, pemilik, omset in rows]
        path = tmp_path / nama
        path.write_text(KEPALA + "".join(lines), encoding="utf-8")
        note = "register: usaha_monev\nperiode: 2026\npemda: 35.75\nperangkat_daerah: 35.75/2.17\ncakupan: [35.75]\n"
        path.with_suffix(".kiriman.yaml").write_text(note, encoding="utf-8")
        return receive(check_file(path, nama, schemas(), paket.region_tree(), at), by=None, at=at)

    return deliver


def row_of(nomor: str):
    return register_model("usaha_monev").objects.get(id_data_badan_usaha=nomor, periode=2026, diketahui_sampai=None)


@pytest.fixture
def subjek(kirim, kantor) -> Subjek:
    kirim(("990001", NIK, "Sri Wahyuni", "1000000"))
    return Subjek(kantor, "usaha_monev", row_of("990001").entitas)


def test_personal_columns_are_sealed_and_stand_in_no_row_log_report_or_snapshot(kirim, kantor) -> None:
    kiriman = kirim(("990001", NIK, "Sri Wahyuni", "1000000"))
    kept = Identitas.objects.filter(kiriman=kiriman)
    assert sorted(one.kolom for one in kept) == ["nama_pemilik", "nik_penduduk"]
    assert not any(NIK.encode() in bytes(one.rahasia) or b"Sri" in bytes(one.rahasia) for one in kept)
    row = row_of("990001")
    assert NIK not in str(vars(row)) and "Sri" not in str(vars(row))
    assert NIK not in str(kiriman.laporan) + str(list(LogPerubahan.objects.values_list("isi", flat=True)))
    assert NIK not in str(snapshot_at(kantor.pemda_id, AT + timedelta(days=1)))


def test_they_are_shown_masked_and_open_only_when_asked(subjek) -> None:
    masked = {one.kolom.nama: (one.samar, one.isi) for one in fields_of(subjek)}
    assert masked == {"nik_penduduk": ("3575 •••• •••• ••17", ""), "nama_pemilik": ("S•••• W••••", "")}
    opened = {one.kolom.nama: one.isi for one in fields_of(subjek, terbuka=True)}
    assert opened == {"nik_penduduk": NIK, "nama_pemilik": "Sri Wahyuni"}


def test_the_same_delivery_again_adds_nothing_and_another_value_closes_the_old_one(kirim, subjek) -> None:
    kirim(("990001", NIK, "Sri Wahyuni", "1000000"), at=AT + timedelta(days=1))
    assert Identitas.objects.filter(entitas=subjek.entitas).count() == 2
    later = kirim(("990001", NIK, "Sri Wahyuningsih", "1000000"), at=AT + timedelta(days=2))
    names = Identitas.objects.filter(entitas=subjek.entitas, kolom="nama_pemilik").order_by("pk")
    assert [one.diketahui_sampai for one in names] == [later.diterima_pada, None]
    assert {one.isi for one in fields_of(subjek, terbuka=True)} == {NIK, "Sri Wahyuningsih"}


def test_a_field_that_a_delivery_leaves_empty_is_no_correction(kirim, subjek) -> None:
    kirim(("990001", "", "-", "2000000"), at=AT + timedelta(days=1))
    assert {one.isi for one in fields_of(subjek, terbuka=True)} == {NIK, "Sri Wahyuni"}


def test_undoing_a_batch_closes_what_it_brought_and_lets_the_former_value_hold_again(kirim, subjek) -> None:
    wrong = kirim(("990001", NIK, "Orang Lain", "1"), ("990002", "3575019901900099", "Baru", "1"), at=AT + timedelta(days=1))
    batal = Kiriman.objects.create(
        register="usaha_monev", perangkat_daerah=subjek.kantor, periode="2026", jenis="batal",
        diterima_pada=AT + timedelta(days=2),
    )  # fmt: skip
    withdraw(wrong, batal)
    assert {one.isi for one in fields_of(subjek, terbuka=True)} == {NIK, "Sri Wahyuni"}
    assert fields_of(Subjek(subjek.kantor, "usaha_monev", row_of("990002").entitas)) == ()


def test_opening_asks_a_reason_is_logged_without_any_value_and_holds_five_minutes(subjek, orang) -> None:
    assert reveal(subjek, ALASAN, by=orang("hendra"), at=AT) == AT + timedelta(minutes=5)
    entry = LogPerubahan.objects.get(tindakan="identitas.diungkap", objek=subjek.objek)
    assert (entry.oleh, entry.objek) == (orang("hendra"), f"usaha_monev {subjek.entitas}")
    assert entry.isi == {"alasan": ALASAN, "kolom": ["nik_penduduk", "nama_pemilik"]}


@pytest.mark.parametrize(
    ("alasan", "kode"),
    [
        ("", "TLK-A030"),
        ("perlu", "TLK-A030"),
        ("1234567890 12", "TLK-A030"),
        (f"memeriksa NIK {NIK} dari warung", "TLK-A031"),
        ("memeriksa nama sri wahyuni untuk surat", "TLK-A031"),
    ],
)
def test_a_reason_that_is_none_or_holds_the_data_itself_opens_nothing(subjek, orang, alasan, kode) -> None:
    with pytest.raises(IssueError, match=kode):
        reveal(subjek, alasan, by=orang("hendra"), at=AT)
    assert not LogPerubahan.objects.filter(tindakan="identitas.diungkap", objek=subjek.objek).exists()


def test_another_nik_in_a_reason_is_masked_before_it_is_logged(subjek, orang) -> None:
    reveal(subjek, "dibandingkan dengan 3575010101800001 pada surat", by=orang("hendra"), at=AT)
    assert "3575010101800001" not in str(LogPerubahan.objects.get(tindakan="identitas.diungkap", objek=subjek.objek).isi)


def test_no_more_than_thirty_rows_are_opened_in_an_hour(subjek, orang) -> None:
    for minute in range(30):
        reveal(subjek, ALASAN, by=orang("hendra"), at=AT + timedelta(minutes=minute))
    with pytest.raises(IssueError, match="TLK-A032"):
        reveal(subjek, ALASAN, by=orang("hendra"), at=AT + timedelta(minutes=31))
    reveal(subjek, ALASAN, by=orang("indra"), at=AT + timedelta(minutes=31))
    reveal(subjek, ALASAN, by=orang("hendra"), at=AT + timedelta(minutes=90))


@pytest.mark.parametrize("username", ["ratna", "siti", "yusuf", "galuh", "dadang", "fajar"])
def test_who_lacks_the_right_cannot_open(subjek, orang, username) -> None:
    with pytest.raises(NotFoundError):
        reveal(subjek, ALASAN, by=orang(username), at=AT)


def test_erasing_leaves_neither_text_nor_fingerprint_and_moves_no_row(kirim, subjek, orang) -> None:
    kirim(("990001", NIK, "Sri Wahyuningsih", "1000000"), at=AT + timedelta(days=1))
    before = snapshot_at(subjek.kantor.pemda_id, AT + timedelta(days=3)).pieces
    assert erase(subjek, "permintaan pemilik, surat nomor 7", by=orang("ratna"), at=AT + timedelta(days=2)) == 3
    rows = Identitas.objects.filter(entitas=subjek.entitas)
    assert {(one.rahasia, one.sidik) for one in rows} == {(None, "")}
    assert all(one.dihapus for one in fields_of(subjek, terbuka=True))
    assert snapshot_at(subjek.kantor.pemda_id, AT + timedelta(days=3)).pieces == before
    assert LogPerubahan.objects.get(tindakan="identitas.dihapus").isi["medan"] == 3


def test_what_was_erased_is_not_taken_in_again(kirim, subjek, orang) -> None:
    erase(subjek, "permintaan pemilik, surat nomor 7", by=orang("ratna"), at=AT + timedelta(days=1))
    kirim(("990001", NIK, "Sri Wahyuni", "5"), at=AT + timedelta(days=2))
    assert not Identitas.objects.filter(entitas=subjek.entitas).exclude(rahasia=None).exists()


@pytest.mark.parametrize("username", ["hendra", "siti", "indra", "galuh", "melinda"])
def test_only_the_head_of_the_office_erases(subjek, orang, username) -> None:
    with pytest.raises(NotFoundError):
        erase(subjek, "permintaan pemilik, surat nomor 7", by=orang(username), at=AT)


def test_the_database_itself_forbids_rewriting_or_deleting_a_sealed_field(subjek) -> None:
    rows = Identitas.objects.filter(entitas=subjek.entitas)
    for change in ({"rahasia": b"lain"}, {"sidik": "lain"}, {"entitas": "lain"}, {"dihapus_pada": AT}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.first().delete()


def test_one_nik_on_two_entities_is_found_across_deliveries_without_showing_it(kirim, subjek, kantor) -> None:
    assert shared_numbers(kantor, "usaha_monev") == () or subjek.entitas not in str(shared_numbers(kantor, "usaha_monev"))
    kirim(("990002", f"'{NIK}", "Sri W.", "3"), at=AT + timedelta(days=1), nama="kedua.csv")
    groups = [group for group in shared_numbers(kantor, "usaha_monev") if subjek.entitas in group]
    assert groups == [tuple(sorted((subjek.entitas, row_of("990002").entitas)))]


def test_an_entity_is_found_only_by_who_may_look_at_rows_of_its_own_office(subjek, orang) -> None:
    assert open_subjek_for(orang("hendra"), "35.75-2.17", "usaha_monev", subjek.entitas) == subjek
    for username, slug in (("galuh", "35.75-2.17"), ("dadang", "35.75-2.17"), ("dadang", "32.75-2.17")):
        with pytest.raises(NotFoundError):
            open_subjek_for(orang(username), slug, "usaha_monev", subjek.entitas)
    for register in ("tidak_ada", "temuan", "koperasi_tahunan"):
        with pytest.raises(NotFoundError):
            open_subjek_for(orang("hendra"), "35.75-2.17", register, subjek.entitas)


def test_a_register_without_personal_columns_keeps_nothing(kantor) -> None:
    kiriman = Kiriman(register="temuan")
    empty = type("Checked", (), {"pribadi": None})()
    assert keep(schemas()["temuan"], kantor, kiriman, empty) == 0


def test_short_values_are_masked_whole() -> None:
    columns = {k.nama: k for k in schemas()["usaha"].pribadi}
    assert identitas.mask(columns["nomor_telepon"], "0812") == "•••• ••••"
    assert identitas.mask(columns["alamat_usaha"], "Jalan Melati 3") == "•••• ••••"
