"""A file handed in, from the upload to the decision: kept sealed, checked in a limited process, looked at, then accepted
once or refused. Nothing counts before somebody accepts it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.registers.delivery import CheckedDelivery
from tolok.registers.entities import resolve_delivery
from tolok.registers.faults import mask
from tolok.registers.limited import Periksaan, Permintaan, check_limited
from tolok.registers.schema import Schema
from tolok.registers.wire import from_bytes, to_bytes
from tolok.services import paket, pekerjaan
from tolok.services.akses import NotFoundError, open_kantor_for
from tolok.services.koreksi import recompute_touched
from tolok.services.kunci import decrypt, encrypt
from tolok.services.pemeriksaan import findings
from tolok.services.penerimaan import compare, known_numbers, receive
from tolok.services.pratinjau import changed_cells, figures_or_reason
from tolok.services.register import may_deliver, require_delivering
from tolok.services.riwayat import log_change
from tolok.services.simpan_berkas import write_whole
from tolok.store.models import Kiriman, Pekerjaan, Pengguna, PerangkatDaerah, Realisasi, Unggahan, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period
from tolok.values.region import covers

KECIL_BITA = 512 * 1024
"""A file up to this size is checked while its sender waits; a larger one in the background."""
KECIL_BARIS = 2000
"""So many rows are accepted while the sender waits; more in the background."""
_NAME = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_READ = (".xlsx", ".csv", ".txt", ".tsv")
TERBUKA = ("diperiksa", "siap", "menerima")


def hand_in(
    kantor: PerangkatDaerah, register: str, periode: str, cakupan: Iterable[str], berkas: str, isi: bytes,
    *, by: Pengguna, at: datetime,
) -> tuple[Unggahan, Pekerjaan]:  # fmt: skip
    """Keep a file sealed and put its check down. Raises NotFoundError without the right, IssueError for what no check
    can mend: name, kind, size, period, regions; all at once."""
    schema, tahun = schemas().get(register), _year(periode)
    if schema is None:
        raise NotFoundError(register)
    require_delivering(by, kantor, schema, tahun or at.year)
    regions = tuple(sorted(set(cakupan))) or (kantor.pemda_id,)
    issues = [*_file_faults(berkas, isi), *_scope_faults(kantor, periode, regions, at)]
    if issues:
        raise IssueError(issues)
    digest = hashlib.sha256(isi).hexdigest()
    with transaction.atomic():
        unggahan = Unggahan.objects.create(
            register=register, perangkat_daerah=kantor, periode=periode, cakupan=list(regions), berkas=berkas,
            sha256=digest, ukuran=len(isi), oleh=by, pada=at,
        )  # fmt: skip
        write_whole(_path(unggahan, "berkas"), encrypt(isi, _context(unggahan, "berkas")))
        log_change(
            "unggahan.diterima", f"{register} {periode}", at=at, by=by, kantor=kantor,
            isi={"unggahan": unggahan.pk, "sha256": digest, "ukuran": len(isi)},
        )  # fmt: skip
        job = pekerjaan.enqueue("periksa_unggahan", {"unggahan": unggahan.pk}, oleh=by, kantor=kantor, at=at)
    return unggahan, job


def _year(periode: str) -> int:
    try:
        return Period.parse(periode).tahun
    except ValueError:
        return 0


def _file_faults(berkas: str, isi: bytes) -> Iterable[Issue]:
    if _NAME.search(berkas) or "/" in berkas or "\\" in berkas or ".." in berkas or not berkas.strip() or len(berkas) > 120:
        why = "nama memuat garis miring, titik ganda, huruf tak terlihat, atau lebih dari 120 huruf"
        yield refused("nama berkas tidak dapat dipakai", why, "ganti nama berkasnya, lalu unggah lagi")
    elif not berkas.lower().endswith(_READ):
        why = f"yang dapat dibaca: {', '.join(_READ)}; ini `{Path(berkas).suffix or 'tanpa akhiran'}`"
        yield refused("jenis berkas ini tidak diterima", why, "simpan sebagai XLSX atau CSV, lalu unggah lagi")
    if not isi.strip():
        yield refused("berkas kosong", "tidak ada satu huruf pun di dalamnya", "unggah templat, walau tanpa baris")
    if len(isi) > settings.UNGGAHAN_TERBESAR:
        yield too_large()


def too_large() -> Issue:
    """What is said of a file beyond the limit."""
    most = settings.UNGGAHAN_TERBESAR // 1024**2
    return refused(
        f"berkas lebih besar daripada {most} MB", "berkas sebesar itu tidak dibaca", "pecah menjadi beberapa kiriman"
    )


def no_region() -> Issue:
    """What is said of a delivery that covers only some regions and names none."""
    why = "kiriman berlaku hanya untuk wilayah yang disebut"
    return Issue("TLK-R066", "salah", "cakupan", "belum ada kecamatan yang dipilih", why, "centang satu atau lebih")


def refused(apa: str, mengapa: str, saran: str) -> Issue:
    """TLK-R066: an upload that is not even kept."""
    return Issue("TLK-R066", "salah", "berkas", apa, mengapa, saran)


def _scope_faults(kantor: PerangkatDaerah, periode: str, regions: Iterable[str], at: datetime) -> Iterable[Issue]:
    tahun = _year(periode)
    if not tahun or tahun > at.year + 1:
        todo = "tulis misalnya 2024 atau 2024-TW2"
        yield Issue("TLK-R066", "salah", "periode", "periode tidak dapat dipakai", f"tertulis `{periode[:20]}`", todo)
    tree = paket.region_tree()
    foreign = [code for code in regions if not (tree.exists(code) and covers(kantor.pemda_id, code))]
    if foreign:
        why = "di luar wilayah kantor ini: " + ", ".join(code[:20] for code in foreign)
        yield Issue("TLK-R066", "salah", "cakupan", "cakupan tidak dapat dipakai", why, "pilih dari daftar wilayah")


def check_upload(job: Pekerjaan, laju: pekerjaan.Laju) -> dict[str, Any]:
    """The job that checks: limited process, comparison with what is known, what the figures would become."""
    unggahan = Unggahan.objects.select_related("perangkat_daerah__pemda", "oleh").get(pk=job.masukan["unggahan"])
    if unggahan.status not in ("diperiksa", "gagal"):
        return {"kalimat": "Berkas sudah diputuskan."}
    laju.tell("Memeriksa berkas", 1, 4)
    data = decrypt(_path(unggahan, "berkas").read_bytes(), _context(unggahan, "berkas"))
    try:
        found = check_limited(data, _request(unggahan, laju.clock()), schemas())
        if found.checked is None:
            raise IssueError(found.issues)
        hasil = _look(unggahan, found, laju)
    except IssueError as error:
        hasil = {"issues": [issue.as_dict() for issue in error.issues]}
        Unggahan.objects.filter(pk=unggahan.pk).update(status="gagal", hasil=hasil, versi=unggahan.versi + 1)
        return {"kalimat": f"Berkas tidak dapat diterima: {error.issues[0].apa}", "unggahan": unggahan.pk}
    words = {"pertanyaan": hasil["pertanyaan"]}
    write_whole(_path(unggahan, "periksa"), encrypt(to_bytes(words, found.checked), _context(unggahan, "periksa")))
    Unggahan.objects.filter(pk=unggahan.pk).update(status="siap", hasil=hasil, versi=unggahan.versi + 1)
    said = f"{hasil['siap']} dari {hasil['baris']} baris siap diterima" if hasil["baris"] else "Kiriman kosong siap dicatat"
    return {"kalimat": said, "unggahan": unggahan.pk}


def _request(unggahan: Unggahan, now: datetime) -> Permintaan:
    kantor = unggahan.perangkat_daerah
    return Permintaan(
        unggahan.berkas, unggahan.register, unggahan.periode, kantor.pemda_id, kantor.kode, tuple(unggahan.cakupan), now,
        paket.pack_folder() / "register", tuple(unggahan.hasil.get("pertanyaan", ())), unggahan.jawaban,
    )  # fmt: skip


def _look(unggahan: Unggahan, found: Periksaan, laju: pekerjaan.Laju) -> dict[str, Any]:
    """Everything that the page of decision shows."""
    checked = found.checked
    assert checked is not None  # noqa: S101 - the caller has looked
    schema, kantor = schemas()[unggahan.register], unggahan.perangkat_daerah
    laju.tell(f"Membandingkan {checked.clean.num_rows} baris dengan register", 2, 4)
    resolved, _ = resolve_delivery(schema, checked, known_numbers(schema, kantor.pemda_id))
    _, changes = compare(schema, kantor, resolved.clean)
    laju.tell("Menghitung apa yang akan menjadi", 3, 4)
    figures, why_not = figures_or_reason(kantor, resolved, changes, laju.clock())
    hasil = findings(schema, resolved, found.isi, unggahan)
    return hasil | {
        "baru": changes.baru, "berubah": changes.berubah, "sama": changes.same,
        "ubah": changed_cells(schema, resolved, changes), "akibat": figures, "akibat_alasan": why_not,
        "dasar": _basis(unggahan), "kembar": _same_file(unggahan),
    }  # fmt: skip


def _basis(unggahan: Unggahan) -> int:
    """The last batch of the register that the comparison rests on; 0 for none."""
    mine = Kiriman.objects.filter(register=unggahan.register, perangkat_daerah=unggahan.perangkat_daerah_id)
    return mine.order_by("-pk").values_list("pk", flat=True).first() or 0


def _same_file(unggahan: Unggahan) -> str:
    """When the very same bytes were received before; '' if never."""
    before = Kiriman.objects.filter(
        register=unggahan.register, perangkat_daerah=unggahan.perangkat_daerah_id, sha256=unggahan.sha256, pembatalan=None
    ).first()
    return tanggal_pendek(before.diterima_pada) if before else ""


@transaction.atomic
def answer(unggahan: Unggahan, jawaban: Mapping[str, str], *, by: Pengguna, versi: int, at: datetime) -> Pekerjaan:
    """Keep what a person answered and put the check down again. Raises IssueError (TLK-R069) for a stale page."""
    _require(by, unggahan)
    known = {one["kunci"] for one in unggahan.hasil.get("pertanyaan", ())}
    kept = {**unggahan.jawaban, **{key: value[:4] for key, value in jawaban.items() if key in known}}
    _claim(unggahan, versi, "siap", status="diperiksa", jawaban=kept)
    log_change(
        "unggahan.dijawab", f"{unggahan.register} {unggahan.periode}", at=at, by=by, kantor=unggahan.perangkat_daerah,
        isi={"unggahan": unggahan.pk, "jawaban": len(kept)},
    )  # fmt: skip
    job = {"unggahan": unggahan.pk}
    return pekerjaan.enqueue("periksa_unggahan", job, oleh=by, kantor=unggahan.perangkat_daerah, at=at)


@transaction.atomic
def accept(unggahan: Unggahan, *, by: Pengguna, versi: int, at: datetime) -> tuple[Kiriman, list[Realisasi]]:
    """Take in exactly what was looked at. Raises IssueError (TLK-R069) where somebody decided first or the register moved.

    The rows, the delivery and the figures computed anew come in one transaction.
    """
    _require(by, unggahan)
    unggahan.refresh_from_db()
    states = ("siap", "menerima")
    _claim(unggahan, versi, *states, status="diterima", selesai_pada=at)
    if unggahan.hasil["dasar"] != _basis(unggahan):
        raise IssueError(_stale("register ini berubah sejak berkas diperiksa", "periksa ulang, lalu putuskan lagi"))
    if unggahan.hasil["baris"] and not unggahan.hasil["siap"]:
        raise IssueError(_stale("tidak ada baris yang siap diterima", "perbaiki berkasnya, lalu unggah lagi"))
    checked = opened(unggahan)
    kiriman = receive(checked, by=by, at=at)
    touched = recompute_touched(unggahan.perangkat_daerah, checked.header.periode.tahun, kiriman, by, at)
    Unggahan.objects.filter(pk=unggahan.pk).update(kiriman=kiriman)
    transaction.on_commit(lambda: _remove(unggahan, "berkas"))
    return kiriman, touched


def opened(unggahan: Unggahan) -> CheckedDelivery:
    """What the check found, from its sealed file. Raises IssueError (TLK-S060) where it cannot be opened."""
    data = decrypt(_path(unggahan, "periksa").read_bytes(), _context(unggahan, "periksa"))
    _, checked = from_bytes(data, schemas())
    if checked is None:
        raise IssueError(_stale("berkas ini belum diperiksa", "periksa ulang, lalu putuskan"))
    return checked


@transaction.atomic
def accept_later(unggahan: Unggahan, *, by: Pengguna, versi: int, at: datetime) -> Pekerjaan:
    """Put the acceptance of a large delivery down as a job; nobody else can decide on it meanwhile."""
    _require(by, unggahan)
    _claim(unggahan, versi, "siap", status="menerima")
    masukan = {"unggahan": unggahan.pk, "versi": versi + 1}
    return pekerjaan.enqueue("terima_unggahan", masukan, oleh=by, kantor=unggahan.perangkat_daerah, at=at)


def accept_job(job: Pekerjaan, laju: pekerjaan.Laju) -> dict[str, Any]:
    """The job that accepts. Running it twice does no harm: what is accepted already is only reported."""
    unggahan = Unggahan.objects.select_related("perangkat_daerah__pemda").get(pk=job.masukan["unggahan"])
    if unggahan.status == "diterima":
        return {"kalimat": "Kiriman sudah diterima.", "unggahan": unggahan.pk}
    laju.tell(f"Menyimpan {unggahan.hasil['siap']} baris dan menghitung ulang angka", 1, 2)
    if job.oleh is None:
        raise NotFoundError("oleh")
    try:
        kiriman, touched = accept(unggahan, by=job.oleh, versi=job.masukan["versi"], at=laju.clock())
    except IssueError:
        Unggahan.objects.filter(pk=unggahan.pk, status="menerima").update(status="siap", versi=unggahan.versi + 1)
        raise
    kode = list(dict.fromkeys(one.indikator.kode for one in touched))
    said = f"{kiriman.laporan['bersih']} baris diterima; {len(kode)} indikator dihitung ulang"
    return {"kalimat": said, "unggahan": unggahan.pk, "kiriman": kiriman.pk, "indikator": kode}


@transaction.atomic
def refuse(unggahan: Unggahan, alasan: str, *, by: Pengguna, versi: int, at: datetime) -> None:
    """Refuse a file with a reason; its content is thrown away. Raises IssueError for a stale page or a missing reason."""
    _require(by, unggahan)
    alasan = mask(alasan.strip())
    if len(alasan) < ALASAN_TERPENDEK:
        why, todo = f"paling sedikit {ALASAN_TERPENDEK} huruf", "tulis mengapa kiriman ini tidak diterima"
        raise IssueError(Issue("TLK-R063", "salah", "alasan", "alasan penolakan belum cukup", why, todo))
    hasil = {**unggahan.hasil, "alasan": alasan}
    _claim(unggahan, versi, "siap", "gagal", status="ditolak", selesai_pada=at, hasil=hasil)
    log_change(
        "unggahan.ditolak", f"{unggahan.register} {unggahan.periode}", at=at, by=by, kantor=unggahan.perangkat_daerah,
        isi={"unggahan": unggahan.pk, "sha256": unggahan.sha256, "alasan": alasan},
    )  # fmt: skip
    transaction.on_commit(lambda: _remove(unggahan, "berkas", "periksa"))


@transaction.atomic
def check_again(unggahan: Unggahan, *, by: Pengguna, versi: int, at: datetime) -> Pekerjaan:
    """Put the check down once more: the register moved, or the last check broke off."""
    _require(by, unggahan)
    _claim(unggahan, versi, "siap", "gagal", status="diperiksa")
    masukan = {"unggahan": unggahan.pk}
    return pekerjaan.enqueue("periksa_unggahan", masukan, oleh=by, kantor=unggahan.perangkat_daerah, at=at)


def _claim(unggahan: Unggahan, versi: int, *states: str, **changed: Any) -> None:
    """Of two who decide at once exactly one wins: the state and version that were looked at must still stand."""
    same = Unggahan.objects.filter(pk=unggahan.pk, versi=versi, status__in=states)
    if not same.update(versi=versi + 1, **changed):
        raise IssueError(_overtaken(unggahan))
    unggahan.refresh_from_db()


_NOW = {
    "diterima": "baru saja diterima", "ditolak": "sudah ditolak", "menerima": "sedang diterima",
    "diperiksa": "sedang diperiksa ulang", "siap": "diperiksa ulang sejak halaman ini dibuka",
    "gagal": "tidak dapat dibaca pada pemeriksaan terakhir",
}  # fmt: skip


def _overtaken(unggahan: Unggahan) -> Issue:
    unggahan.refresh_from_db()
    kiriman = unggahan.kiriman
    by = f" oleh {kiriman.oleh.nama} pada {tanggal_pendek(kiriman.diterima_pada)}" if kiriman and kiriman.oleh else ""
    return _stale(f"berkas ini {_NOW.get(unggahan.status, unggahan.status)}{by}", "lihat keadaannya yang sekarang")


def _stale(apa: str, saran: str) -> Issue:
    return Issue("TLK-R069", "salah", "unggahan", apa, "Keputusan Anda tidak disimpan", saran)


def _require(by: Pengguna, unggahan: Unggahan) -> None:
    tahun = _year(unggahan.periode)
    require_delivering(by, unggahan.perangkat_daerah, schemas()[unggahan.register], tahun)


def open_unggahan_for(pengguna: Pengguna, slug: str, nomor: int) -> Unggahan:
    """An upload of an office to whom may deliver its register. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = Unggahan.objects.filter(perangkat_daerah=kantor, pk=nomor)
    unggahan = found.select_related("perangkat_daerah__pemda", "oleh", "kiriman__oleh").first()
    if unggahan is None or unggahan.register not in schemas():
        raise NotFoundError(str(nomor))
    _require(pengguna, unggahan)
    return unggahan


def uploads_of(pengguna: Pengguna, kantor: PerangkatDaerah) -> list[Unggahan]:
    """The office's uploads that still wait for a decision and that the person may decide, the newest first."""
    found: QuerySet[Unggahan] = Unggahan.objects.filter(perangkat_daerah=kantor, status__in=(*TERBUKA, "gagal"))
    allowed: dict[tuple[str, int], bool] = {}
    rows = []
    for one in found.select_related("oleh").order_by("-pada", "-pk"):
        key = (one.register, _year(one.periode))
        if key not in allowed:
            schema: Schema | None = schemas().get(one.register)
            allowed[key] = schema is not None and may_deliver(pengguna, kantor, schema, key[1])
        if allowed[key]:
            rows.append(one)
    return rows


def latest_job(unggahan: Unggahan) -> Pekerjaan | None:
    """The last job about an upload."""
    jobs = Pekerjaan.objects.filter(
        perangkat_daerah=unggahan.perangkat_daerah_id, jenis__in=("periksa_unggahan", "terima_unggahan"),
        dibuat_pada__gte=unggahan.pada - timedelta(minutes=1),
    )  # fmt: skip
    return next((one for one in jobs.order_by("-id") if one.masukan.get("unggahan") == unggahan.pk), None)


def _path(unggahan: Unggahan, jenis: str) -> Path:
    """Our own name, never the sender's."""
    return Path(settings.UNGGAHAN) / f"{unggahan.pk}.{jenis}"


def _context(unggahan: Unggahan, jenis: str) -> str:
    return f"unggahan/{unggahan.pk}/{jenis}"


def _remove(unggahan: Unggahan, *kinds: str) -> None:
    for jenis in kinds:
        with suppress(OSError):
            _path(unggahan, jenis).unlink()
