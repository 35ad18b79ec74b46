"""Roles in a province or ministry: given by whoever runs the installation, since no office there has an administrator."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tolok.services import paket
from tolok.services.hak import HAK
from tolok.services.orang import check_name, make_person
from tolok.services.riwayat import log_change
from tolok.store.models import Pemda, Pengguna, Peran
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.region import NASIONAL


@dataclass(frozen=True)
class PeranWilayahBaru:
    """Who is to look at a province (35) or the nation (ID). `nama`: of a person who has no account yet."""

    wilayah: str
    username: str
    nama: str = ""
    jabatan: str = ""
    peran: str = "perencana"


@transaction.atomic
def give_region_role(asked: PeranWilayahBaru, *, at: datetime) -> str:
    """Give the role, and the account where there is none; its one-time password, or ''.

    Raises IssueError (TLK-A040, A041, A160): everything at once.
    """
    orang = Pengguna.objects.filter(username=asked.username).first()
    issues = _wrong(asked) + ([] if orang else check_name(asked.username, asked.nama))
    if issues:
        raise IssueError(issues)
    pemda, _ = Pemda.objects.get_or_create(kode=asked.wilayah, defaults={"nama": region_title(asked.wilayah)})
    sandi = ""
    if orang is None:
        orang, sandi = make_person(asked.username, asked.nama)
    Peran.objects.create(pengguna=orang, pemda=pemda, peran=asked.peran, jabatan=asked.jabatan.strip())
    isi = {"peran": asked.peran, "wilayah": asked.wilayah}
    log_change("peran.diberikan", orang.username, at=at, by=None, kantor=None, isi=isi)
    return sandi


def region_title(code: str) -> str:
    """`Provinsi Jawa Timur`; of the nation `Indonesia`."""
    nama = paket.region_tree().name(code)
    return nama if code == NASIONAL else f"Provinsi {nama}"


def _wrong(asked: PeranWilayahBaru) -> list[Issue]:
    found, tree = [], paket.region_tree()
    if asked.wilayah != NASIONAL and not (len(asked.wilayah) == 2 and tree.exists(asked.wilayah)):
        what = f"`{asked.wilayah[:20]}` bukan provinsi"
        why = "peran di sini melihat satu provinsi atau seluruh negeri; peran di kab/kota diberikan admin pemdanya"
        found.append(Issue("TLK-A160", "salah", "wilayah", what, why, "tulis kode provinsi, misalnya 35, atau ID"))
    allowed = sorted(HAK["lihat_wilayah"])
    if asked.peran not in allowed:
        todo = maksud_anda(asked.peran, allowed) or f"pilih {', '.join(allowed)}"
        found.append(
            Issue(
                "TLK-A160", "salah", "peran", f"`{asked.peran[:30]}` tidak melihat wilayah", "peran ini hanya membaca", todo
            )
        )
    if not asked.jabatan.strip():
        found.append(
            Issue("TLK-A160", "salah", "jabatan", "jabatan kosong", "jabatan tampil di kepala halaman", "tulis jabatannya")
        )
    return found
