"""The decree of the IKU and the years of the Renstra: its form in five cases, and what it may not take."""

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.profil_dokumen import change_dokumen, typed_of
from tolok.store.models import LogPerubahan, PerangkatDaerah
from web.lima_kasus import Formulir, Kasus

P = "/k/35.75-2.17/2024/profil/dokumen/"
BODY = {
    "nomor": " 188/7/2024 ", "tanggal": "2024-01-15", "menimbang": "bahwa satu;\n\n bahwa dua;",
    "mengingat": "Perda 1/2024;", "awal": "2022", "akhir": "2026",
}  # fmt: skip


def stored() -> dict[str, object]:
    profil = PerangkatDaerah.objects.get(kode="35.75/2.17").profil
    return {name: profil.get(name) for name in ("sk_iku", "renstra", "visi")}


class TestFormulir(Formulir):
    bukan = ("indra", "hendra", "ratna", "galuh")
    state = staticmethod(stored)

    @pytest.fixture
    def kasus(self, db) -> Kasus:
        return Kasus(P, "yusuf", BODY, "/k/35.75-2.17/2024/profil/")


def test_the_planner_writes_it_down_and_the_profile_keeps_the_rest(masuk) -> None:
    client, before, visi = masuk("yusuf"), LogPerubahan.objects.count(), stored()["visi"]
    assert client.get(P).status_code == 200
    done = client.post(P, BODY, follow=True)
    assert done.redirect_chain == [("/k/35.75-2.17/2024/profil/", 302)]
    assert 'role="status"' in done.content.decode()
    assert stored() == {
        "sk_iku": {"nomor": "188/7/2024", "tanggal": "2024-01-15", "menimbang": ["bahwa satu;", "bahwa dua;"],
                   "mengingat": ["Perda 1/2024;"]},
        "renstra": {"awal": 2022, "akhir": 2026}, "visi": visi,
    }  # fmt: skip
    assert LogPerubahan.objects.count() == before + 1
    assert LogPerubahan.objects.latest("urut").isi["renstra"] == {"lama": {}, "baru": {"awal": 2022, "akhir": 2026}}
    text = client.get(P).content.decode()
    assert 'value="188/7/2024"' in text
    assert "bahwa satu;\nbahwa dua;" in text


def test_it_can_be_left_open_again(masuk) -> None:
    client = masuk("yusuf")
    client.post(P, BODY)
    assert client.post(P, {}).status_code == 302
    assert (stored()["sk_iku"], stored()["renstra"]) == ({}, {})


@pytest.mark.parametrize("username", TestFormulir.bukan)
def test_the_service_refuses_a_role_without_the_plan_too(username, orang, kantor) -> None:
    before = stored()
    with pytest.raises(NotFoundError):
        change_dokumen(kantor, BODY, by=orang(username), at=LogPerubahan.objects.latest("urut").pada)
    assert stored() == before


@pytest.mark.parametrize(
    ("typed", "kode", "kept"),
    [
        ({"tanggal": "15 Januari"}, "TLK-U162", "15 Januari"),
        ({"akhir": ""}, "TLK-U162", "2022"),
        ({"awal": "2026", "akhir": "2022"}, "TLK-U162", "2026"),
        ({"awal": "2020", "akhir": "2026"}, "TLK-U162", "2020"),
        ({"awal": "٢٠٢٢"}, "TLK-U162", "2026"),
        ({"nomor": "n" * 81}, "TLK-U100", "n" * 81),
        ({"menimbang": "m" * 8001}, "TLK-U100", "m" * 100),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept_in_the_form(typed, kode, kept, masuk) -> None:
    before = stored()
    response = masuk("yusuf").post(P, {**BODY, **typed})
    assert response.status_code == 409
    assert kept in response.content.decode()
    assert stored() == before


def test_a_form_that_changes_nothing_is_told_so(masuk, kantor) -> None:
    client = masuk("yusuf")
    client.post(P, BODY)
    again = client.post(P, BODY)
    assert again.status_code == 409
    assert "Tidak ada yang berubah." in again.content.decode()
    assert typed_of(PerangkatDaerah.objects.get(pk=kantor.pk))["mengingat"] == "Perda 1/2024;"
