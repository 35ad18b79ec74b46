"""Doubts that only several definitions together can raise: rival documents, and measures split from one printed name."""

from collections.abc import Iterable

from tolok.catalogue import printed as p
from tolok.catalogue.definition import Definisi, KutipanDokumen
from tolok.catalogue.doubt import Doubt, told
from tolok.values.issue import Issue

Row = tuple[Definisi, KutipanDokumen]


def lint_dokumen(daftar: Iterable[Definisi]) -> tuple[Issue, ...]:
    """Where two documents of one office measure one sasaran by different indikator (TLK-D130), and where a part of a
    split indikator is missing or is counted in another unit than its sisters (TLK-D131)."""
    rows = [(definisi, dokumen) for definisi in daftar for dokumen in definisi.dokumen]
    found = [_told(*pair) for n, one in enumerate(rows) for other in rows[n + 1 :] if (pair := _rivalry(rows, one, other))]
    return tuple(dict.fromkeys([*found, *_split(rows)]))


def _rivalry(rows: list[Row], one: Row, other: Row) -> tuple[Row, Row, Doubt] | None:
    (first, a), (second, b) = one, other
    if first.kode == second.kode or not _rivals(a, b) or first.kode in _named(rows, b) or second.kode in _named(rows, a):
        return None
    words = ((first, a), (second, b))
    doubt = Doubt(
        "TLK-D130",
        f"dua dokumen memakai indikator berbeda untuk satu sasaran: {first.kode} dan {second.kode}",
        "; ".join(f"{x.kutipan.dokumen} menyebut “{x.nama or d.nama}”" for d, x in words),
        "putuskan dokumen mana yang berlaku; yang lain tetap disimpan sebagai pembanding",
        a,
    )
    return one, other, doubt


def _rivals(a: KutipanDokumen, b: KutipanDokumen) -> bool:
    return (
        a.perangkat_daerah == b.perangkat_daerah
        and a.jenjang == b.jenjang
        and a.kutipan.dokumen != b.kutipan.dokumen
        and p.same_sasaran(a.tujuan_sasaran, b.tujuan_sasaran)
    )


def _named(rows: list[Row], one: KutipanDokumen) -> set[str]:
    """Every indikator that the document of `one` names for its sasaran: what both documents name is no rivalry."""
    return {
        definisi.kode
        for definisi, row in rows
        if row.kutipan.dokumen == one.kutipan.dokumen
        and row.jenjang == one.jenjang
        and p.same_sasaran(row.tujuan_sasaran, one.tujuan_sasaran)
    }


def _told(one: Row, other: Row, doubt: Doubt) -> Issue:
    """A decision of either definition answers."""
    issue = told(one[0], one[0].latest, [doubt])[0]
    return issue if issue.bobot == "catatan" else told(other[0], other[0].latest, [doubt])[0]


def _split(rows: list[Row]) -> list[Issue]:
    parents: dict[tuple[str, str], dict[str, Row]] = {}
    for definisi, row in rows:
        if row.induk:
            parents.setdefault((row.perangkat_daerah, row.induk), {}).setdefault(definisi.kode, (definisi, row))
    issues: list[Issue] = []
    for (_, induk), parts in parents.items():
        units = {definisi.satuan for definisi, _ in parts.values()}
        if len(parts) > 1 and len(units) == 1:
            continue
        definisi, row = next(iter(parts.values()))
        what = "hanya punya satu bagian" if len(parts) == 1 else f"bagiannya berbeda satuan: {', '.join(sorted(units))}"
        doubt = Doubt(
            "TLK-D131",
            f"indikator {induk} {what}",
            f"bagiannya di katalog: {', '.join(parts)}",
            "lengkapi bagiannya, atau catat mengapa bagian lain tidak diukur",
            row,
        )
        issues += told(definisi, definisi.latest, [doubt])
    return issues
