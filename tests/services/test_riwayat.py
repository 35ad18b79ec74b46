"""The change log: a chain that anyone can verify, and that shows where it was broken."""

import json
import re
from datetime import datetime

import pytest
from django.db import connection, transaction

from tolok.services.riwayat import AWAL, _seal, log_change, verify_chain
from tolok.store.models import LogPerubahan
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
        "isi = json_set(isi, '$.nilai', '99')",
        "hash_sebelum = 'x'",
        "hash = 'x'",
    ],
)
def test_an_altered_entry_breaks_the_chain_where_it_was_altered(change, db) -> None:
    entry = LogPerubahan.objects.filter(tindakan="realisasi.diterbitkan").order_by("urut").first()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_logperubahan_jaga_update")
        cursor.execute(f"UPDATE store_logperubahan SET {change} WHERE id = %s", [entry.pk])
    assert verify_chain().putus_di == entry.urut


def test_a_removed_and_an_inserted_entry_break_it_too(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_logperubahan_jaga_delete")
        cursor.execute("DELETE FROM store_logperubahan WHERE urut = 5")
    assert verify_chain().putus_di == 6


def test_an_altered_entry_that_is_sealed_again_breaks_the_next_one(db) -> None:
    entry = LogPerubahan.objects.get(urut=5)
    entry.objek = "lain"
    entry.hash = _seal(entry)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_logperubahan_jaga_update")
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
    entries = LogPerubahan.objects.all()
    text = json.dumps([[one.objek, {key: one.isi[key] for key in one.isi if key != "nilai"}] for one in entries])
    assert not re.search(r"(?<![0-9a-f])\d{16}(?![0-9a-f])", text)
    assert "pemilik" not in text
