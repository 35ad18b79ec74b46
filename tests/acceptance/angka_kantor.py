"""What an office's numbers are, told by the API and, for what it does not serve, by the rows themselves; sums done anew.

Nothing here comes from the code that prints: a printed number that stands nowhere here is one that nobody knows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

import yaml
from django.test import Client

from acceptance.baca_cetakan import numbers_in
from tolok.services.lke import sheet_of, weights
from tolok.services.naskah_laporan import standar_of
from tolok.services.temuan import findings_of
from tolok.store.models import Anggaran, Dukungan, NaskahLaporan, PerangkatDaerah, PerjanjianKinerja, Program, RencanaAksi
from tolok.values.instant import parse_instant
from tolok_koperasi import FOLDER

_PERSIS = re.compile(r"-?\d+(/\d+|\.\d+)?")


def tampil(nilai: Fraction | int | str, desimal: int = 2) -> str:
    """id-ID, halves away from zero, written here once more."""
    exact = Fraction(nilai)
    units = int(abs(exact) * 10**desimal + Fraction(1, 2))
    whole, part = divmod(units, 10**desimal)
    text = f"{whole:,}".replace(",", ".") + (f",{part:0{desimal}d}" if desimal else "")
    return f"−{text}" if exact < 0 and units else text


@dataclass
class Kantor:
    """An office as the API tells it: `iku[period][kode]`, `lembar[period, kode]`, targets with their history."""

    row: PerangkatDaerah
    client: Client
    diketahui: str
    iku: dict[str, dict[str, Any]] = field(default_factory=dict)
    lembar: dict[tuple[str, str], Any] = field(default_factory=dict)
    definisi: dict[str, dict[str, Any]] = field(default_factory=dict)

    def get(self, path: str, **query: str) -> Any:
        response = self.client.get(f"/api/v1/kantor/{self.row.slug}/{path}", {"diketahui": self.diketahui, **query})
        assert response.status_code == 200, (path, response.content)
        return response.json()

    def ask(self, periods: Iterable[str]) -> None:
        """Every figure of these periods, each with its calculation sheet."""
        for period in periods:
            self.iku[period] = {one["kode"]: one for one in self.get(f"{period}/iku")["iku"]}
            for kode, one in self.iku[period].items():
                shown = one["terbit"] or one["terbaru"]
                if shown:
                    self.lembar[period, kode] = self.get(f"{period}/iku/{kode}/terbitan/{shown['nomor']}")
            if len(period) == 4:
                self.definisi |= {one["kode"]: one["isi"] for one in self.get(f"definisi/{period}")["definisi"]}

    def shown(self, period: str, kode: str, draf: bool = False) -> tuple[Any, Any]:
        """(vintage, capaian) that a document may print: the published one, in a draft else the newest."""
        one = self.iku[period][kode]
        if one["terbit"] or not draf:
            return one["terbit"], one["capaian_terbit"]
        return one["terbaru"], one["capaian"]

    def targets(self, diketahui: str = "") -> dict[tuple[str, int, int], str]:
        """(kode, year, quarter) → the last target known, as printed."""
        rows = self.get("target", **({"diketahui": diketahui} if diketahui else {}))["target"]
        rows.sort(key=lambda one: one["diketahui"])
        return {(one["kode"], one["tahun"], one["triwulan"]): tampil(one["nilai"]) for one in rows}


def harvest(data: Any) -> set[str]:
    """Every number in an answer as it may be printed: whole, with one or two decimals, or as it stands in words."""
    if isinstance(data, Mapping):
        return set().union(*(harvest(one) for one in data.values()), *(harvest(one) for one in data))
    if isinstance(data, list | tuple):
        return set().union(*(harvest(one) for one in data))
    if isinstance(data, bool) or data is None:
        return set()
    text = str(data)
    if not _PERSIS.fullmatch(text):
        return set(numbers_in(text))
    exact = Fraction(text)
    found = {tampil(exact, places) for places in range(0 if exact.denominator == 1 else 1, 3)}
    return found | {tampil(exact, places) for places in range(1, 7) if (exact * 10**places).denominator == 1}


# --- what each kind of document may hold ------------------------------------------------------------------------------


def known_numbers(kantor: Kantor, jenis: str, tahun: int, period: str, kode: str) -> set[str]:
    """The numbers that may stand alone in a cell of a table."""
    figures = harvest([[one["terbit"], one["terbaru"], one["capaian"], one["capaian_terbit"], one["target_tampil"]]
                       for found in kantor.iku.values() for one in found.values()])  # fmt: skip
    figures |= set(kantor.targets().values())
    years = {str(year) for year in range(tahun - 5, tahun + 5)}
    match jenis:
        case "lembar":
            return figures | harvest(kantor.lembar[period, kode]) | _decomposed(kantor.lembar[period, kode])
        case "kartu" | "msind":
            return figures | years | harvest(list(kantor.definisi.values())) | _examples(kantor)
        case "pengukuran":
            return figures | _money(kantor, tahun, int(period[-1]) if "TW" in period else 4) | _means(kantor, period)
        case "lkjip":
            whole = _money(kantor, tahun, 4) | _means(kantor, period) | _compared(kantor, tahun) | _counted(kantor, period)
            return figures | years | whole
        case "lhe":
            return _lke(kantor, tahun)
        case "pk":
            return figures | _agreed(kantor, tahun)
        case "renaksi":
            return figures | _actions(kantor, tahun)
        case _:
            return figures


def _decomposed(lembar: Any) -> set[str]:
    """Rows counted, not fulfilling and left out, together."""
    parts = (one for place in lembar["lembar"]["wilayah"].values() for one in place.get("total") or [])
    found = set()
    for one in parts:
        counts = [one.get("terhitung"), one.get("tidak_memenuhi"), *(one.get("dikeluarkan") or {}).values()]
        numbers = [count for count in counts if isinstance(count, int)]
        found |= {tampil(sum(numbers), 0), tampil(sum((one.get("dikeluarkan") or {}).values()), 0)}
    return found


def _examples(kantor: Kantor) -> set[str]:
    """Worked examples stand in the content pack as tables drawn in text."""
    files = (FOLDER / "indikator" / f"{kode}.yaml" for kode in kantor.definisi)
    return set().union(*(harvest(yaml.safe_load(one.read_text(encoding="utf-8"))["contoh"]) for one in files))


def _amounts(kantor: Kantor, tahun: int, until: int) -> dict[int, tuple[int, int | None]]:
    """Program → (pagu, realisasi) of its own rows, else the sum of what lies under it."""
    codes = list(Program.objects.filter(perangkat_daerah=kantor.row))
    own: dict[int, tuple[int, int | None]] = {}
    rows = Anggaran.objects.filter(program__in=codes, tahun=tahun).order_by("diketahui_dari", "id")
    for one in rows:
        if one.triwulan <= until:
            before = own.get(one.program_id, (0, None))
            own[one.program_id] = (one.pagu, one.realisasi if one.realisasi is not None else before[1])

    def of(program: Program) -> tuple[int, int | None] | None:
        if program.pk in own:
            return own[program.pk]
        parts = [found for child in codes if child.induk_id == program.pk and (found := of(child))]
        return _sum(parts) if parts else None

    return {one.pk: found for one in codes if (found := of(one))}


def _sum(parts: list[tuple[int, int | None]]) -> tuple[int, int | None]:
    spent = [one[1] for one in parts if one[1] is not None]
    return sum(one[0] for one in parts), sum(spent) if len(spent) == len(parts) else None


def _printed(one: tuple[int, int | None]) -> set[str]:
    pagu, spent = one
    return {tampil(pagu, 0)} | ({tampil(spent, 0), tampil(Fraction(spent * 100, pagu))} if spent is not None else set())


def _money(kantor: Kantor, tahun: int, until: int) -> set[str]:
    amounts = _amounts(kantor, tahun, until)
    roots = Program.objects.filter(pk__in=amounts, induk=None)
    total = _sum([amounts[one.pk] for one in roots])
    return set().union(*map(_printed, [*amounts.values(), total]))


def _means(kantor: Kantor, period: str) -> set[str]:
    """Of the capaian of each tujuan or sasaran, and of all."""
    groups: dict[str, list[Fraction]] = {}
    for kode in kantor.iku[period]:
        place = kantor.get(f"{period}/iku/{kode}")["tujuan_sasaran"]
        for draf in (False, True):
            capaian = kantor.shown(period, kode, draf)[1]
            if capaian and capaian["nilai"]:
                for name in (place, ""):
                    groups.setdefault(f"{name}{draf}", []).append(Fraction(capaian["nilai"]))
    return {tampil(sum(found) / len(found)) for found in groups.values()}


def _counted(kantor: Kantor, period: str) -> set[str]:
    return {str(number) for number in range(len(kantor.iku[period]) + 1)}


def _compared(kantor: Kantor, tahun: int) -> set[str]:
    """Differences and growth between two years, the way to a later target and a standard, capaian less absorption."""
    found: set[str] = set()
    amounts = _amounts(kantor, tahun, 4)
    words = NaskahLaporan.objects.filter(perangkat_daerah=kantor.row, tahun=tahun)
    standards = standar_of({one.bagian: one for one in words.order_by("id")})
    targets = kantor.get("target")["target"]
    for kode in kantor.iku[str(tahun)]:
        # In a draft the year of the report may have a working figure; the years before never do.
        years = {year: Fraction(one["nilai"]) for year in range(tahun - 4, tahun + 1) if str(year) in kantor.iku
                 and (one := kantor.shown(str(year), kode, year == tahun)[0]) and one["nilai"]}  # fmt: skip
        for first, last in combinations(sorted(years), 2):
            found |= {tampil(years[last] - years[first]), tampil((years[last] / years[first] - 1) * 100)}
        wanted = [Fraction(one["nilai"]) for one in targets if one["kode"] == kode and one["triwulan"] == 0]
        standard = [standards[kode].nilai] if kode in standards else []
        found |= {tampil(one) for one in standard}
        if tahun in years:
            found |= {tampil(years[tahun] / one * 100) for one in (*wanted, *standard)}
        capaian = kantor.shown(str(tahun), kode, True)[1]
        serving = Dukungan.objects.filter(indikator__perangkat_daerah=kantor.row, indikator__kode=kode)
        parts = [amounts[one.program_id] for one in serving if one.program_id in amounts]
        if parts:
            pagu, spent = _sum(parts)
            found |= {tampil(Fraction(spent * 100, pagu))}
            if capaian and capaian["nilai"]:
                found |= {tampil(Fraction(capaian["nilai"]) - Fraction(spent * 100, pagu))}
    return found


def _lke(kantor: Kantor, tahun: int) -> set[str]:
    """Weights, the points of each grade, their sums; how many recommendations stand how."""
    at = parse_instant(kantor.diketahui)
    sheet, weight = sheet_of(kantor.row, tahun, at), weights(tahun)
    answers = dict(weight.jawaban)
    found = {tampil(sum(one.bobot for one in weight.komponen))}
    for given in (sheet.evaluator, sheet.mandiri):
        parts = {}
        for komponen in weight.komponen:
            points = [answers[given[sub.kode].grade] * sub.bobot / 100 for sub in komponen.sub if sub.kode in given]
            parts[komponen.kode] = sum(points)
            found |= {tampil(one) for one in (komponen.bobot, *(sub.bobot for sub in komponen.sub), *points, sum(points))}
        found.add(tampil(sum(parts.values())))
    rows = [(one.baris.asal, one.status) for finding in findings_of(kantor.row, at) if finding.baris.periode <= tahun
            for one in finding.rekomendasi]  # fmt: skip
    for asal in ("APEP", "APIP", ""):
        mine = [status for of, status in rows if asal in ("", of)]
        found |= {tampil(len(mine), 0), *(tampil(mine.count(status), 0) for status in {*mine, "-"})}
    return found | {one.kode for one in weight.komponen}


def _agreed(kantor: Kantor, tahun: int) -> set[str]:
    """What the signed agreements hold, and the sum of their budgets."""
    found: set[str] = set()
    for row in PerjanjianKinerja.objects.filter(perangkat_daerah=kantor.row, tahun=tahun):
        found |= harvest(row.isi)
        amounts = [one["pagu"] for one in row.isi["pos"] if one.get("pagu") is not None]
        found.add(tampil(sum(amounts), 0))
    return found


def _actions(kantor: Kantor, tahun: int) -> set[str]:
    rows = RencanaAksi.objects.filter(indikator__perangkat_daerah=kantor.row, tahun=tahun, dihapus_pada=None)
    amounts = [one.anggaran for one in rows if one.anggaran is not None]
    return {tampil(one, 0) for one in (*amounts, sum(amounts))}
