"""The survey of satisfied users: services, public answers, their daily delivery to the register, and what came of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache

import yaml
from django.db import IntegrityError, transaction
from django.db.models import F

from tolok.measurement.parameter import load_skm
from tolok.measurement.skm import PENGALI, UNSUR, AturanSkm, ukuran_sampel
from tolok.registers.cell_text import FORBIDDEN, tidy
from tolok.services import paket
from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.formulir import receive_form, recompute_year
from tolok.services.kunci import decrypt, encrypt, fingerprint
from tolok.services.riwayat import log_change
from tolok.store.models import (
    Identitas,
    JawabanSkm,
    Kiriman,
    Layanan,
    Pengguna,
    PenggunaLayanan,
    PerangkatDaerah,
    PerangkatSkm,
    register_model,
    schemas,
)
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka
from tolok.values.period import Period

PROFIL = ("jenis_kelamin", "kelompok_usia", "pendidikan", "pekerjaan")
SARAN_TERPANJANG = 500
_TERPAKAI = ("masukkan", "layanan-baru")  # words that stand in addresses already
DAFTAR_UNSUR = tuple(f"u{nomor}" for nomor in range(1, UNSUR + 1))


@dataclass(frozen=True)
class Pertanyaan:
    """One of the nine questions with its four answers, 1 to 4."""

    nama: str
    unsur: str
    tanya: str
    jawaban: tuple[str, ...]


@dataclass(frozen=True)
class HasilSurvei:
    """Answers of a year, of the office or of one service. `per_unsur`: means 1 to 4, None where nobody answered it."""

    responden: int
    per_unsur: tuple[Fraction | None, ...]

    @property
    def nilai(self) -> Fraction | None:
        """25 to 100 with weights of exactly 1/9, as TK-03 computes it; None unless every unsur was answered."""
        known = [one for one in self.per_unsur if one is not None]
        return sum(known, Fraction(0)) / UNSUR * PENGALI if len(known) == UNSUR else None


@cache
def questions() -> tuple[Pertanyaan, ...]:
    """The questionnaire of the content pack, in the order of u1 … u9."""
    raw = yaml.safe_load((paket.pack_folder() / "formulir" / "skm.yaml").read_text(encoding="utf-8"))["pertanyaan"]
    rows = zip(DAFTAR_UNSUR, raw, strict=True)
    return tuple(Pertanyaan(nama, one["unsur"], one["tanya"], tuple(one["jawaban"])) for nama, one in rows)


@cache
def rule() -> AturanSkm:
    """The survey rule in force, with the parameters of the sample."""
    return max(load_skm(paket.pack_folder() / "parameter"), key=lambda one: one.berlaku_sejak)


def open_layanan_public(slug: str, kode: str) -> Layanan:
    """A service that takes answers from anyone. Raises NotFoundError for a closed or unknown one."""
    found = Layanan.objects.filter(kode=kode, ditutup_pada=None).select_related("perangkat_daerah__pemda")
    layanan = next((one for one in found if one.perangkat_daerah.slug == slug), None)
    if layanan is None:
        raise NotFoundError(kode)
    return layanan


def open_layanan_for(pengguna: Pengguna, slug: str, kode: str) -> Layanan:
    """A service of the person's office, open or closed. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    layanan = Layanan.objects.filter(perangkat_daerah=kantor, kode=kode).select_related("perangkat_daerah__pemda").first()
    if layanan is None:
        raise NotFoundError(kode)
    return layanan


def list_layanan(kantor: PerangkatDaerah, at: datetime) -> list[Layanan]:
    """The services of an office that stood open or had stood open by an instant."""
    return list(Layanan.objects.filter(perangkat_daerah=kantor, dibuka_pada__lte=at))


def device_mark(layanan: Layanan, hari: date, alamat: str, agen: str) -> str:
    """A keyed hash of a device for one day and service; neither address nor agent can be read out of it."""
    return fingerprint(f"skm/{layanan.pk}/{hari.isoformat()}/{alamat}/{agen}")


def answer(layanan: Layanan, typed: Mapping[str, str], *, sidik: str, at: datetime, hari: date) -> JawabanSkm:
    """Keep one answer set. IssueError: an unanswered question (TLK-R080), a device that answered today (TLK-R081)."""
    isi = _read_answers(typed)
    saran = tidy(FORBIDDEN.sub("", typed.get("saran", "")))[:SARAN_TERPANJANG]
    with transaction.atomic():
        PerangkatSkm.objects.filter(hari__lt=hari).delete()
        try:
            with transaction.atomic():
                PerangkatSkm.objects.create(layanan=layanan, hari=hari, sidik=sidik)
        except IntegrityError:
            raise IssueError(answered_today()) from None
        made = JawabanSkm(layanan=layanan, hari=hari, isi=isi, pada=at)
        made.saran = encrypt(saran.encode(), _context(layanan)) if saran else None
        made.save()
    # Earlier days go into the register with the first answer of a new one; whatever hinders that, this answer stays.
    with suppress(IssueError):
        deliver(layanan.perangkat_daerah, sebelum=hari, by=None, at=at)
    return made


def answered_today() -> Issue:
    """What a second answer of one device is told."""
    todo = "terima kasih; jawaban berikutnya dapat diberikan besok, atau dari perangkat lain"
    return Issue("TLK-R081", "salah", "survei", "perangkat ini sudah menjawab hari ini", "satu jawaban per hari", todo)


def _read_answers(typed: Mapping[str, str]) -> dict[str, str]:
    issues = [
        Issue("TLK-R080", "salah", one.nama, "belum dijawab", f"{one.unsur} dinilai dari 1 sampai 4", "pilih satu jawaban")
        for one in questions()
        if typed.get(one.nama) not in ("1", "2", "3", "4")
    ]
    if issues:
        raise IssueError(issues)
    choices = {nama: schemas()["skm"].by_nama[nama].pilihan for nama in PROFIL}
    told = {nama: typed[nama] for nama in PROFIL if typed.get(nama) in choices[nama]}
    return {**{nama: typed[nama] for nama in DAFTAR_UNSUR}, **told}


def _context(layanan: Layanan) -> str:
    return f"skm/{layanan.pk}"


@transaction.atomic
def deliver(kantor: PerangkatDaerah, *, sebelum: date, by: Pengguna | None, at: datetime) -> list[Kiriman]:
    """Answers of finished days into the register, one delivery per year; figures of those years are computed anew."""
    waiting = JawabanSkm.objects.select_for_update().filter(layanan__perangkat_daerah=kantor, kiriman=None, hari__lt=sebelum)
    by_year: dict[int, list[JawabanSkm]] = {}
    for one in waiting.select_related("layanan").order_by("hari", "layanan_id", "pk"):
        by_year.setdefault(one.hari.year, []).append(one)
    made = []
    for tahun, answers in sorted(by_year.items()):
        first, last = answers[0].hari, answers[-1].hari
        nama = f"formulir survei {first.isoformat()}" + ("" if first == last else f" sampai {last.isoformat()}")
        rows = [_as_row(one) for one in answers]
        kiriman = receive_form(kantor, "skm", Period(tahun), rows, nama=nama, by=by, at=at)
        recompute_year(kantor, tahun, kiriman, f"{len(rows)} jawaban survei masuk", by)
        # The text now lives in `Identitas`, where it can be erased.
        JawabanSkm.objects.filter(pk__in=[one.pk for one in answers]).update(kiriman=kiriman, saran=None)
        made.append(kiriman)
    return made


def _as_row(one: JawabanSkm) -> dict[str, str]:
    saran = decrypt(bytes(one.saran), _context(one.layanan)).decode() if one.saran else ""
    return {
        "nomor_responden": f"F-{one.layanan.kode}-{one.pk}",
        "tahun": str(one.hari.year),
        "tanggal_isi": one.hari.isoformat(),
        "layanan": one.layanan.kode,
        "saran": saran,
        **one.isi,
    }


def waiting_count(kantor: PerangkatDaerah) -> int:
    """Answers that are not in the register yet."""
    return JawabanSkm.objects.filter(layanan__perangkat_daerah=kantor, kiriman=None).count()


def results_of(kantor: PerangkatDaerah, tahun: int, at: datetime) -> dict[str, HasilSurvei]:
    """Service code → its answers as known at `at`; '' is the whole office, answers without a service included."""
    rows = register_model("skm").objects.filter(perangkat_daerah=kantor.kode, periode=tahun, diketahui_dari__lte=at)
    known = rows.exclude(diketahui_sampai__lte=at)
    groups: dict[str, list[tuple[int | None, ...]]] = {"": []}
    for layanan, *cells in known.values_list("layanan", *DAFTAR_UNSUR):
        groups[""].append(tuple(cells))
        if layanan:
            groups.setdefault(layanan, []).append(tuple(cells))
    return {kode: HasilSurvei(len(found), _means(found)) for kode, found in groups.items()}


def _means(rows: Sequence[tuple[int | None, ...]]) -> tuple[Fraction | None, ...]:
    columns = [[cell for cell in column if cell is not None] for column in zip(*rows, strict=True)] or [[]] * UNSUR
    return tuple(Fraction(sum(column), len(column)) if column else None for column in columns)


def population_of(layanan: Layanan, tahun: int, at: datetime) -> int | None:
    """Users of the service in the year before, on which the sample of `tahun` rests; None where nobody counted."""
    known = PenggunaLayanan.objects.filter(layanan=layanan, tahun=tahun - 1, pada__lte=at).order_by("-id").first()
    return known.banyak if known else None


def sample_needed(populasi: int | None) -> int | None:
    """Respondents needed (Krejcie and Morgan, as the regulation's practice has it); None for an unknown population."""
    return ukuran_sampel(populasi, rule().sampel) if populasi else None


@transaction.atomic
def add_layanan(kantor: PerangkatDaerah, nama: str, *, by: Pengguna | None, at: datetime) -> Layanan:
    """A new service that is surveyed. IssueError TLK-R082 for an empty, long or known name."""
    if by is not None:
        require(by, kantor, "kelola_survei")
    nama = tidy(nama)
    kode = re.sub(r"[^a-z0-9]+", "-", nama.casefold()).strip("-")[:40].rstrip("-")
    if len(kode) < 3 or len(nama) > 120:
        raise IssueError(_service_issue("nama layanan belum dapat dipakai", "paling sedikit 3 huruf, paling banyak 120"))
    if kode in _TERPAKAI or Layanan.objects.filter(perangkat_daerah=kantor, kode=kode).exists():
        raise IssueError(_service_issue("layanan ini sudah ada", "pakai nama yang membedakannya"))
    made = Layanan.objects.create(perangkat_daerah=kantor, kode=kode, nama=nama, dibuka_pada=at)
    log_change("survei.layanan", kode, at=at, by=by, kantor=kantor, isi={"nama": nama})
    return made


@transaction.atomic
def set_population(layanan: Layanan, tahun: int, typed: str, *, by: Pengguna | None, at: datetime) -> None:
    """How many people used the service in a year. IssueError TLK-R082 for what is no whole number above 0."""
    kantor = layanan.perangkat_daerah
    if by is not None:
        require(by, kantor, "kelola_survei")
    bare = typed.strip().replace(".", "")
    if not (bare.isascii() and bare.isdigit() and 0 < int(bare) < 10**9):
        raise IssueError(_service_issue("banyaknya pengguna bukan bilangan", "tulis misalnya 1.250"))
    before = population_of(layanan, tahun + 1, at)
    if before == int(bare):
        return
    PenggunaLayanan.objects.create(layanan=layanan, tahun=tahun, banyak=int(bare), oleh=by, pada=at)
    isi = {"tahun": tahun, "semula": before, "menjadi": int(bare)}
    log_change("survei.pengguna", layanan.kode, at=at, by=by, kantor=kantor, isi=isi)


@transaction.atomic
def toggle_layanan(layanan: Layanan, *, by: Pengguna, at: datetime) -> None:
    """Close a service that takes answers, or open it again; what was answered stays."""
    require(by, layanan.perangkat_daerah, "kelola_survei")
    layanan.ditutup_pada = None if layanan.ditutup_pada else at
    layanan.save(update_fields=["ditutup_pada"])
    isi = {"terbuka": layanan.ditutup_pada is None}
    log_change("survei.layanan", layanan.kode, at=at, by=by, kantor=layanan.perangkat_daerah, isi=isi)


def _service_issue(apa: str, saran: str) -> Issue:
    return Issue("TLK-R082", "salah", "layanan", apa, "layanan tampil di formulir umum dan di laporan survei", saran)


_CONTACT = re.compile(r"\S+@\S+|\+?\d[\d .\-]{5,}\d")
_NAMED = re.compile(r"\b((?i:bapak|ibu|pak|bu|sdr|sdri|saudara|saudari|mas|mbak))\.?\s+[A-Z]\w+(?:\s+[A-Z]\w+)*")


def without_names(teks: str) -> str:
    """Free text as staff read it: numbers, addresses of mail and names after a form of address are taken out."""
    text = _CONTACT.sub("[nomor atau alamat]", teks)
    return _NAMED.sub(lambda found: f"{found[1]} [nama]", text)


def suggestions_of(kantor: PerangkatDaerah, tahun: int, at: datetime, limit: int = 50) -> Iterator[tuple[datetime, str]]:
    """(when it came in, text without names) of the year's suggestions, the newest first."""
    mine = register_model("skm").objects.filter(perangkat_daerah=kantor.kode, periode=tahun, diketahui_dari__lte=at)
    held = Identitas.objects.filter(
        register="skm", perangkat_daerah=kantor.kode, kolom="saran", dihapus_pada=None, diketahui_dari__lte=at,
        diketahui_sampai=None, entitas__in=mine.values("entitas"),
    )  # fmt: skip
    for one in held.order_by(F("diketahui_dari").desc(), "-pk")[:limit]:
        context = f"identitas/skm/{kantor.kode}/{one.entitas}/saran"
        yield one.diketahui_dari, without_names(decrypt(bytes(one.rahasia), context).decode())


def progress_text(received: int, needed: int | None) -> str:
    """`221 dari 269 responden`, or only what came in where the sample is unknown."""
    return f"{format_angka(received)} dari {format_angka(needed)}" if needed else format_angka(received)
