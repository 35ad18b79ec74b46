"""A doubt before it is told: looked up among the recorded decisions, it becomes an Issue or a note that cites one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tolok.catalogue.definition import Definisi, KutipanDokumen, Versi
from tolok.values.issue import Issue, Weight


@dataclass(frozen=True)
class Doubt:
    """A doubt before decisions are looked up; `dokumen` where one row of a document gives rise to it."""

    kode: str
    apa: str
    mengapa: str
    saran: str
    dokumen: KutipanDokumen | None = None
    bobot: Weight = "perlu keputusan"


def told(definisi: Definisi, versi: Versi, doubts: Iterable[Doubt]) -> tuple[Issue, ...]:
    """Each doubt once, in the order of finding; one that a decision of `versi` answers is a *catatan* that cites it."""
    seen: dict[tuple[str, str], Issue] = {}
    for doubt in doubts:
        where = f"{definisi.kode}, {doubt.dokumen.kutipan}" if doubt.dokumen else definisi.kode
        seen.setdefault(
            (doubt.kode, doubt.apa),
            _decided(
                Issue(doubt.kode, doubt.bobot, where, doubt.apa, doubt.mengapa, doubt.saran),
                versi,
                doubt.dokumen.kode_dokumen if doubt.dokumen else None,
            ),
        )
    return tuple(seen.values())


def _decided(issue: Issue, versi: Versi, kode_dokumen: str | None) -> Issue:
    for keputusan in versi.keputusan:
        if issue.kode in keputusan.menjawab and keputusan.kode_dokumen in (None, kode_dokumen):
            by = versi.diputuskan
            saran = f"sudah diputuskan ({by.oleh}, {by.tanggal}, {by.dasar}): {keputusan.isi} Alasan: {keputusan.alasan}"
            return replace(issue, bobot="catatan", saran=saran)
    return issue
