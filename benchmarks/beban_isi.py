"""Fills a demonstration with a large office: N enterprises, monitored in five years, and the figures that follow.

Run by beban.py in the place that TOLOK_DATA names; prints one session per user name as JSON. Rows are written straight into
the tables, as a delivery would leave them: checking 1.5 million rows is measured elsewhere (core.py).
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tolok.config.settings")
django.setup()

# ruff: noqa: E402  # models are there only after the line above
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from tolok.registers.canonical import entity_id
from tolok.services import paket
from tolok.services.pengukuran import draft_figures
from tolok.store.models import Kiriman, Pengguna, PerangkatDaerah, register_model
from tolok.values.period import Period

YEARS = range(2020, 2025)
AT = datetime(2025, 6, 1, 2, tzinfo=UTC)
_COLUMNS = (
    "entitas", "pemda", "perangkat_daerah", "periode", "wilayah", "kiriman_id", "diketahui_dari", "nama_usaha",
    "id_data_badan_usaha", "tanggal_monev", "omset", "tenaga_kerja_laki", "tenaga_kerja_perempuan",
)  # fmt: skip


def rows(kantor: PerangkatDaerah, tahun: int, usaha: int, kiriman: Kiriman) -> Iterator[tuple[object, ...]]:
    dice, regions = random.Random(tahun), paket.region_tree().kelurahan_of(kantor.pemda_id)  # noqa: S311  # no secret
    for number in range(usaha):
        nomor = str(9 * 10**9 + number)
        entitas = entity_id(kantor.pemda_id, "usaha", "id_data_badan_usaha", nomor)
        day = date(tahun, 1, 1) + timedelta(days=number % 365)
        omset = 10**7 + (number * 7919 + tahun * 104729) % (25 * 10**8)
        yield (
            entitas, kantor.pemda_id, kantor.kode, tahun, regions[number % len(regions)], kiriman.pk, AT,
            f"Usaha {number}", nomor, day, omset, dice.randrange(9), dice.randrange(9),
        )  # fmt: skip


def fill(kantor: PerangkatDaerah, usaha: int) -> None:
    table = register_model("usaha_monev")._meta.db_table
    marks = ", ".join(["%s"] * len(_COLUMNS))
    statement = f"INSERT INTO {table} ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608  # our own names
    for tahun in YEARS:
        kiriman = Kiriman.objects.create(
            register="usaha_monev", perangkat_daerah=kantor, periode=str(tahun), cakupan=[kantor.pemda_id], diterima_pada=AT
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, rows(kantor, tahun, usaha, kiriman))
        sys.stderr.write(f"{tahun}: {usaha} usaha\n")


def session_of(username: str) -> str:
    orang = Pengguna.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(orang.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = orang.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main() -> None:
    usaha, people = int(sys.argv[1]), sys.argv[2:]
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")
    fill(kantor, usaha)
    kode, at = ["UM-01", "UM-02"], AT + timedelta(hours=1)
    draft_figures(kantor, Period(2022), by=None, at=at, kode=kode, alasan="uji beban", baru=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps({name: session_of(name) for name in people}))


if __name__ == "__main__":
    main()
