"""National totals, ours against hand-written ways: `python benchmarks/nasional.py [--juta 1 10 65] [--kali 3]`.

Every way runs in a process of its own (nasional_cara.py, nasional_ulang.py), round by round one after the other, after one
round that warms the cache; medians. Before anything is compared, all answers must be equal to the last digit. Prints and
writes a table.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from nasional_cara import Setting
from nasional_sama import differences, write_ours

ROOT = Path(__file__).resolve().parent.parent
OURS = "ours"
NAMES = {
    OURS: "kubus, 8 ukuran",
    "satu": "satu kueri tulisan tangan per register",
    "padat": "satu kueri, beberapa hitungan dalam satu jumlah",
    "sekaligus": "satu kueri, tingkat dengan GROUPING SETS",
    "lantai": "lantai: kolom yang sama dibaca dan dijumlah sekali",
    "semua": "kubus, semua indikator katalog",
    "banyak": "satu GROUP BY per indikator dan tingkat",
    "gabung": "tahun lalu dengan self-join",
    "panda": "pandas",
    "ulang": "satu kab/kota dikirim ulang: potongannya, daftarnya, kubusnya",
    "susul": "satu kab/kota dikirim ulang: hanya kubusnya",
    "penuh": "semua potongan dibekukan lagi, lalu kubus",
    "telusur": "kecamatan satu kab/kota, satu indikator dan tahun (p95)",
}
_AFTER = ("ulang", "susul", "penuh", "telusur")
_ANSWER_LESS = ("lantai", "semua", OURS, *_AFTER)
_BEST = ("satu", "padat", "sekaligus")
_MOST = {"panda": 1, "gabung": 10, "banyak": 10, "penuh": 10}
"""Up to how many million enterprises a way is tried: beyond, it takes the memory or the patience of a small machine."""


@dataclass(frozen=True)
class Took:
    """What one way took: medians of seconds and CPU seconds, the largest peak of memory in MB."""

    seconds: float
    cpu: float
    megabytes: float


def ways(juta: int, pandas: bool) -> list[str]:
    """The ways that are tried with so many million enterprises."""
    return [name for name in NAMES if juta <= _MOST.get(name, juta) and (name != "panda" or pandas)]


def run(name: str, folder: Path, out: Path) -> Mapping[str, float]:
    """One way, once. RuntimeError where it fails."""
    shutil.rmtree(out, ignore_errors=True)
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    script = "nasional_ulang.py" if name in _AFTER else "nasional_cara.py"
    words = [sys.executable, str(ROOT / "benchmarks" / script), name, str(folder), str(out)]
    done = subprocess.run(words, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(chosen: Sequence[str], folder: Path, out: Path, kali: int) -> dict[str, Took]:
    """Rounds of all ways, in turn; the first ones only warm the cache and make the answers that are compared. What writes
    gigabytes has rounds of its own, after the others: the disk is still busy with it when the next one begins."""
    runs: dict[str, list[Mapping[str, float]]] = {name: [] for name in chosen}
    for name in chosen:
        run(name, folder, out / name)
        print(f"{name}: dijalankan sekali", file=sys.stderr)
    check(chosen, folder, out)
    for group in ([one for one in chosen if one not in _AFTER], [one for one in chosen if one in _AFTER]):
        for _ in range(kali):
            for name in group:
                runs[name].append(run(name, folder, out / name))
    return {name: _median(found) for name, found in runs.items()}


def _median(runs: Sequence[Mapping[str, float]]) -> Took:
    seconds, cpu = (statistics.median(one[key] for one in runs) for key in ("detik", "cpu"))
    return Took(seconds, cpu, max(one["memori"] for one in runs))


def check(chosen: Sequence[str], folder: Path, out: Path) -> None:
    """SystemExit where a hand-written answer differs from ours."""
    answer = out / "jawaban"
    answer.mkdir(parents=True, exist_ok=True)
    write_ours(Setting(folder, out / OURS), answer)
    for name in chosen:
        if name not in _ANSWER_LESS and (count := differences(answer, name, out / name)):
            raise SystemExit(f"{NAMES[name]}: {count} baris jawaban berbeda dari kubus")
    print("semua jawaban sama sampai angka terakhir", file=sys.stderr)


def table(juta: int, took: Mapping[str, Took]) -> str:
    """Seconds, CPU, memory, and each way's time as a multiple of ours; against the best single query as ours over it."""
    ours = took[OURS]
    lines = ["| cara | detik | detik CPU | memori MB | detik dibanding kubus | CPU dibanding kubus |", "|" + "---|" * 6]
    for name, one in took.items():
        cells = (one.seconds, one.cpu, one.megabytes, one.seconds / ours.seconds, one.cpu / ours.cpu)
        shown = [f"{cell:.0f}" if place == 2 else f"{cell:.2f}" for place, cell in enumerate(cells)]
        lines.append(f"| {NAMES[name]} | " + " | ".join(shown).replace(".", ",") + " |")
    best = min((took[name] for name in _BEST if name in took), key=lambda one: one.seconds, default=None)
    if best is None:
        return "\n".join(lines)
    ratio = f"{ours.seconds / best.seconds:.2f} kali detik, {ours.cpu / best.cpu:.2f} kali CPU".replace(".", ",")
    return "\n".join([*lines, "", f"Kubus dibanding kueri tulisan tangan yang tercepat: {ratio}."])


def put(path: Path, name: str, text: str) -> None:
    """Put `text` between the marks `<!-- name -->` and `<!-- /name -->` of a file. ValueError where they are missing."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, tail = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{path.name}: {begin} … {end}")
    path.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")


def data(juta: int, base: Path) -> Path:
    """The folder with so many million enterprises, made now where it is not there."""
    folder = base / f"n{juta}"
    if not (folder / "terkini").exists():
        words = [sys.executable, str(ROOT / "benchmarks" / "nasional_isi.py"), f"{juta}e6", str(folder), "--proses", "2"]
        subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description="Total nasional: kubus dibanding cara tulisan tangan.")
    parser.add_argument("--juta", type=int, nargs="+", default=[1, 10], help="juta usaha; 65 memerlukan 17 GB dan satu jam")
    parser.add_argument("--kali", type=int, default=3, help="banyaknya putaran yang diukur")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "nasional")
    parser.add_argument("--cara", nargs="+", choices=list(NAMES), default=list(NAMES))
    parser.add_argument("--tulis", type=Path, help="berkas Markdown dengan tempat untuk tabelnya")
    chosen = parser.parse_args()
    pandas = find_spec("pandas") is not None
    notes = [] if pandas or chosen.juta != [1] else ["pandas tidak terpasang, jadi tidak ikut diukur."]
    for juta in chosen.juta:
        mine = [name for name in ways(juta, pandas) if name in chosen.cara or name == OURS]
        took = measure(mine, data(juta, chosen.folder), chosen.folder / f"hasil{juta}", chosen.kali)
        text = "\n\n".join([table(juta, took), *notes])
        print(text, flush=True)
        if chosen.tulis:
            put(chosen.tulis, f"{juta} juta", text)


if __name__ == "__main__":
    main()
