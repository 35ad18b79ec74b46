"""The commands that people wait for: start-up, a year of figures, a large delivery."""

import csv
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from process import Measured, measure

from tolok.registers.wilayah import load_tree

ROWS = 300_000
CLI = ("-m", "tolok.cli")
READ = "import csv,sys; print(sum(len(r) for r in csv.reader(open(sys.argv[1], encoding='utf-8'))))"


def core_rows() -> Iterator[tuple[str, ...]]:
    """One line per measurement, each beside its baseline of the same run."""
    empty = measure(("-c", "pass"))
    yield _line("tolok --help", measure((*CLI, "--help")), "proses Python kosong", empty)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure((*CLI, "contoh", name), runs=1)
        measure((*CLI, "terima", name, "--json"), runs=1)
        asked = ("hitung", "--data", name, "--tahun", "2023", "--pemda", "32.75", "--tingkat", "kelurahan", "--json")
        duck, oracle = measure((*CLI, *asked)), measure((*CLI, *asked, "--engine", "reference"), runs=3)
        yield _line("tolok hitung, Bekasi, semua indikator, kelurahan", duck, "mesin reference", oracle)
        shutil.rmtree(folder)
        folder.mkdir()
        path = write_monev(folder, ROWS)
        reading = measure(("-c", READ, str(path)), runs=3)
        received = [_receive(folder) for _ in range(3)]
        best = Measured(sorted(one.seconds for one in received)[1], max(one.megabytes for one in received))
        yield _line("tolok terima, 300.000 baris CSV", best, "csv.reader atas berkas yang sama", reading)


def _receive(folder: Path) -> Measured:
    for made in ("register", "laporan", "karantina", "potret"):
        shutil.rmtree(folder / made, ignore_errors=True)
    return measure((*CLI, "terima", str(folder), "--json"), runs=1)


def write_monev(folder: Path, rows: int) -> Path:
    """An invented delivery of `rows` monitored enterprises of Kota Bekasi, with the schema's own field names."""
    target = folder / "kiriman"
    target.mkdir(parents=True)
    chance, regions = random.Random(7), load_tree().kelurahan_of("32.75")  # noqa: S311  # seeded data, no secret
    path = target / "usaha_monev_2023.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "id_data_badan_usaha",
                "nama_usaha",
                "tahun",
                "tanggal_monev",
                "kode_wilayah",
                "omset",
                "tenaga_kerja_laki",
                "tenaga_kerja_perempuan",
            ]
        )
        for number in range(rows):
            omset = f"{chance.randrange(10**6, 3 * 10**9):,}".replace(",", ".")
            day = f"2023-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"
            writer.writerow(
                [
                    10**9 + number,
                    f"Usaha {number}",
                    2023,
                    day,
                    chance.choice(regions),
                    omset,
                    chance.randrange(12),
                    chance.randrange(12),
                ]
            )
    head = "{register: usaha_monev, periode: 2023, pemda: '32.75', perangkat_daerah: 32.75/2.17, cakupan: ['32.75']}\n"
    path.with_name("usaha_monev_2023.kiriman.yaml").write_text(head, encoding="utf-8")
    return path


def _line(what: str, mine: Measured, against: str, other: Measured) -> tuple[str, ...]:
    ratio = f"{mine.seconds / other.seconds:.2f}"
    figures = (f"{mine.seconds:.2f}", f"{mine.megabytes:.0f}", against, f"{other.seconds:.2f}", ratio)
    return (what, *(figure.replace(".", ",") for figure in figures))
