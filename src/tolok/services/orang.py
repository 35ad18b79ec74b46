"""People of a pemda as its administrator handles them: accounts, roles, denials; every change is logged.

Nobody changes his own account here, and nobody reaches beyond his pemda. The log holds user names and no other data.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.services.akses import NotFoundError, require
from tolok.services.akun import end_sessions, remove_second_factor
from tolok.services.hak import Hak
from tolok.services.peran import PeranBaru, PeranSah, check_denied_right, check_role, people_of, units_of
from tolok.services.riwayat import log_change
from tolok.services.token import withdraw_all_tokens
from tolok.store.models import Larangan, Pengguna, Peran, PerangkatDaerah
from tolok.values.issue import Issue, IssueError

HAK_KELOLA: Hak = "kelola_orang"
_USERNAME = re.compile(r"(?!tambah$)[a-z][a-z0-9._-]{2,39}")
_ABJAD = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else when read aloud


@dataclass(frozen=True)
class Meja:
    """Where an administrator sits: himself, and the office from which he looks; his reach is that office's pemda."""

    admin: Pengguna
    kantor: PerangkatDaerah

    def require(self) -> None:
        """Raises NotFoundError for everyone who is no administrator of this pemda."""
        require(self.admin, self.kantor, HAK_KELOLA)


def one_time_password() -> str:
    """Three groups of five out of 31 characters, 74 bits: for one sign-in, after which it must be changed."""
    return "-".join("".join(secrets.choice(_ABJAD) for _ in range(5)) for _ in range(3))


def list_people(meja: Meja) -> Sequence[Pengguna]:
    """Everyone of the pemda, by name, with their roles."""
    meja.require()
    rows = people_of(meja.kantor.pemda)
    return list(rows.prefetch_related("peran__perangkat_daerah", "peran__bidang", "peran__pemda"))


def open_orang_for(meja: Meja, username: str) -> Pengguna:
    """A person who has or had a role in the administrator's pemda. Raises NotFoundError."""
    meja.require()
    found = people_of(meja.kantor.pemda).filter(username=username).first()
    if found is None:
        raise NotFoundError(username)
    return found


def roles_of_person(meja: Meja, orang: Pengguna) -> Sequence[Peran]:
    """All roles that the person has or had in the pemda, those without an end first."""
    meja.require()
    rows = Peran.objects.filter(pengguna=orang, pemda=meja.kantor.pemda)
    return list(rows.select_related("perangkat_daerah", "bidang", "pemda", "menggantikan").order_by("dicabut_pada", "id"))


def denials_of_person(meja: Meja, orang: Pengguna) -> Sequence[Larangan]:
    """All denials of the person in the pemda, also those withdrawn."""
    meja.require()
    rows = Larangan.objects.filter(pengguna=orang, pemda=meja.kantor.pemda)
    return list(rows.select_related("perangkat_daerah", "pemda").order_by("dicabut_pada", "id"))


def open_peran_for(meja: Meja, orang: Pengguna, pk: int) -> Peran:
    """A role of the person in the administrator's pemda. Raises NotFoundError."""
    row = next((one for one in roles_of_person(meja, orang) if one.pk == pk), None)
    if row is None:
        raise NotFoundError(str(pk))
    return row


def open_larangan_for(meja: Meja, orang: Pengguna, pk: int) -> Larangan:
    """A denial of the person in the administrator's pemda. Raises NotFoundError."""
    row = next((one for one in denials_of_person(meja, orang) if one.pk == pk), None)
    if row is None:
        raise NotFoundError(str(pk))
    return row


@transaction.atomic
def add_person(meja: Meja, username: str, nama: str, asked: PeranBaru, *, at: datetime, today: date) -> tuple[Pengguna, str]:
    """A new person with a first role; and the one-time password, which nobody can read again. Raises IssueError."""
    meja.require()
    issues = check_name(username, nama)
    role = check_role(asked, meja.kantor.pemda, None, today)
    if issues or isinstance(role, list):
        raise IssueError([*issues, *(role if isinstance(role, list) else [])])
    orang, sandi = make_person(username, nama)
    _log(meja, "orang.ditambahkan", orang, at, {})
    _store_role(meja, orang, role, at)
    return orang, sandi


def check_name(username: str, nama: str) -> list[Issue]:
    """What speaks against a new account (TLK-A040, A041)."""
    issues = []
    if not _USERNAME.fullmatch(username):
        todo = "3 sampai 40 huruf kecil, angka, titik, atau garis; diawali huruf"
        issues.append(
            Issue("TLK-A040", "salah", "username", "tidak dapat dipakai", "nama itu dipakai di alamat halaman", todo)
        )
    elif Pengguna.objects.filter(username=username).exists():
        todo = "pilih nama pengguna lain"
        issues.append(Issue("TLK-A040", "salah", "username", "sudah dipakai", "satu nama untuk satu orang", todo))
    if not nama.strip() or len(nama.strip()) > 120:
        issues.append(
            Issue(
                "TLK-A041",
                "salah",
                "nama",
                "kosong atau terlalu panjang",
                "nama tampil di setiap langkahnya",
                "tulis nama orangnya",
            )
        )
    return issues


def make_person(username: str, nama: str) -> tuple[Pengguna, str]:
    """The account itself, with a one-time password; the caller checks the names and writes the log."""
    orang, sandi = Pengguna(username=username, nama=nama.strip(), wajib_ganti_sandi=True), one_time_password()
    orang.set_password(sandi)
    orang.save(force_insert=True)
    return orang, sandi


@transaction.atomic
def give_role(meja: Meja, username: str, asked: PeranBaru, *, at: datetime, today: date) -> Peran:
    """Give a person a role, for a time, in a unit. Raises NotFoundError, IssueError (TLK-A042 to A047)."""
    orang = _someone_else(meja, username)
    role = check_role(asked, meja.kantor.pemda, orang, today)
    if isinstance(role, list):
        raise IssueError(role)
    return _store_role(meja, orang, role, at)


def _store_role(meja: Meja, orang: Pengguna, role: PeranSah, at: datetime) -> Peran:
    row = Peran.objects.create(
        pengguna=orang, pemda=role.unit.pemda, perangkat_daerah=role.unit.kantor, bidang=role.unit.bidang,
        peran=role.peran, jabatan=role.jabatan, sifat=role.sifat, dasar=role.dasar, menggantikan=role.menggantikan,
        mulai=role.mulai, sampai=role.sampai,
    )  # fmt: skip
    isi = _role_words(row) | {"menggantikan": role.menggantikan.username if role.menggantikan else ""}
    _log(meja, "peran.diberikan", orang, at, isi, role.unit.kantor)
    return row


@transaction.atomic
def withdraw_role(meja: Meja, username: str, pk: int, alasan: str, *, at: datetime) -> Peran:
    """End a role now, with a reason. Raises NotFoundError, IssueError (TLK-A042, A048, A049)."""
    orang = _someone_else(meja, username)
    row = open_peran_for(meja, orang, pk)
    _reason(alasan)
    if not Peran.objects.filter(pk=pk, dicabut_pada=None).update(dicabut_pada=at):
        raise IssueError(_already("peran ini sudah dicabut"))
    _log(meja, "peran.dicabut", orang, at, _role_words(row) | {"alasan": alasan.strip()}, row.perangkat_daerah)
    return row


@transaction.atomic
def deny(meja: Meja, username: str, hak: str, unit: str, alasan: str, *, at: datetime) -> Larangan:
    """Take one right ('*': all) away from a person in a unit, whatever his roles say. Raises NotFoundError, IssueError."""
    orang = _someone_else(meja, username)
    units = {one.nilai: one for one in units_of(meja.kantor.pemda) if one.bidang is None}
    issues = check_denied_right(hak)
    if unit not in units:
        issues.append(Issue("TLK-A043", "salah", "unit", "unit tidak dikenal", "", "pilih unit di pemda Anda"))
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        issues.append(_short())
    if issues:
        raise IssueError(issues)
    kantor = units[unit].kantor
    row = Larangan.objects.create(
        pengguna=orang, pemda=meja.kantor.pemda, perangkat_daerah=kantor, hak=hak, alasan=alasan.strip()
    )
    _log(meja, "larangan.dibuat", orang, at, {"hak": hak, "unit": units[unit].nilai, "alasan": alasan.strip()}, kantor)
    return row


@transaction.atomic
def lift_denial(meja: Meja, username: str, pk: int, alasan: str, *, at: datetime) -> Larangan:
    """End a denial, with a reason. Raises NotFoundError, IssueError (TLK-A042, A048, A049)."""
    orang = _someone_else(meja, username)
    row = open_larangan_for(meja, orang, pk)
    _reason(alasan)
    if not Larangan.objects.filter(pk=pk, dicabut_pada=None).update(dicabut_pada=at):
        raise IssueError(_already("larangan ini sudah dicabut"))
    _log(meja, "larangan.dicabut", orang, at, {"hak": row.hak, "alasan": alasan.strip()}, row.perangkat_daerah)
    return row


@transaction.atomic
def hand_over_password(meja: Meja, username: str, tanpa_autentikator: bool, alasan: str, *, at: datetime) -> str:
    """A new one-time password; signs the person out everywhere, and forgets his authenticator where asked."""
    orang = _own_person(meja, username)
    _reason(alasan)
    sandi = one_time_password()
    orang.set_password(sandi)
    orang.wajib_ganti_sandi = True
    orang.save(update_fields=["password", "wajib_ganti_sandi"])
    removed = tanpa_autentikator and remove_second_factor(orang)
    end_sessions(orang, at)
    withdraw_all_tokens(orang, at=at)  # a key made by whoever had the old password ends with it
    _log(meja, "sandi.diserahkan", orang, at, {"autentikator": "dilepas" if removed else "tetap", "alasan": alasan.strip()})
    return sandi


@transaction.atomic
def set_active(meja: Meja, username: str, aktif: bool, alasan: str, *, at: datetime) -> Pengguna:
    """Shut a person out, with his sessions and tokens, or let him in again. Raises NotFoundError, IssueError."""
    orang = _own_person(meja, username)
    _reason(alasan)
    if not Pengguna.objects.filter(pk=orang.pk, is_active=not aktif).update(is_active=aktif):
        raise IssueError(_already("akun ini sudah aktif" if aktif else "akun ini sudah nonaktif"))
    if not aktif:
        end_sessions(orang, at)
        withdraw_all_tokens(orang, at=at)
    _log(meja, "orang.diaktifkan" if aktif else "orang.dinonaktifkan", orang, at, {"alasan": alasan.strip()})
    orang.refresh_from_db()
    return orang


def _someone_else(meja: Meja, username: str) -> Pengguna:
    orang = open_orang_for(meja, username)
    if orang == meja.admin:
        why = "tidak seorang pun mengubah akun, peran, atau larangannya sendiri di sini"
        raise IssueError(Issue("TLK-A042", "salah", "orang", "ini akun Anda sendiri", why, "minta admin pemda yang lain"))
    return orang


def _own_person(meja: Meja, username: str) -> Pengguna:
    """Somebody who works in this pemda alone: his account is not another administrator's business."""
    orang = _someone_else(meja, username)
    elsewhere = Peran.objects.filter(~Q(pemda=meja.kantor.pemda), pengguna=orang, dicabut_pada=None)
    if elsewhere.exists():
        why = "akun itu milik dua pemda, jadi tidak satu pun mengubahnya sendiri"
        todo = "cabut perannya di pemda Anda"
        raise IssueError(Issue("TLK-A050", "salah", "orang", "orang ini juga berperan di pemda lain", why, todo))
    return orang


def _reason(alasan: str) -> None:
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        raise IssueError(_short())


def _short() -> Issue:
    why = "alasan tercatat di riwayat, untuk pemeriksa"
    return Issue("TLK-A048", "salah", "alasan", "alasan kurang dari sepuluh huruf", why, "tulis alasannya")


def _already(apa: str) -> Issue:
    return Issue("TLK-A049", "salah", "orang", apa, "orang lain mungkin lebih dahulu", "buka lagi halamannya")


def _role_words(row: Peran) -> dict[str, str]:
    days = {"mulai": row.mulai.isoformat() if row.mulai else "", "sampai": row.sampai.isoformat() if row.sampai else ""}
    where = {"unit": row.perangkat_daerah_id or row.pemda_id, "bidang": str(row.bidang_id or "")}
    return {"peran": row.peran, **where, "sifat": row.sifat, "dasar": row.dasar, **days}


def _log(
    meja: Meja, tindakan: str, orang: Pengguna, at: datetime, isi: Mapping[str, str], kantor: PerangkatDaerah | None = None
) -> None:
    """Into the log of the office concerned; what concerns the whole pemda, into that from which the administrator looked."""
    log_change(tindakan, orang.username, at=at, by=meja.admin, kantor=kantor or meja.kantor, isi=isi)
