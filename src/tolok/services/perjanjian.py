"""Perjanjian Kinerja of a year at three levels: made, changed by a Perubahan with its reason in law, only ever added to."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tolok.services.akses import NotFoundError, acting_as, open_kantor_for, require
from tolok.services.lampiran_pk import KEPALA, Lampiran, Pemangku, differences, lampiran_from, lampiran_of, plan_for_year
from tolok.services.rencana import short_reason, wants
from tolok.services.riwayat import log_change
from tolok.services.tanda_tangan import PANGKAT_TERPANJANG, folded_nip, head_at, is_nip, office_held
from tolok.store.models import Bidang, Pengguna, Peran, PerangkatDaerah, PerjanjianKinerja, Program
from tolok.values.issue import Issue, IssueError

Alasan = Literal["pejabat", "strategi", "prioritas"]
ALASAN: Mapping[Alasan, str] = {
    "pejabat": "pergantian atau mutasi pejabat",
    "strategi": "perubahan strategi yang mempengaruhi pencapaian tujuan dan sasaran (program, kegiatan, alokasi anggaran)",
    "prioritas": "perubahan prioritas atau asumsi yang berakibat signifikan",
}
"""The only reasons for a Perubahan, in the regulation's words (PermenPANRB 53/2014)."""
_AWAL = (10, 1)  # a budget of a year is passed from October of the year before
_HEADS = {"Kota ": "Wali Kota", "Kabupaten ": "Bupati", "Provinsi ": "Gubernur"}


@dataclass(frozen=True)
class Pihak:
    """Who signs. The head of a region has neither `pangkat` nor `nip`."""

    nama: str = ""
    jabatan: str = ""
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class IsianPerjanjian:
    """What a form says. `nomor` is the number that the form was made for; `alasan` and `penjelasan` are a Perubahan's."""

    pertama: Pihak
    kedua: Pihak
    tanggal: date | None
    nomor: int
    tanggal_dpa: date | None = None
    sumber_dana: str = ""
    alasan: str = ""
    penjelasan: str = ""


@dataclass(frozen=True)
class KeadaanPerjanjian:
    """Every agreement of one level in a year, oldest first, and what the plan says otherwise than the last one."""

    pemangku: Pemangku
    semua: Sequence[PerjanjianKinerja]
    berubah: tuple[str, ...] = field(default=())

    @property
    def kini(self) -> PerjanjianKinerja | None:
        return self.semua[-1] if self.semua else None


# --- reading ----------------------------------------------------------------------------------------------------------


def agreements_of(kantor: PerangkatDaerah, tahun: int, at: datetime) -> list[PerjanjianKinerja]:
    """Every agreement of a year known at `at`, by number."""
    found = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, tahun=tahun, diketahui__lte=at)
    return list(found.select_related("bidang", "program", "oleh", "perangkat_daerah__pemda").order_by("nomor", "id"))


def list_perjanjian(kantor: PerangkatDaerah, tahun: int, at: datetime) -> list[KeadaanPerjanjian]:
    """One entry per level: the head, each bidang that has a program, each kegiatan; and whatever else has an agreement."""
    rencana = plan_for_year(kantor, tahun, at)
    made: dict[str, list[PerjanjianKinerja]] = {}
    for row in agreements_of(kantor, tahun, at):
        made.setdefault(pemangku_of(row).kunci, []).append(row)
    nodes = [node.program for node in rencana.simpul]
    bidang = {one.bidang_id: Pemangku("bidang", one.bidang) for one in nodes if one.bidang_id}
    kegiatan = [Pemangku("kegiatan", program=one) for one in nodes if one.jenjang == "kegiatan"]
    known = {one.kunci: one for one in (KEPALA, *sorted(bidang.values(), key=_bidang_order), *kegiatan)}
    known |= {kunci: pemangku_of(rows[-1]) for kunci, rows in made.items() if kunci not in known}
    return [
        KeadaanPerjanjian(one, made.get(kunci, ()), _apart(made.get(kunci, ()), lampiran_of(rencana, one)))
        for kunci, one in known.items()
    ]


def _bidang_order(pemangku: Pemangku) -> int:
    return int(pemangku.bidang.pk) if pemangku.bidang else 0


def _apart(rows: Sequence[PerjanjianKinerja], now: Lampiran) -> tuple[str, ...]:
    return differences(lampiran_from(rows[-1].isi), now) if rows else ()


def pemangku_of(row: PerjanjianKinerja) -> Pemangku:
    """Whose agreement a row is."""
    return Pemangku(row.jenjang, row.bidang, row.program)  # a Jenjang: only this module writes it


def open_pemangku(kantor: PerangkatDaerah, kunci: str) -> Pemangku:
    """`kepala`, `bidang-3`, `kegiatan-12` of an office. Raises NotFoundError."""
    jenjang, _, text = kunci.partition("-")
    pk = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if kunci == "kepala":
        return KEPALA
    if jenjang == "bidang" and (bidang := Bidang.objects.filter(perangkat_daerah=kantor, pk=pk).first()):
        return Pemangku("bidang", bidang)
    found = Program.objects.filter(perangkat_daerah=kantor, pk=pk).select_related("bidang", "induk__bidang")
    if jenjang == "kegiatan" and (program := found.first()):
        return Pemangku("kegiatan", program=program)
    raise NotFoundError(kunci)


def open_perjanjian_for(pengguna: Pengguna, slug: str, perjanjian_id: int, at: datetime) -> PerjanjianKinerja:
    """One agreement, known at `at`, of an office that the person works in. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, pk=perjanjian_id, diketahui__lte=at)
    row = found.select_related("bidang", "program", "oleh", "perangkat_daerah__pemda").first()
    if row is None:
        raise NotFoundError(str(perjanjian_id))
    return row


def state_of(row: PerjanjianKinerja, at: datetime) -> KeadaanPerjanjian:
    """Every agreement of the same level and year, and what the plan says otherwise than the last of them."""
    kantor, pemangku = row.perangkat_daerah, pemangku_of(row)
    rows = [one for one in agreements_of(kantor, row.tahun, at) if pemangku_of(one).kunci == pemangku.kunci]
    now = lampiran_of(plan_for_year(kantor, row.tahun, at), pemangku)
    return KeadaanPerjanjian(pemangku, rows, _apart(rows, now))


def newest_of(kantor: PerangkatDaerah, tahun: int, pemangku: Pemangku, at: datetime) -> PerjanjianKinerja | None:
    """The agreement of a level in force at `at`; None where none was made."""
    rows = [one for one in agreements_of(kantor, tahun, at) if pemangku_of(one).kunci == pemangku.kunci]
    return rows[-1] if rows else None


def doubts_about(state: KeadaanPerjanjian) -> tuple[Issue, ...]:
    """What a careful reader would ask about an agreement in force: TLK-P058 signed late, TLK-P059 no longer as planned."""
    row, issues = state.kini, []
    if row is None:
        return ()
    dpa, first = row.isi.get("tanggal_dpa"), row.nomor == 0
    if first and dpa and row.tanggal > month_later(date.fromisoformat(dpa)):
        what = f"Perjanjian ditandatangani {(row.tanggal - date.fromisoformat(dpa)).days} hari sesudah DPA disahkan."
        why = "Batasnya satu bulan sesudah dokumen anggaran disahkan."
        issues.append(Issue("TLK-P058", "catatan", state.pemangku.nama, what, why, "Catat sebabnya untuk evaluasi AKIP."))
    if state.berubah:
        why = " ".join(state.berubah)
        todo = "Buat Perubahan bila sebabnya salah satu dari tiga alasan menurut peraturan."
        issues.append(Issue("TLK-P059", "catatan", state.pemangku.nama, "Perjanjian belum diperbarui.", why, todo))
    return tuple(issues)


def month_later(day: date) -> date:
    """The same day of the next month, or its last one: 31 January becomes 28 or 29 February."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


# --- who signs --------------------------------------------------------------------------------------------------------


def proposed(kantor: PerangkatDaerah, tahun: int, pemangku: Pemangku, at: datetime) -> tuple[Pihak, Pihak]:
    """(who promises, his superior) from the roles that hold on the day, else from the last agreement of that level."""
    found = PerjanjianKinerja.objects.filter(
        perangkat_daerah=kantor, jenjang=pemangku.jenjang, bidang=pemangku.bidang, program=pemangku.program,
        tahun__lte=tahun, diketahui__lte=at,
    )  # fmt: skip
    last = found.order_by("tahun", "nomor", "id").last()
    before = (Pihak(**last.pertama), Pihak(**last.kedua)) if last else (Pihak(), Pihak())
    day, above = timezone.localdate(at), before[1]
    head = _party(kantor, head_at(kantor, at)) or Pihak(jabatan=f"Kepala {_office(kantor)}")
    if pemangku.jenjang == "kepala":
        return head, above if above.nama else Pihak(jabatan=head_of_region(kantor))
    if pemangku.jenjang == "bidang" and pemangku.bidang:
        own = _party(kantor, _head_of_bidang(kantor, pemangku.bidang, day))
        return own or before[0], head
    program = pemangku.program
    bidang = program.bidang if program else None
    leader = _party(kantor, _head_of_bidang(kantor, bidang, day)) if bidang else None
    return before[0], leader or above


def head_of_region(kantor: PerangkatDaerah) -> str:
    """`Wali Kota Pasuruan`, by the name of the pemda."""
    nama = kantor.pemda.nama
    return next((head + " " + nama.removeprefix(kind) for kind, head in _HEADS.items() if nama.startswith(kind)), "")


def _office(kantor: PerangkatDaerah) -> str:
    return f"{kantor.nama} {kantor.pemda.nama}"


def _verifier(kantor: PerangkatDaerah, day: date, bidang: Bidang | None) -> Peran | None:
    held = Peran.objects.filter(perangkat_daerah=kantor, peran="verifikator", dicabut_pada=None, pengguna__is_active=True)
    dated = held.filter(Q(mulai=None) | Q(mulai__lte=day), Q(sampai=None) | Q(sampai__gte=day), bidang=bidang)
    return dated.select_related("pengguna").order_by("sifat", "id").first()


def _head_of_bidang(kantor: PerangkatDaerah, bidang: Bidang, day: date) -> Peran | None:
    """Who verifies for a bidang heads it; the sekretariat is headed by the sekretaris, who verifies for the whole office."""
    own = _verifier(kantor, day, bidang)
    if own is None and bidang.nama.casefold().startswith("sekretariat"):
        whole = _verifier(kantor, day, None)
        return whole if whole and whole.jabatan.casefold().startswith("sekretaris") else None
    return own


def _party(kantor: PerangkatDaerah, peran: Peran | None) -> Pihak | None:
    """A person with his office in full, as a statement names him."""
    if peran is None:
        return None
    whole = peran.jabatan.endswith("Dinas")
    title = office_held(peran, kantor) if whole else f"{acting_as(peran)} {kantor.nama}"
    return Pihak(peran.pengguna.nama, f"{title} {kantor.pemda.nama}", peran.pengguna.pangkat, peran.pengguna.nip)


# --- writing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def make_perjanjian(
    kantor: PerangkatDaerah, tahun: int, pemangku: Pemangku, isian: IsianPerjanjian, *, by: Pengguna, at: datetime
) -> PerjanjianKinerja:
    """The agreement of a year, or the next Perubahan of one that exists, with the plan's targets and budgets as of `at`.

    Raises IssueError with everything that is wrong: TLK-P052 … P057.
    """
    require(by, kantor, "kelola_perjanjian")
    PerangkatDaerah.objects.select_for_update().get(pk=kantor.pk)  # of two people at once the second sees the first's
    before = newest_of(kantor, tahun, pemangku, at)
    lampiran = lampiran_of(plan_for_year(kantor, tahun, at), pemangku)
    issues = [
        *_party_issues("pertama", isian.pertama), *_party_issues("kedua", isian.kedua), *_date_issues(tahun, isian, before),
        *_change_issues(isian, before), *promise_issues(lampiran, tahun),
    ]  # fmt: skip
    if issues or isian.tanggal is None:
        raise IssueError(issues)
    dpa = isian.tanggal_dpa.isoformat() if isian.tanggal_dpa else ""
    row = PerjanjianKinerja.objects.create(
        perangkat_daerah=kantor, bidang=pemangku.bidang, program=pemangku.program, jenjang=pemangku.jenjang, tahun=tahun,
        nomor=isian.nomor, tanggal=isian.tanggal, pertama=asdict(_folded(isian.pertama)),
        kedua=asdict(_folded(isian.kedua)), alasan=isian.alasan if before else "",
        penjelasan=" ".join(isian.penjelasan.split()) if before else "", diketahui=at, oleh=by,
        isi={**lampiran.as_json(), "sumber_dana": " ".join(isian.sumber_dana.split())[:60], "tanggal_dpa": dpa},
    )  # fmt: skip
    said = {
        "jenjang": pemangku.jenjang, "pemangku": pemangku.nama, "nomor": row.nomor, "tanggal": row.tanggal.isoformat(),
        "pertama": row.pertama["nama"], "kedua": row.kedua["nama"], "alasan": row.alasan, "penjelasan": row.penjelasan,
        "target": {one.kode: one.target for one in lampiran.butir}, "anggaran": {one.kode: one.pagu for one in lampiran.pos},
    }  # fmt: skip
    verb = "diubah" if before else "dibuat"
    log_change(f"perjanjian.{verb}", f"{pemangku.nama} {tahun}"[:120], at=at, by=by, kantor=kantor, isi=said)
    return row


def _folded(pihak: Pihak) -> Pihak:
    said = (" ".join(text.split()) for text in (pihak.nama, pihak.jabatan, pihak.pangkat))
    return Pihak(*said, folded_nip(pihak.nip))


def _party_issues(side: str, typed: Pihak) -> list[Issue]:
    pihak, issues = _folded(typed), []
    if not 2 <= len(pihak.nama) <= 120:
        todo = "Tulis nama lengkap dengan gelarnya."
        issues.append(wants("TLK-P052", f"{side}_nama", "Namanya belum ditulis.", todo))
    if not 2 <= len(pihak.jabatan) <= 200:
        todo = "Tulis jabatannya seperti pada surat keputusan."
        issues.append(wants("TLK-P052", f"{side}_jabatan", "Jabatannya belum ditulis.", todo))
    if len(pihak.pangkat) > PANGKAT_TERPANJANG:
        issues.append(wants("TLK-P052", f"{side}_pangkat", "Pangkatnya terlalu panjang.", "Ringkaskan sampai 60 huruf."))
    if pihak.nip and not is_nip(pihak.nip):
        todo = "Periksa angkanya, atau kosongkan."
        issues.append(wants("TLK-P052", f"{side}_nip", "NIP terdiri dari 18 angka.", todo))
    return issues


def _date_issues(tahun: int, isian: IsianPerjanjian, before: PerjanjianKinerja | None) -> list[Issue]:
    day, first = isian.tanggal, date(tahun - 1, *_AWAL)
    if day is None:
        return [wants("TLK-P053", "tanggal", "Tanggal perjanjian belum ditulis.", "Tulis tanggal penandatanganannya.")]
    if not first <= day <= date(tahun, 12, 31):
        todo = f"Tulis tanggal antara 1 Oktober {tahun - 1} dan 31 Desember {tahun}."
        return [wants("TLK-P053", "tanggal", f"Tanggal itu bukan untuk perjanjian {tahun}.", todo)]
    if before and day < before.tanggal:
        todo = "Tulis tanggal sesudah perjanjian sebelumnya."
        return [wants("TLK-P053", "tanggal", "Tanggalnya mendahului perjanjian yang diubah.", todo)]
    return []


def _change_issues(isian: IsianPerjanjian, before: PerjanjianKinerja | None) -> list[Issue]:
    expected = before.nomor + 1 if before else 0
    if isian.nomor != expected:
        what = "Perjanjian ini baru saja dibuat orang lain."
        return [wants("TLK-P057", "nomor", what, "Lihat daftarnya; buat Perubahan bila masih perlu.")]
    if before is None:
        return []
    issues = short_reason(isian.penjelasan, "penjelasan")
    if isian.alasan not in ALASAN:
        why = "Peraturan hanya mengenal tiga alasan untuk mengubah Perjanjian Kinerja."
        issues.append(wants("TLK-P054", "alasan", "Alasan perubahannya belum dipilih.", "Pilih salah satu alasan.", why))
    return issues


def promise_issues(lampiran: Lampiran, tahun: int) -> list[Issue]:
    """TLK-P055 where there is nothing to promise, TLK-P056 where a measure has no target; told above the form."""
    if not lampiran.butir:
        why = "Perjanjian tanpa indikator tidak menjanjikan apa-apa."
        todo = "Tulis indikator dan targetnya dahulu: IKU di menu Indikator, indikator program di halaman programnya."
        return [Issue("TLK-P055", "salah", "lampiran", "Belum ada indikator yang dapat dijanjikan.", why, todo)]
    lacking = [one.nama for one in lampiran.butir if not one.target]
    if lacking:
        what = f"{len(lacking)} indikator belum punya target {tahun}: {'; '.join(lacking)}."
        return [Issue("TLK-P056", "salah", "lampiran", what, "Yang dijanjikan adalah target.", "Isi targetnya dahulu.")]
    return []
