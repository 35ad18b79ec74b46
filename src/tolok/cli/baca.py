"""`baca` and `banding`: a document as drafts with questions, and two documents beside each other. Nothing is stored."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from tolok.cli.output import print_issues, print_json, print_table
from tolok.reading.compare import Beda, compare
from tolok.reading.draft import DraftIndikator, Found, Reading, as_json
from tolok.reading.limited import read_limited
from tolok.reading.medan import fields_of, label_of, place_text, short_text


def read_file(berkas: Path, as_json_asked: bool) -> int:
    """Read one document; 0 when all is clear, 1 when a person must look at something. Raises IssueError."""
    reading = read_limited(berkas, berkas.name).reading
    if as_json_asked:
        print_json(as_json(reading))
    else:
        _show(reading)
        print_issues(reading.issues, as_json=False)
    asked = any(found.doubt for draft in reading.drafts for found in fields_of(draft).values())
    open_issue = any(issue.bobot != "catatan" for issue in reading.issues)
    return 1 if asked or open_issue or not reading.drafts else 0


def _show(reading: Reading) -> None:
    """The drafts as a table, then every doubt as a question with its place."""
    if not reading.drafts:
        print_table(reading.name, ("Indikator",), [("Tidak ada indikator yang terbaca di dokumen ini.",)])
        return
    rows = [(str(nomor), *_line(draft)) for nomor, draft in enumerate(reading.drafts, start=1)]
    heads = ("No", "Indikator", "Satuan", "Target", "Rumus atau definisi", "Sumber data")
    print_table(f"{reading.name}: {len(reading.drafts)} indikator", heads, rows, (0,))
    questions = [
        (str(nomor), label_of(medan), short_text(found.printed or found.text), found.doubt, place_text(found.place))
        for nomor, draft in enumerate(reading.drafts, start=1)
        for medan, found in fields_of(draft).items()
        if found.doubt
    ]
    if questions:
        heads = ("No", "Medan", "Tertulis", "Yang tidak pasti", "Di mana")
        print_table(f"{len(questions)} pertanyaan, tidak ditebak", heads, questions, (0,))


def _line(draft: DraftIndikator) -> tuple[str, ...]:
    words = {key: found.text for key, found in draft.texts.items()}
    said = words.get("formula_teks") or words.get("definisi") or ""
    return (
        _sure(draft.texts.get("nama")), _sure(draft.texts.get("satuan")), _targets(draft), short_text(said, 90),
        short_text(words.get("sumber_data", ""), 40),
    )  # fmt: skip


def _targets(draft: DraftIndikator) -> str:
    kinds = (("target", ""), ("target_ke", "ke-"))
    return "\n".join(
        f"{before}{year}: {_sure(found)}"
        for kind, before in kinds
        for name, by_year in draft.series.items()
        if name == kind
        for year, found in by_year.items()
    )


def _sure(found: Found | None) -> str:
    """A value, or a question mark in the place of one that the reader is not sure of."""
    if found is None:
        return "tidak ada"
    return "?" if found.doubt else found.text


def compare_files(pertama: Path, kedua: Path, as_json_asked: bool) -> int:
    """What two documents say differently; 0 when nothing, 1 when something. Raises IssueError."""
    left, right = (read_limited(one, one.name).reading for one in (pertama, kedua))
    found = compare(left, right)
    if as_json_asked:
        print_json({"berkas": [left.name, right.name], "beda": [_told(one) for one in found]})
    elif found:
        rows = [(short_text(one.nama, 80), label_of(one.medan), _side(one.pertama), _side(one.kedua)) for one in found]
        print_table(f"{len(found)} perbedaan", ("Indikator", "Medan", left.name, right.name), rows)
    else:
        print_table("Tidak ada perbedaan", (left.name, right.name), [(_count(left), _count(right))])
    return 1 if found else 0


def _count(reading: Reading) -> str:
    return f"{len(reading.drafts)} indikator"


def _side(found: Found | None) -> str:
    if found is None:
        return "tidak ada"
    where = place_text(found.place)
    return f"{found.text}\n({where})" if where else found.text


def _told(one: Beda) -> dict[str, Any]:
    sides = {"pertama": one.pertama, "kedua": one.kedua}
    told = {key: {"isi": found.text, "tempat": asdict(found.place)} for key, found in sides.items() if found}
    return {"jenis": one.jenis, "indikator": one.nama, "medan": one.medan, **told}
