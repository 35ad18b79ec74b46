"""What helped, what hindered, what is done about it: written beside a figure, forced when it worsens, never overwritten."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from tolok.measurement.penjelasan import JENIS, NAMA_JENIS, missing_parts, worsening
from tolok.registers.cell_text import FORBIDDEN
from tolok.registers.faults import mask
from tolok.services.riwayat import log_change
from tolok.services.target import targets_at
from tolok.services.terbitan import look_again, open_for_writing, period_of, place_of, reading_instant, up_to
from tolok.store.models import Pengguna, Penjelasan, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.number import parse_fraction
from tolok.values.period import Period

TERPANJANG = 4000


def clean(text: str) -> str:
    """A typed text as it is kept: one kind of line end, no control or invisible characters, no blanks at the ends.

    Numbers shaped like a NIK are masked: what is written beside a figure is read by everybody once it is published.
    """
    return mask(FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip())


def penjelasan_of(realisasi: Realisasi, at: datetime) -> dict[str, Penjelasan]:
    """Kind → what holds beside a vintage as known at an instant; what was withdrawn is absent.

    Texts of earlier vintages of the same figure hold until they are written anew; a published vintage keeps its own.
    """
    newest = {one.jenis: one for one in history_of(realisasi, at)}
    return {jenis: newest[jenis] for jenis in JENIS if jenis in newest and newest[jenis].isi}


def history_of(realisasi: Realisasi, at: datetime) -> list[Penjelasan]:
    """Every text ever written beside a vintage and its predecessors, oldest first."""
    known = Penjelasan.objects.filter(up_to(realisasi), pada__lte=reading_instant(realisasi, at))
    return list(known.select_related("oleh", "realisasi").order_by("id"))


def dasar_of(realisasi: Realisasi) -> str:
    """What a form carries to say which texts it was made for."""
    last = Penjelasan.objects.filter(up_to(realisasi)).order_by("-id").values_list("pk", flat=True).first()
    return str(last or 0)


def why_explain(realisasi: Realisasi, at: datetime) -> tuple[str, ...]:
    """Why the rule forces an explanation of this figure; empty where it does not."""
    return why_explain_all([realisasi], at)[realisasi.pk]


def why_explain_all(rows: Sequence[Realisasi], at: datetime) -> dict[int, tuple[str, ...]]:
    """Vintage → why it must be explained, in few queries however many are asked for.

    A quarter is held against a target of its own or none: the year's is not yet due.
    """
    targets: dict[tuple[int, Period], Fraction] = {}
    for period in {period_of(row) for row in rows}:
        mine = [row.indikator for row in rows if period_of(row) == period]
        for (indikator, _), target in targets_at(mine, [period.tahun], at, period.triwulan).items():
            targets[indikator, period] = target
    before = _years_before(rows, at)
    found = {}
    for row in rows:
        isi, key = row.definisi.isi, (row.indikator_id, period_of(row))
        nilai = parse_fraction(row.nilai) if row.nilai else None
        lalu = before.get((*key, row.definisi.hash_ukuran))
        found[row.pk] = worsening(nilai, targets.get(key), lalu, isi["arah"], isi["desimal"])
    return found


def _years_before(rows: Sequence[Realisasi], at: datetime) -> dict[tuple[int, Period, str], Fraction]:
    """(indikator, this year's period, measure) → the published figure of a year earlier by that measure."""
    published = Realisasi.objects.filter(
        indikator__in={row.indikator_id for row in rows}, tahun__in={row.tahun - 1 for row in rows}, diterbitkan_pada__lte=at
    ).order_by("nomor")  # fmt: skip
    columns = ("indikator_id", "tahun", "triwulan", "nilai", "definisi__hash_ukuran")
    newest = {(one[0], Period(one[1] + 1, one[2])): one for one in published.values_list(*columns)}
    return {(*key, one[4]): parse_fraction(one[3]) for key, one in newest.items() if one[3]}


def missing_explanation(realisasi: Realisasi, at: datetime) -> tuple[Issue, ...]:
    """What must still be written before this figure may be submitted (TLK-U070)."""
    return missing_explanations([realisasi], at)[realisasi.pk]


def missing_explanations(rows: Sequence[Realisasi], at: datetime) -> dict[int, tuple[Issue, ...]]:
    """Vintage → what must still be written before it may be submitted (TLK-U070)."""
    reasons = why_explain_all(rows, at)
    forced = [row for row in rows if reasons[row.pk]]
    written = _written(forced, at) if forced else {}
    return {row.pk: missing_parts(reasons[row.pk], written.get(row.pk, {}), place_of(row)) for row in rows}


def _written(rows: Sequence[Realisasi], at: datetime) -> dict[int, dict[str, str]]:
    """Vintage → kind → the text that holds beside it."""
    known = Penjelasan.objects.filter(realisasi__indikator__in={row.indikator_id for row in rows}, pada__lte=at)
    known = known.filter(realisasi__tahun__in={row.tahun for row in rows}).select_related("realisasi").defer(
        "realisasi__lembar"
    ).order_by("id")  # fmt: skip
    found: dict[int, dict[str, str]] = {row.pk: {} for row in rows}
    for one in known:
        for row in rows:
            beside = one.realisasi
            same = (beside.indikator_id, beside.tahun, beside.triwulan) == (row.indikator_id, row.tahun, row.triwulan)
            if same and beside.nomor <= row.nomor and one.pada <= reading_instant(row, at):
                found[row.pk][one.jenis] = one.isi
    return found


@transaction.atomic
def explain(
    isi: Mapping[str, str], *, by: Pengguna, slug: str, kode: str, period: Period, nomor: int, dasar: str, at: datetime
) -> list[Penjelasan]:
    """Keep what was changed among the three texts; an emptied one is withdrawn. Right: tulis_penjelasan.

    `dasar` is `dasar_of` at the time of looking: of two people at once the second is told (TLK-U072). The same texts sent
    once more change nothing.
    """
    realisasi = open_for_writing(by, slug, kode, period, nomor, "tulis_penjelasan", at)
    texts = {jenis: clean(isi.get(jenis, "")) for jenis in JENIS}
    known = penjelasan_of(realisasi, at)
    changed = {jenis: text for jenis, text in texts.items() if text != (known[jenis].isi if jenis in known else "")}
    if not changed:
        return []
    issues = _too_long(changed, realisasi)
    if dasar != dasar_of(realisasi):
        issues.insert(0, _overtaken(realisasi))
    if issues:
        raise IssueError(issues)
    laid = [
        Penjelasan.objects.create(realisasi=realisasi, jenis=jenis, isi=text, oleh=by, pada=at)
        for jenis, text in changed.items()
    ]
    look_again(realisasi)
    # The words may name people, so the log holds their hashes only.
    sealed = {jenis: text_hash(text) for jenis, text in changed.items()}
    log_change(
        "penjelasan.ditulis", f"{kode} {period} nomor {nomor}", at=at, by=by,
        kantor=realisasi.indikator.perangkat_daerah, isi={"sidik": sealed},
    )  # fmt: skip
    return laid


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _too_long(changed: Mapping[str, str], realisasi: Realisasi) -> list[Issue]:
    why = f"Paling banyak {TERPANJANG} huruf."
    return [
        Issue("TLK-U073", "salah", NAMA_JENIS[jenis], f"{NAMA_JENIS[jenis]} terlalu panjang.", why, "Ringkaskan.")
        for jenis, text in changed.items()
        if len(text) > TERPANJANG
    ]


def _overtaken(realisasi: Realisasi) -> Issue:
    last = Penjelasan.objects.filter(up_to(realisasi)).select_related("oleh").order_by("-id").first()
    who = f"{last.oleh.nama} lebih dahulu. " if last else ""
    what, todo = "Penjelasan ini baru saja ditulis orang lain.", "Baca yang tersimpan, gabungkan, lalu simpan lagi."
    return Issue("TLK-U072", "salah", place_of(realisasi), what, f"{who}Isian Anda di bawah belum disimpan.", todo)
