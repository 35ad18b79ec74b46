"""The five cases of every form and of every step, and what else must hold of it: a test module says what is its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from tolok.services.persetujuan import take_step
from tolok.store.models import Langkah, LogPerubahan, Pengguna, Peran, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB
from tolok.values.period import Period

URUTAN = (("ajukan", "hendra"), ("verifikasi", "siti"), ("setujui", "ratna"), ("terbitkan", "yusuf"))
ALASAN = "omset dua usaha perlu diperiksa lagi"
CSP = "default-src 'self'; script-src 'self'; style-src 'self';"
INLINE = (" style=", "<style", "<script>", " onclick=", "javascript:")


def bring(row: Realisasi, steps: int) -> Realisasi:
    """Take the first steps of the four, each by its own person."""
    for day, (aksi, username) in enumerate(URUTAN[:steps], start=1):
        row.refresh_from_db()
        take_step(
            aksi,
            by=Pengguna.objects.get(username=username),
            slug="35.75-2.17",
            kode=row.indikator.kode,
            period=Period(row.tahun),
            nomor=row.nomor,
            versi=row.versi,
            at=datetime(2026, 3, day, 9, tzinfo=WIB),
        )
    row.refresh_from_db()
    return row


def person_with(username: str, *roles: str, kantor: str = "35.75/2.17") -> Pengguna:
    """A new invented person with these roles in one office; as such he needs no second factor."""
    orang = Pengguna.objects.create(username=username, nama=f"{username} (dikarang)", contoh=True)
    office = PerangkatDaerah.objects.get(kode=kantor)
    for role in roles:
        Peran.objects.create(pengguna=orang, pemda=office.pemda, perangkat_daerah=office, peran=role, jabatan=role)
    return orang


@dataclass(frozen=True)
class Kasus:
    """One form: where it is, who may send it, what is sent, where he is led; who of his office does not even find it."""

    url: str
    oleh: str
    isi: Mapping[str, object]
    lanjut: str = ""
    bukan: tuple[str, ...] = ()
    tercatat: int = 1  # entries of the log that it leaves


def send(client: Client, kasus: Kasus, tail: str = "", **more: object) -> HttpResponse:
    """The form as a browser sends it, its files from their beginning."""
    for one in kasus.isi.values():
        if hasattr(one, "seek"):
            one.seek(0)
    return client.post(kasus.url + tail, kasus.isi, **more)


class Pintu:
    """Who comes no further than the door of a form, and by which ways. The module gives the fixture `kasus`."""

    asing: tuple[str, ...] = ("dadang", "melinda", "nia", "fajar", "rahma")
    lampau: str = "2024-02-01"

    def state(self) -> object:
        """Everything that the form would change."""
        raise NotImplementedError

    def test_who_is_not_signed_in_is_asked_to_and_comes_back_here(self, kasus) -> None:
        before = self.state()
        for response in (Client().get(kasus.url), send(Client(), kasus)):
            assert (response.status_code, response["Location"]) == (302, f"/masuk/?next={kasus.url}")
        assert self.state() == before

    def test_a_person_of_another_office_finds_no_such_page(self, kasus, masuk) -> None:
        self.finds_nothing(kasus, masuk, self.asing)

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_another_method_is_answered_in_plain_words_and_changes_nothing(self, kasus, masuk, method) -> None:
        before = self.state()
        response = getattr(masuk(kasus.oleh), method)(kasus.url)
        assert (response.status_code, response["Allow"]) == (405, "GET, POST")
        assert "Langkah ini tidak dikenal" in response.content.decode()
        assert self.state() == before

    def test_a_past_standpoint_decides_nothing_and_leads_back_to_the_present(self, kasus, masuk) -> None:
        before = self.state()
        response = send(masuk(kasus.oleh), kasus, f"?diketahui={self.lampau}")
        assert (response.status_code, response["Location"]) == (302, kasus.url)
        assert self.state() == before

    def test_a_post_without_the_token_of_the_form_is_refused(self, kasus, orang) -> None:
        before, client = self.state(), Client(enforce_csrf_checks=True)
        client.force_login(orang(kasus.oleh))
        assert send(client, kasus).status_code == 403
        assert self.state() == before

    def test_the_page_carries_the_policy_and_nothing_inline(self, kasus, masuk) -> None:
        response = masuk(kasus.oleh).get(kasus.url)
        assert response["Content-Security-Policy"].startswith(CSP)
        assert [mark for mark in INLINE if mark in response.content.decode()] == []

    def finds_nothing(self, kasus, masuk, people) -> None:
        before = self.state()
        assert people
        for username in people:
            assert masuk(username).get(kasus.url).status_code == 404, username
            assert send(masuk(username), kasus).status_code == 404, username
        assert self.state() == before


class Formulir(Pintu):
    """One form inside an office that exists only for who may send it."""

    bukan: tuple[str, ...] = ()

    def test_who_may_opens_the_form_sends_it_and_reads_what_was_done(self, kasus, masuk) -> None:
        client, before, logged = masuk(kasus.oleh), self.state(), LogPerubahan.objects.count()
        assert client.get(kasus.url).status_code == 200
        done = send(client, kasus, follow=True)
        assert [code for _, code in done.redirect_chain] == [302], done.content.decode()[-3000:]
        assert kasus.lanjut in ("", done.redirect_chain[0][0])
        assert done.status_code == 200
        assert 'class="pesan baik" role="status"' in done.content.decode()
        assert self.state() != before
        assert LogPerubahan.objects.count() == logged + kasus.tercatat
        assert LogPerubahan.objects.latest("urut").oleh.username == kasus.oleh

    def test_for_a_role_without_the_right_the_page_does_not_exist(self, kasus, masuk) -> None:
        self.finds_nothing(kasus, masuk, kasus.bukan or self.bukan)


class LimaKasus(Pintu):
    """One step on KOP-01 2023 of Kota Pasuruan, which the demonstration leaves as a draft."""

    aksi: str
    sebelum: int  # steps that lie before it
    dari: str
    menjadi: str
    oleh: str
    bukan: tuple[str, ...]
    asing = ("dadang", "nia", "melinda", "taufik")

    @pytest.fixture
    def row(self, angka) -> Realisasi:
        found = bring(angka("KOP-01"), self.sebelum)
        assert found.status == self.dari
        assert Langkah.objects.filter(realisasi=found).count() == self.sebelum
        return found

    @pytest.fixture
    def kasus(self, row) -> Kasus:
        return Kasus(self.url, self.oleh, self.body(row))

    @property
    def url(self) -> str:
        return f"/k/35.75-2.17/2023/KOP-01/terbitan/1/{self.aksi}/"

    def body(self, row: Realisasi) -> dict[str, str]:
        return {"versi": str(row.versi), "catatan": ALASAN if self.aksi == "kembalikan" else ""}

    def state(self) -> object:
        known = Realisasi.objects.order_by("pk").values_list("pk", "status", "versi", "nilai", "diterbitkan_pada")
        return tuple(known), Langkah.objects.count()

    def test_the_person_whose_turn_it_is_takes_the_step_and_it_is_logged(self, row, masuk, orang) -> None:
        client, before = masuk(self.oleh), LogPerubahan.objects.count()
        asked = client.get(self.url)
        assert asked.status_code == 200
        assert f'name="versi" value="{row.versi}"' in asked.content.decode()
        done = client.post(self.url, self.body(row), follow=True)
        assert done.redirect_chain == [("/k/35.75-2.17/2023/KOP-01/", 302)]
        row.refresh_from_db()
        assert row.status == self.menjadi
        last = Langkah.objects.filter(realisasi=row).last()
        assert (last.aksi, last.oleh) == (self.aksi, orang(self.oleh))
        entry = LogPerubahan.objects.filter(tindakan=f"realisasi.{self.menjadi}").latest("urut")
        assert (entry.objek, entry.oleh, entry.isi["potret"]) == ("KOP-01 2023 nomor 1", orang(self.oleh), row.hash_potret)
        assert LogPerubahan.objects.count() == before + 1

    def test_a_role_that_only_reads_may_look_and_is_told_but_decides_nothing(self, row) -> None:
        client, before = Client(), self.state()
        client.force_login(person_with("pengawas", "inspektorat"))
        asked = client.get(self.url)
        assert asked.status_code == 200
        assert 'name="versi"' not in asked.content.decode()
        assert "Menunggu" in asked.content.decode()
        assert client.post(self.url, self.body(row)).status_code == 409
        assert self.state() == before

    def test_another_role_of_the_same_office_is_refused_with_the_reason(self, row, masuk) -> None:
        before = self.state()
        for username in self.bukan:
            response = masuk(username).post(self.url, self.body(row))
            assert response.status_code == 409
            assert "Menunggu" in response.content.decode()
        assert self.state() == before

    @pytest.mark.parametrize("versi", ["", "-1", "abc", "999", "1e3", "٠", "9" * 40])
    def test_a_page_that_is_not_of_this_version_decides_nothing(self, row, masuk, versi) -> None:
        before = self.state()
        response = masuk(self.oleh).post(self.url, {**self.body(row), "versi": versi})
        assert response.status_code == 409
        assert "Keputusan Anda tidak disimpan" in response.content.decode()
        assert self.state() == before

    def test_the_second_of_two_people_is_told_and_nothing_happens_twice(self, row, masuk, angka) -> None:
        role = Peran.objects.get(pengguna__username=self.oleh).peran
        rival = Client()
        rival.force_login(person_with("rekan", role))
        body = self.body(row)
        assert masuk(self.oleh).post(self.url, body).status_code == 302
        after = angka("KOP-01")
        late = rival.post(self.url, body)
        assert late.status_code == 409
        assert f"Angka ini baru saja {self.menjadi}." in late.content.decode()
        assert Langkah.objects.filter(realisasi=row).count() == self.sebelum + 1
        assert (angka("KOP-01").status, angka("KOP-01").versi) == (after.status, after.versi)

    def test_the_step_cannot_be_taken_again_with_the_new_version_either(self, row, masuk, angka) -> None:
        client = masuk(self.oleh)
        client.post(self.url, self.body(row))
        after = angka("KOP-01")
        assert client.post(self.url, self.body(after)).status_code == 409
        assert (angka("KOP-01").status, angka("KOP-01").versi) == (after.status, after.versi)
