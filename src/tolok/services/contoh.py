"""The demonstration: two invented offices with their people, deliveries, and a first year already published.

Everything goes through the same services as real work: deliveries are received, four people take the four steps.
"""

import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from tolok.contoh import KantorContoh, load_kantor, write_contoh
from tolok.measurement.approval import Action
from tolok.registers.delivery import CheckedDelivery
from tolok.registers.receive import check_file
from tolok.services import paket
from tolok.services.contoh_baca import hand_in_documents
from tolok.services.contoh_identitas import lay_supervision
from tolok.services.contoh_laporan import write_report
from tolok.services.contoh_lhe import write_evaluation
from tolok.services.contoh_lihat import measure_running
from tolok.services.contoh_nasional import build_nasional, has_nasional
from tolok.services.contoh_perjanjian import lay_agreements
from tolok.services.contoh_renaksi import lay_renaksi
from tolok.services.contoh_rencana import lay_plan
from tolok.services.contoh_rumus import make_definitions
from tolok.services.contoh_terima import hand_in_example
from tolok.services.contoh_ukur import close_contoh_period, explain_forced, open_contoh_period, write_beside
from tolok.services.penerimaan import receive
from tolok.services.persetujuan import take_step
from tolok.services.riwayat import log_change
from tolok.store.models import (
    Bidang,
    IndikatorKantor,
    Pemda,
    Pengguna,
    Peran,
    PerangkatDaerah,
    Realisasi,
    Sasaran,
    Target,
    schemas,
)
from tolok.values.instant import WIB
from tolok.values.number import fraction_text
from tolok.values.period import Period

_STEPS: tuple[tuple[Action, str], ...] = (
    ("ajukan", "operator"),
    ("verifikasi", "verifikator"),
    ("setujui", "kepala_dinas"),
    ("terbitkan", "perencana"),
)
# How far each year has come: 2022 is done, of 2023 some figures still wait for each of the four.
_PROGRESS = {
    2022: dict.fromkeys(("KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02", "EKO-01", "TK-03"), 4),
    2023: {"TK-01": 4, "TK-02": 4, "KOP-03": 4, "UM-02": 3, "UM-01": 2, "EKO-01": 4, "TK-03": 1},
}
# What stands below a signature. A number of nobody: eighteen digits, as a NIP has, but no day of birth.
_PANGKAT = {"Kepala Dinas": "Pembina Utama Muda", "Sekretaris": "Pembina Tingkat I", "Kepala Bidang": "Pembina"}
_NIP = {"ratna": "000000000000000001", "melinda": "000000000000000002"}


@dataclass(frozen=True)
class Akun:
    """One demo account with the password of this start; the password is printed once and stored only as a hash."""

    nama_pengguna: str
    sandi: str
    nama: str
    jabatan: str
    kantor: str


def prepare_contoh(progress: Callable[[str], None] = lambda _text: None, *, published: bool = True) -> list[Akun]:
    """Make the demonstration where the database has no office yet, and give its people new passwords."""
    if not PerangkatDaerah.objects.exists():
        build_contoh(progress, published)
    invented = not Pengguna.objects.filter(contoh=False).exists() and PerangkatDaerah.objects.filter(contoh=True).exists()
    if published and invented and not has_nasional():
        build_nasional(_walk, progress)
    progress("Membuat kata sandi sekali pakai")
    return _new_passwords()


@transaction.atomic
def build_contoh(progress: Callable[[str], None], published: bool = True) -> None:
    """All or nothing: a half-made demonstration would be taken for a whole one at the next start."""
    offices = load_kantor()
    progress("Menyiapkan kantor contoh")
    for office in offices:
        _make_office(office)
    deliveries = _checked_deliveries(progress)
    for tahun in (2022, 2023, 2024):
        lay_agreements(tahun)
        lay_plan(tahun)
        lay_renaksi(tahun)
        while deliveries and deliveries[0].header.diketahui <= _opened(tahun):
            delivery = deliveries.pop(0)
            progress(f"Menerima {delivery.header.berkas}")
            receive(delivery, by=None, at=delivery.header.diketahui)
        progress(f"Menghitung tahun {tahun}")
        for office in offices:
            _measure(office, tahun, published)
        write_report(tahun)
    if published:
        make_definitions()
    progress("Mengisi survei, evaluasi, dan tindak lanjut temuan")
    lay_supervision()
    write_evaluation()
    progress("Menghitung triwulan berjalan")
    measure_running(offices, _opened(2024), timezone.localdate(), _walk, published)
    progress("Mengunggah satu berkas yang menunggu keputusan")
    hand_in_example()
    progress("Membaca dua dokumen yang menunggu telaah")
    hand_in_documents()


def _walk(row: Realisasi, steps: int) -> None:
    """The first steps on one figure, each by its own person, a day apart."""
    kantor = row.indikator.perangkat_daerah
    people = list(Peran.objects.filter(perangkat_daerah=kantor).select_related("pengguna").order_by("-bidang", "id"))
    for day, (aksi, peran) in enumerate(_STEPS[:steps], start=1):
        at = row.dihitung_pada + timedelta(days=day, minutes=10 * row.indikator.urut)
        _take(row, aksi, _person(people, peran, row), at)


def _checked_deliveries(progress: Callable[[str], None]) -> list[CheckedDelivery]:
    """The invented deliveries after their check, in the order in which they came in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checked = []
        for one in write_contoh(folder).berkas:
            progress(f"Memeriksa {one.berkas}")
            checked.append(
                check_file(folder / one.berkas, str(one.berkas), schemas(), paket.region_tree(), datetime.now(UTC))
            )
    return sorted(checked, key=lambda one: (one.header.diketahui, one.header.berkas))


def _opened(tahun: int) -> datetime:
    """When a year's figures are computed: after its last delivery in January."""
    return datetime(tahun + 1, 1, 22, 9, tzinfo=WIB)


def _make_office(office: KantorContoh) -> None:
    made = datetime(2022, 1, 3, 8, tzinfo=WIB)
    pemda, _ = Pemda.objects.get_or_create(kode=office.pemda, defaults={"nama": office.nama_pemda})
    profil = {
        "visi": office.profil.visi,
        "misi": [office.profil.misi],
        "tujuan": list(office.profil.tujuan),
        "tugas": office.profil.tugas,
        "fungsi": list(office.profil.fungsi),
        "dokumen": office.dokumen,
        "tata_letak_iku": "pasuruan" if office.pemda == "35.75" else "bekasi",
    }
    kantor = PerangkatDaerah.objects.create(
        kode=office.perangkat_daerah, pemda=pemda, nama=office.nama, profil=profil, contoh=True
    )
    bidang = {one.kode: Bidang.objects.create(perangkat_daerah=kantor, nama=one.nama) for one in office.bidang}
    for person in office.pengguna:
        pangkat = next((one for jabatan, one in _PANGKAT.items() if person.jabatan.startswith(jabatan)), "")
        nip = _NIP.get(person.nama_pengguna, "")
        orang = Pengguna(username=person.nama_pengguna, nama=person.nama, pangkat=pangkat, nip=nip, contoh=True)
        orang.set_unusable_password()
        orang.save()
        Peran.objects.create(
            pengguna=orang,
            pemda=pemda,
            perangkat_daerah=None if person.pemda else kantor,
            peran=person.peran,
            jabatan=person.jabatan,
            bidang=bidang.get(person.bidang or ""),
        )
    _make_plan(office, kantor, bidang, made)
    log_change("kantor.disiapkan", kantor.kode, at=made, by=None, kantor=kantor, isi={"catatan": office.catatan})


def _make_plan(office: KantorContoh, kantor: PerangkatDaerah, bidang: dict[str, Bidang], made: datetime) -> None:
    """The office's IKU in the order of its document, with their targets."""
    owner = {target.indikator: target.bidang for target in office.target}
    urut = 0
    induk: Sasaran | None = None
    for letak, sasaran in enumerate(office.sasaran, start=1):
        row = Sasaran.objects.create(
            perangkat_daerah=kantor, jenis=sasaran.jenis, uraian=sasaran.uraian, urut=letak,
            induk=induk if sasaran.jenis == "sasaran" else None,
        )  # fmt: skip
        induk = row if sasaran.jenis == "tujuan" else induk
        for kode in sasaran.indikator:
            urut += 1
            indikator = IndikatorKantor.objects.create(
                perangkat_daerah=kantor, kode=kode, nama=paket.catalogue().definisi(kode).nama, urut=urut,
                jenjang=sasaran.jenis, tujuan_sasaran=sasaran.uraian, sasaran=row, bidang=bidang[owner[kode]],
            )  # fmt: skip
            for target in (one for one in office.target if one.indikator == kode):
                basis = "target contoh, dikarang" if target.dikarang else office.dokumen
                Target.objects.create(
                    indikator=indikator,
                    tahun=target.tahun,
                    nilai=fraction_text(target.nilai),
                    dasar=basis,
                    diketahui_dari=made,
                )


def _measure(office: KantorContoh, tahun: int, published: bool) -> None:
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=office.perangkat_daerah)
    period, opened = Period(tahun), _opened(tahun)
    drafts = open_contoh_period(kantor, period, opened, datetime.now(WIB).date())
    write_beside(drafts.values(), opened + timedelta(hours=5))
    people = list(Peran.objects.filter(perangkat_daerah=kantor).select_related("pengguna").order_by("-bidang", "id"))
    for kode, steps in _PROGRESS.get(tahun, {}).items() if published else ():
        for day, (aksi, peran) in enumerate(_STEPS[:steps], start=1):
            row = drafts.get(kode)
            if row is not None:
                _take(row, aksi, _person(people, peran, row), opened + timedelta(days=day, minutes=10 * row.indikator.urut))
    if published:
        close_contoh_period(kantor, period, opened + timedelta(days=5))


def _person(people: list[Peran], peran: str, row: Realisasi) -> Pengguna:
    """Who takes a step on a figure: the one of its own bidang before one of the whole office."""
    bidang = row.indikator.bidang_id
    mine = [one for one in people if one.peran == peran and one.bidang_id in (None, bidang)]
    return next((one.pengguna for one in mine if one.bidang_id == bidang), mine[0].pengguna)


def _take(row: Realisasi, aksi: Action, orang: Pengguna, at: datetime) -> None:
    row.refresh_from_db()
    if aksi == "ajukan":
        explain_forced(row, at - timedelta(minutes=30))
    slug, period = row.indikator.perangkat_daerah.slug, Period(row.tahun, row.triwulan)
    take_step(aksi, by=orang, slug=slug, kode=row.indikator.kode, period=period, nomor=row.nomor, versi=row.versi, at=at)


def _new_passwords() -> list[Akun]:
    """One-time passwords: made anew at every start, so the last ones stop working."""
    accounts = []
    people = (
        Pengguna.objects.filter(contoh=True, is_active=True)
        .order_by("id")
        .prefetch_related("peran__perangkat_daerah__pemda", "peran__pemda")
    )
    for orang in people:
        sandi = "-".join(secrets.token_hex(2) for _ in range(3))
        orang.set_password(sandi)
        orang.save(update_fields=["password"])
        for peran in orang.peran.all():
            office = peran.perangkat_daerah
            kantor = f"{office.nama} {office.pemda.nama}" if office else peran.pemda.nama
            accounts.append(Akun(orang.username, sandi, orang.nama, peran.jabatan, kantor))
    return accounts
