"""The fence between two offices: every address of the router, filled with real values, against a hand-written table."""

import importlib
import importlib.util
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from acceptance.harapan_akses import HARAPAN, HARAPAN_LANGKAH, NILAI, PEMBACA, RAHASIA
from tolok.store.models import Pengguna, Peran, Realisasi, register_model

OWN = {
    "operator": "hendra",
    "verifikator": "bambang",
    "kepala_dinas": "ratna",
    "perencana": "yusuf",
    "inspektorat": "indra",
    "admin_pemda": "galuh",
}
OTHERS = ("dadang", "nia", "melinda", "taufik", "fajar", "rahma")
# Parts that bring objects of their own for their addresses: `objek_<part>.py` with NILAI (constants) or buat() (made anew).
PARTS = (
    "akun", "sistem", "publik", "lihat", "perjanjian", "renaksi", "rencana", "rumus", "terima", "identitas",
    "ukur", "templat", "dokumen", "laporan", "baca", "wilayah",
)  # fmt: skip
AKSI = tuple(HARAPAN_LANGKAH)
# Addresses that lead an anonymous reader somewhere for a reason of their own, not to sign in first.
LEADS_ELSEWHERE = ("keluar/", "tema/", "masuk/kode/")


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address pattern that the application answers."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


@pytest.fixture
def koperasi(kantor):
    """A row of Pasuruan that an operator could correct."""
    rows = register_model("koperasi_tahunan").objects.filter(perangkat_daerah=kantor.kode, periode=2023)
    return rows.filter(diketahui_sampai=None).order_by("entitas").first()


@pytest.fixture
def nilai(db, koperasi) -> dict[str, str]:
    """What stands in the addresses: constants, and objects that each part makes for this test."""
    values = {**NILAI, "entitas": koperasi.entitas}
    for part in PARTS:
        name = f"acceptance.objek_{part}"
        if importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        made = {**getattr(module, "NILAI", {}), **(module.buat() if hasattr(module, "buat") else {})}
        assert not made.keys() & values.keys(), f"{name} names what another part names already"
        values |= made
    return values


def filled(pattern: str, nilai: dict[str, str], **instead: str) -> str:
    values = {**nilai, **instead}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: values[match[1]], pattern)


def signed_in(orang, pembaca: str) -> Client:
    client = Client()
    if pembaca != "anonim":
        client.force_login(orang({**OWN, "kantor_lain": OTHERS[0]}[pembaca]))
    return client


def state() -> tuple[object, ...]:
    """Everything that a decision, a correction or a new object would change: every table's length, every figure's state."""
    figures = tuple(Realisasi.objects.order_by("pk").values_list("pk", "status", "versi", "nilai"))
    lengths = {model.__name__: model.objects.count() for model in apps.get_app_config("store").get_models()}
    people = tuple(Pengguna.objects.order_by("pk").values_list("password", "is_active", "wajib_ganti_sandi"))
    held = tuple(Peran.objects.order_by("pk").values_list("peran", "dicabut_pada"))
    return figures, lengths, people, held


def leaked(content: bytes, koperasi) -> list[str]:
    text = content.decode("utf-8", "replace")
    return [word for word in (*RAHASIA, koperasi.nama_koperasi) if word in text]


def is_public(pattern: str) -> bool:
    """What the table lets an anonymous reader see is no secret of anybody's."""
    return HARAPAN[pattern]["GET"][PEMBACA.index("anonim")] == 200


def test_the_table_and_the_router_name_the_same_addresses() -> None:
    assert sorted(set(patterns())) == sorted(HARAPAN)
    assert all(len(row) == len(PEMBACA) for methods in HARAPAN.values() for row in methods.values())


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("pattern", sorted(HARAPAN))
def test_every_address_answers_each_reader_as_the_table_says(pattern, method, orang, koperasi, nilai) -> None:
    before, found = state(), {}
    for pembaca in PEMBACA:
        client = signed_in(orang, pembaca)
        response = client.generic(method, filled(pattern, nilai))
        found[pembaca] = response.status_code
        if pembaca == "kantor_lain" and not is_public(pattern):
            assert leaked(response.content, koperasi) == []
        if response.status_code == 302 and pembaca == "anonim" and pattern not in LEADS_ELSEWHERE:
            assert response["Location"].startswith("/masuk/?next=/")
    expected = dict(zip(PEMBACA, HARAPAN[pattern][method], strict=True))
    assert found == expected
    assert state() == before


@pytest.mark.parametrize("username", OTHERS)
def test_every_person_of_the_other_office_finds_nothing_behind_any_address(username, masuk, koperasi, nilai) -> None:
    client, before = masuk(username), state()
    for pattern in (p for p in HARAPAN if "slug>" in p and not is_public(p)):
        for aksi in AKSI if "aksi>" in pattern else ("",):
            for query in ("", "?diketahui=2024-02-01"):
                address = filled(pattern, nilai, **({"aksi": aksi} if aksi else {})) + query
                for method in ("GET", "POST"):
                    response = client.generic(method, address)
                    column = HARAPAN[pattern][method][PEMBACA.index("kantor_lain")]
                    assert response.status_code == column, (method, address)
                    assert leaked(response.content, koperasi) == [], address
    assert state() == before


def test_the_people_of_the_other_office_hold_every_role_between_them(orang) -> None:
    held = {row.peran for username in OTHERS for row in Peran.objects.filter(pengguna=orang(username))}
    assert held == set(OWN)


@pytest.mark.parametrize("aksi", AKSI)
def test_a_complete_and_fresh_decision_succeeds_only_for_whom_the_table_says(aksi, orang, nilai, angka) -> None:
    found = {}
    for pembaca in PEMBACA:
        before = state()
        with transaction.atomic():
            body = {"versi": str(angka("UM-01").versi), "catatan": "angka ini perlu diperiksa kembali"}
            address = filled("k/<slug>/<periode>/<kode>/terbitan/<nomor>/<aksi>/", nilai, aksi=aksi)
            response = signed_in(orang, pembaca).post(address, body)
            found[pembaca] = response.status_code
            decided = response.status_code == 302 and pembaca != "anonim"
            assert (state() != before) is decided
            transaction.set_rollback(True)
    assert found == dict(zip(PEMBACA, HARAPAN_LANGKAH[aksi], strict=True))


@pytest.mark.parametrize("username", OTHERS)
def test_a_complete_correction_from_the_other_office_changes_nothing(username, masuk, koperasi, nilai) -> None:
    before = state()
    for slug in ("35.75-2.17", "32.75-2.17"):
        pattern = "k/<slug>/<periode>/register/<register>/<entitas>/<tahun>/koreksi/"
        body = {
            "dasar": str(koperasi.pk),
            "nama_koperasi": koperasi.nama_koperasi,
            "volume_usaha": "1",
            "tahap": "simpan",
            "alasan": "mencoba dari kantor lain",
        }
        response = masuk(username).post(filled(pattern, nilai, slug=slug), body)
        assert response.status_code == 404
        assert leaked(response.content, koperasi) == []
    assert state() == before


@pytest.mark.parametrize("kode", ["KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02"])
def test_figures_of_pasuruan_are_not_found_under_the_address_of_bekasi(kode, masuk) -> None:
    for path in (f"{kode}/", f"{kode}/terbitan/1/", f"{kode}/terbitan/1/lembar-hitung/", f"{kode}/terbitan/1/setujui/"):
        assert masuk("dadang").get(f"/k/32.75-2.17/2023/{path}").status_code == 404
    assert masuk("dadang").get(f"/api/v1/kantor/32.75-2.17/2023/iku/{kode}/terbitan/1").status_code == 404


def test_what_a_person_of_bekasi_does_see_holds_nothing_of_pasuruan(masuk, koperasi) -> None:
    for path in (
        "/",
        "/k/32.75-2.17/2023/",
        "/k/32.75-2.17/2023/riwayat/",
        "/k/32.75-2.17/2023/dokumen/",
        "/k/32.75-2.17/2023/EKO-01/",
        "/k/32.75-2.17/2023/EKO-01/terbitan/1/baris/0/terhitung/",
        "/k/32.75-2.17/2023/TK-03/",
        "/api/v1/kantor/32.75-2.17/2023/iku",
    ):
        response = masuk("nia").get(path, follow=True)
        assert response.status_code == 200
        assert leaked(response.content, koperasi) == [], path


def test_an_office_that_does_not_exist_answers_like_one_that_is_not_mine(masuk) -> None:
    client = masuk("dadang")
    foreign = client.get("/k/35.75-2.17/2023/KOP-01/")
    invented = client.get("/k/99.99-2.17/2023/KOP-01/")
    assert foreign.status_code == invented.status_code == 404
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub(b"", foreign.content).replace(b"35.75", b"99.99") == token.sub(b"", invented.content)


def test_who_loses_the_role_loses_the_office_with_the_next_request(masuk, orang) -> None:
    client = masuk("hendra")
    assert client.get("/k/35.75-2.17/2023/").status_code == 200
    Peran.objects.filter(pengguna=orang("hendra")).delete()
    assert client.get("/k/35.75-2.17/2023/").status_code == 404
    assert client.get("/api/v1/kantor/35.75-2.17/2023/iku").status_code == 404
    assert client.get("/").status_code == 404


def test_a_person_who_is_no_longer_active_is_signed_out_at_once(masuk, orang) -> None:
    client = masuk("hendra")
    Pengguna.objects.filter(username="hendra").update(is_active=False)
    assert client.get("/k/35.75-2.17/2023/")["Location"].startswith("/masuk/")
    assert client.get("/api/v1/kantor/35.75-2.17/2023/iku").status_code == 401


def test_a_person_of_two_offices_acts_in_each_only_with_the_role_that_he_has_there(masuk, orang, bekasi, angka) -> None:
    Peran.objects.create(
        pengguna=orang("ratna"), pemda=bekasi.pemda, perangkat_daerah=bekasi, peran="publik", jabatan="Pembaca"
    )
    figure = angka("TK-03", pemda="32.75")
    client = masuk("ratna")
    assert client.get("/k/32.75-2.17/2023/TK-03/").status_code == 200
    for aksi in AKSI:
        body = {"versi": str(figure.versi), "catatan": "kepala dinas di kantor lain, bukan di sini"}
        assert client.post(f"/k/32.75-2.17/2023/TK-03/terbitan/1/{aksi}/", body).status_code == 409
    figure.refresh_from_db()
    assert (figure.status, figure.versi) == ("diajukan", 1)


@pytest.mark.parametrize(
    "path", ["k/35.75-2.17/2023/", "k/35.75-2.17/2023/dokumen/iku/", "api/v1/kantor/35.75-2.17/2023/iku"]
)
def test_no_answer_of_one_office_may_be_kept_for_another(path, masuk) -> None:
    assert masuk("hendra").get("/" + path)["Cache-Control"] == "private, no-store"
