"""The change log: readable by the whole office, by nobody else, and honest about a broken chain."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from services.tanpa_penjaga import drop_guard
from tolok.store.models import LogPerubahan
from tolok.web.build.riwayat import act_label
from web.lima_kasus import CSP, person_with

ROOT = Path(__file__).resolve().parents[2]
P = "/k/35.75-2.17/2023/riwayat/"


def test_the_newest_entries_stand_first_and_the_chain_is_whole(masuk) -> None:
    response = masuk("hendra").get(P)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Rantai utuh" in text
    assert "Unduh CSV" in text
    assert response["Content-Security-Policy"].startswith(CSP)
    count = LogPerubahan.objects.filter(perangkat_daerah="35.75/2.17").count()
    assert f"Catatan 1–50 dari {count}" in text
    assert "Catatan 51–" in masuk("hendra").get(P + "?halaman=2").content.decode()


def test_a_role_that_only_reads_may_read_it(db) -> None:
    client = Client()
    client.force_login(person_with("pengawas", "inspektorat"))
    assert client.get(P).status_code == 200


def test_anonymous_the_other_office_and_other_methods(masuk) -> None:
    assert Client().get(P)["Location"] == f"/masuk/?next={P}"
    assert masuk("taufik").get(P).status_code == 404
    assert masuk("hendra").post(P).status_code == 405


@pytest.mark.parametrize("halaman", ["0", "-1", "abc", "999999", "9999999999", "²", "", "1.5"])
def test_a_page_number_that_is_none_never_breaks_the_page(masuk, halaman) -> None:
    assert masuk("hendra").get(P, {"halaman": halaman}).status_code == 200


def test_an_altered_entry_is_told_on_the_page(masuk) -> None:
    drop_guard("store_logperubahan", "update")
    LogPerubahan.objects.filter(urut=7).update(objek="lain")
    assert "Rantai putus di catatan 7" in masuk("hendra").get(P).content.decode()


def test_seen_from_a_past_day_later_entries_are_not_there(masuk) -> None:
    now = masuk("hendra").get(P).content.decode()
    then = masuk("hendra").get(P + "?diketahui=2023-02-01").content.decode()
    assert "2024, " in now
    assert "Angka diterbitkan" in then
    assert "26 Jan 2024" not in then


def test_entries_can_be_looked_for_by_kind_and_by_word(masuk) -> None:
    client = masuk("hendra")
    text = client.get(P, {"jenis": "realisasi", "cari": "KOP-03"}).content.decode()
    assert "Angka diterbitkan" in text
    assert "Kiriman diterima" not in text.partition("<table")[2]
    assert "menurut saringan" in text
    assert "Tidak ada perubahan yang tercatat." in client.get(P, {"cari": "tidak ada yang begini"}).content.decode()


def test_every_kind_of_entry_in_the_source_is_told_in_words() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/tolok/services").glob("*.py"))
    kinds = set(re.findall(r'log_change\(\s*"([a-z]+\.[a-z_]+)"', source))
    assert len(kinds) > 8
    for kind in kinds:
        label = act_label(kind)
        assert label[0].isupper()
        assert "_" not in label and "." not in label


@pytest.mark.parametrize("bentuk", ["csv", "json"])
def test_the_file_of_the_log_lets_anyone_verify_the_seals(masuk, bentuk) -> None:
    response = masuk("indra").get(f"{P}ekspor.{bentuk}")
    text = b"".join(response.streaming_content).decode()
    assert response["Content-Disposition"] == f'attachment; filename="riwayat-35.75-2.17.{bentuk}"'
    if bentuk == "csv":
        assert text.count("\r\n") == LogPerubahan.objects.filter(perangkat_daerah="35.75/2.17").count() + 1
        return
    for one in json.loads(text)["catatan"]:
        parts = [one[key] for key in ("urut", "pada", "oleh_id", "kantor", "tindakan", "objek", "isi", "hash_sebelum")]
        sealed = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(sealed.encode()).hexdigest() == one["hash"]


def test_another_kind_of_file_and_another_office_find_nothing(masuk) -> None:
    assert masuk("indra").get(f"{P}ekspor.xlsx").status_code == 404
    assert masuk("dadang").get(f"{P}ekspor.csv").status_code == 404
    assert masuk("indra").post(f"{P}ekspor.csv").status_code == 405
