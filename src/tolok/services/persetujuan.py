"""The steps of a figure from draft to publication: access, rule, change, log, in one transaction."""

from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.db.models import F

from tolok.measurement.approval import ALASAN_TERPENDEK, DONE, Action, Role, Step, check_step, next_state, waiting_role
from tolok.measurement.capaian import Arah, Capaian, compute_capaian
from tolok.measurement.panel import FLAG_DECIDE
from tolok.measurement.skala import predikat
from tolok.services import paket
from tolok.services.akses import open_realisasi_for, roles_on
from tolok.services.pengukuran import draft_figures
from tolok.services.riwayat import log_change
from tolok.store.models import IndikatorKantor, Kiriman, Langkah, Pengguna, Realisasi, Target, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, fraction_text, parse_fraction
from tolok.values.period import Period


def steps_of(realisasi: Realisasi) -> list[Step]:
    """The steps taken so far, oldest first, as the approval table knows them."""
    return [Step(langkah.aksi, str(langkah.oleh_id)) for langkah in realisasi.langkah.order_by("id")]


def acting_role(pengguna: Pengguna, realisasi: Realisasi, aksi: str) -> Role | None:
    """The person's role that reaches the figure and that the table expects for `aksi` now; else any he has there."""
    roles = roles_on(pengguna, realisasi.indikator)
    for role in roles:
        if not isinstance(next_state(realisasi.status, aksi, role), Issue):
            return role
    return next(iter(roles), None)


def why_not(pengguna: Pengguna, realisasi: Realisasi, aksi: Action, catatan: str = "") -> tuple[Issue, ...]:
    """Everything that forbids this person this step now; empty when it may be taken."""
    role = acting_role(pengguna, realisasi, aksi)
    if role is None:
        return (_no_role(realisasi),)
    where = f"{realisasi.indikator.kode} {period_of(realisasi).label}"
    issues = check_step(realisasi.status, aksi, str(pengguna.pk), role, steps_of(realisasi), catatan, where)
    if aksi == "terbitkan" and not issues:
        return _unpublishable(realisasi, where, catatan)
    return issues


def _no_role(realisasi: Realisasi) -> Issue:
    needed = (waiting_role(realisasi.status) or "").replace("_", " ")
    return Issue(
        "TLK-A011",
        "salah",
        realisasi.indikator.kode,
        "Anda tidak berperan di kantor ini.",
        "Langkah hanya diambil orang yang berperan di kantornya.",
        f"Minta {needed} kantor itu.",
    )


def needs_decision(realisasi: Realisasi) -> bool:
    """Whether entities counted in the two years differ by more than the dated limit (rumus.md §3.5)."""
    sheet = realisasi.lembar["wilayah"][realisasi.indikator.perangkat_daerah.pemda_id]
    return any(tanda.startswith(FLAG_DECIDE) for tanda in sheet["tanda"])


def _unpublishable(realisasi: Realisasi, where: str, catatan: str) -> tuple[Issue, ...]:
    sheet = realisasi.lembar["wilayah"][realisasi.indikator.perangkat_daerah.pemda_id]
    found = []
    if not realisasi.nilai:
        what = f"Belum ada angka: {realisasi.alasan}."
        why = "Yang terbit adalah angka, bukan alasan ketiadaannya."
        found.append(Issue("TLK-U040", "salah", where, what, why, "Lengkapi datanya lalu hitung ulang."))
    if any(tanda.startswith("sebagian") for tanda in sheet["tanda"]):
        why = "Angka dari sebagian wilayah tidak mewakili kota."
        todo = "Terima kiriman wilayah yang belum ada."
        found.append(Issue("TLK-U041", "salah", where, "Data baru dikirim sebagian.", why, todo))
    if realisasi.definisi.isi["status"] == "perlu keputusan":
        what = "Definisinya masih menunggu keputusan."
        why = realisasi.definisi.isi.get("menunggu") or "Ada bagian definisi yang belum diputuskan."
        found.append(Issue("TLK-U042", "salah", where, what, why, "Putuskan definisinya dahulu, dengan dasar dan alasan."))
    if needs_decision(realisasi) and len(catatan.strip()) < ALASAN_TERPENDEK:
        what = "Cakupan kedua tahun berbeda melewati batas; tulis keputusannya."
        why = "Yang terhitung tahun ini dan tahun lalu bukan kelompok yang sama; angka sebandingnya ada di lembar hitung."
        found.append(Issue("TLK-U043", "perlu keputusan", where, what, why, "Tulis mengapa angka ini tetap diterbitkan."))
    return tuple(found)


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
    """Take one step on exactly the figure that was looked at (`versi`). Raises IssueError: not allowed, or too late."""
    realisasi = open_realisasi_for(by, slug, kode, period.tahun, period.triwulan, nomor)
    if realisasi.versi != versi:
        raise IssueError(_conflict(realisasi))
    issues = why_not(by, realisasi, aksi, catatan)
    if issues:
        raise IssueError(issues)
    role = acting_role(by, realisasi, aksi)
    after = next_state(realisasi.status, aksi, role or "")
    changes: dict[str, object] = {"status": after, "versi": F("versi") + 1}
    if after == "diterbitkan":
        changes |= _frozen_at_publication(realisasi, at)
    # The filter decides between two people at once: the second finds no row of the version that he saw.
    if not Realisasi.objects.filter(pk=realisasi.pk, versi=versi).update(**changes):
        raise IssueError(_conflict(realisasi))
    Langkah.objects.create(realisasi=realisasi, aksi=aksi, peran=role, oleh=by, pada=at, catatan=catatan.strip())
    log_change(
        f"realisasi.{DONE[aksi]}",
        f"{kode} {period} nomor {nomor}",
        at=at,
        by=by,
        kantor=realisasi.indikator.perangkat_daerah,
        isi={"nilai": realisasi.nilai, "potret": realisasi.hash_potret, "peran": role, "catatan": catatan.strip()},
    )
    realisasi.refresh_from_db()
    if after in ("diterbitkan", "dikembalikan"):
        _catch_up(realisasi, by, at)
    return realisasi


def _catch_up(realisasi: Realisasi, by: Pengguna, at: datetime) -> None:
    """Corrections that came while the figure was being approved left it alone; now they reach it, with their reasons."""
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
    target = target_of(realisasi.indikator, realisasi.tahun, at)
    return {
        "target": fraction_text(target) if target is not None else "",
        "capaian": capaian_sheet(realisasi, target),
        "diterbitkan_pada": at,
    }


def _conflict(realisasi: Realisasi) -> Issue:
    last = realisasi.langkah.select_related("oleh").order_by("-id").first()
    what = f"Angka ini baru saja {DONE[last.aksi]}." if last else "Angka ini baru saja dihitung ulang."
    who = f"{last.oleh.nama} lebih dahulu, {tanggal_pendek(last.pada)}. " if last else ""
    return Issue(
        "TLK-A010",
        "salah",
        f"{realisasi.indikator.kode} {period_of(realisasi).label}",
        what,
        f"{who}Keputusan Anda tidak disimpan.",
        "Buka lagi angkanya, lalu putuskan dari keadaan yang baru.",
    )


def period_of(realisasi: Realisasi) -> Period:
    return Period(realisasi.tahun, realisasi.triwulan)


def target_of(indikator: IndikatorKantor, tahun: int, at: datetime) -> Fraction | None:
    """The target of a year as known at an instant, exact; None where there was none."""
    found = Target.objects.filter(indikator=indikator, tahun=tahun, diketahui_dari__lte=at)
    row = found.order_by("-diketahui_dari", "-id").first()
    return parse_fraction(row.nilai) if row else None


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
