"""1,000 invented NIK go in by every way; not one of them stands in clear in anything that the installation keeps or says.

Every file under the data folder is read as bytes (also UTF-16), archives and workbooks are opened, Parquet is read cell by
cell. The search itself is tried on planted leaks, so that "nothing found" means something.
"""

import gzip
import io
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from demo_template import demo_template

ROOT = Path(__file__).resolve().parents[2]
KEPALA = ["ID Badan Usaha", "Nama Usaha", "NIK", "Nama Pemilik", "Tanggal", "Kode Kelurahan", "Omset"]
CATATAN = "register: usaha_monev\nperiode: 2024\npemda: 35.75\nperangkat_daerah: 35.75/2.17\ncakupan: [35.75]\n"


def seeded(banyak: int) -> list[str]:
    """Invented numbers of the shape of a NIK: region 35.75, a birthday, a running number; each once."""
    chance = random.Random("nik")
    births = [f"{chance.randrange(1, 29):02d}{chance.randrange(1, 13):02d}{chance.randrange(60, 99)}" for _ in range(banyak)]
    return [f"3575{chance.randrange(1, 5):02d}{birth}{number:04d}" for number, birth in enumerate(births, 1)]


NIK = seeded(1000)


class Search:
    """Finds numbers of a list in bytes, whatever these are wrapped in."""

    def __init__(self, daftar: list[str]):
        self.daftar = set(daftar)

    def in_bytes(self, content: bytes) -> set[str]:
        """As ASCII or UTF-16, inside ZIP (so also XLSX) and gzip, or as cells of a Parquet file."""
        found = self._plain(content)
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    found |= self._plain(name.encode()) | self.in_bytes(archive.read(name))
        elif content[:2] == b"\x1f\x8b":
            found |= self.in_bytes(gzip.decompress(content))
        elif content[:4] == b"PAR1":
            table = pq.read_table(io.BytesIO(content))
            cells = (str(cell) for column in table.columns for cell in column.to_pylist() if cell is not None)
            found |= self._plain("\n".join(cells).encode())
        return found

    def _plain(self, content: bytes) -> set[str]:
        """Of every other byte too: that is UTF-16 of either order."""
        texts = (content, content[::2], content[1::2])
        return {nik for text in texts for nik in _numbers(text) if nik in self.daftar}

    def in_folder(self, folder: Path) -> dict[str, set[str]]:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        hits = {str(path.relative_to(folder)): self.in_bytes(path.read_bytes()) for path in files}
        return {name: found for name, found in hits.items() if found}


def _numbers(text: bytes) -> Iterator[str]:
    """Every 16 digits that follow each other, also inside a longer run."""
    for run in re.finditer(rb"\d{16,}", text):
        yield from (run[0][at : at + 16].decode() for at in range(len(run[0]) - 15))


def rows_of(daftar: list[str], start: int, *, salah: bool = False) -> list[list[str]]:
    """Rows of monev; with `salah` every third has a fault, so that it goes to quarantine."""
    return [
        [str(8_800_000 + start + n), f"Warung Uji {start + n}", nik, f"Pemilik Uji {nik[-4:]}", f"2024-05-{1 + n % 28:02d}",
         "35.75.01.1001", "belum diisi" if salah and n % 3 == 0 else str(1_000_000 + n)]
        for n, nik in enumerate(daftar)
    ]  # fmt: skip


def write_csv(path: Path, rows: list[list[str]]) -> None:
    path.write_text("\n".join(";".join(one) for one in (KEPALA, *rows)) + "\n", encoding="utf-8")


def write_xlsx(path: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for at, one in enumerate((KEPALA, *rows)):
            sheet.write_row(at, 0, one)


@pytest.fixture(scope="module")
def terisi(tmp_path_factory) -> tuple[Path, Path, int]:
    """(data folder, what was said, how many were sealed): an installation on SQLite into which all 1,000 were handed."""
    data, files, said = (tmp_path_factory.mktemp(name) for name in ("data", "berkas", "jawaban"))
    shutil.copytree(demo_template(), data, dirs_exist_ok=True)
    write_csv(files / "diterima.csv", rows_of(NIK[:300], 0))
    write_xlsx(files / "menunggu.xlsx", rows_of(NIK[300:500], 300, salah=True))
    write_xlsx(files / "ditolak.xlsx", rows_of(NIK[500:600], 500))
    write_csv(files / "program.csv", rows_of(NIK[600:800], 600))
    write_csv(files / "perintah.csv", rows_of(NIK[800:950], 800))
    (files / "perintah.kiriman.yaml").write_text(CATATAN, encoding="utf-8")
    plan = {
        "unggah": [["diterima.csv", "terima"], ["ditolak.xlsx", "tolak"], ["menunggu.xlsx", ""]],
        "api": "program.csv", "perintah": "perintah.csv", "saran": NIK[950:],
    }  # fmt: skip
    (files / "kirim.json").write_text(json.dumps(plan))
    environment = {**os.environ, "TOLOK_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tolok.config.settings",
                   "PYTHONPATH": str(ROOT / "src")}  # fmt: skip
    environment.pop("TOLOK_DATABASE", None)
    command = [sys.executable, str(ROOT / "tests/acceptance/serahkan_nik.py"), str(files), str(said)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    (said / "keluaran.log").write_text(done.stdout + done.stderr)
    return data, said, json.loads(done.stdout.splitlines()[-1])["tersandi"]


def test_all_of_them_went_in(terisi) -> None:
    """Otherwise it would be no wonder that none is found."""
    assert terisi[2] == 300 + 200 + 150


def test_none_stands_in_the_data_folder(terisi) -> None:
    assert Search(NIK).in_folder(terisi[0]) == {}


def test_none_stands_in_a_page_an_export_the_log_or_the_backup(terisi) -> None:
    said = terisi[1]
    assert len(list(said.glob("*.isi"))) > 20 and (said / "cadangan.tolok").stat().st_size > 100_000
    assert "Warung Uji" in (said / "hendra-3.isi").read_text(encoding="utf-8")  # these pages do speak of these rows
    assert Search(NIK).in_folder(said) == {}


def test_the_search_finds_a_leak_planted_in_every_place(terisi, tmp_path) -> None:
    """One number each: in the database, its WAL, a log, UTF-16, a workbook, a gzip, a snapshot."""
    data = tmp_path / "data"
    shutil.copytree(terisi[0], data)
    planted = iter(NIK)
    base = sqlite3.connect(data / "tolok.sqlite3", isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("CREATE TABLE bocor (isi TEXT)")
    base.execute("INSERT INTO bocor VALUES (?)", (next(planted),))
    (data / "catatan.log").write_text(f"galat pada baris 3: {next(planted)}")
    (data / "utf16.csv").write_bytes(f"NIK;{next(planted)}".encode("utf-16"))
    write_xlsx(data / "buku.xlsx", rows_of([next(planted)], 0))
    (data / "lama.gz").write_bytes(gzip.compress(next(planted).encode()))
    pq.write_table(pa.table({"nik": [next(planted)]}), data / "potret" / "bocor.parquet")
    found = Search(NIK).in_folder(data)
    base.close()
    assert set().union(*found.values()) == set(NIK[:6])
    assert {"catatan.log", "utf16.csv", "buku.xlsx", "lama.gz", "potret/bocor.parquet"} <= found.keys()
    assert any(name.startswith("tolok.sqlite3") for name in found)
