"""What a step asks of the figure itself, beyond whose turn it is: an open period, words, evidence, a publishable figure."""

from datetime import datetime

from tolok.measurement.approval import ALASAN_TERPENDEK, Action
from tolok.measurement.panel import FLAG_DECIDE
from tolok.services.bukti_angka import missing_evidence
from tolok.services.penjelasan import missing_explanation
from tolok.services.periode import why_closed
from tolok.services.terbitan import period_of, place_of, vintages_of
from tolok.store.models import Realisasi
from tolok.values.issue import Issue

MENDABLE = frozenset({"TLK-A012", "TLK-U070", "TLK-U075"})
"""What whoever takes the step can mend himself: the step is offered, and its page says what is missing."""


def conditions(realisasi: Realisasi, aksi: Action, catatan: str, at: datetime) -> tuple[Issue, ...]:
    """All that the figure itself lacks for a step that the approval table allows; empty when nothing."""
    where = place_of(realisasi)
    found = [*why_closed(realisasi.indikator.perangkat_daerah, period_of(realisasi), at, where)]
    if aksi == "ajukan":
        found += [*missing_explanation(realisasi, at), *missing_evidence(realisasi, at)]
    elif aksi == "terbitkan":
        found += _unpublishable(realisasi, catatan)
    elif aksi == "buka_kembali":
        found += _superseded(realisasi)
    return tuple(found)


def _superseded(realisasi: Realisasi) -> tuple[Issue, ...]:
    """Only the newest vintage is opened again; of an older one the successor is being worked on already, or stands."""
    newest = vintages_of(realisasi).last()
    if newest is None or newest.nomor == realisasi.nomor:
        return ()
    what = f"Terbitan {newest.nomor} sudah ada."
    why = "Yang dibuka kembali adalah terbitan terbaru."
    todo = "Teruskan terbitan itu." if newest.status != "diterbitkan" else "Buka kembali terbitan itu."
    return (Issue("TLK-U066", "salah", place_of(realisasi), what, why, todo),)


def needs_decision(realisasi: Realisasi) -> bool:
    """Whether entities counted in the two years differ by more than the dated limit (rumus.md §3.5)."""
    sheet = realisasi.lembar["wilayah"][realisasi.indikator.perangkat_daerah.pemda_id]
    return any(tanda.startswith(FLAG_DECIDE) for tanda in sheet["tanda"])


def _unpublishable(realisasi: Realisasi, catatan: str) -> tuple[Issue, ...]:
    sheet = realisasi.lembar["wilayah"][realisasi.indikator.perangkat_daerah.pemda_id]
    found, where = [], place_of(realisasi)
    if not realisasi.nilai:
        what = f"Belum ada angka: {realisasi.alasan}."
        why = "Yang terbit adalah angka, bukan alasan ketiadaannya."
        found.append(Issue("TLK-U040", "salah", where, what, why, "Lengkapi datanya lalu hitung ulang."))
    if any(tanda.startswith("sebagian") for tanda in sheet["tanda"]):
        why = "Angka dari sebagian wilayah tidak mewakili kota."
        todo = "Terima kiriman wilayah yang belum ada."
        found.append(Issue("TLK-U041", "salah", where, "Data baru dikirim sebagian.", why, todo))
    if realisasi.definisi.isi["status"] == "perlu keputusan":
        what = "Definisinya masih menunggu keputusan."
        why = realisasi.definisi.isi.get("menunggu") or "Ada bagian definisi yang belum diputuskan."
        found.append(Issue("TLK-U042", "salah", where, what, why, "Putuskan definisinya dahulu, dengan dasar dan alasan."))
    if needs_decision(realisasi) and len(catatan.strip()) < ALASAN_TERPENDEK:
        what = "Cakupan kedua tahun berbeda melewati batas; tulis keputusannya."
        why = "Yang terhitung tahun ini dan tahun lalu bukan kelompok yang sama; angka sebandingnya ada di lembar hitung."
        found.append(Issue("TLK-U043", "perlu keputusan", where, what, why, "Tulis mengapa angka ini tetap diterbitkan."))
    return tuple(found)
