"""Budget and spending as a report lists them: a program with what lies under it, and the total."""

from collections.abc import Sequence

from tolok.services.anggaran import Buku, Serapan, serapan_of_node, sum_of
from tolok.services.program import SimpulProgram
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.writing.lkjip_data import Angka, BarisAnggaran


def lines_of(node: SimpulProgram, buku: Buku, period: Period, tingkat: int = 0) -> list[BarisAnggaran]:
    """A program and everything under it, one line each."""
    serapan = serapan_of_node(node, buku, period)
    row = node.program
    bidang, serves = (row.bidang.nama if row.bidang else ""), tuple(one.kode for one in node.indikator)
    own = BarisAnggaran(row.kode, row.nama, tingkat, *amounts(serapan), bidang, serves)
    return [own, *(line for child in node.anak for line in lines_of(child, buku, period, tingkat + 1))]


def amounts(serapan: Serapan | None) -> tuple[Angka, Angka, Angka]:
    """Budget, spending and absorption as printed, or the reasons why they are missing."""
    if serapan is None:
        return Angka(alasan="belum dianggarkan"), Angka(alasan="–"), Angka(alasan="–")
    spent = Angka(format_angka(serapan.realisasi), "") if serapan.realisasi is not None else Angka(alasan="belum dilaporkan")
    share = Angka(format_angka(serapan.persen, 2), "", serapan.persen) if serapan.persen is not None else Angka(alasan="–")
    return Angka(format_angka(serapan.pagu), ""), spent, share


def total_of(tree: Sequence[SimpulProgram], buku: Buku, period: Period) -> BarisAnggaran | None:
    """The sum over all programs; None where nothing was budgeted."""
    found = sum_of([one for node in tree if (one := serapan_of_node(node, buku, period)) is not None])
    return BarisAnggaran("", "Jumlah", 0, *amounts(found)) if found else None
