"""A person's own account: password, second factor, the devices in which he is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from tolok.measurement.approval import Role
from tolok.services.akses import roles_of
from tolok.services.riwayat import log_change
from tolok.services.tanda_tangan import ANGKA_NIP, PANGKAT_TERPANJANG, folded_nip, is_nip
from tolok.services.token import withdraw_all_tokens
from tolok.store.models import Pengguna, PerangkatDaerah
from tolok.values.issue import Issue, IssueError

PERAN_BERKODE: tuple[Role, ...] = ("kepala_dinas", "perencana")
"""Roles whose step cannot be undone: who approves, and who publishes."""
LANGKAH_BERKODE = ("setujui", "terbitkan")


@dataclass(frozen=True)
class Perangkat:
    """One browser in which the person is signed in; `kunci` is never shown."""

    kunci: str
    perambah: str
    alamat: str
    sejak: datetime


def any_demo_people() -> bool:
    """Whether this installation holds people of the demonstration."""
    return Pengguna.objects.filter(contoh=True).exists()


def refuse_demo_people() -> None:
    """Before serving real work. Raises IssueError (TLK-S056) where invented people could sign in."""
    if Pengguna.objects.filter(contoh=True, is_active=True).exists():
        why = "orangnya dikarang, dan mereka menyetujui tanpa kode autentikator"
        todo = "untuk mencoba jalankan dengan --contoh; untuk bekerja pakai TOLOK_DATA lain dan mulai dengan `tolok mulai`"
        raise IssueError(Issue("TLK-S056", "salah", "basis data", "berisi akun contoh", why, todo))


def place_name() -> tuple[str, str]:
    """Pemda and office of an installation that serves only one of them; an empty text where it serves several."""
    offices = list(PerangkatDaerah.objects.select_related("pemda")[:50])
    pemda = {one.pemda.nama for one in offices}
    return (f"Pemerintah {pemda.pop()}" if len(pemda) == 1 else "", offices[0].nama if len(offices) == 1 else "")


def must_change_password(pengguna: Any) -> Issue | None:
    """Why nothing else can be done yet: the password was handed over by somebody. None for an anonymous reader too."""
    if not getattr(pengguna, "wajib_ganti_sandi", False):
        return None
    why = "kata sandi sekali pakai hanya untuk masuk pertama"
    return Issue("TLK-A080", "salah", "kata sandi", "kata sandi Anda belum diganti", why, "ganti kata sandi lebih dahulu")


def needs_second_factor(pengguna: Pengguna) -> bool:
    """Whether a role in force, also as Plt or Plh, approves or publishes. People of the demonstration are exempt.

    They are invented, their passwords are made anew at every start, and a server with them starts only when told so.
    """
    return not pengguna.contoh and roles_of(pengguna).filter(peran__in=PERAN_BERKODE).exists()


def has_second_factor(pengguna: Pengguna) -> bool:
    """Whether signing in asks this person for a code."""
    return Authenticator.objects.filter(user=pengguna, type=Authenticator.Type.TOTP).exists()


def second_factor_issue(pengguna: Pengguna, aksi: str) -> Issue | None:
    """Why this person cannot take a step that is for good: he must sign in with a code and has none yet (TLK-A012)."""
    if aksi not in LANGKAH_BERKODE or pengguna.contoh or has_second_factor(pengguna):
        return None
    why = "menyetujui dan menerbitkan hanya dengan kata sandi dan kode autentikator"
    what, todo = "autentikator Anda belum dipasang", "pasang autentikator lebih dahulu"
    return Issue("TLK-A012", "salah", "akun Anda", what, why, todo)


@transaction.atomic
def change_password(pengguna: Pengguna, lama: str, baru: str, ulang: str, *, at: datetime) -> None:
    """Give oneself another password. Raises IssueError (TLK-A081 to A083). Keys for programs end; no session does,
    the view keeps its own."""
    issues = []
    if not pengguna.check_password(lama):
        issues.append(_issue("TLK-A081", "lama", "kata sandi lama tidak cocok", "", "tulis kata sandi yang sekarang"))
    if baru != ulang:
        issues.append(_issue("TLK-A082", "ulang", "kedua kata sandi baru berbeda", "", "tulis kata sandi baru dua kali"))
    issues += _weaknesses(pengguna, lama, baru)
    if issues:
        raise IssueError(issues)
    pengguna.set_password(baru)
    pengguna.wajib_ganti_sandi = False
    pengguna.save(update_fields=["password", "wajib_ganti_sandi"])
    withdraw_all_tokens(pengguna, at=at)
    log_change("sandi.diganti", pengguna.username, at=at, by=pengguna, kantor=None)


def _weaknesses(pengguna: Pengguna, lama: str, baru: str) -> list[Issue]:
    """What speaks against a new password, each in Django's words for the office's language."""
    todo = "pilih kata sandi lain, misalnya empat kata yang tidak berhubungan"
    try:
        validate_password(baru, pengguna)
    except ValidationError as error:
        return [_issue("TLK-A083", "baru", message.rstrip("."), "", todo) for message in error.messages]
    if baru == lama:
        return [_issue("TLK-A083", "baru", "kata sandi baru sama dengan yang lama", "", todo)]
    return []


@transaction.atomic
def change_signature(pengguna: Pengguna, pangkat: str, nip: str, *, at: datetime) -> bool:
    """What stands below one's signature on documents printed from now on; empty leaves it out. Whether anything changed.

    Raises IssueError (TLK-A085). The entry in the log names what was changed; a NIP itself never stands there.
    """
    rank, number = " ".join(pangkat.split()), folded_nip(nip)
    issues = []
    if len(rank) > PANGKAT_TERPANJANG:
        todo = "ringkaskan, misalnya Pembina (IV/a)"
        issues.append(_issue("TLK-A085", "pangkat", f"lebih dari {PANGKAT_TERPANJANG} huruf", "", todo))
    if number and not is_nip(number):
        todo = "periksa angkanya, atau kosongkan"
        issues.append(_issue("TLK-A085", "nip", f"bukan {ANGKA_NIP} angka", "", todo))
    if issues:
        raise IssueError(issues)
    told: dict[str, Any] = {}
    if rank != pengguna.pangkat:
        told["pangkat"] = {"dari": pengguna.pangkat, "menjadi": rank}
    if number != pengguna.nip:
        told["nip"] = "dikosongkan" if not number else "diganti" if pengguna.nip else "diisi"
    if told:
        pengguna.pangkat, pengguna.nip = rank, number
        pengguna.save(update_fields=["pangkat", "nip"])
        log_change("penandatangan.diubah", pengguna.username, at=at, by=pengguna, kantor=None, isi=told)
    return bool(told)


def check_own_password(pengguna: Pengguna, sandi: str) -> None:
    """Before a change to the account itself: the person at the keyboard knows the password. Raises IssueError (TLK-A081)."""
    if not pengguna.check_password(sandi):
        raise IssueError(_issue("TLK-A081", "sandi", "kata sandi tidak cocok", "", "tulis kata sandi Anda yang sekarang"))


@transaction.atomic
def log_second_factor(pengguna: Pengguna, terpasang: bool, *, at: datetime) -> None:
    """The entry that says that the person set up an authenticator, or took it away."""
    log_change(f"autentikator.{'dipasang' if terpasang else 'dilepas'}", pengguna.username, at=at, by=pengguna, kantor=None)


def remove_second_factor(pengguna: Pengguna) -> bool:
    """Forget authenticator and recovery codes; whether there were any. The caller logs why."""
    return bool(Authenticator.objects.filter(user=pengguna).delete()[0])


def recovery_codes_left(pengguna: Pengguna) -> int | None:
    """How many recovery codes are unused; None where there are none at all."""
    found = Authenticator.objects.filter(user=pengguna, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(found.wrap().get_unused_codes()) if found else None


def devices_of(pengguna: Pengguna, at: datetime) -> Sequence[Perangkat]:
    """The browsers in which the person is signed in at an instant, the newest first."""
    open_now = {session.session_key for session in _sessions_of(pengguna, at)}
    rows = UserSession.objects.filter(user=pengguna, session_key__in=open_now).order_by("-created_at")
    return [Perangkat(row.session_key, browser_name(row.user_agent), row.ip, row.created_at) for row in rows]


def end_sessions(pengguna: Pengguna, at: datetime, kecuali: str = "") -> int:
    """Sign the person out everywhere, except in the session named; how many sessions ended."""
    keys = {session.session_key for session in _sessions_of(pengguna, at)} - {kecuali}
    UserSession.objects.filter(user=pengguna).exclude(session_key=kecuali).delete()
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def _sessions_of(pengguna: Pengguna, at: datetime) -> list[Session]:
    """Sessions hold whose they are inside their sealed text only, so every open one is looked into."""
    open_now = Session.objects.filter(expire_date__gt=at)
    return [one for one in open_now.iterator() if one.get_decoded().get(SESSION_KEY) == str(pengguna.pk)]


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """'Chrome di Windows' from what a browser says of itself; it may say anything, so this only helps to recognise."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "Peramban lain")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} di {system}" if system else browser


def _issue(kode: str, di_mana: str, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, mengapa, saran)
