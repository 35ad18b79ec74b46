"""Words of the yearly report that no figure gives: read as known at an instant, written over, never overwritten."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from tolok.registers.faults import mask
from tolok.services.akses import require
from tolok.services.penjelasan import clean, text_hash
from tolok.services.riwayat import log_change
from tolok.store.models import IndikatorKantor, NaskahLaporan, Pengguna, PerangkatDaerah
from tolok.values.issue import Issue, IssueError
from tolok.values.number import fraction_text, parse_angka, parse_fraction
from tolok.writing.lkjip_bagian import bagian_of

TERPANJANG = 12_000
SUMBER_TERPANJANG = 300
_STANDAR = "standar:"


@dataclass(frozen=True)
class StandarNasional:
    """A national standard as somebody typed it: the figure exact, where it is printed, the year that it speaks of."""

    nilai: Fraction
    sumber: str
    tahun: int


def standar_bagian(kode: str) -> str:
    """The part under which the national standard of an IKU is kept: `standar:KOP-01`."""
    return _STANDAR + kode


def naskah_of(kantor: PerangkatDaerah, tahun: int, at: datetime) -> dict[str, NaskahLaporan]:
    """Part → the words that held at an instant; what was withdrawn is absent. One query."""
    found = NaskahLaporan.objects.filter(perangkat_daerah=kantor, tahun=tahun, pada__lte=at).select_related("oleh")
    newest = {one.bagian: one for one in found.order_by("id")}
    return {bagian: one for bagian, one in newest.items() if one.isi}


def naskah_history(kantor: PerangkatDaerah, tahun: int, bagian: str, at: datetime) -> list[NaskahLaporan]:
    """Everything that was ever written for one part of one year, the newest first."""
    found = NaskahLaporan.objects.filter(perangkat_daerah=kantor, tahun=tahun, bagian=bagian, pada__lte=at)
    return list(found.select_related("oleh").order_by("-id"))


def read_standar(isi: str) -> StandarNasional:
    """The standard that a kept text holds."""
    content = json.loads(isi)
    return StandarNasional(parse_fraction(content["nilai"]), content["sumber"], content["tahun"])


def standar_of(naskah: Mapping[str, NaskahLaporan]) -> dict[str, StandarNasional]:
    """Kode of an IKU → its national standard."""
    return {
        bagian.removeprefix(_STANDAR): read_standar(one.isi) for bagian, one in naskah.items() if bagian.startswith(_STANDAR)
    }


def dasar_of(kantor: PerangkatDaerah, tahun: int, bagian: str) -> str:
    """What a form carries to say which words it was made for."""
    last = NaskahLaporan.objects.filter(perangkat_daerah=kantor, tahun=tahun, bagian=bagian).order_by("-id").first()
    return str(last.pk if last else 0)


# --- writing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_naskah(
    kantor: PerangkatDaerah, tahun: int, bagian: str, isi: str, *, dasar: str, by: Pengguna, at: datetime
) -> NaskahLaporan | None:
    """Keep the words of one part; empty words withdraw it, the same words change nothing (None).

    Right: tulis_laporan in the whole office. `dasar` is `dasar_of` at the time of looking. IssueError TLK-P083, TLK-P084.
    """
    known = bagian_of(bagian)
    if known is None:
        raise ValueError(f"bagian laporan tidak dikenal: {bagian!r}")
    require(by, kantor, "tulis_laporan", None)
    text = mask(clean(isi))
    issues = []
    if len(text) > TERPANJANG:
        what, why = f"{known.judul} terlalu panjang.", f"Paling banyak {TERPANJANG} huruf."
        issues.append(Issue("TLK-P083", "salah", "isi", what, why, "Ringkaskan, atau pindahkan sebagian ke bagian lain."))
    return _keep(kantor, tahun, bagian, text, issues, dasar, by, at)


@dataclass(frozen=True)
class IsianStandar:
    """A national standard as a form sends it; all three empty withdraws it."""

    nilai: str = ""
    sumber: str = ""
    tahun: str = ""

    @property
    def kosong(self) -> bool:
        return not (self.nilai.strip() or self.sumber.strip() or self.tahun.strip())


@transaction.atomic
def write_standar(
    indikator: IndikatorKantor, tahun: int, isian: IsianStandar, *, dasar: str, by: Pengguna, at: datetime
) -> NaskahLaporan | None:
    """Keep the national standard of an IKU with its source. IssueError TLK-P084 … P087.

    Right: tulis_laporan, for a role inside a bidang that bidang's IKU only.
    """
    kantor = indikator.perangkat_daerah
    require(by, kantor, "tulis_laporan", indikator.bidang)
    nilai, sumber = parse_angka(isian.nilai), " ".join(mask(clean(isian.sumber)).split())
    text, issues = "", []
    if not isian.kosong:
        issues = _doubts(nilai, isian.nilai, sumber, isian.tahun, tahun)
        if not issues and nilai is not None:
            content = {"nilai": fraction_text(nilai), "sumber": sumber, "tahun": int(isian.tahun.strip())}
            text = json.dumps(content, ensure_ascii=False)
    return _keep(kantor, tahun, standar_bagian(indikator.kode), text, issues, dasar, by, at)


def _doubts(nilai: Fraction | None, typed: str, sumber: str, year: str, tahun: int) -> list[Issue]:
    issues = []
    if nilai is None:
        what = f"`{mask(typed.strip())[:30]}` bukan angka." if typed.strip() else "Angkanya belum ditulis."
        issues.append(_wrong("TLK-P085", "nilai", what, "Tulis angkanya saja, misalnya 12,5."))
    if not 5 <= len(sumber) <= SUMBER_TERPANJANG:
        what = "Sumbernya terlalu panjang." if sumber else "Sumbernya belum ditulis."
        issues.append(_wrong("TLK-P086", "sumber", what, "Tulis dokumen dan halamannya, 5 sampai 300 huruf."))
    year = year.strip()
    fits = year.isascii() and year.isdecimal() and len(year) == 4 and 1945 <= int(year) <= tahun + 25
    if not fits:
        issues.append(_wrong("TLK-P087", "tahun", "Tahunnya belum benar.", "Tulis tahun standar itu, empat angka."))
    return issues


def _wrong(kode: str, di_mana: str, apa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, "Standar tanpa angka, sumber, dan tahun tidak dapat diperiksa orang.", saran)


def _keep(
    kantor: PerangkatDaerah, tahun: int, bagian: str, text: str, issues: list[Issue], dasar: str, by: Pengguna, at: datetime
) -> NaskahLaporan | None:
    PerangkatDaerah.objects.select_for_update().get(pk=kantor.pk)  # of two writers at once the second waits, then is told
    last = naskah_history(kantor, tahun, bagian, at)[:1]
    if dasar != dasar_of(kantor, tahun, bagian):
        issues = [_overtaken(last[0] if last else None), *issues]
    if issues:
        raise IssueError(issues)
    if text == (last[0].isi if last else ""):
        return None
    row = NaskahLaporan.objects.create(perangkat_daerah=kantor, tahun=tahun, bagian=bagian, isi=text, oleh=by, pada=at)
    # The words may name people, so the log holds only how long they are and their hash.
    content = {"bagian": bagian, "panjang": len(text), "sidik": text_hash(text)}
    log_change("laporan.ditulis", f"{tahun} {bagian}", at=at, by=by, kantor=kantor, isi=content)
    return row


def _overtaken(last: NaskahLaporan | None) -> Issue:
    who = f"{last.oleh.nama} lebih dahulu. " if last and last.oleh else ""
    what, todo = "Bagian ini baru saja ditulis orang lain.", "Baca yang tersimpan, gabungkan, lalu simpan lagi."
    return Issue("TLK-P084", "salah", "bagian", what, f"{who}Isian Anda di bawah belum disimpan.", todo)
