"""Personal fields: kept sealed beside the rows, masked by default, opened with a reason, erased for good.

A figure never rests on them. What is kept closes like a register row; what is erased leaves neither text nor fingerprint.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.registers.delivery import CheckedDelivery
from tolok.registers.faults import mask as mask_nik
from tolok.registers.schema import Kolom, Schema
from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.kunci import decrypt, encrypt, fingerprint
from tolok.services.register import reaches
from tolok.services.riwayat import log_change
from tolok.store.models import (
    Identitas,
    Kiriman,
    LogPerubahan,
    Pengguna,
    PerangkatDaerah,
    RegisterRow,
    register_models,
    schemas,
)  # fmt: skip
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka

LAMA_TERBUKA = timedelta(minutes=5)
TERBANYAK_PER_JAM = 30
"""Rows that one person may open in an hour: enough for a day's letters, too few to read out a register."""
DIUNGKAP, DIHAPUS = "identitas.diungkap", "identitas.dihapus"
_BATCH = 500
TITIK = "\N{BULLET}"


@dataclass(frozen=True)
class Subjek:
    """One entity of one register in one office: whose personal fields are asked for."""

    kantor: PerangkatDaerah
    register: str
    entitas: str

    @property
    def objek(self) -> str:
        """As the log names it; no person stands in it."""
        return f"{self.register} {self.entitas}"


@dataclass(frozen=True)
class Medan:
    """One personal field: masked, or open in `isi`. `dihapus` is when it was erased."""

    kolom: Kolom
    samar: str
    isi: str = ""
    diketahui: datetime | None = None
    dihapus: datetime | None = None


def keep(schema: Schema, kantor: PerangkatDaerah, kiriman: Kiriman, checked: CheckedDelivery) -> int:
    """Seal the personal fields of a received delivery: same text nothing, another closes and adds. Returns fields added.

    What was erased stays erased, whatever a later delivery says; a field that a delivery leaves empty is no correction.
    """
    if checked.pribadi is None or not checked.clean.num_rows:
        return 0
    asked = Identitas.objects.filter(register=schema.nama, perangkat_daerah=kantor.kode, diketahui_sampai=None)
    known = {(e, k): (sidik, pk) for e, k, sidik, pk in asked.values_list("entitas", "kolom", "sidik", "pk").iterator()}
    gone = set(erased_entities(schema, kantor))
    closing, adding = [], []
    for (entitas, nama), teks in _delivered(checked).items():
        mark = _mark(schema, nama, teks)
        sidik, pk = known.get((entitas, nama), ("", None))
        if sidik == mark or entitas in gone:
            continue
        if pk is not None:
            closing.append(pk)
        adding.append(_row(schema, kantor, kiriman, entitas, nama, teks, mark))
    for start in range(0, len(closing), _BATCH):
        part = Identitas.objects.filter(pk__in=closing[start : start + _BATCH])
        part.update(diketahui_sampai=kiriman.diterima_pada)
    Identitas.objects.bulk_create(adding, batch_size=_BATCH)
    return len(adding)


def _delivered(checked: CheckedDelivery) -> dict[tuple[str, str], str]:
    """(entity, column) → text; of several rows of one entity the last one speaks."""
    entities = checked.clean.column("entitas").to_pylist()
    found: dict[tuple[str, str], str] = {}
    for nama in checked.pribadi.column_names:
        texts = checked.pribadi.column(nama).to_pylist()
        found |= {(entitas, nama): teks for entitas, teks in zip(entities, texts, strict=True) if teks}
    return found


def _mark(schema: Schema, nama: str, teks: str) -> str:
    """Equal numbers have equal fingerprints in every register and office; free text is told apart only for itself."""
    kind = f"nomor/{nama}" if schema.by_nama[nama].jenis == "nomor" else f"{schema.nama}/{nama}"
    return fingerprint(f"{kind}/{teks.casefold()}")


def _context(register: str, kantor: str, entitas: str, kolom: str) -> str:
    return f"identitas/{register}/{kantor}/{entitas}/{kolom}"


def _row(
    schema: Schema, kantor: PerangkatDaerah, kiriman: Kiriman, entitas: str, nama: str, teks: str, mark: str
) -> Identitas:
    return Identitas(
        register=schema.nama,
        pemda=kantor.pemda_id,
        perangkat_daerah=kantor.kode,
        entitas=entitas,
        kolom=nama,
        rahasia=encrypt(teks.encode(), _context(schema.nama, kantor.kode, entitas, nama)),
        sidik=mark,
        kiriman=kiriman,
        diketahui_dari=kiriman.diterima_pada,
    )


def withdraw(kiriman: Kiriman, batal: Kiriman) -> None:
    """Undo a batch: close what it brought, and let what it had superseded hold again, known from the undo on."""
    brought = list(Identitas.objects.filter(kiriman=kiriman, diketahui_sampai=None, dihapus_pada=None))
    for start in range(0, len(brought), _BATCH):
        keys = [one.pk for one in brought[start : start + _BATCH]]
        Identitas.objects.filter(pk__in=keys).update(diketahui_sampai=batal.diterima_pada)
    touched = {(one.entitas, one.kolom) for one in brought}
    before = Identitas.objects.filter(
        register=kiriman.register, perangkat_daerah=kiriman.perangkat_daerah_id, dihapus_pada=None,
        diketahui_sampai=kiriman.diterima_pada,
    )  # fmt: skip
    again = [one for one in before if (one.entitas, one.kolom) in touched]
    for one in again:
        one.pk, one.kiriman, one.diketahui_dari, one.diketahui_sampai = None, batal, batal.diterima_pada, None
        one._state.adding = True
    Identitas.objects.bulk_create(again, batch_size=_BATCH)


def open_subjek_for(pengguna: Pengguna, slug: str, register: str, entitas: str) -> Subjek:
    """The personal fields of one entity in an office in which the person may look at rows. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_baris")
    schema = schemas().get(register)
    if schema is None or not schema.pribadi:
        raise NotFoundError(register)
    rows = register_models()[register].objects.filter(perangkat_daerah=kantor.kode, entitas=entitas)
    if not rows.exists():
        raise NotFoundError(entitas)
    return Subjek(kantor, register, entitas)


def fields_of(subjek: Subjek, *, terbuka: bool = False) -> tuple[Medan, ...]:
    """Every personal field that the office holds of the entity, in schema order; masked unless `terbuka`."""
    held = {one.kolom: one for one in _held(subjek).order_by("diketahui_dari", "pk")}
    found = []
    for kolom in schemas()[subjek.register].pribadi:
        one = held.get(kolom.nama)
        if one is None:
            continue
        if one.rahasia is None:
            found.append(Medan(kolom, "", dihapus=one.dihapus_pada))
            continue
        isi = _opened(one)
        found.append(Medan(kolom, mask(kolom, isi), isi if terbuka else "", one.diketahui_dari))
    return tuple(found)


def masked_of(schema: Schema, kantor: PerangkatDaerah, entitas: Collection[str]) -> tuple[Kolom, dict[str, str]] | None:
    """The personal column that tells rows apart (NIK, else the first) and its masked text by entity; None where none is.

    For one page of rows: every text is opened to be masked.
    """
    if not schema.pribadi:
        return None
    kolom = next((k for k in schema.pribadi if k.nama.startswith("nik")), schema.pribadi[0])
    held = Identitas.objects.filter(
        register=schema.nama, perangkat_daerah=kantor.kode, entitas__in=set(entitas), kolom=kolom.nama, diketahui_sampai=None
    )
    return kolom, {one.entitas: mask(kolom, _opened(one)) for one in held if one.rahasia is not None}


def _held(subjek: Subjek) -> QuerySet[Identitas]:
    return Identitas.objects.filter(
        register=subjek.register, perangkat_daerah=subjek.kantor.kode, entitas=subjek.entitas, diketahui_sampai=None
    )


def _opened(one: Identitas) -> str:
    sealed = bytes(one.rahasia)
    return decrypt(sealed, _context(one.register, one.perangkat_daerah, one.entitas, one.kolom)).decode()


def mask(kolom: Kolom, teks: str) -> str:
    """`3575 •••• •••• ••12` for a number; first letters for words; only dots for anything short."""
    if kolom.jenis == "nomor" and len(teks) >= 8:
        hidden = teks[:4] + TITIK * (len(teks) - 6) + teks[-2:]
        return " ".join(hidden[start : start + 4] for start in range(0, len(hidden), 4))
    if kolom.nama.startswith("nama"):
        return " ".join(word[0] + TITIK * 4 for word in teks.split() if word[0].isalpha()) or TITIK * 4
    return f"{TITIK * 4} {TITIK * 4}"


def may_reveal(pengguna: Pengguna, subjek: Subjek) -> bool:
    """Whether the person may open these fields: the operator of a bidang only those of registers that its IKU read."""
    schema = schemas()[subjek.register]
    return reaches(pengguna, subjek.kantor, "ungkap_identitas", schema, timezone.localdate().year)


@transaction.atomic
def reveal(subjek: Subjek, alasan: str, *, by: Pengguna, at: datetime) -> datetime:
    """Record that one person opens one entity's personal fields, and why. Returns until when they may be shown.

    Raises IssueError: a reason of fewer than 10 letters or holding the data itself, too many rows within the hour.
    """
    if not may_reveal(by, subjek):
        raise NotFoundError(subjek.register)
    opened = fields_of(subjek, terbuka=True)
    issues = [*_reason_issues(alasan, opened), *_pace_issues(by, at)]
    if issues:
        raise IssueError(issues)
    names = [one.kolom.nama for one in opened if one.isi]
    isi = {"alasan": mask_nik(alasan.strip()), "kolom": names}
    log_change(DIUNGKAP, subjek.objek, at=at, by=by, kantor=subjek.kantor, isi=isi)
    return at + LAMA_TERBUKA


@transaction.atomic
def erase(subjek: Subjek, alasan: str, *, by: Pengguna, at: datetime) -> int:
    """The subject's right: every personal field of the entity in this office's registers goes, also former ones.

    Text and fingerprint are gone for good and are not taken in again; rows and figures stay as they are. Returns fields.
    """
    require(by, subjek.kantor, "hapus_identitas")
    issues = list(_reason_issues(alasan, fields_of(subjek, terbuka=True)))
    if issues:
        raise IssueError(issues)
    kind = schemas()[subjek.register].entitas
    same = [nama for nama, schema in schemas().items() if schema.entitas == kind]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")  # the sealed text is overwritten, not only unlinked
    held = Identitas.objects.filter(
        register__in=same, perangkat_daerah=subjek.kantor.kode, entitas=subjek.entitas, dihapus_pada=None
    )
    count: int = held.update(rahasia=None, sidik="", dihapus_pada=at)
    isi = {"alasan": mask_nik(alasan.strip()), "medan": count}
    log_change(DIHAPUS, subjek.objek, at=at, by=by, kantor=subjek.kantor, isi=isi)
    return count


def erased_entities(schema: Schema, kantor: PerangkatDaerah) -> Iterator[str]:
    """Entities of this kind whose personal fields were erased in the office."""
    same = [nama for nama, one in schemas().items() if one.entitas == schema.entitas]
    gone = Identitas.objects.filter(register__in=same, perangkat_daerah=kantor.kode).exclude(dihapus_pada=None)
    yield from gone.values_list("entitas", flat=True).distinct()


def _reason_issues(alasan: str, opened: Sequence[Medan]) -> Iterator[Issue]:
    text = alasan.strip()
    if sum(sign.isalpha() for sign in text) < ALASAN_TERPENDEK:
        why, todo = f"paling sedikit {ALASAN_TERPENDEK} huruf", "tulis untuk keperluan apa, misalnya nomor suratnya"
        yield Issue("TLK-A030", "salah", "alasan", "alasan belum cukup", why, todo)
    plain = "".join(sign for sign in text.casefold() if sign.isalnum())
    secret = ("".join(sign for sign in one.isi.casefold() if sign.isalnum()) for one in opened)
    if any(len(one) >= 5 and one in plain for one in secret):
        why, todo = ("alasan ikut tercatat dan dibaca orang lain", "sebut keperluannya saja, tanpa nama atau nomor orangnya")
        yield Issue("TLK-A031", "salah", "alasan", "alasan memuat data pribadi itu sendiri", why, todo)


def _pace_issues(by: Pengguna, at: datetime) -> Iterator[Issue]:
    opened = LogPerubahan.objects.filter(oleh=by, tindakan=DIUNGKAP, pada__gt=at - timedelta(hours=1)).count()
    if opened >= TERBANYAK_PER_JAM:
        why = f"{format_angka(opened)} baris dibuka dalam satu jam; batasnya {TERBANYAK_PER_JAM}"
        todo = "lanjutkan nanti; bila memang perlu banyak baris, mintalah Inspektorat"
        yield Issue("TLK-A032", "salah", "alasan", "terlalu banyak baris dibuka", why, todo)


def shared_numbers(kantor: PerangkatDaerah, register: str) -> tuple[tuple[str, ...], ...]:
    """Groups of entities that carry the same NIK: perhaps one thing twice, perhaps one owner of several. No number shown."""
    names = [k.nama for k in schemas()[register].pribadi if k.nama.startswith("nik")]
    held = Identitas.objects.filter(
        register=register, perangkat_daerah=kantor.kode, kolom__in=names, diketahui_sampai=None, dihapus_pada=None
    )
    counted = held.values("sidik").annotate(banyak=Count("entitas", distinct=True)).filter(banyak__gt=1)
    often = counted.order_by("sidik").values_list("sidik", flat=True)
    groups: dict[str, list[str]] = {}
    for sidik, entitas in held.filter(sidik__in=often).order_by("entitas").values_list("sidik", "entitas"):
        groups.setdefault(sidik, []).append(entitas)
    return tuple(tuple(group) for group in groups.values())


def openings_of(kantor: PerangkatDaerah, at: datetime, entitas: str = "") -> QuerySet[LogPerubahan]:
    """Entries of the change log about personal data opened or erased in an office, known at an instant."""
    acts = (DIUNGKAP, DIHAPUS)
    entries = LogPerubahan.objects.filter(perangkat_daerah=kantor, tindakan__in=acts, pada__lte=at)
    return entries.filter(objek__endswith=f" {entitas}") if entitas else entries


def entity_name(register: str, kantor: str, entitas: str) -> str:
    """What an entity is called in its register, from columns that are no personal data; its key's start where nothing."""
    schema, model = schemas().get(register), register_models().get(register)
    if schema is None or model is None:
        return entitas[:12]
    row = model.objects.filter(perangkat_daerah=kantor, entitas=entitas).order_by("-periode", "-pk").first()
    return _called(schema, row) or entitas[:12]


def _called(schema: Schema, row: RegisterRow | None) -> str:
    names = [k.nama for k in schema.stored if k.nama.startswith(("nama", "nomor"))]
    return next((str(getattr(row, nama)) for nama in names if row is not None and getattr(row, nama)), "")
