"""The change log: a chain that anyone can verify, and that shows where it was broken."""

import json
import re
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection, transaction

from services.tanpa_penjaga import drop_guard, replaced_in_json
from tolok.services import riwayat
from tolok.services.bukti import chain_issue
from tolok.services.identitas import _opened
from tolok.services.riwayat import AWAL, _seal, log_change, noted_head, verify_chain, verify_tail
from tolok.store.models import Identitas, LogPerubahan
from tolok.values.instant import WIB

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)


def test_the_chain_of_the_demonstration_is_whole_from_the_first_entry(db) -> None:
    chain = verify_chain()
    assert chain.putus_di is None
    assert chain.jumlah == LogPerubahan.objects.count() > 60
    first, last = LogPerubahan.objects.order_by("urut").first(), LogPerubahan.objects.order_by("urut").last()
    assert (first.urut, first.hash_sebelum, chain.kepala) == (1, AWAL, last.hash)


@pytest.mark.parametrize(
    "change",
    [
        "objek = 'lain'",
        "tindakan = 'lain'",
        "oleh_id = NULL",
        "pada = '2020-01-01 00:00:00'",
        "perangkat_daerah_id = NULL",
        "isi",
        "hash_sebelum = 'x'",
        "hash = 'x'",
    ],
)
def test_an_altered_entry_breaks_the_chain_where_it_was_altered(change, db) -> None:
    entry = LogPerubahan.objects.filter(tindakan="realisasi.diterbitkan").order_by("urut").first()
    drop_guard("store_logperubahan", "update")
    with connection.cursor() as cursor:
        change = f"isi = {replaced_in_json('isi', 'nilai', '99')}" if change == "isi" else change
        cursor.execute(f"UPDATE store_logperubahan SET {change} WHERE id = %s", [entry.pk])
    assert verify_chain().putus_di == entry.urut


def test_a_removed_and_an_inserted_entry_break_it_too(db) -> None:
    drop_guard("store_logperubahan", "delete")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_logperubahan WHERE urut = 5")
    assert verify_chain().putus_di == 6


def test_an_altered_entry_that_is_sealed_again_breaks_the_next_one(db) -> None:
    entry = LogPerubahan.objects.get(urut=5)
    entry.objek = "lain"
    entry.hash = _seal(entry)
    drop_guard("store_logperubahan", "update")
    entry.save()
    assert verify_chain().putus_di == 6


def test_an_entry_is_only_written_inside_the_transaction_of_its_change(db) -> None:
    count = LogPerubahan.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log_change("uji", "uji", at=AT, by=None, kantor=None)
        raise ZeroDivisionError
    assert LogPerubahan.objects.count() == count
    log_change("uji", "uji", at=AT, by=None, kantor=None, isi={"teks": "huruf é dan “kutip”"})
    assert verify_chain().putus_di is None


def test_no_personal_data_stands_in_the_log(kantor) -> None:
    """Names of personal columns may stand there, as in what was revealed; their values never."""
    entries = LogPerubahan.objects.all()
    text = json.dumps([[one.objek, {key: one.isi[key] for key in one.isi if key != "nilai"}] for one in entries])
    assert not re.search(r"(?<![0-9a-f])\d{16}(?![0-9a-f])", text)
    sealed = Identitas.objects.exclude(rahasia=None).order_by("id")[:300]
    values = {value for one in sealed if len(value := _opened(one)) > 4}
    assert len(values) > 100
    assert [value for value in values if value in text] == []


def note(urut: int, seal: str) -> None:
    riwayat._note_head(settings.KEPALA_RIWAYAT, urut, seal)


@pytest.fixture
def second_place(monkeypatch, tmp_path):
    """The file outside the database, empty, for one test."""
    monkeypatch.setattr(settings, "KEPALA_RIWAYAT", tmp_path / "kepala-riwayat")
    return tmp_path / "kepala-riwayat"


def test_the_last_entry_is_noted_outside_the_database_once_it_is_committed(
    db, second_place, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        entry = log_change("uji", "uji", at=AT, by=None, kantor=None)
        assert noted_head(second_place) is None
    assert noted_head(second_place) == (entry.urut, entry.hash)
    note(entry.urut - 1, AWAL)
    assert noted_head(second_place) == (entry.urut, entry.hash)
    assert verify_chain().utuh


def test_an_end_that_was_cut_off_shows_although_the_rest_of_the_chain_holds(db, second_place) -> None:
    last = LogPerubahan.objects.order_by("urut").last()
    note(last.urut, last.hash)
    drop_guard("store_logperubahan", "delete")
    LogPerubahan.objects.filter(urut__gt=last.urut - 3).delete()
    for chain in (verify_chain(), verify_tail()):
        assert (chain.putus_di, chain.terpotong, chain.jumlah) == (None, last.urut, last.urut - 3)
    assert chain_issue().kode == "TLK-S036"


def test_an_end_that_was_rewritten_and_sealed_again_shows_too(db, second_place) -> None:
    last = LogPerubahan.objects.order_by("urut").last()
    note(last.urut, last.hash)
    last.objek = "lain"
    last.hash = _seal(last)
    drop_guard("store_logperubahan", "update")
    last.save()
    assert verify_chain().terpotong == last.urut


def test_a_note_that_cannot_be_read_is_no_alarm(db, second_place) -> None:
    second_place.write_text("bukan catatan")
    assert verify_chain().utuh


def test_a_screen_reads_again_only_the_end_and_finds_what_was_altered_there(db, second_place, monkeypatch) -> None:
    monkeypatch.setattr(riwayat, "EKOR", 20)
    monkeypatch.setattr(riwayat, "_verified", {})
    whole = verify_chain().jumlah
    assert verify_tail().diperiksa == whole > 40
    assert (verify_tail().diperiksa, verify_tail().jumlah) == (20, whole)
    drop_guard("store_logperubahan", "update")
    LogPerubahan.objects.filter(urut=whole - 5).update(objek="lain")
    assert verify_tail().putus_di == whole - 5
