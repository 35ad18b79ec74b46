"""Many people write at once, each in a process's thread of its own: the chain stays one chain, on both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running_app import ROOT
from running_postgres import RunningPostgres

WRITE = """
import threading, django; django.setup()
from datetime import datetime, timezone
from django.core.management import call_command
from django.db import connection, transaction
from tolok.services.riwayat import log_change, verify_chain
call_command("migrate", verbosity=0)
failed = []
def write():
    try:
        for _ in range(25):
            with transaction.atomic():
                log_change("uji.bersamaan", "x", at=datetime.now(timezone.utc), by=None, kantor=None)
    except Exception as error:
        failed.append(type(error).__name__)
    finally:
        connection.close()
threads = [threading.Thread(target=write) for _ in range(8)]
[one.start() for one in threads]; [one.join() for one in threads]
chain = verify_chain()
print(chain.jumlah, chain.utuh, sorted(failed))
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_entries_that_are_written_at_once_follow_each_other(kind: str, tmp_path: Path) -> None:
    def said(database: str) -> str:
        own = {"TOLOK_DATA": str(tmp_path), "TOLOK_DATABASE": database, "PYTHONPATH": str(ROOT / "src")}
        environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "tolok.config.settings"}
        done = subprocess.run([sys.executable, "-c", WRITE], env=environment, cwd=ROOT, capture_output=True, text=True)
        return done.stdout.strip() or done.stderr

    if kind == "sqlite":
        assert said("") == "200 True []"
        return
    with RunningPostgres() as server:
        assert said(server.address) == "200 True []"
