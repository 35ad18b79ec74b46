"""Proof: every vintage computed again from its own frozen rows and definition, and compared to the last digit."""

from collections.abc import Iterator
from dataclasses import dataclass

from tolok.engine.snapshot import intact
from tolok.services.pengukuran import recompute, snapshot_of
from tolok.services.riwayat import verify_chain
from tolok.store.models import Realisasi, schemas
from tolok.values.issue import Issue, IssueError


@dataclass(frozen=True)
class Bukti:
    """One vintage and whether it stands: `sama` the figure and every total equal, `utuh` the frozen files unaltered."""

    kode: str
    periode: str
    nomor: int
    nilai: str
    sama: bool
    utuh: bool
    masalah: str = ""

    @property
    def terbukti(self) -> bool:
        return self.sama and self.utuh


def prove_all(kode: str | None = None, tahun: int | None = None) -> Iterator[Bukti]:
    """Prove every published vintage (or those of one indicator, one year), oldest first."""
    found = Realisasi.objects.filter(status="diterbitkan").select_related("indikator__perangkat_daerah__pemda", "definisi")
    if kode:
        found = found.filter(indikator__kode=kode)
    if tahun:
        found = found.filter(tahun=tahun)
    yield from map(prove, found.order_by("tahun", "triwulan", "indikator__perangkat_daerah", "indikator__urut", "nomor"))


def prove(row: Realisasi) -> Bukti:
    """Recompute one vintage. A file that cannot be read any more is a failed proof, not a crash."""
    periode = f"{row.tahun}-TW{row.triwulan}" if row.triwulan else str(row.tahun)
    shown = row.nilai or row.alasan
    pieces = snapshot_of(row).pieces.values()
    broken = [piece.register for piece in pieces if not intact(piece, schemas()[piece.register])]
    if broken:
        return Bukti(row.indikator.kode, periode, row.nomor, shown, False, False, f"potret tidak utuh: {', '.join(broken)}")
    try:
        again = recompute(row)
    except IssueError as error:
        return Bukti(row.indikator.kode, periode, row.nomor, shown, False, True, error.issues[0].apa)
    same = again.lembar["wilayah"] == row.lembar["wilayah"] and again.lembar["rumus"] == row.lembar["rumus"]
    return Bukti(row.indikator.kode, periode, row.nomor, shown, same, True, "" if same else "hitung ulang berbeda")


def chain_issue() -> Issue | None:
    """The complaint about the change log, if its chain does not hold."""
    chain = verify_chain()
    if chain.putus_di is None:
        return None
    why = "catatan itu atau yang sebelumnya pernah diubah di luar aplikasi"
    return Issue(
        "TLK-S030", "salah", "riwayat", f"rantai putus di catatan {chain.putus_di}", why, "bandingkan dengan cadangan"
    )
