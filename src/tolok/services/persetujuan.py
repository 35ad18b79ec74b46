"""The steps of a figure from draft to publication: access, rule, change, log, in one transaction."""

from datetime import date, datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from tolok.measurement.approval import ACTIONS, DONE, Action, Role, Step, check_step, next_state, waiting_role
from tolok.measurement.capaian import Arah, Capaian, compute_capaian
from tolok.measurement.skala import predikat
from tolok.registers.faults import mask
from tolok.services import paket
from tolok.services.akses import acting_as, open_realisasi_for, roles_on
from tolok.services.akun import second_factor_issue
from tolok.services.bukti_angka import bukti_of, seal
from tolok.services.kubus import request_kubus
from tolok.services.pengukuran import draft_figures, next_vintage
from tolok.services.penjelasan import penjelasan_of, text_hash
from tolok.services.riwayat import log_change
from tolok.services.syarat import MENDABLE, conditions
from tolok.services.target import target_at
from tolok.services.terbitan import period_of, place_of, vintages_of, who_took
from tolok.store.models import Bukti, Kiriman, Langkah, Pengguna, Penjelasan, Peran, Realisasi, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, fraction_text, parse_fraction
from tolok.values.period import Period

_ENOUGH = "x" * 40  # stands for a reason where it is asked afterwards


def steps_of(realisasi: Realisasi) -> list[Step]:
    """The steps taken so far, oldest first, as the approval table knows them; to type a figure counts as submitting it."""
    typed = realisasi.lembar.get("oleh") if realisasi.cara == "diketik" else None
    first = [Step("ajukan", str(typed))] if typed else []
    return first + [Step(langkah.aksi, str(langkah.oleh_id)) for langkah in realisasi.langkah.order_by("id")]


def _acting(roles: dict[Role, Peran], status: str, aksi: str) -> Role | None:
    """The role that the table expects for `aksi` now; else any."""
    expected = (role for role in roles if not isinstance(next_state(status, aksi, role), Issue))
    return next(expected, next(iter(roles), None))


def why_not(
    pengguna: Pengguna, realisasi: Realisasi, aksi: Action, catatan: str = "", at: datetime | None = None
) -> tuple[Issue, ...]:
    """Everything that forbids this person this step now; empty when it may be taken."""
    return _why_not(pengguna, realisasi, aksi, catatan, at or timezone.now(), roles_on(pengguna, realisasi.indikator))


def _why_not(
    pengguna: Pengguna, realisasi: Realisasi, aksi: Action, catatan: str, at: datetime, roles: dict[Role, Peran]
) -> tuple[Issue, ...]:
    role = _acting(roles, realisasi.status, aksi)
    if role is None:
        return (_no_role(realisasi),)
    issues = check_step(realisasi.status, aksi, str(pengguna.pk), role, steps_of(realisasi), catatan, place_of(realisasi))
    found = issues or conditions(realisasi, aksi, catatan, at)
    without_code = None if found else second_factor_issue(pengguna, aksi)
    return (without_code,) if without_code else found


def offered(pengguna: Pengguna, realisasi: Realisasi, at: datetime) -> tuple[Action, ...]:
    """The steps to offer this person now. A reason, words or evidence that are missing are asked on the step's page."""
    roles = roles_on(pengguna, realisasi.indikator)
    asked = {aksi: _acting(roles, realisasi.status, aksi) or "" for aksi in ACTIONS}
    reachable = [a for a, role in asked.items() if not isinstance(next_state(realisasi.status, a, role), Issue)]
    found = {a: _why_not(pengguna, realisasi, a, _ENOUGH, at, roles) for a in reachable}
    return tuple(a for a, issues in found.items() if {issue.kode for issue in issues} <= MENDABLE)


def receiver_of(realisasi: Realisasi) -> Pengguna | None:
    """Who mends a figure that goes back: whoever submitted it last, while he is still an operator for it."""
    submitted = realisasi.langkah.filter(aksi="ajukan").select_related("oleh").order_by("-id").first()
    if submitted is None or "operator" not in roles_on(submitted.oleh, realisasi.indikator):
        return None
    return submitted.oleh


def _no_role(realisasi: Realisasi) -> Issue:
    needed = (waiting_role(realisasi.status) or "perencana").replace("_", " ")
    return Issue(
        "TLK-A011",
        "salah",
        realisasi.indikator.kode,
        "Anda tidak berperan di kantor ini.",
        "Langkah hanya diambil orang yang berperan di kantornya.",
        f"Minta {needed} kantor itu.",
    )


@transaction.atomic
def take_step(
    aksi: Action,
    *,
    by: Pengguna,
    slug: str,
    kode: str,
    period: Period,
    nomor: int,
    versi: int,
    at: datetime,
    catatan: str = "",
) -> Realisasi:
    """Take one step on exactly the figure that was looked at (`versi`); gives the figure, or the vintage that was opened.

    Raises IssueError: not allowed, or too late. The same click of the same person once more changes nothing.
    """
    realisasi = open_realisasi_for(by, slug, kode, period.tahun, period.triwulan, nomor)
    done = _done_already(realisasi, aksi, by, versi)
    if done is not None:
        return done
    if realisasi.versi != versi:
        raise IssueError(_conflict(realisasi))
    roles = roles_on(by, realisasi.indikator)
    catatan = mask(catatan)  # a reason is read by everybody once the figure is published
    issues = _why_not(by, realisasi, aksi, catatan, at, roles)
    if issues:
        raise IssueError(issues)
    role = roles[_acting(roles, realisasi.status, aksi) or ""]
    try:
        after = _moved(realisasi, aksi, role, by=by, versi=versi, at=at, catatan=catatan.strip())
    except IssueError:  # somebody was first; on PostgreSQL it may have been this person's own other click
        realisasi.refresh_from_db()
        done = _done_already(realisasi, aksi, by, versi)
        if done is None:
            raise
        return done
    _note(after, aksi, by, role, at, catatan.strip())
    if after.status in ("diterbitkan", "dikembalikan"):
        _catch_up(after, by, at)
    return after


def _moved(
    realisasi: Realisasi, aksi: Action, role: Peran, *, by: Pengguna, versi: int, at: datetime, catatan: str
) -> Realisasi:
    """The figure in its new state, or the vintage that was opened. Raises IssueError where somebody was first."""
    if aksi == "buka_kembali":
        return _next_draft(realisasi, by, at, catatan)
    _move(realisasi, next_state(realisasi.status, aksi, role.peran), versi, at)
    realisasi.refresh_from_db()
    return realisasi


def _done_already(realisasi: Realisasi, aksi: Action, by: Pengguna, versi: int) -> Realisasi | None:
    """The outcome of the very same decision, if this person has just taken it: a second click is not a second decision."""
    found = realisasi
    if aksi == "buka_kembali":
        newest = vintages_of(realisasi).last()
        if newest is None or newest.nomor != realisasi.nomor + 1 or newest.versi:
            return None
        found = newest
    elif realisasi.versi != versi + 1:
        return None
    last = found.langkah.order_by("-id").first()
    return found if last is not None and (last.aksi, last.oleh_id) == (aksi, by.pk) else None


def _move(realisasi: Realisasi, after: object, versi: int, at: datetime) -> None:
    changes: dict[str, object] = {"status": after, "versi": F("versi") + 1}
    if after == "diterbitkan":
        changes |= _frozen_at_publication(realisasi, at)
    # The filter decides between two people at once: the second finds no row of the version that he saw.
    if not Realisasi.objects.filter(pk=realisasi.pk, versi=versi).update(**changes):
        raise IssueError(_conflict(realisasi))


def _next_draft(realisasi: Realisasi, by: Pengguna, at: datetime, alasan: str) -> Realisasi:
    try:
        with transaction.atomic():
            return next_vintage(realisasi, by=by, at=at, alasan=alasan)
    except IntegrityError:  # two at once: the other was first
        raise IssueError(_conflict(realisasi)) from None


def _note(realisasi: Realisasi, aksi: Action, by: Pengguna, peran: Peran, at: datetime, catatan: str) -> None:
    """The step and its line in the log; at publication with the hashes of all that was published with the figure."""
    sebagai = acting_as(peran)
    Langkah.objects.create(
        realisasi=realisasi, aksi=aksi, peran=peran.peran, sebagai=sebagai, oleh=by, pada=at, catatan=catatan
    )
    isi: dict[str, object] = {
        "nilai": realisasi.nilai, "potret": realisasi.hash_potret, "peran": peran.peran, "catatan": catatan
    }  # fmt: skip
    if peran.sifat != "definitif":
        isi["sebagai"] = sebagai
    if aksi == "terbitkan":
        isi["bukti"] = [seal(one) for one in bukti_of(realisasi, at)]
        isi["penjelasan"] = {jenis: text_hash(one.isi) for jenis, one in penjelasan_of(realisasi, at).items()}
    log_change(
        f"realisasi.{DONE[aksi].replace(' ', '_')}",
        f"{realisasi.indikator.kode} {period_of(realisasi)} nomor {realisasi.nomor}",
        at=at,
        by=by,
        kantor=realisasi.indikator.perangkat_daerah,
        isi=isi,
    )


def _catch_up(realisasi: Realisasi, by: Pengguna, at: datetime) -> None:
    """Corrections that came while the figure was being approved left it alone; now they reach it, with their reasons.

    What was published reaches the totals of its province too.
    """
    if realisasi.status == "diterbitkan":
        request_kubus(at=at)
    kantor = realisasi.indikator.perangkat_daerah
    read = {name for potret in realisasi.lembar["potret"] for name in (potret, *schemas()[potret].sources)}
    missed = Kiriman.objects.filter(
        perangkat_daerah=kantor, jenis="koreksi", register__in=read,
        diterima_pada__gt=realisasi.diketahui, diterima_pada__lte=at,
    ).order_by("diterima_pada", "id")  # fmt: skip
    reasons = list(dict.fromkeys(missed.values_list("alasan", flat=True)))
    if reasons:
        kode = [realisasi.indikator.kode]
        draft_figures(
            kantor, period_of(realisasi), by=by, at=at, kode=kode, koreksi=missed.last(), alasan="; ".join(reasons)
        )


def _frozen_at_publication(realisasi: Realisasi, at: datetime) -> dict[str, object]:
    target = target_at(realisasi.indikator, period_of(realisasi), at)
    return {
        "target": fraction_text(target) if target is not None else "",
        "capaian": capaian_sheet(realisasi, target),
        "diterbitkan_pada": at,
    }


def _conflict(realisasi: Realisasi) -> Issue:
    what, who = _latest_change(realisasi)
    return Issue(
        "TLK-A010",
        "salah",
        place_of(realisasi),
        what,
        f"{who}Keputusan Anda tidak disimpan.",
        "Buka lagi angkanya, lalu putuskan dari keadaan yang baru.",
    )


def _latest_change(realisasi: Realisasi) -> tuple[str, str]:
    """What was done to the figure last, and by whom: a step, its words or its evidence, or a new computation."""
    newest = vintages_of(realisasi).last() or realisasi
    changes: list[tuple[datetime, str, str]] = [(newest.dihitung_pada, "dihitung ulang", "")]
    for model, what in ((Langkah, ""), (Penjelasan, "diberi penjelasan lain"), (Bukti, "diubah buktinya")):
        one = model.objects.filter(realisasi=newest).select_related("oleh").order_by("-id").first()
        if isinstance(one, Langkah):
            changes.append((one.pada, DONE[one.aksi], who_took(one)))
        elif one is not None:
            changes.append((one.pada, what, one.oleh.nama))
    pada, what, who = max(changes, key=lambda change: change[0])
    return f"Angka ini baru saja {what}.", f"{who} lebih dahulu, {tanggal_pendek(pada)}. " if who else ""


def capaian_of(realisasi: Realisasi, target: Fraction | None) -> tuple[Capaian, str]:
    """Capaian of a figure under the policy in force at the end of its year, and that policy's name."""
    policy = paket.kebijakan().berlaku(date(realisasi.tahun, 12, 31))
    nilai = parse_fraction(realisasi.nilai) if realisasi.nilai else None
    arah: Arah = realisasi.definisi.isi["arah"]
    return compute_capaian(target, nilai, arah, policy), policy.nama


def capaian_sheet(realisasi: Realisasi, target: Fraction | None) -> dict[str, object]:
    """The capaian as it is frozen and served: exact, printed to two decimals, reason, note, class, policy."""
    capaian, kebijakan = capaian_of(realisasi, target)
    scale = next(s for s in paket.daftar_skala() if s.nama == "capaian")
    exact = capaian.nilai
    return {
        "nilai": fraction_text(exact) if exact is not None else None,
        "tampil": format_angka(exact, 2) if exact is not None else None,
        "alasan": capaian.alasan,
        "catatan": capaian.catatan,
        "predikat": predikat(exact, scale).label if exact is not None else None,
        "kebijakan": kebijakan,
    }
