"""The demonstration: everything through the services of real work, at the state that it promises, made once."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.contrib.auth.hashers import check_password

from tolok.measurement.approval import waiting_role
from tolok.services.contoh import prepare_contoh
from tolok.store.models import Kiriman, Langkah, LogPerubahan, Pengguna, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB

ROOT = Path(__file__).resolve().parents[2]
ORANG = {
    *("ratna", "siti", "agus", "bambang", "hendra", "dewi", "yusuf", "indra", "galuh"),
    *("melinda", "taufik", "wahyu", "nia", "dadang", "fajar", "rahma", "dyah", "arif"),
}


def test_of_2023_some_figure_waits_for_each_of_the_four_and_2022_is_done(db) -> None:
    def states(tahun: int) -> dict[str, str]:
        return dict(Realisasi.objects.filter(tahun=tahun, triwulan=0).values_list("indikator__kode", "status"))

    assert set(states(2022).values()) == {"diterbitkan"}
    assert states(2023) == {
        "KOP-01": "draf",
        "UM-01": "diverifikasi",
        "TK-01": "diterbitkan",
        "TK-02": "diterbitkan",
        "KOP-03": "diterbitkan",
        "UM-02": "disetujui",
        "EKO-01": "diterbitkan",
        "TK-03": "diajukan",
    }
    assert {waiting_role(state) for state in states(2023).values()} >= {
        "operator",
        "verifikator",
        "kepala_dinas",
        "perencana",
    }
    assert set(states(2024).values()) == {"draf"}


def test_every_figure_was_taken_on_by_four_different_people_of_its_own_office(db) -> None:
    for row in Realisasi.objects.filter(status="diterbitkan"):
        steps = list(Langkah.objects.filter(realisasi=row).select_related("oleh"))
        assert [one.aksi for one in steps] == ["ajukan", "verifikasi", "setujui", "terbitkan"]
        assert len({one.oleh for one in steps}) == 4
        for one in steps:
            assert one.oleh.peran.get().perangkat_daerah_id == row.indikator.perangkat_daerah_id


def test_no_step_and_no_delivery_of_it_lies_in_the_future_of_the_next(db) -> None:
    for row in Realisasi.objects.all():
        times = [row.diketahui, row.dihitung_pada, *Langkah.objects.filter(realisasi=row).values_list("pada", flat=True)]
        assert times == sorted(times)
    assert Kiriman.objects.latest("diterima_pada").diterima_pada < datetime(2025, 2, 1, tzinfo=WIB)


def test_preparing_it_again_changes_nothing_but_the_passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    models = (PerangkatDaerah, Realisasi, Kiriman, Langkah, LogPerubahan, Pengguna)
    first = {one.nama_pengguna: one.sandi for one in prepare_contoh()}
    before = [model.objects.count() for model in models]
    second = {one.nama_pengguna: one.sandi for one in prepare_contoh()}
    assert [model.objects.count() for model in models] == before
    assert set(first) == set(second) == ORANG
    assert not set(first.values()) & set(second.values())
    for username, sandi in second.items():
        stored = Pengguna.objects.get(username=username).password
        assert check_password(sandi, stored)
        assert not check_password(first[username], stored)
        assert sandi not in stored


def test_an_installation_with_real_people_gets_no_demonstration_and_keeps_their_passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    real = Pengguna.objects.create(username="pegawai", nama="Pegawai (dikarang)")
    real.set_password("sandi-pilihan-sendiri")
    real.save()
    before = PerangkatDaerah.objects.count()
    assert "pegawai" not in {one.nama_pengguna for one in prepare_contoh()}
    assert PerangkatDaerah.objects.count() == before
    assert check_password("sandi-pilihan-sendiri", Pengguna.objects.get(pk=real.pk).password)


HALF = """
import django, sys
django.setup()
from django.core.management import call_command
from tolok.services.contoh import prepare_contoh
from tolok.store.models import PerangkatDaerah

class Stop(Exception): pass

def progress(text):
    if text.startswith("Memeriksa"): raise Stop

call_command("migrate", verbosity=0)
try:
    prepare_contoh(progress)
except Stop:
    sys.exit(10 + PerangkatDaerah.objects.count())
"""


def test_a_demonstration_that_was_interrupted_leaves_nothing_behind(tmp_path) -> None:
    """Else the next start would take the half for the whole."""
    environment = {
        **os.environ,
        "TOLOK_DATA": str(tmp_path),
        "TOLOK_DATABASE": "",  # an empty place of its own, wherever the other tests have theirs
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "tolok.config.settings",
    }
    assert subprocess.run([sys.executable, "-c", HALF], env=environment, cwd=tmp_path, timeout=120).returncode == 10
