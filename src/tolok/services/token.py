"""Keys for programs: 256 random bits, shown once, kept as a hash, acting for one person within what he may do.

A token can never approve, publish or reveal: the API has no such operation, and `token_may` refuses those rights besides.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tolok.services.akses import NotFoundError, may
from tolok.services.hak import Hak
from tolok.services.riwayat import log_change
from tolok.store.models import Pengguna, PerangkatDaerah, TokenApi
from tolok.values.issue import Issue, IssueError

AWALAN = "tolok_"
TERPANJANG = timedelta(days=366)
_USED_EVERY = timedelta(minutes=5)
_READ: frozenset[Hak] = frozenset({"lihat_kantor", "lihat_baris"})
_DELIVER: frozenset[Hak] = frozenset({"terima_data", "isi_pengawasan"})


@transaction.atomic
def make_token(pengguna: Pengguna, nama: str, sampai: datetime, boleh_kirim: bool, *, at: datetime) -> tuple[TokenApi, str]:
    """A token of one's own, and its text, which nobody can read again. Raises IssueError (TLK-A060, A061)."""
    issues = []
    if not nama.strip() or len(nama.strip()) > 80:
        why = "nama membedakan token satu dari yang lain"
        issues.append(Issue("TLK-A060", "salah", "nama", "nama token kosong atau terlalu panjang", why, "tulis untuk apa"))
    if not at < sampai <= at + TERPANJANG:
        why = "token berlaku paling lama satu tahun"
        issues.append(Issue("TLK-A061", "salah", "sampai", "masa berlaku tidak dapat dipakai", why, "pilih tanggal lain"))
    if issues:
        raise IssueError(issues)
    text = AWALAN + secrets.token_urlsafe(32)
    token = TokenApi.objects.create(
        pengguna=pengguna, nama=nama.strip(), awalan=text[:12], hash=_hash(text), boleh_kirim=boleh_kirim,
        dibuat_pada=at, kedaluwarsa_pada=sampai,
    )  # fmt: skip
    rights = "membaca dan mengirim" if boleh_kirim else "membaca"
    isi = {"awalan": token.awalan, "boleh": rights, "sampai": sampai.date().isoformat()}
    log_change("token.dibuat", pengguna.username, at=at, by=pengguna, kantor=None, isi=isi)
    return token, text


def person_of(text: str, at: datetime) -> tuple[Pengguna, TokenApi] | None:
    """Whose token this is, at an instant; None for one that is unknown, expired or withdrawn, or whose person is shut out.

    Looking up by the hash of 256 random bits needs no comparison in constant time. Use is noted every five minutes.
    """
    if not text.startswith(AWALAN) or len(text) > 80:
        return None
    found = TokenApi.objects.select_related("pengguna").filter(hash=_hash(text), dicabut_pada=None).first()
    if found is None or not found.dibuat_pada <= at < found.kedaluwarsa_pada:
        return None
    if not found.pengguna.is_active or found.pengguna.wajib_ganti_sandi:
        return None
    if found.dipakai_pada is None or at - found.dipakai_pada >= _USED_EVERY:
        TokenApi.objects.filter(pk=found.pk).update(dipakai_pada=at)
    return found.pengguna, found


def token_may(token: TokenApi, kantor: PerangkatDaerah, hak: Hak) -> bool:
    """Whether the token's person may do this in the office, and the token may do it for him."""
    lent = _READ | _DELIVER if token.boleh_kirim else _READ
    return hak in lent and may(token.pengguna, kantor, hak)


def tokens_of(pengguna: Pengguna) -> Sequence[TokenApi]:
    """The person's tokens, the newest first; also those that no longer work."""
    return list(TokenApi.objects.filter(pengguna=pengguna).order_by("-dibuat_pada", "-id"))


def open_token_for(pengguna: Pengguna, pk: int) -> TokenApi:
    """A token of one's own. Raises NotFoundError for another's."""
    token = TokenApi.objects.filter(pk=pk, pengguna=pengguna).first()
    if token is None:
        raise NotFoundError(str(pk))
    return token


@transaction.atomic
def withdraw_token(pengguna: Pengguna, pk: int, *, at: datetime) -> TokenApi:
    """Take a token of one's own out of use. Raises NotFoundError for another's."""
    token = open_token_for(pengguna, pk)
    if TokenApi.objects.filter(pk=pk, dicabut_pada=None).update(dicabut_pada=at):
        isi = {"awalan": token.awalan}
        log_change("token.dicabut", pengguna.username, at=at, by=pengguna, kantor=None, isi=isi)
    return token


@transaction.atomic
def withdraw_all_tokens(pengguna: Pengguna, *, at: datetime) -> int:
    """Take every token of a person out of use, as when he is shut out; how many. The caller logs why."""
    return TokenApi.objects.filter(pengguna=pengguna, dicabut_pada=None).update(dicabut_pada=at)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
