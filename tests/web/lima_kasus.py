"""The five cases of every step, and what else must hold of it: a test module names the step, this says the rest."""

from datetime import datetime

import pytest
from django.test import Client

from tolok.services.persetujuan import take_step
from tolok.store.models import Langkah, LogPerubahan, Pengguna, Peran, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB
from tolok.values.period import Period

URUTAN = (("ajukan", "hendra"), ("verifikasi", "siti"), ("setujui", "ratna"), ("terbitkan", "yusuf"))
ALASAN = "omset dua usaha perlu diperiksa lagi"
CSP = "default-src 'self'; script-src 'self'; style-src 'self';"


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


class LimaKasus:
    """One step on KOP-01 2023 of Kota Pasuruan, which the demonstration leaves as a draft."""

    aksi: str
    sebelum: int  # steps that lie before it
    dari: str
    menjadi: str
    oleh: str
    bukan: tuple[str, ...]

    @pytest.fixture
    def row(self, angka) -> Realisasi:
        found = bring(angka("KOP-01"), self.sebelum)
        assert found.status == self.dari
        return found

    @property
    def url(self) -> str:
        return f"/k/35.75-2.17/2023/KOP-01/terbitan/1/{self.aksi}/"

    def body(self, row: Realisasi) -> dict[str, str]:
        return {"versi": str(row.versi), "catatan": ALASAN if self.aksi == "kembalikan" else ""}

    def unchanged(self, row: Realisasi) -> bool:
        before = (row.status, row.versi, row.nilai, row.diterbitkan_pada)
        steps = Langkah.objects.filter(realisasi=row).count()
        row.refresh_from_db()
        return before == (row.status, row.versi, row.nilai, row.diterbitkan_pada) and steps == self.sebelum

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

    def test_who_is_not_signed_in_is_asked_to_and_comes_back_here(self, row) -> None:
        for response in (Client().get(self.url), Client().post(self.url, self.body(row))):
            assert (response.status_code, response["Location"]) == (302, f"/masuk/?next={self.url}")
        assert self.unchanged(row)

    @pytest.mark.parametrize("username", ["dadang", "nia", "melinda", "taufik"])
    def test_a_person_of_the_other_office_finds_no_such_page(self, row, masuk, username) -> None:
        assert masuk(username).get(self.url).status_code == 404
        assert masuk(username).post(self.url, self.body(row)).status_code == 404
        assert self.unchanged(row)

    def test_a_role_that_only_reads_may_look_and_is_told_but_decides_nothing(self, row) -> None:
        client = Client()
        client.force_login(person_with("pengawas", "inspektorat"))
        asked = client.get(self.url)
        assert asked.status_code == 200
        assert 'name="versi"' not in asked.content.decode()
        assert "Menunggu" in asked.content.decode()
        assert client.post(self.url, self.body(row)).status_code == 409
        assert self.unchanged(row)

    def test_another_role_of_the_same_office_is_refused_with_the_reason(self, row, masuk) -> None:
        for username in self.bukan:
            response = masuk(username).post(self.url, self.body(row))
            assert response.status_code == 409
            assert "Menunggu" in response.content.decode()
        assert self.unchanged(row)

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_another_method_is_answered_in_plain_words_and_changes_nothing(self, row, masuk, method) -> None:
        response = getattr(masuk(self.oleh), method)(self.url)
        assert (response.status_code, response["Allow"]) == (405, "GET, POST")
        assert "Langkah ini tidak dikenal" in response.content.decode()
        assert self.unchanged(row)

    @pytest.mark.parametrize("versi", ["", "-1", "abc", "999", "1e3", "٠", "9" * 40])
    def test_a_page_that_is_not_of_this_version_decides_nothing(self, row, masuk, versi) -> None:
        response = masuk(self.oleh).post(self.url, {**self.body(row), "versi": versi})
        assert response.status_code == 409
        assert "Keputusan Anda tidak disimpan" in response.content.decode()
        assert self.unchanged(row)

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

    def test_a_past_standpoint_decides_nothing_and_leads_back_to_the_present(self, row, masuk) -> None:
        response = masuk(self.oleh).post(self.url + "?diketahui=2024-02-01", self.body(row))
        assert (response.status_code, response["Location"]) == (302, self.url)
        assert self.unchanged(row)

    def test_a_post_without_the_token_of_the_form_is_refused(self, row, orang) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(orang(self.oleh))
        assert client.post(self.url, self.body(row)).status_code == 403
        assert self.unchanged(row)

    def test_the_page_carries_the_policy_and_nothing_inline(self, row, masuk) -> None:
        response = masuk(self.oleh).get(self.url)
        assert response["Content-Security-Policy"].startswith(CSP)
        text = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []
