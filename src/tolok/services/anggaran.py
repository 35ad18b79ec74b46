"""Budget and spending of programs, whole rupiah: absorption, and efficiency beside capaian by a printed rule.

Amounts stand where the office books them, at the lowest level that has any; what lies above is their sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from tolok.services.akses import require
from tolok.services.program import SimpulProgram, program_tree, supporters_of
from tolok.services.rencana import wants
from tolok.services.riwayat import log_change
from tolok.store.models import Anggaran, IndikatorKantor, Pengguna, PerangkatDaerah, Program
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, parse_angka
from tolok.values.period import ROMAN, Period

_LARGEST = 10**16
ATURAN_EFISIENSI = (
    "Efisiensi = capaian − serapan anggaran, dalam poin. Disebut efisien bila capaian paling sedikit 100 dan serapan di "
    "bawah 100%. Aturan ini kebiasaan LKjIP; teks peraturannya belum dipastikan."
)


@dataclass(frozen=True)
class Serapan:
    """Budget and spending in whole rupiah up to the end of a period; `realisasi` None: nothing reported yet.

    `sampai` is the quarter that the spending reaches, 0 for the whole year.
    """

    pagu: int
    realisasi: int | None
    sampai: int = 0

    @property
    def persen(self) -> Fraction | None:
        """Spending in per cent of the budget, exact; None where either is missing or the budget is nought."""
        return Fraction(self.realisasi * 100, self.pagu) if self.realisasi is not None and self.pagu else None

    @property
    def tampil(self) -> str:
        """`61,40%`, or why there is none."""
        if self.persen is not None:
            return f"{format_angka(self.persen, 2)}%"
        return "pagu nol" if self.realisasi is not None else "belum dilaporkan"

    @property
    def posisi(self) -> str:
        """`Triwulan III`, '' for the whole year."""
        return f"Triwulan {ROMAN[self.sampai]}" if self.sampai else ""


@dataclass(frozen=True)
class Efisiensi:
    """Capaian less absorption, in points, exact, and the word for it."""

    nilai: Fraction
    kata: str

    @property
    def tampil(self) -> str:
        return format_angka(self.nilai, 2)


def efficiency(capaian: Fraction | None, serapan: Serapan | None) -> Efisiensi | None:
    """The rule of ATURAN_EFISIENSI; None where either side has no figure."""
    if capaian is None or serapan is None or serapan.persen is None:
        return None
    good = capaian >= 100 and serapan.persen < 100
    return Efisiensi(capaian - serapan.persen, "efisien" if good else "tidak efisien")


Buku = Mapping[int, Mapping[int, Anggaran]]
"""Program → quarter (0 the year) → the newest row."""


def ledger_of(kantor: PerangkatDaerah, tahun: int, at: datetime) -> Buku:
    """What is known at `at` of every program's budget in a year; one query."""
    found = Anggaran.objects.filter(program__perangkat_daerah=kantor, tahun=tahun, diketahui_dari__lte=at)
    book: dict[int, dict[int, Anggaran]] = {}
    for row in found.order_by("diketahui_dari", "id"):
        book.setdefault(row.program_id, {})[row.triwulan] = row
    return book


def serapan_of_node(node: SimpulProgram, book: Buku, period: Period) -> Serapan | None:
    """Of one program: its own amounts, else the sum of what lies under it. None where nothing was budgeted.

    The year's spending is the last quarter reported. A sum reaches only as far as all of its parts do.
    """
    own = book.get(node.program.pk)
    if own:
        return _own(own, period)
    parts = [one for child in node.anak if (one := serapan_of_node(child, book, period)) is not None]
    return sum_of(parts)


def _own(rows: Mapping[int, Anggaran], period: Period) -> Serapan:
    last = period.triwulan or 4
    reported = [tw for tw in range(1, last + 1) if tw in rows and rows[tw].realisasi is not None]
    newest = max((row for tw, row in rows.items() if tw <= last), key=lambda row: (row.diketahui_dari, row.pk), default=None)
    pagu = newest.pagu if newest else next(iter(rows.values())).pagu
    if not reported:
        return Serapan(pagu, None)
    reach = reported[-1]
    return Serapan(pagu, rows[reach].realisasi, 0 if reach == last and not period.triwulan else reach)


def sum_of(parts: Sequence[Serapan]) -> Serapan | None:
    """Budgets and spendings added up; without a spending as soon as one part has none."""
    if not parts:
        return None
    known = [one.realisasi for one in parts if one.realisasi is not None]
    reach = min((one.sampai or 4 for one in parts), default=4)
    whole = all(one.sampai == 0 for one in parts)
    total = sum(known) if len(known) == len(parts) else None
    return Serapan(sum(one.pagu for one in parts), total, 0 if whole or total is None else reach)


def serapan_of(indikator: IndikatorKantor, period: Period, at: datetime) -> Serapan | None:
    """What the programs that serve an IKU had and spent, together; None where none serves it or none is budgeted.

    A program that serves several IKU counts in full for each of them, so absorptions of IKU are never added up.
    """
    kantor = indikator.perangkat_daerah
    book = ledger_of(kantor, period.tahun, at)
    nodes = supporters_of(program_tree(kantor, period), indikator)
    return sum_of([one for node in nodes if (one := serapan_of_node(node, book, period)) is not None])


def budget_history(program: Program, tahun: int, at: datetime) -> list[Anggaran]:
    """Every row of one program and year known at `at`, the newest first."""
    found = Anggaran.objects.filter(program=program, tahun=tahun, diketahui_dari__lte=at)
    return list(found.select_related("oleh").order_by("-diketahui_dari", "triwulan", "id"))


# --- writing ----------------------------------------------------------------------------------------------------------


def read_rupiah(text: str) -> int | None:
    """Whole rupiah as typed: `Rp 1.250.000`, `1250000`; None for anything else, also below nought."""
    bare = text.strip().removeprefix("Rp").lstrip(". \N{NO-BREAK SPACE}")
    value = parse_angka(bare.removesuffix(",00"))
    fits = value is not None and value.denominator == 1 and 0 <= value < _LARGEST
    return int(value) if fits and value is not None else None


@transaction.atomic
def set_anggaran(
    program: Program, tahun: int, typed: Mapping[str, str], *, by: Pengguna, at: datetime
) -> tuple[Anggaran, ...]:
    """Budget (`pagu`) and spending up to each quarter (`tw1` … `tw4`) as typed; only what differs becomes a new row.

    Raises IssueError TLK-U112, TLK-U130 … U133.
    """
    kantor = program.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    Program.objects.select_for_update().get(pk=program.pk)
    known = ledger_of(kantor, tahun, at).get(program.pk, {})
    amounts, issues = _read(typed)
    issues += [*_placed(program, tahun), *_in_order(amounts)]
    pagu = amounts.get("pagu")
    if pagu is None and not issues:
        issues.append(wants("TLK-U130", "pagu", "Pagunya belum ditulis.", "Tulis pagu setahun dalam rupiah penuh."))
    if issues or pagu is None:
        raise IssueError(issues)
    wanted = {0: (pagu, None)} | {tw: (pagu, spent) for tw in ROMAN if (spent := amounts.get(f"tw{tw}")) is not None}
    changed = {tw: one for tw, one in wanted.items() if tw not in known or (known[tw].pagu, known[tw].realisasi) != one}
    if not changed:
        what, todo = "Tidak ada angka yang berubah.", "Tulis angka yang baru, atau batalkan."
        raise IssueError(wants("TLK-U112", "pagu", what, todo, "Semua isian sama dengan yang tersimpan."))
    rows = [
        Anggaran.objects.create(
            program=program, tahun=tahun, triwulan=tw, pagu=budget, realisasi=spent, diketahui_dari=at, oleh=by
        )
        for tw, (budget, spent) in changed.items()
    ]
    isi = {str(Period(tahun, tw)): {"pagu": one[0], "realisasi": one[1]} for tw, one in changed.items()}
    log_change("anggaran.dicatat", program.kode, at=at, by=by, kantor=kantor, isi=isi)
    return tuple(rows)


def _read(typed: Mapping[str, str]) -> tuple[dict[str, int], list[Issue]]:
    amounts: dict[str, int] = {}
    issues = []
    for nama in ("pagu", "tw1", "tw2", "tw3", "tw4"):
        text = typed.get(nama, "")
        if not text.strip():
            continue
        amount = read_rupiah(text)
        if amount is None:
            why = "Anggaran dicatat dalam rupiah penuh."
            todo = "Tulis rupiah penuh tanpa sen, misalnya 1.250.000.000."
            issues.append(wants("TLK-U130", nama, f"`{text.strip()[:30]}` bukan jumlah rupiah.", todo, why))
        else:
            amounts[nama] = amount
    return amounts, issues


def _placed(program: Program, tahun: int) -> list[Issue]:
    """Amounts stand on one level only, or they would count twice (TLK-U133)."""
    below = Anggaran.objects.filter(program__induk=program, tahun=tahun) | Anggaran.objects.filter(
        program__induk__induk=program, tahun=tahun
    )
    above, induk = [], program.induk
    while induk is not None:
        above.append(induk)
        induk = induk.induk
    over = Anggaran.objects.filter(program__in=above, tahun=tahun).select_related("program").first()
    why = "Jumlah yang dicatat di dua jenjang terhitung dua kali."
    if below.exists():
        what = f"Anggaran {tahun} sudah dicatat pada kegiatan di bawahnya."
        return [wants("TLK-U133", "pagu", what, "Catat di sana; di sini jumlahnya muncul sendiri.", why)]
    if over is not None:
        what = f"Anggaran {tahun} sudah dicatat pada {over.program.kode} di atasnya."
        return [wants("TLK-U133", "pagu", what, "Catat di sana, atau tunggu tahun berikutnya untuk merinci.", why)]
    return []


def _in_order(amounts: Mapping[str, int]) -> list[Issue]:
    issues, last = [], 0
    pagu = amounts.get("pagu")
    for tw in ROMAN:
        spent = amounts.get(f"tw{tw}")
        if spent is None:
            continue
        if pagu is not None and spent > pagu:
            what = f"Realisasi sampai Triwulan {ROMAN[tw]} melebihi pagu."
            issues.append(wants("TLK-U131", f"tw{tw}", what, "Periksa banyaknya nol, atau ubah pagunya."))
        if spent < last:
            what = f"Realisasi sampai Triwulan {ROMAN[tw]} lebih kecil daripada triwulan sebelumnya."
            todo = "Tulis jumlah sejak awal tahun, bukan triwulan itu saja."
            issues.append(wants("TLK-U132", f"tw{tw}", what, todo, "Realisasi anggaran dihitung dari awal tahun."))
        last = max(last, spent)
    return issues
