"""One formula asked of an office's registers. Whoever may see rows is simply answered; everybody else only where no
answer, alone or beside all earlier ones, is about fewer than five entities (docs/keputusan/0013). Every trial is logged.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction

from tolok.engine.changed import changed_owners
from tolok.engine.protocol import Owner, Scope
from tolok.engine.snapshot import Piece, Snapshot
from tolok.formula.checker import Checked, quarter_terms
from tolok.formula.kernel import Aggregate
from tolok.measurement.hitung import HasilWilayah, registers_of
from tolok.measurement.perlindungan import BATAS, Members, counts_enough, multiplies_columns, smallest_cell
from tolok.services import paket
from tolok.services.akses import may, require
from tolok.services.coba import SECONDS, try_once, within
from tolok.services.periksa import read_formula
from tolok.services.potret import snapshot_at
from tolok.services.riwayat import log_change
from tolok.store.models import LogPerubahan, Pemda, Pengguna, PerangkatDaerah, schemas
from tolok.values.instant import WIB, instant_text, parse_instant
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

TERBATAS = "rumus.dicoba.terbatas"
PENUH = "rumus.dicoba"
REFUSALS_A_DAY = 20
"""How many refusals a person may collect in a day: a refusal too says that some group is small."""
MOST_TOTALS = 150
"""How many different totals may ever be answered over one register: all of them are compared with each new one."""
_NIK_SHAPE = re.compile(r"\d{16}")


@dataclass(frozen=True)
class Jawaban:
    """The answer to one trial. `tolak`: why there is none; `terbatas`: the reader may not see rows."""

    checked: Checked
    hasil: HasilWilayah | None
    diketahui: datetime
    terbatas: bool
    tolak: Issue | None = None


@dataclass(frozen=True)
class _Asked:
    """One trial as it stands in the log: whose rows, which formula and period, and as known when."""

    kantor: str
    rumus: str
    periode: str
    diketahui: str


def ask(kantor: PerangkatDaerah, rumus: str, period: Period, *, by: Pengguna, at: datetime) -> Jawaban:
    """Answer a formula in a period, or refuse. IssueError: complaints about the formula itself (nothing is logged)."""
    require(by, kantor, "coba_rumus")
    checked, issues = read_formula(rumus, period.tahun)
    if checked is None:
        raise IssueError(issues)
    if _NIK_SHAPE.search(re.sub(r"[.\s]", "", rumus)):
        raise IssueError(_like_nik())
    if not period.triwulan and quarter_terms(checked):
        raise IssueError(_no_quarter(quarter_terms(checked)))
    asked = _Asked(kantor.kode, rumus, str(period), instant_text(at))
    if may(by, kantor, "lihat_baris"):
        found, _ = try_once(kantor, checked, period, at)
        with transaction.atomic():
            _log(kantor, asked, by, at, terbatas=False, hasil="dijawab")
        return Jawaban(checked, found, at, terbatas=False)
    return _ask_restricted(kantor, checked, asked, period, by, at)


@transaction.atomic
def _ask_restricted(
    kantor: PerangkatDaerah, checked: Checked, asked: _Asked, period: Period, by: Pengguna, at: datetime
) -> Jawaban:
    """One after the other in a pemda, so that two answers given at once cannot be compared unseen."""
    Pemda.objects.select_for_update().get(pk=kantor.pemda_id)
    refusal = _refused_before_counting(checked, by, at)
    if refusal is None:
        earlier = _answered(kantor.pemda_id)
        for instant in _instants(earlier, at):
            tried = _Asked(asked.kantor, asked.rumus, asked.periode, instant_text(instant))
            refusal = _too_narrow(kantor.pemda_id, checked, tried, earlier)
            if refusal is None:
                found, _ = try_once(kantor, checked, period, instant)
                _log(kantor, tried, by, at, terbatas=True, hasil="dijawab")
                return Jawaban(checked, found, instant, terbatas=True)
    _log(kantor, asked, by, at, terbatas=True, hasil="ditolak")
    return Jawaban(checked, None, at, terbatas=True, tolak=refusal or _too_few())


def _instants(earlier: Sequence[_Asked], at: datetime) -> list[datetime]:
    """What is known at the beginning of this month, else what the last answers were about: rows that come in between
    cannot be told by asking before and after."""
    month = at.astimezone(WIB).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    past = sorted({parse_instant(one.diketahui) for one in earlier}, reverse=True)
    return list(dict.fromkeys([month, *past[:2]]))


def _refused_before_counting(checked: Checked, by: Pengguna, at: datetime) -> Issue | None:
    if any(multiplies_columns(aggregate) for aggregate in checked.aggregates):
        return _products()
    day = at.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
    today = LogPerubahan.objects.filter(oleh=by, tindakan=TERBATAS, isi__hasil="ditolak", pada__gte=day)
    return _enough_refusals() if today.filter(pada__lt=day + timedelta(days=1)).count() >= REFUSALS_A_DAY else None


def _answered(pemda: str) -> list[_Asked]:
    """Everything that was ever answered to people without access to rows, in any office of the pemda."""
    found = LogPerubahan.objects.filter(perangkat_daerah__pemda=pemda, tindakan=TERBATAS, isi__hasil="dijawab")
    return list(
        dict.fromkeys(
            _Asked(one.perangkat_daerah_id, one.isi["rumus"], one.isi["periode"], one.isi["diketahui"])
            for one in found.order_by("urut")
        )
    )


def _too_narrow(pemda: str, checked: Checked, asked: _Asked, earlier: Sequence[_Asked]) -> Issue | None:
    """Why the answer could be about fewer than BATAS entities, by itself or beside earlier answers; None where not."""
    for register in dict.fromkeys(aggregate.register for aggregate in checked.aggregates):
        totals, pieces = _totals_over(pemda, register, [*earlier, asked])
        if len(totals) > MOST_TOTALS:
            return _used_up()
        mine, _ = _totals_over(pemda, register, [asked])
        if not all(counts_enough(one) for one in mine.values()):
            return _too_few()
        changed = [changed_owners(a, b, schemas()[register]) for a, b in pairwise(pieces)]
        if 0 < smallest_cell(list(totals.values()), changed) < BATAS:
            return _too_few()
    return None


def _totals_over(pemda: str, register: str, asked: Iterable[_Asked]) -> tuple[Mapping[object, Members], list[Piece | None]]:
    """(every different total over a register with its members, the pieces they were asked of by instant)."""
    totals: dict[object, Members] = {}
    pieces: dict[str, Piece | None] = {}
    for one in sorted(asked, key=lambda one: one.diketahui):
        period = Period.parse(one.periode)
        checked = read_formula(one.rumus, period.tahun)[0]
        if checked is None:  # a word of an earlier formula is gone: nothing can be promised any more
            raise IssueError(_used_up())
        mine = [aggregate for aggregate in checked.aggregates if aggregate.register == register]
        if not mine:
            continue
        snapshot = snapshot_at(pemda, parse_instant(one.diketahui), registers_of(checked))
        piece = snapshot.piece(register, pemda)
        pieces[piece.hash if piece else ""] = piece
        for aggregate in mine:
            key = (one.kantor, aggregate, period, piece.hash if piece else "")
            if key not in totals:
                totals[key] = _members(aggregate, period, Scope(pemda, one.kantor), snapshot)
    return totals, list(pieces.values())


def _members(aggregate: Aggregate, period: Period, scope: Scope, snapshot: Snapshot) -> dict[Owner, str]:
    return within(SECONDS, lambda: paket.engine().members(aggregate, period, scope, snapshot))


def _log(kantor: PerangkatDaerah, asked: _Asked, by: Pengguna, at: datetime, *, terbatas: bool, hasil: str) -> None:
    """The formula's text and what became of it; never a figure."""
    isi = {"rumus": asked.rumus, "periode": asked.periode, "diketahui": asked.diketahui, "hasil": hasil}
    log_change(TERBATAS if terbatas else PENUH, f"coba rumus {asked.periode}", at=at, by=by, kantor=kantor, isi=isi)


# --- refusals ---------------------------------------------------------------------------------------------------------


def _too_few() -> Issue:
    return Issue(
        "TLK-A150", "salah", "coba rumus", f"Jawabannya dapat menunjuk kurang dari {BATAS} pelaku.",
        f"Anda tidak berhak melihat baris, jadi setiap kelompok yang dapat disimpulkan, juga dengan membandingkan jawaban "
        f"sebelumnya, harus sedikitnya {BATAS}.",
        "Longgarkan syaratnya, atau minta orang kantor yang berhak melihat baris.",
    )  # fmt: skip


def _products() -> Issue:
    return Issue(
        "TLK-A151", "salah", "coba rumus", "Perkalian antarkolom tidak dijawab tanpa hak melihat baris.",
        "Jumlah pangkat dan hasil kali dapat mengungkap nilai satu pelaku.", "Jumlahkan kolomnya satu per satu.",
    )  # fmt: skip


def _enough_refusals() -> Issue:
    return Issue(
        "TLK-A152", "salah", "coba rumus", f"Sudah {REFUSALS_A_DAY} rumus ditolak hari ini.",
        "Penolakan yang berulang pun dapat memberi tahu siapa yang ada di sebuah kelompok.", "Coba lagi besok.",
    )  # fmt: skip


def _used_up() -> Issue:
    return Issue(
        "TLK-A153", "salah", "coba rumus", "Register ini tidak dapat dicoba lagi tanpa hak melihat baris.",
        f"Jawaban yang pernah diberikan sudah {MOST_TOTALS} total, atau tidak dapat dibandingkan lagi.",
        "Minta orang kantor yang berhak melihat baris.",
    )  # fmt: skip


def _like_nik() -> Issue:
    return Issue(
        "TLK-A154", "salah", "coba rumus", "Rumus memuat deretan 16 angka.",
        "Deretan seperti itu mirip NIK, dan setiap percobaan dicatat.", "Hapus angka itu dari rumusnya.",
    )  # fmt: skip


def _no_quarter(terms: Sequence[str]) -> Issue:
    return Issue(
        "TLK-U030", "salah", ", ".join(terms), "`dalam triwulan` tidak dapat dijawab untuk angka tahunan",
        "angka setahun tidak memuat satu triwulan saja", "pilih periode triwulan, atau hapus `dalam triwulan`",
    )  # fmt: skip
