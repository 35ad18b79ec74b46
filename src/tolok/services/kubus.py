"""The kubus of all offices of the installation: made by a command or in the background, only ever read by pages.

Beside the totals lie the deliveries and outside figures known at the same instant, under one hash, so that every figure of
a region can be said to rest on exactly these.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.files import write_bytes
from tolok.engine.kubus import Kubus, read_kubus
from tolok.engine.kubus_build import Assembled, Progress, build_kubus
from tolok.engine.kubus_plan import Sheet, plan_sheets, wanted_by
from tolok.engine.snapshot import DATA_REGISTER, Delivered, Snapshot, read_narrow
from tolok.formula.checker import Checked, quarter_terms
from tolok.formula.kernel import Aggregate
from tolok.measurement.nasional import Landasan
from tolok.services import paket
from tolok.services.katalog import checked_of_definition
from tolok.services.pekerjaan import Laju, enqueue
from tolok.services.potret import snapshot_at
from tolok.store.models import Kiriman, KubusWilayah, Pekerjaan, Pemda, Peran, PeriodePengukuran, schemas
from tolok.values.period import Period

JENIS = "susun_kubus"
TAHUN_DISIMPAN = 5
_LUAR = ("pemda", "perangkat_daerah", "kode", "wilayah", "periode", "triwulan", "nilai")


def periods_held(at: datetime) -> tuple[Period, ...]:
    """What a kubus of an instant answers: the last five years of which something was delivered, and the quarters among
    them that some office measures."""
    delivered = Kiriman.objects.filter(diterima_pada__lte=at).values_list("periode", flat=True).distinct()
    years = {Period.parse(one).tahun for one in delivered}
    if not years:
        return ()
    kept = range(max(years) - TAHUN_DISIMPAN + 1, max(years) + 1)
    opened = PeriodePengukuran.objects.filter(tahun__in=kept, triwulan__gt=0, dibuka_pada__lte=at)
    quarters = {Period(*one) for one in opened.values_list("tahun", "triwulan").distinct()}
    return tuple(sorted({*map(Period, kept), *quarters}))


def computed(kode: str, period: Period) -> Checked | None:
    """The catalogue's formula of an indicator for a period; None where it is not computed from registers then."""
    definisi = paket.catalogue().indikator.get(kode)
    checked = checked_of_definition(definisi, period.tahun) if definisi else None
    if checked is None or (not period.triwulan and quarter_terms(checked)):
        return None
    return checked


@lru_cache(maxsize=8)
def sheets_for(periods: tuple[Period, ...]) -> tuple[Sheet, ...]:
    """The scans that answer every indicator of the catalogue for these periods."""
    wanted: dict[Aggregate, set[Period]] = {}
    for period in periods:
        for kode in paket.catalogue().indikator:
            checked = computed(kode, period)
            for one, asked in wanted_by(checked.aggregates if checked else (), period, schemas()).items():
                wanted.setdefault(one, set()).update(asked)
    return plan_sheets(wanted, schemas())


def make_kubus(at: datetime, clock_at: datetime, progress: Progress | None = None) -> KubusWilayah | None:
    """Total everything that is known at `at`, scanning only what changed since the newest kubus; written at `clock_at`.

    Gives the newest one where nothing changed, None where nothing was ever delivered.
    """
    periods = periods_held(at)
    if not periods:
        return None
    newest = newest_kubus(at)
    snapshots = [snapshot_at(kode, at) for kode in Pemda.objects.order_by("kode").values_list("kode", flat=True)]
    sheets, engine = sheets_for(periods), DuckDBEngine()
    read = {sheet.register for sheet in sheets}
    pieces = tuple(piece for one in snapshots for piece in one.pieces.values() if piece.register in read)
    before = read_kubus(settings.KUBUS, sheets, newest.kubus) if newest else None
    try:
        kubus = build_kubus(sheets, Assembled(schemas(), pieces), engine, settings.KUBUS, before, progress=progress)
    finally:
        engine.close()
    content = _content(kubus, periods, snapshots)
    hashed = hashlib.sha256(content).hexdigest()
    if newest is not None and newest.hash == hashed and _path(hashed).exists():
        return newest
    write_bytes(content, _path(hashed))
    made_of = [[piece.register, piece.pemda, piece.hash] for piece in pieces]
    return KubusWilayah.objects.create(
        hash=hashed, kubus=kubus.hash, diketahui=at, dibuat_pada=clock_at, periode=[str(one) for one in periods],
        potret=made_of,
    )  # fmt: skip


def _content(kubus: Kubus, periods: Iterable[Period], snapshots: Iterable[Snapshot]) -> bytes:
    """Everything that figures of regions rest on, the same bytes for the same knowledge."""
    kiriman, luar = [], []
    for snapshot in snapshots:
        kiriman += [[d.register, d.pemda, d.perangkat_daerah, d.periode, list(d.cakupan)] for d in snapshot.delivered]
        pieces = [piece for piece in snapshot.pieces.values() if piece.register == DATA_REGISTER]
        rows = [row for piece in pieces for row in read_narrow(piece, snapshot.schemas[DATA_REGISTER])]
        luar += [[row[name] if name in ("periode", "triwulan") else str(row[name]) for name in _LUAR] for row in rows]
    asked = [str(one) for one in periods]
    content = {"kubus": kubus.hash, "periode": asked, "kiriman": sorted(kiriman), "angka_luar": sorted(luar)}
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _path(hashed: str) -> Path:
    return Path(settings.KUBUS) / f"landasan-{hashed}.json"


def newest_kubus(at: datetime) -> KubusWilayah | None:
    """The last kubus that speaks of no later knowledge than `at`."""
    return KubusWilayah.objects.filter(diketahui__lte=at).order_by("-diketahui", "-id").first()


def ground_of(row: KubusWilayah) -> Landasan | None:
    """What figures of regions are computed from, read from the files of a kubus; None where they are gone or broken."""
    try:
        return ground_at(row.hash)
    except (OSError, ValueError, LookupError):
        return None


def ground_at(hashed: str) -> Landasan:
    """As `ground_of`, by hash. OSError, ValueError or LookupError where the files are gone or broken."""
    return _ground(Path(settings.KUBUS), hashed)


@lru_cache(maxsize=4)
def _ground(folder: Path, hashed: str) -> Landasan:
    """Files are named by what they say, so what was read once holds for as long as the process lives."""
    content = (folder / f"landasan-{hashed}.json").read_bytes()
    if hashlib.sha256(content).hexdigest() != hashed:
        raise ValueError(hashed)
    raw: dict[str, Any] = json.loads(content)
    periods = tuple(Period.parse(one) for one in raw["periode"])
    kubus = read_kubus(folder, sheets_for(periods), raw["kubus"])
    if kubus is None:
        raise LookupError(raw["kubus"])
    delivered = tuple(Delivered(*one[:4], tuple(one[4])) for one in raw["kiriman"])
    outside = tuple(dict(zip(_LUAR, one, strict=True)) for one in raw["angka_luar"])
    return Landasan(kubus, schemas(), paket.region_tree(), delivered, outside)


def request_kubus(*, at: datetime) -> Pekerjaan | None:
    """Put the making of a kubus down, unless nobody reads one or it waits already: many publications cost one run."""
    if not read_by_anyone() or Pekerjaan.objects.filter(jenis=JENIS, status="menunggu").exists():
        return None
    return enqueue(JENIS, {}, oleh=None, kantor=None, at=at)


def read_by_anyone() -> bool:
    """Whether somebody holds a role above the kab/kota."""
    return Peran.objects.filter(dicabut_pada=None).exclude(pemda__kode__contains=".").exists()


def kubus_job(job: Pekerjaan, laju: Laju) -> dict[str, Any]:
    """The job that makes a kubus as known at the moment at which it runs."""
    labels = {nama: schema.label for nama, schema in schemas().items()}

    def tell(register: str, done: int, whole: int) -> None:
        laju.tell(f"Menjumlahkan {labels[register]}", done, whole)

    row = make_kubus(laju.clock(), laju.clock(), tell)
    if row is None:
        return {"kalimat": "Belum ada kiriman yang dapat dijumlahkan."}
    return {"kalimat": f"Angka wilayah {', '.join(row.periode)} selesai dijumlahkan", "kubus": row.kubus}


@cache
def indicators_held(periode: str) -> tuple[str, ...]:
    """Codes of the catalogue that are computed in a period, sorted."""
    period = Period.parse(periode)
    return tuple(sorted(kode for kode in paket.catalogue().indikator if computed(kode, period) is not None))
