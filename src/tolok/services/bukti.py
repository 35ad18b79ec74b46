"""Proof: every vintage computed again from its own frozen rows and definition, and compared to the last digit."""

from collections.abc import Iterator
from dataclasses import dataclass

from tolok.engine.snapshot import intact
from tolok.measurement.lembar import declaration_hash
from tolok.services import bukti_angka
from tolok.services.bukti_angka import bukti_of
from tolok.services.pengukuran import recompute, snapshot_of
from tolok.services.riwayat import Rantai, verify_chain
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
    lost = [one.pk for one in bukti_of(row, row.diterbitkan_pada or row.dihitung_pada) if not bukti_angka.intact(one)]
    if lost:
        return Bukti(row.indikator.kode, periode, row.nomor, shown, False, False, f"berkas bukti tidak utuh: {lost}")
    if row.cara == "diketik":
        return _prove_typed(row, periode, shown)
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


def _prove_typed(row: Realisasi, periode: str, shown: str) -> Bukti:
    """A typed figure rests on its declaration: the sheet must have its seal and say the figure that is shown."""
    kota = row.lembar["wilayah"][row.indikator.perangkat_daerah.pemda_id]
    same = (kota["nilai"] or "", kota["alasan"] or "") == (row.nilai, row.alasan)
    sealed = declaration_hash(row.lembar) == row.hash_potret
    masalah = "" if same and sealed else "pernyataan berubah"
    return Bukti(row.indikator.kode, periode, row.nomor, shown, same, sealed, masalah)


def chain_issue() -> Issue | None:
    """The complaint about the change log, if its chain does not hold."""
    return complaint_about(verify_chain())


def complaint_about(chain: Rantai) -> Issue | None:
    """What is wrong with a chain that was verified; None where it holds."""
    if chain.putus_di is not None:
        what = f"rantai putus di catatan {chain.putus_di}"
        why = "catatan itu atau yang sebelumnya pernah diubah di luar aplikasi"
        return Issue("TLK-S030", "salah", "riwayat", what, why, "bandingkan dengan cadangan")
    if chain.terpotong is not None:
        what = f"rantai berakhir di catatan {chain.jumlah}, padahal catatan {chain.terpotong} pernah ada"
        why = "catatan terakhir hilang, atau basis data lama ditaruh kembali di tempat ini"
        return Issue("TLK-S036", "salah", "riwayat", what, why, "bandingkan dengan cadangan dan dengan sidik yang tercetak")
    return None
