"""A file from the upload to the decision: sealed, checked, counted, answered, accepted once or refused."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tolok.services import unggahan as services
from tolok.services.akses import NotFoundError
from tolok.services.pekerjaan import run
from tolok.store.models import Kiriman, LogPerubahan, Pekerjaan, Unggahan, register_model
from tolok.values.issue import IssueError

NIK = "3575010101010001"
HEAD = "ID;Nama Usaha;NIK;nama pemilik;tahun monev;tanggal monev;kode kelurahan;omset\n"
ROWS = [
    f"77001;Keripik Satu;{NIK};Bu Yati;2024;05/05/2024;35.75.01.1001;100000",
    "77002;Keripik Dua;;;2024;06/05/2024;Bugul Lorr;200000",
    "77003;Keripik Tiga;;;2024;31/09/2024;35.75.01.1001;300000",
    "77004;Keripik Empat;;;2024;07/05/2024;35.75.01.1001;400000",
    "77004;Keripik Empat;;;2024;07/05/2024;35.75.01.1001;400000",
]
CSV = (HEAD + "\n".join(ROWS)).encode()


def upload(kantor, by, isi: bytes = CSV, berkas: str = "monev.csv", **instead) -> Unggahan:
    """Handed in and checked."""
    given = {"register": "usaha_monev", "periode": "2024", "cakupan": (), **instead}
    unggahan, job = services.hand_in(
        kantor, given["register"], given["periode"], given["cakupan"], berkas, isi, by=by, at=timezone.now()
    )
    run(job.pk)
    unggahan.refresh_from_db()
    return unggahan


def accept(unggahan: Unggahan, by, versi: int | None = None):
    found = Unggahan.objects.select_related("perangkat_daerah__pemda").get(pk=unggahan.pk)
    return services.accept(found, by=by, versi=unggahan.versi if versi is None else versi, at=timezone.now())


def test_the_four_counts_are_all_rows_that_were_read(kantor, orang) -> None:
    hasil = upload(kantor, orang("hendra")).hasil
    assert [hasil[name] for name in ("baris", "siap", "salah", "tanya", "ganda")] == [5, 2, 1, 1, 1]
    assert [one["kode"] for one in hasil["pertanyaan"]] == ["TLK-R024"]
    assert [(one["kode"], one["baris"]) for one in hasil["salah_kelompok"]] == [("TLK-R017", [4])]


def test_nothing_counts_before_somebody_accepts_and_then_exactly_what_was_looked_at(kantor, orang) -> None:
    deliveries, model = Kiriman.objects.count(), register_model("usaha_monev")
    before = model.objects.count()
    unggahan = upload(kantor, orang("hendra"))
    assert (Kiriman.objects.count(), model.objects.count()) == (deliveries, before)
    kiriman, touched = accept(unggahan, orang("hendra"))
    assert model.objects.filter(kiriman=kiriman).count() == unggahan.hasil["siap"] == 2
    assert {one.indikator.kode for one in touched} == {"UM-01", "UM-02"}
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.kiriman) == ("diterima", kiriman)


def test_the_preview_says_the_figure_that_accepting_gives(kantor, orang) -> None:
    rows = [f"7{n:05d};Usaha {n};;;2024;05/05/2024;35.75.01.1001;{n}000000" for n in range(400)]
    unggahan = upload(kantor, orang("hendra"), (HEAD + "\n".join(rows)).encode())
    told = {one["kode"]: one["menjadi"][0] for one in unggahan.hasil["akibat"]}
    _, touched = accept(unggahan, orang("hendra"))
    after = {one.indikator.kode: one.tampil for one in touched if one.tahun == 2024 and one.triwulan == 0}
    assert after
    assert all(told[kode] == shown for kode, shown in after.items())


def test_an_answer_is_asked_once_and_settles_its_rows(kantor, orang) -> None:
    unggahan = upload(kantor, orang("hendra"))
    (asked,) = unggahan.hasil["pertanyaan"]
    job = services.answer(
        unggahan, {asked["kunci"]: "0", "lain": "1"}, by=orang("hendra"), versi=unggahan.versi, at=timezone.now()
    )
    run(job.pk)
    unggahan.refresh_from_db()
    assert [unggahan.hasil[name] for name in ("baris", "siap", "salah", "tanya", "ganda")] == [5, 3, 1, 0, 1]
    assert unggahan.jawaban == {asked["kunci"]: "0"}
    assert [one["kunci"] for one in unggahan.hasil["pertanyaan"]] == [asked["kunci"]]  # can be changed still


def test_a_stale_page_decides_nothing(kantor, orang) -> None:
    unggahan = upload(kantor, orang("hendra"))
    for versi in (-1, unggahan.versi - 1, unggahan.versi + 1):
        with pytest.raises(IssueError) as error:
            accept(unggahan, orang("hendra"), versi)
        assert error.value.issues[0].kode == "TLK-R069"
    assert Unggahan.objects.get(pk=unggahan.pk).status == "siap"


def test_the_second_of_two_who_accept_is_told_by_whom_it_was_done(kantor, orang) -> None:
    unggahan = upload(kantor, orang("dewi"))
    accept(unggahan, orang("hendra"))
    count = Kiriman.objects.count()
    with pytest.raises(IssueError) as error:
        accept(unggahan, orang("dewi"))
    assert "baru saja diterima oleh Hendra Wijaya" in error.value.issues[0].apa
    assert Kiriman.objects.count() == count


def test_a_register_that_moved_since_the_check_is_checked_again(kantor, orang) -> None:
    first, second = upload(kantor, orang("hendra")), upload(kantor, orang("hendra"), CSV.replace(b"100000", b"110000"))
    accept(first, orang("hendra"))
    with pytest.raises(IssueError) as error:
        accept(second, orang("hendra"))
    assert "berubah sejak berkas diperiksa" in error.value.issues[0].apa
    second.refresh_from_db()
    assert second.status == "siap"
    job = services.check_again(second, by=orang("hendra"), versi=second.versi, at=timezone.now())
    run(job.pk)
    second.refresh_from_db()
    assert (second.hasil["berubah"], second.hasil["sama"]) == (1, 1)
    (changed,) = second.hasil["ubah"]
    assert (changed["nama"], changed["lama"], changed["baru"]) == ("Keripik Satu", "100.000", "110.000")
    accept(second, orang("hendra"))


def test_the_same_file_again_is_told(kantor, orang) -> None:
    accept(upload(kantor, orang("hendra")), orang("hendra"))
    again = upload(kantor, orang("hendra"))
    assert again.hasil["kembar"]
    assert (again.hasil["baru"], again.hasil["berubah"], again.hasil["sama"]) == (0, 0, 2)


def test_a_file_of_another_register_is_refused_with_the_guess(kantor, orang) -> None:
    unggahan = upload(kantor, orang("hendra"), register="koperasi_tahunan")
    assert unggahan.status == "gagal"
    assert unggahan.hasil["issues"][0]["kode"] == "TLK-R067"
    assert "usaha_monev" in unggahan.hasil["issues"][0]["saran"]


def test_an_empty_delivery_is_declared_and_counts_as_zero(kantor, orang) -> None:
    unggahan = upload(kantor, orang("hendra"), HEAD.encode(), periode="2020")
    assert (unggahan.status, unggahan.hasil["baris"], unggahan.hasil["siap"]) == ("siap", 0, 0)
    kiriman, _ = accept(unggahan, orang("hendra"))
    assert (kiriman.periode, kiriman.cakupan, kiriman.laporan["baris"]) == ("2020", ["35.75"], 0)


def test_a_file_without_one_good_row_is_never_taken_for_zero(kantor, orang) -> None:
    unggahan = upload(kantor, orang("hendra"), (HEAD + ROWS[2]).encode())
    assert (unggahan.hasil["baris"], unggahan.hasil["siap"]) == (1, 0)
    with pytest.raises(IssueError):
        accept(unggahan, orang("hendra"))


def test_refusing_asks_for_a_reason_and_throws_the_content_away(kantor, orang, django_capture_on_commit_callbacks) -> None:
    unggahan = upload(kantor, orang("hendra"))
    with pytest.raises(IssueError):
        services.refuse(unggahan, "salah", by=orang("hendra"), versi=unggahan.versi, at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        services.refuse(unggahan, "berkas bulan lalu", by=orang("hendra"), versi=unggahan.versi, at=timezone.now())
    assert Unggahan.objects.get(pk=unggahan.pk).status == "ditolak"
    assert list(Path(settings.UNGGAHAN).glob(f"{unggahan.pk}.*")) == []
    assert LogPerubahan.objects.filter(tindakan="unggahan.ditolak").count() == 1


def test_no_personal_field_lies_open_in_a_file_or_beside_the_upload(kantor, orang) -> None:
    unggahan = upload(kantor, orang("hendra"))
    files = list(Path(settings.UNGGAHAN).glob(f"{unggahan.pk}.*"))
    assert len(files) == 2
    for secret in (NIK, "Bu Yati"):
        assert all(secret.encode() not in file.read_bytes() for file in files)
        assert secret not in str(unggahan.hasil)
        assert not any(secret in str(job.keluaran) + job.kalimat for job in Pekerjaan.objects.all())
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


@pytest.mark.parametrize(
    ("berkas", "isi", "said"),
    [
        ("../../etc/passwd.csv", CSV, "nama berkas"),
        ("..\\..\\win.csv", CSV, "nama berkas"),
        ("a\x00b.csv", CSV, "nama berkas"),
        ("a\u202evsc.exe.csv", CSV, "nama berkas"),
        ("x" * 121 + ".csv", CSV, "nama berkas"),
        ("data.exe", b"MZ\x90", "jenis berkas"),
        ("data.xlsm", b"PK", "jenis berkas"),
        ("data.xls", b"\xd0\xcf\x11\xe0", "jenis berkas"),
        ("kosong.csv", b" \n", "kosong"),
    ],
)
def test_what_no_check_can_mend_is_refused_and_nothing_is_kept(kantor, orang, berkas, isi, said) -> None:
    before = Unggahan.objects.count(), sorted(Path(settings.UNGGAHAN).iterdir())
    with pytest.raises(IssueError) as error:
        services.hand_in(kantor, "usaha_monev", "2024", (), berkas, isi, by=orang("hendra"), at=timezone.now())
    assert error.value.issues[0].kode == "TLK-R066"
    assert any(said in issue.apa for issue in error.value.issues)
    assert (Unggahan.objects.count(), sorted(Path(settings.UNGGAHAN).iterdir())) == before


@pytest.mark.parametrize(("periode", "cakupan"), [("2024-TW9", ()), ("kemarin", ()), ("2099", ()), ("2024", ("32.75",))])
def test_another_period_or_another_region_is_refused(kantor, orang, periode, cakupan) -> None:
    with pytest.raises(IssueError):
        upload(kantor, orang("hendra"), periode=periode, cakupan=cakupan)


@pytest.mark.parametrize(
    ("username", "register"),
    [("hendra", "lke"), ("hendra", "temuan"), ("dewi", "koperasi_tahunan"), ("siti", "usaha_monev"),
     ("ratna", "usaha_monev"), ("indra", "usaha_monev"), ("galuh", "usaha_monev"), ("nia", "usaha_monev"),
     ("hendra", "tidak_ada")],
)  # fmt: skip
def test_only_who_owns_a_register_delivers_it(kantor, orang, username, register) -> None:
    with pytest.raises(NotFoundError):
        services.hand_in(kantor, register, "2024", (), "x.csv", CSV, by=orang(username), at=timezone.now())


def test_the_inspektorat_delivers_what_it_examines(kantor, orang) -> None:
    text = "nomor temuan;tahun;tanggal laporan hasil pemeriksaan;asal pemeriksaan\nT-9901;2024;05/06/2024;APIP"
    unggahan = upload(kantor, orang("indra"), text.encode(), register="temuan")
    assert unggahan.hasil["siap"] == 1
