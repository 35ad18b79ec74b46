"""How long a document takes to write, in a process of its own: `python benchmarks/cetak.py`.

The table of the IKU as PDF (limit 1 s with the typesetter warm), and a yearly report of sixty pages with twenty charts as
PDF and DOCX together (limit 20 s and 600 MB, from an empty process).
"""

import json
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"IKU, PDF": (1.0, 600), "LKjIP 60 halaman, 20 grafik, PDF + DOCX": (20.0, 600)}


def write_iku() -> dict[str, float]:
    """The first and the median of five in one process."""
    from tolok.writing.iku import iku_sheet
    from tolok.writing.pdf import write_pdf
    from writing.iku_example import IKU

    seconds = [_timed(lambda: write_pdf(iku_sheet(IKU))) for _ in range(6)]
    return {"detik": max(seconds[0], statistics.median(seconds)), "pertama": seconds[0]}


def write_lkjip() -> dict[str, float]:
    """One report, once: what an official waits for."""
    from tolok.writing.docx import write_docx
    from tolok.writing.pdf import write_pdf
    from writing.blocks_example import report

    sheet = report(chapters=4, rows=84, charts=5)
    files: list[bytes] = []
    pdf = _timed(lambda: files.append(write_pdf(sheet)))
    docx = _timed(lambda: files.append(write_docx(sheet)))
    import pypdfium2

    return {"detik": pdf + docx, "pdf": pdf, "docx": docx, "halaman": len(pypdfium2.PdfDocument(files[0]))}


def _timed(work) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def main() -> int:
    if sys.argv[1:]:
        found = {"iku": write_iku, "lkjip": write_lkjip}[sys.argv[1]]()
        print(json.dumps({**found, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return 0
    print("| Apa | Detik | Batas | Memori MB | Batas | Rincian |\n|---|---|---|---|---|---|")
    late = False
    for name, (what, (seconds, megabytes)) in zip(("iku", "lkjip"), LIMITS.items(), strict=True):
        paths = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
        ran = subprocess.run(
            [sys.executable, __file__, name], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=True
        )
        found = json.loads(ran.stdout)
        rest = ", ".join(f"{key} {value:.2f}" for key, value in found.items() if key not in ("detik", "mb"))
        print(f"| {what} | {found['detik']:.2f} | {seconds:.0f} | {found['mb']:.0f} | {megabytes} | {rest} |")
        late = late or found["detik"] > seconds or found["mb"] > megabytes
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
