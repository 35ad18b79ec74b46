"""The first office of a real installation, and the administrator who lets everybody else in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tolok.services import paket
from tolok.services.orang import check_name, make_person
from tolok.services.riwayat import log_change
from tolok.store.models import Bidang, Pemda, Peran, PerangkatDaerah
from tolok.values.issue import Issue, IssueError

_KODE = re.compile(r"(\d{2}\.\d{2})/(\d+(?:\.\d+)*)")


@dataclass(frozen=True)
class KantorBaru:
    """An office to be made. `admin` empty: the pemda has an administrator already."""

    kode: str
    nama: str
    bidang: Sequence[str] = ()
    admin: str = ""
    nama_admin: str = ""


@transaction.atomic
def start_office(asked: KantorBaru, *, at: datetime) -> str:
    """Make the office with its pemda and bidang, and the first administrator; his one-time password, or ''.

    Raises IssueError (TLK-S057, S058, A040, A041). All or nothing.
    """
    issues = [*_wrong_office(asked), *_wrong_admin(asked)]
    if issues:
        raise IssueError(issues)
    kode_pemda = asked.kode.split("/")[0]
    pemda, _ = Pemda.objects.get_or_create(kode=kode_pemda, defaults={"nama": paket.region_tree().name(kode_pemda)})
    kantor = PerangkatDaerah.objects.create(kode=asked.kode, pemda=pemda, nama=asked.nama.strip())
    for nama in dict.fromkeys(one.strip() for one in asked.bidang):
        Bidang.objects.create(perangkat_daerah=kantor, nama=nama)
    log_change("kantor.dibuat", kantor.kode, at=at, by=None, kantor=kantor, isi={"nama": kantor.nama})
    if not asked.admin:
        return ""
    orang, sandi = make_person(asked.admin, asked.nama_admin)
    Peran.objects.create(pengguna=orang, pemda=pemda, peran="admin_pemda", jabatan="Admin Pemda")
    log_change("peran.diberikan", orang.username, at=at, by=None, kantor=kantor, isi={"peran": "admin_pemda"})
    return sandi


def _wrong_office(asked: KantorBaru) -> list[Issue]:
    found = []
    match = _KODE.fullmatch(asked.kode)
    if match is None or not paket.region_tree().exists(match[1]):
        todo = "tulis kode wilayah pemda, garis miring, kode urusan; misalnya 35.75/2.17"
        found.append(
            Issue(
                "TLK-S057",
                "salah",
                "kantor",
                f"`{asked.kode[:30]}` bukan kode kantor",
                "kode itu menandai register dan angkanya",
                todo,
            )
        )
    if not asked.nama.strip() or any(not one.strip() for one in asked.bidang):
        found.append(
            Issue("TLK-S057", "salah", "nama", "nama kantor atau bidang kosong", "nama tercetak di dokumen", "tulis namanya")
        )
    if PerangkatDaerah.objects.filter(kode=asked.kode).exists():
        found.append(
            Issue(
                "TLK-S058",
                "salah",
                "kantor",
                "kantor itu sudah ada",
                "satu kode untuk satu kantor",
                "tambahkan orangnya di halaman Orang",
            )
        )
    if PerangkatDaerah.objects.filter(contoh=True).exists():
        todo = "pakai TOLOK_DATA yang kosong"
        why = "data contoh dan data sungguhan tidak dicampur"
        found.append(Issue("TLK-S058", "salah", "basis data", "berisi kantor contoh", why, todo))
    return found


def _wrong_admin(asked: KantorBaru) -> list[Issue]:
    if asked.admin:
        return check_name(asked.admin, asked.nama_admin)
    there = Peran.objects.filter(pemda=asked.kode.split("/")[0], peran="admin_pemda", dicabut_pada=None)
    if there.exists():
        return []
    why = "tanpa admin pemda tidak seorang pun dapat masuk"
    return [Issue("TLK-S058", "salah", "admin", "pemda ini belum punya admin", why, "sebutkan --admin dan --nama-admin")]
