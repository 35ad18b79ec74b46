"""Targets: of a year and of its quarters, with their basis; a revision is a new row with its reason."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from django.db import transaction

from tolok.catalogue.definition import Definisi
from tolok.catalogue.lint import lint_target
from tolok.catalogue.meaning import is_share
from tolok.measurement.target_triwulan import total_triwulan
from tolok.services.akses import require
from tolok.services.iku import definition_at
from tolok.services.katalog import checked_of_definition
from tolok.services.rencana import short_reason, wants
from tolok.services.riwayat import log_change
from tolok.store.models import IndikatorKantor, Pengguna, PerangkatDaerah, Realisasi, Target
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, fraction_text, parse_angka, parse_fraction
from tolok.values.period import Period

TAHUN_TAMPIL = 5
TRIWULAN = (1, 2, 3, 4)
_DASAR_TERPENDEK = 5


# --- reading ----------------------------------------------------------------------------------------------------------


def targets_at(
    indikator: Sequence[IndikatorKantor],
    tahun: Sequence[int],
    at: datetime,
    triwulan: int = 0,
    kumulatif: Collection[int] | None = None,
) -> dict[tuple[int, int], Fraction]:
    """(indikator, year) → the target known at `at`, exact; the last revision wins. One query.

    `kumulatif`: the indikator of which the caller knows already that they add up over the year, else it is asked.

    With a quarter: the target up to the end of that quarter, as a figure for a quarter runs from the year's start. Of a
    measure that adds up over the year (*kumulatif*) that is the sum of the quarters so far, of any other the quarter's own.
    """
    wanted = range(1, triwulan + 1) if triwulan else (0,)
    rows = Target.objects.filter(indikator__in=indikator, tahun__in=tahun, triwulan__in=wanted, diketahui_dari__lte=at)
    known: dict[tuple[int, int], dict[int, Fraction]] = {}
    for row in rows.order_by("diketahui_dari", "id"):
        known.setdefault((row.indikator_id, row.tahun), {})[row.triwulan] = parse_fraction(row.nilai)
    if not triwulan:
        return {key: found[0] for key, found in known.items()}
    adds_up = kumulatif if kumulatif is not None else {one.pk for one in indikator if _adds_up(one, max(tahun), at)}
    result = {}
    for (pk, year), found in known.items():
        nilai = total_triwulan("kumulatif", found, triwulan).nilai if pk in adds_up else found.get(triwulan)
        if nilai is not None:
            result[pk, year] = nilai
    return result


def _adds_up(indikator: IndikatorKantor, tahun: int, at: datetime) -> bool:
    try:
        return definition_at(indikator, tahun, at).tipe_hitung == "kumulatif"
    except IssueError:
        return False


def target_at(indikator: IndikatorKantor, period: Period, at: datetime) -> Fraction | None:
    """What a figure of a period is set against, as known at `at`, exact: the quarter's target, and where a quarter has
    none of its own the year's, as a quarter's report does; None where there was neither."""
    key = indikator.pk, period.tahun
    own = targets_at([indikator], [period.tahun], at, period.triwulan).get(key)
    return own if own is not None or not period.triwulan else targets_at([indikator], [period.tahun], at).get(key)


@dataclass(frozen=True)
class RevisiTarget:
    """One target as it was set, and whether a later one holds in its place."""

    row: Target
    digantikan: bool

    @property
    def period(self) -> Period:
        return Period(self.row.tahun, self.row.triwulan)


def target_history(indikator: IndikatorKantor, at: datetime) -> list[RevisiTarget]:
    """Every target of an IKU known at `at`, by period and then the newest first."""
    rows = list(Target.objects.filter(indikator=indikator, diketahui_dari__lte=at).order_by("diketahui_dari", "id"))
    newest = {(row.tahun, row.triwulan): row.pk for row in rows}
    found = [RevisiTarget(row, newest[row.tahun, row.triwulan] != row.pk) for row in reversed(rows)]
    return sorted(found, key=lambda one: one.period)


def own_targets(indikator: IndikatorKantor, at: datetime) -> dict[Period, Fraction]:
    """Period → the target set for it alone, as known at `at`."""
    rows = Target.objects.filter(indikator=indikator, diketahui_dari__lte=at).order_by("diketahui_dari", "id")
    return {Period(row.tahun, row.triwulan): parse_fraction(row.nilai) for row in rows}


def target_years(period: Period) -> tuple[int, ...]:
    """The five years that stand beside each other: two back, two ahead."""
    return tuple(range(period.tahun - 2, period.tahun - 2 + TAHUN_TAMPIL))


def without_target(kantor: PerangkatDaerah, tahun: int, at: datetime) -> list[IndikatorKantor]:
    """IKU of an office that have no target of a year."""
    indikator = list(IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut"))
    known = targets_at(indikator, [tahun], at)
    return [one for one in indikator if (one.pk, tahun) not in known]


def doubts_about_targets(indikator: IndikatorKantor, at: datetime) -> tuple[Issue, ...]:
    """What a careful reader would ask about the targets: leaps, falls behind the last result, holes, quarters that do not
    make their year. They block nothing."""
    own = own_targets(indikator, at)
    last = max((period.tahun for period in own), default=at.year)
    try:
        definisi = definition_at(indikator, last, at)
    except IssueError as error:
        return error.issues
    yearly = {period.tahun: nilai for period, nilai in own.items() if not period.triwulan}
    found = Realisasi.objects.filter(indikator=indikator, triwulan=0, diterbitkan_pada__lte=at).exclude(nilai="")
    results = {row.tahun: parse_fraction(row.nilai) for row in found.order_by("tahun", "nomor")}
    years = sorted({period.tahun for period in own})
    quarterly = [issue for tahun in years for issue in _quarter_doubts(definisi, tahun, own)]
    return (*lint_target(definisi, yearly, results), *quarterly)


# --- writing ----------------------------------------------------------------------------------------------------------


def field_of(period: Period) -> str:
    """The name of the field in which the target of a period is typed: `t2024`, `t2024-TW2`."""
    return f"t{period}"


def target_text(nilai: Fraction, desimal: int) -> str:
    """A target to be edited: as printed, with more decimals only where it has them."""
    for places in range(desimal, 7):
        if (nilai * 10**places).denominator == 1:
            return format_angka(nilai, places)
    return format_angka(nilai, 6)


@transaction.atomic
def set_targets(
    indikator: IndikatorKantor, typed: Mapping[Period, str], dasar: str, alasan: str = "", *, by: Pengguna, at: datetime
) -> tuple[Target, ...]:
    """Write down the targets that differ from those known; with basis, and with a reason where one is revised.

    Raises IssueError with everything that is wrong: TLK-U107, TLK-U110 … U115.
    """
    kantor = indikator.perangkat_daerah
    require(by, kantor, "kelola_target")
    IndikatorKantor.objects.select_for_update().get(pk=indikator.pk)  # of two people at once the second sees the first's
    known = own_targets(indikator, at)
    definisi = definition_at(indikator, max(period.tahun for period in typed), at)
    changed, issues = read_targets(definisi, typed, known)
    if len(dasar.strip()) < _DASAR_TERPENDEK:
        todo = "Tulis dokumen atau rapat yang menetapkannya, misalnya Perjanjian Kinerja 2024."
        issues.append(
            wants("TLK-U111", "dasar", "Dasar targetnya belum ditulis.", todo, "Target tanpa dasar tidak dapat diperiksa.")
        )
    if any(period in known for period in changed):
        issues += short_reason(alasan)
    if issues:
        raise IssueError(issues)
    rows = [
        _row(indikator, period, nilai, dasar, alasan if period in known else "", by, at) for period, nilai in changed.items()
    ]
    isi = {
        str(period): {"lama": fraction_text(known[period]) if period in known else None, "baru": fraction_text(nilai)}
        for period, nilai in changed.items()
    }
    content = {"target": isi, "dasar": dasar.strip(), "alasan": alasan.strip()}
    log_change("target.ditetapkan", indikator.kode, at=at, by=by, kantor=kantor, isi=content)
    return tuple(rows)


def _row(
    indikator: IndikatorKantor, period: Period, nilai: Fraction, dasar: str, alasan: str, by: Pengguna, at: datetime
) -> Target:
    return Target.objects.create(
        indikator=indikator, tahun=period.tahun, triwulan=period.triwulan, nilai=fraction_text(nilai),
        dasar=dasar.strip(), alasan=alasan.strip(), diketahui_dari=at, oleh=by.nama[:80],
    )  # fmt: skip


def read_targets(
    definisi: Definisi, typed: Mapping[Period, str], known: Mapping[Period, Fraction]
) -> tuple[dict[Period, Fraction], list[Issue]]:
    """(period → new target, where it differs; everything wrong with what was typed)."""
    changed: dict[Period, Fraction] = {}
    issues: list[Issue] = []
    checked = checked_of_definition(definisi)
    share = checked is not None and is_share(checked.node)
    for period, text in typed.items():
        nilai = parse_angka(text.strip().removesuffix("%"))
        if not text.strip():
            if period in known:
                issues.append(_no_blank(period, target_text(known[period], definisi.desimal)))
        elif nilai is None:
            issues.append(_no_number(period, text))
        elif share and not 0 <= nilai <= 100:
            what = f"Target {period.label} {format_angka(nilai, definisi.desimal)}% tidak mungkin."
            todo = "Tulis bagian dari keseluruhan, 0 sampai 100."
            issues.append(wants("TLK-U114", field_of(period), what, todo, "Bagian tidak dapat melebihi keseluruhannya."))
        elif known.get(period) != nilai:
            changed[period] = nilai
    issues += _against_year(definisi, {**known, **changed}, {period.tahun for period in changed})
    if not changed and not issues:
        what, todo = "Tidak ada target yang berubah.", "Tulis target yang baru, atau batalkan."
        issues.append(wants("TLK-U112", "target", what, todo, "Semua isian sama dengan target yang berlaku."))
    return changed, issues


def _no_blank(period: Period, known: str) -> Issue:
    what = f"Target {period.label} tidak dapat dikosongkan."
    return wants(
        "TLK-U115", field_of(period), what, f"Tulis angka barunya, atau biarkan {known}.", "Target hanya dapat direvisi."
    )


def _no_number(period: Period, text: str) -> Issue:
    bare = text.strip().removesuffix("%").strip()
    guess = bare.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", bare, re.ASCII) else ""
    todo = f"Maksud Anda {guess}?" if guess else "Tulis angkanya dengan koma desimal, misalnya 8,5."
    return wants(
        "TLK-U110", field_of(period), f"`{bare[:30]}` bukan angka.", todo, "Target dihitung persis, jadi harus angka."
    )


def _against_year(definisi: Definisi, targets: Mapping[Period, Fraction], years: set[int]) -> list[Issue]:
    """Four quarters that do not make the year (TLK-U113); of a mean (*non-kumulatif*) only a doubt, told elsewhere."""
    issues = []
    for tahun in sorted(years):
        made = _of_quarters(definisi, tahun, targets)
        if made is None or definisi.tipe_hitung == "non-kumulatif" or made == targets[Period(tahun)]:
            continue
        rule = {"kumulatif": "jumlah keempat triwulan"}.get(definisi.tipe_hitung, "target Triwulan IV")
        shown, whole = (format_angka(one, definisi.desimal) for one in (made, targets[Period(tahun)]))
        what = f"Target triwulan tidak sama dengan target {tahun}: {rule} {shown}, target setahun {whole}."
        todo = "Samakan salah satunya."
        why = f"Indikator ini {definisi.tipe_hitung}: angka setahun adalah {rule}."
        issues.append(wants("TLK-U113", field_of(Period(tahun, 4)), what, todo, why))
    return issues


def _of_quarters(definisi: Definisi, tahun: int, targets: Mapping[Period, Fraction]) -> Fraction | None:
    """What four quarters make of the year; None unless all four and the year are there."""
    quarters = {tw: targets[Period(tahun, tw)] for tw in TRIWULAN if Period(tahun, tw) in targets}
    if len(quarters) < len(TRIWULAN) or Period(tahun) not in targets:
        return None
    return total_triwulan(definisi.tipe_hitung, quarters).nilai


def _quarter_doubts(definisi: Definisi, tahun: int, own: Mapping[Period, Fraction]) -> list[Issue]:
    doubts = []
    made = _of_quarters(definisi, tahun, own)
    if made is not None and made != own[Period(tahun)]:
        shown, whole = (format_angka(one, definisi.desimal) for one in (made, own[Period(tahun)]))
        what = f"Target triwulan {tahun} menghasilkan {shown}, target setahunnya {whole}."
        doubts.append(
            Issue("TLK-U113", "catatan", definisi.kode, what, "Keduanya seharusnya sama.", "Samakan salah satunya.")
        )
    quarters = [own[Period(tahun, tw)] for tw in TRIWULAN if Period(tahun, tw) in own]
    falls = any(after < before for before, after in pairwise(quarters))
    rises = any(after > before for before, after in pairwise(quarters))
    wrong = {"naik": falls, "turun": rises, "stabil": False}[definisi.arah]
    if wrong and definisi.tipe_hitung in ("posisi akhir", "tahunan"):
        what = f"Target triwulan {tahun} bergerak melawan arah indikator ({definisi.arah})."
        why = "Angka triwulan dihitung dari awal tahun."
        doubts.append(Issue("TLK-U116", "catatan", definisi.kode, what, why, "Pastikan urutan triwulannya benar."))
    return doubts
