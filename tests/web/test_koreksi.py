"""Correcting one row: look, check, save; the old row is closed, the figures that it touches get a new vintage."""

import pytest
from django.test import Client

from tolok.services.koreksi import cell_text, editable, read_changes
from tolok.store.models import Kiriman, LogPerubahan, register_model, schemas
from tolok.values.issue import IssueError
from web.lima_kasus import CSP, Formulir, Kasus, bring, person_with

ALASAN = "volume menurut laporan RAT nomor 12"
MODEL = "koperasi_tahunan"


@pytest.fixture
def row(kantor):
    """A koperasi whose volume counts in the growth of 2023 and of 2024."""
    rows = register_model(MODEL).objects.filter(perangkat_daerah=kantor.kode, periode=2023, diketahui_sampai=None)
    return rows.filter(volume_usaha__gt=0).order_by("entitas").first()


def url(row) -> str:
    return f"/k/35.75-2.17/2023/register/{MODEL}/{row.entitas}/2023/koreksi/"


def body(row, **typed: str) -> dict[str, str]:
    """The form as it was opened, with these fields typed over."""
    known = {kolom.nama: cell_text(kolom, getattr(row, kolom.nama)) for kolom in editable(schemas()[MODEL])}
    return {**known, "dasar": str(row.pk), "alasan": ALASAN, "tahap": "simpan", **typed}


def versions(row) -> list:
    return list(register_model(MODEL).objects.filter(entitas=row.entitas, periode=2023).order_by("id"))


class TestFormulir(Formulir):
    asing = ("nia", "dadang", "melinda", "fajar")
    bukan = ("siti", "ratna", "yusuf")

    @pytest.fixture
    def kasus(self, row) -> Kasus:
        # the correction, and a draft of each of the figures that rest on it: of its year and of the year after
        return Kasus(url(row), "hendra", body(row, volume_usaha="1.000.000"), "/k/35.75-2.17/2023/", tercatat=3)

    def state(self) -> object:
        return register_model(MODEL).objects.count(), Kiriman.objects.count(), LogPerubahan.objects.count()


def test_a_saved_correction_closes_the_row_and_drafts_the_next_vintage_with_its_reason(row, masuk, angka, orang) -> None:
    before = angka("KOP-03")
    done = masuk("hendra").post(url(row), body(row, volume_usaha="1.000.000"), follow=True)
    assert done.redirect_chain == [("/k/35.75-2.17/2023/", 302)]
    assert "KOP-03" in done.content.decode()
    old, new = versions(row)
    assert old.volume_usaha == row.volume_usaha
    assert new.volume_usaha == 1_000_000
    assert old.diketahui_sampai == new.diketahui_dari
    assert new.diketahui_sampai is None
    vintage = angka("KOP-03", nomor=2)
    assert (vintage.status, vintage.alasan_koreksi, vintage.koreksi) == ("draf", ALASAN, new.kiriman)
    assert vintage.nilai != before.nilai
    again = angka("KOP-03")
    assert (again.nilai, again.lembar, again.status) == (before.nilai, before.lembar, "diterbitkan")
    entry = LogPerubahan.objects.get(tindakan="baris.dikoreksi")
    assert (entry.oleh, entry.isi) == (orang("hendra"), {"kolom": ["volume_usaha"], "alasan": ALASAN})


def test_checking_first_shows_old_and_new_and_saves_nothing(row, masuk) -> None:
    page = masuk("hendra").post(url(row), body(row, volume_usaha="1.000.000", tahap="periksa"))
    assert page.status_code == 200
    assert "1.000.000" in page.content.decode()
    assert cell_text(schemas()[MODEL].by_nama["volume_usaha"], row.volume_usaha) in page.content.decode()
    assert len(versions(row)) == 1


def test_a_role_that_only_reads_does_not_find_it_either(row) -> None:
    client = Client()
    client.force_login(person_with("pengawas", "inspektorat", "publik"))
    assert client.post(url(row), body(row, volume_usaha="1")).status_code == 404
    assert len(versions(row)) == 1


def test_the_second_of_two_people_is_told_and_overwrites_nothing(row, masuk) -> None:
    second = Client()
    second.force_login(person_with("rekan", "operator"))
    assert masuk("hendra").post(url(row), body(row, volume_usaha="1.000.000")).status_code == 302
    late = second.post(url(row), body(row, volume_usaha="2.000.000"))
    assert late.status_code == 409
    assert "baru saja dikoreksi orang lain" in late.content.decode()
    assert [one.volume_usaha for one in versions(row)] == [row.volume_usaha, 1_000_000]


def test_the_same_form_sent_twice_corrects_once(row, masuk) -> None:
    client = masuk("hendra")
    assert [client.post(url(row), body(row, volume_usaha="7")).status_code for _ in range(2)] == [302, 409]
    assert Kiriman.objects.filter(jenis="koreksi").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"volume_usaha": "73.46"}, "Maksud Anda 73,46?"),
        ({"volume_usaha": "seribu"}, "bukan angka"),
        ({"volume_usaha": "1e9"}, "bukan angka"),
        ({"volume_usaha": "1,5"}, "terlalu halus"),
        ({"volume_usaha": "9" * 30}, "melampaui batas"),
        ({"jenis_koperasi": "Simpan Pinjem"}, "Maksud Anda `Simpan Pinjam`?"),
        ({"rat": "mungkin"}, "bukan pilihan"),
        ({"nama_koperasi": ""}, "wajib diisi"),
        ({"nama_koperasi": "Melati\x1fMawar"}, "teks tidak dapat dipakai"),
        ({"nama_koperasi": "Mela\u202eti"}, "teks tidak dapat dipakai"),
        ({"volume_usaha": "7", "alasan": "salah"}, "alasan koreksi belum cukup"),
        ({"volume_usaha": "7", "alasan": "          "}, "alasan koreksi belum cukup"),
        ({}, "tidak ada yang berubah"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_saved(row, masuk, typed, said) -> None:
    response = masuk("hendra").post(url(row), body(row, **typed))
    text = response.content.decode().replace("&#x27;", "'")
    assert response.status_code == 409
    assert said in text
    assert len(versions(row)) == 1
    assert Kiriman.objects.filter(jenis="koreksi").count() == 0


def test_keys_of_the_row_cannot_be_changed_by_a_forged_form(row, masuk) -> None:
    forged = {"nomor_induk_koperasi": "1", "entitas": "0" * 32, "pemda": "32.75", "perangkat_daerah": "32.75/2.17"}
    assert masuk("hendra").post(url(row), body(row, volume_usaha="7", **forged)).status_code == 302
    _, new = versions(row)
    assert (new.nomor_induk_koperasi, new.pemda, new.perangkat_daerah) == (row.nomor_induk_koperasi, "35.75", "35.75/2.17")


def test_a_past_standpoint_corrects_nothing(row, masuk) -> None:
    response = masuk("hendra").post(url(row) + "?diketahui=2024-02-01", body(row, volume_usaha="7"))
    assert (response.status_code, response["Location"]) == (302, url(row))
    assert len(versions(row)) == 1


def test_unknown_rows_and_registers_are_not_found(row, masuk) -> None:
    client = masuk("hendra")
    for path in (
        "tidak_ada/x/2023",
        f"{MODEL}/{'0' * 32}/2023",
        f"{MODEL}/{row.entitas}/1999",
        f"{MODEL}/{row.entitas}/99999999999999999999",
    ):
        assert client.get(f"/k/35.75-2.17/2023/register/{path}/koreksi/").status_code == 404


def test_an_entered_figure_is_shown_and_read_as_officials_write_it(masuk, kantor, angka) -> None:
    """The value of an LHE is stored as 73.46 and typed as 73,46; what is no number never reaches the register."""
    model = register_model("data")
    lhe = model.objects.get(perangkat_daerah=kantor.kode, periode=2023, kode="nilai_lhe", diketahui_sampai=None)
    address = f"/k/35.75-2.17/2023/register/data/{lhe.entitas}/2023/koreksi/"
    client = masuk("hendra")
    assert 'value="73,46"' in client.get(address).content.decode()
    form = {"dasar": str(lhe.pk), "bukti": lhe.bukti or "", "alasan": "LHE edisi perbaikan", "tahap": "simpan"}
    for typed in ("74.5", "tujuh puluh", "74,5,1", ""):
        assert client.post(address, {**form, "nilai": typed}).status_code == 409
    assert client.post(address, {**form, "nilai": "74,50"}).status_code == 302
    assert angka("TK-01", nomor=2).nilai == "149/2"
    new = model.objects.get(entitas=lhe.entitas, periode=2023, diketahui_sampai=None)
    assert new.nilai == "74.5"  # as a delivery would store it


def test_a_correction_during_approval_reaches_the_figure_when_it_is_published(row, masuk, angka) -> None:
    """What was verified is what gets published; the correction then stands in a next vintage, not in oblivion."""
    figure = bring(angka("KOP-03", 2024), 3)
    assert masuk("hendra").post(url(row), body(row, volume_usaha="1.000.000")).status_code == 302
    assert angka("KOP-03", 2024).nilai == figure.nilai
    path = "/k/35.75-2.17/2024/KOP-03/terbitan/1/terbitkan/"
    assert masuk("yusuf").post(path, {"versi": str(figure.versi)}).status_code == 302
    published, follow_up = angka("KOP-03", 2024), angka("KOP-03", 2024, nomor=2)
    assert (published.nilai, published.status) == (figure.nilai, "diterbitkan")
    assert (follow_up.status, follow_up.alasan_koreksi) == ("draf", ALASAN)
    assert follow_up.nilai != published.nilai


def test_a_correction_during_approval_reaches_the_figure_when_it_is_returned(row, masuk, angka) -> None:
    figure = bring(angka("KOP-03", 2024), 1)
    masuk("hendra").post(url(row), body(row, volume_usaha="1.000.000"))
    path = "/k/35.75-2.17/2024/KOP-03/terbitan/1/kembalikan/"
    masuk("siti").post(path, {"versi": str(figure.versi), "catatan": "ada koreksi volume usaha"})
    returned = angka("KOP-03", 2024)
    assert returned.status == "dikembalikan"
    assert returned.nilai != figure.nilai
    stale = masuk("hendra").post(path.replace("kembalikan", "ajukan"), {"versi": str(figure.versi + 1)})
    assert stale.status_code == 409


def test_two_corrections_before_publication_leave_both_reasons_on_the_vintage(row, masuk, angka) -> None:
    client = masuk("hendra")
    client.post(url(row), body(row, volume_usaha="1.000.000"))
    client.post(url(row), body(versions(row)[-1], volume_usaha="2.000.000", alasan="angka kedua dari neraca"))
    assert angka("KOP-03", nomor=2).alasan_koreksi == f"{ALASAN}; angka kedua dari neraca"


def test_the_page_carries_the_policy_and_nothing_inline(row, masuk) -> None:
    response = masuk("hendra").get(url(row))
    assert response["Content-Security-Policy"].startswith(CSP)
    assert " style=" not in response.content.decode()


def test_reading_a_form_never_raises_anything_but_issues() -> None:
    for schema in schemas().values():
        empty = type("Row", (), {kolom.nama: None for kolom in schema.kolom})()
        for text in ("x", "-1", "9" * 30, "1e5", "a\x00b", "ya", "2024-02-30", "31/12/2023", "−7", "5,5", "⅓", "٣"):
            for kolom in editable(schema):
                try:
                    changes = read_changes(schema, empty, {kolom.nama: text})
                except IssueError:
                    continue
                assert all(change.baru is not None for change in changes)
