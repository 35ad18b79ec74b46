#!/usr/bin/env python3
"""Runs the reader over the corpus of real documents and prints how well it read them.

usage: skor_baca.py [--details] [--cepat] [--aturan | --tabel] [NNN …]
       --details  every field that did not come out right
       --cepat    without the scans, which take a minute a document
       --aturan   on how many documents each rule of the reader acts, instead of the scores
       --tabel    the same as rows of docs/acuan/membaca-dokumen.md

The corpus lies beside the repository (../shared/corpus, measured by ../shared/tools/score_reading.py); it is no part of it.
"""

import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType

from tolok.reading.draft import as_json
from tolok.reading.load import load
from tolok.reading.read import read
from tolok.reading.rules import RULES, counted
from tolok.values.issue import IssueError

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
CORPUS = SHARED / "corpus"


def scorer() -> ModuleType:
    """The scoring tool that lies beside the corpus."""
    spec = importlib.util.spec_from_file_location("score_reading", SHARED / "tools" / "score_reading.py")
    if spec is None or spec.loader is None:
        raise ImportError("../shared/tools/score_reading.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def truths(only: set[str], scans: bool = True) -> list[Path]:
    """The truth files asked for, all without a choice; without those of scans on request."""
    chosen = [path for path in sorted((CORPUS / "truth").glob("*.json")) if not only or path.stem in only]
    return [path for path in chosen if scans or "scan" not in json.loads(path.read_text(encoding="utf-8"))["source"]]


def result_of(truth: Path) -> tuple[dict[str, object], float]:
    """What the reader makes of the document of a truth file, and how long it took. A refused file gives no indicators."""
    source = CORPUS / json.loads(truth.read_text(encoding="utf-8"))["source"]
    start = time.perf_counter()
    try:
        told = as_json(read(load(source.read_bytes(), source.name)))
    except (IssueError, ImportError) as error:
        told = {"indikator": [], "issues": [str(error)]}
    return told, time.perf_counter() - start


def count_rules(paths: list[Path], rows: bool = False) -> None:
    """Prints every rule with the number of documents on which it acts and how often, on request as rows of a page."""
    documents, times = Counter[str](), Counter[str]()
    for path in paths:
        with counted() as counts:
            result_of(path)
        documents.update(set(counts))
        times.update(counts)
    if rows:
        print("\n".join(f"| {name} | {text} | {documents[name]} | {times[name]} |" for name, text in RULES.items()))
        return
    print(f"{len(paths)} dokumen")
    for name, sentence in RULES.items():
        print(f"{documents[name]:>3} dokumen {times[name]:>5} kali  {name}: {sentence}")


def main(arguments: list[str]) -> int:
    if not CORPUS.is_dir():
        print(f"Korpus tidak ada: {CORPUS.name} dicari di ../shared di samping repositori ini.")
        return 2
    details = "--details" in arguments
    only = {word for word in arguments if not word.startswith("--")}
    paths = truths(only, "--cepat" not in arguments)
    if {"--aturan", "--tabel"} & set(arguments):
        count_rules(paths, "--tabel" in arguments)
        return 0
    tool, sums = scorer(), [0] * 7
    for path in paths:
        told, seconds = result_of(path)
        truth = json.loads(path.read_text(encoding="utf-8"))["indikator"]
        if details:
            print(f"-- {path.stem}")
        row = tool.score(truth, told["indikator"], details)
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        shape = "{:>6}  found {}/{}  invented {}  fields right {} asked {} of {}  silent {}"
        print(shape.format(path.stem, *row), f"  {seconds:.2f} s")
    found, wanted, invented, right, asked, total, silent = sums
    print(
        f"total   found {found / max(wanted, 1):.1%}  invented {invented}  fields right {right / max(total, 1):.1%} "
        f"asked {asked / max(total, 1):.1%} of {total}  silent {silent}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
