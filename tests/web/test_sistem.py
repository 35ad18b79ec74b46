"""Pages of whoever runs the installation: for the administrator alone, honest about what is amiss, without secrets."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tolok.config import settings as settings_module
from tolok.services.cadangan import restore_backup
from tolok.services.pekerjaan import run
from tolok.services.pengaturan import daftar_pengaturan
from tolok.store.models import LogPerubahan, Pekerjaan, Peran, PerangkatDaerah
from tolok.values.issue import IssueError
from web.lima_kasus import CSP

K = "/k/35.75-2.17/2023/sistem/"
SANDI = "empat kata yang panjang"


@pytest.fixture
def pengelola(masuk, orang, bekasi) -> Client:
    """The administrator of Pasuruan, who also runs the system of the other pemda here."""
    Peran.objects.create(pengguna=orang("galuh"), pemda=bekasi.pemda, peran="admin_pemda", jabatan="Admin")
    return masuk("galuh")


@pytest.mark.parametrize("page", ["", "pengaturan/", "cadangan/"])
def test_only_the_administrator_opens_these_pages(page, masuk) -> None:
    response = masuk("galuh").get(K + page)
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith(CSP)
    assert Client().get(K + page)["Location"].startswith("/masuk/")
    for username in ("hendra", "ratna", "yusuf", "indra", "rahma"):
        assert masuk(username).get(K + page).status_code == 404
    assert masuk("galuh").put(K + page).status_code == 405


def test_the_health_page_says_what_is_amiss_and_what_there_is(masuk) -> None:
    text = masuk("galuh").get(K).content.decode()
    assert "Ada akun contoh" in text
    assert "SQLite" in text or "PostgreSQL" in text
    assert "Cadangan terakhir" in text


def test_the_settings_page_names_every_setting_and_shows_no_secret(masuk) -> None:
    text = masuk("galuh").get(K + "pengaturan/").content.decode()
    source = Path(settings_module.__file__)
    read = set(re.findall(r'environ\.get\(\s*"(TOLOK_[A-Z_]+)"', source.read_text(encoding="utf-8")))
    assert {one.nama for one in daftar_pengaturan()} >= read
    assert settings.SECRET_KEY not in text
    assert all(one.nama in text for one in daftar_pengaturan())


def test_the_pulse_is_for_everybody_and_says_nothing_of_the_content(db) -> None:
    response = Client().get("/sehat/")
    assert response.status_code == 200
    assert response.json()["sehat"] is True
    assert set(response.json()["bagian"].values()) == {"baik"}
    assert Client().post("/sehat/").status_code == 405


def test_the_pulse_fails_when_a_guard_is_gone(db) -> None:
    from services.tanpa_penjaga import drop_guard

    drop_guard("store_logperubahan", "delete")
    response = Client().get("/sehat/")
    assert (response.status_code, response.json()["bagian"]["penjaga"]) == (503, "TLK-S042")


def test_an_administrator_of_one_pemda_takes_no_backup_of_another_away(masuk) -> None:
    client = masuk("galuh")
    assert "hanya untuk pengelola semua pemda" in client.get(K + "cadangan/").content.decode()
    response = client.post(K + "cadangan/", {"sandi": SANDI, "ulang": SANDI})
    assert response.status_code == 422
    assert not Pekerjaan.objects.filter(jenis="cadangkan").exists()


def test_a_backup_is_asked_for_made_in_the_background_listed_and_taken_away(pengelola, tmp_path) -> None:
    assert pengelola.post(K + "cadangan/", {"sandi": SANDI, "ulang": SANDI}).status_code == 302
    job = Pekerjaan.objects.get(jenis="cadangkan")
    assert SANDI not in str(job.masukan)
    assert run(job.pk).status == "selesai"
    name = Pekerjaan.objects.get(pk=job.pk).keluaran["berkas"]
    assert name in pengelola.get(K + "cadangan/").content.decode()
    response = pengelola.get(f"{K}cadangan/{name}/")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    taken = tmp_path / "diambil.tolok"
    taken.write_bytes(b"".join(response.streaming_content))
    with pytest.raises(IssueError, match="TLK-S032"):
        restore_backup(taken, "bukan sandinya")
    with pytest.raises(IssueError, match="TLK-S033"):
        restore_backup(taken, SANDI)
    assert LogPerubahan.objects.filter(tindakan="cadangan.dibuat", objek=name).exists()
    assert PerangkatDaerah.objects.count() == 2


@pytest.mark.parametrize(
    ("sandi", "ulang", "kata"), [("pendek", "pendek", "terlalu pendek"), (SANDI, SANDI + "!", "berbeda"), ("", "", "pendek")]
)
def test_a_weak_or_mistyped_passphrase_is_told_at_its_field(pengelola, sandi, ulang, kata) -> None:
    response = pengelola.post(K + "cadangan/", {"sandi": sandi, "ulang": ulang})
    assert response.status_code == 422
    assert kata in response.content.decode()
    assert not Pekerjaan.objects.filter(jenis="cadangkan").exists()


@pytest.mark.parametrize("name", ["tidak-ada.tolok", "..%2Fkunci", "kunci", "%2Fetc%2Fpasswd", ".."])
def test_no_other_file_is_given_out(pengelola, name) -> None:
    assert pengelola.get(f"{K}cadangan/{name}/").status_code == 404
