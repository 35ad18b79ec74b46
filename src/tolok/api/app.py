"""The API itself: who asks, by token or by session, and the one shape in which every complaint is answered."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from tolok import __version__
from tolok.api.shapes import Galat
from tolok.services.akses import NotFoundError
from tolok.services.token import person_of, token_may
from tolok.store.models import Pengguna, PerangkatDaerah, TokenApi
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

GALAT: dict[int, Any] = {401: Galat, 403: Galat, 404: Galat, 422: Galat}
"""The complaints that any operation may answer with."""


@dataclass(frozen=True)
class Pemanggil:
    """Who asks. A token acts for its person, within what was lent to it when it was made."""

    orang: Pengguna
    token: TokenApi | None = None

    def may_deliver(self, kantor: PerangkatDaerah) -> bool:
        """Whether the token was made for handing data in too; a signed-in person needs none."""
        lent = ("terima_data", "isi_pengawasan")
        return self.token is None or any(token_may(self.token, kantor, hak) for hak in lent)


class ReadOnlyTokenError(Exception):
    """The person may hand data in, the token may not."""


class TokenAuth(HttpBearer):
    """`Authorization: Bearer …`: a token of a person, hashed, expiring, withdrawable."""

    def authenticate(self, request: HttpRequest, token: str) -> Pemanggil | None:
        found = person_of(token, timezone.now())
        return Pemanggil(*found) if found else None


class SessionAuth(APIKeyCookie):
    """The session of somebody who signed in on the pages; what changes something needs the form token besides."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Pemanggil | None:
        if not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Pemanggil | None:
        return Pemanggil(request.user)  # signed in: a Pengguna


api = NinjaAPI(
    title="Tolok",
    version=__version__,
    description="Angka kinerja dengan lembar hitungnya, register, dan kiriman. Galat selalu berbentuk `issues`.",
    urls_namespace="api",
    auth=[TokenAuth(), SessionAuth()],
    docs_url=None,
)


def caller(request: HttpRequest) -> Pemanggil:
    """Who asks, after authentication."""
    found: Pemanggil = request.auth  # set by the authentication above
    return found


def period_of(periode: str) -> Period:
    """The period of an address. Raises IssueError TLK-S020."""
    try:
        return Period.parse(periode)
    except ValueError:
        raise IssueError(
            Issue(
                "TLK-S020",
                "salah",
                "periode",
                f"`{periode[:20]}` bukan periode",
                "periode ditulis 2024 atau 2024-TW2",
                "tulis ulang",
            )
        ) from None


def _answer(request: HttpRequest, issues: tuple[Issue, ...], status: int) -> HttpResponse:
    return api.create_response(request, {"issues": [issue.as_dict() for issue in issues]}, status=status)


@api.exception_handler(NotFoundError)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    issue = Issue(
        "TLK-A020", "salah", "alamat", "tidak ditemukan", "tidak ada, atau bukan milik kantor Anda", "periksa alamatnya"
    )
    return _answer(request, (issue,), 404)


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A part of the address that cannot be read, such as a `nomor` in letters, names no address; a field is told."""
    places = [one.get("loc", ()) for one in error.errors]
    if any(place and place[0] == "path" for place in places):
        return _not_found(request, error)
    names = dict.fromkeys(str(place[-1]) for place in places if place)
    why = "isinya tidak ada, bukan jenis yang diminta, atau di luar batasnya"
    issues = tuple(
        Issue("TLK-S080", "salah", name, "isian ini tidak dapat dipakai", why, "lihat /api/v1/openapi.json")
        for name in names
    )
    return _answer(request, issues, 422)


@api.exception_handler(AuthenticationError)
def _anonymous(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    why, todo = "angka hanya untuk orang kantornya", "masuk lebih dahulu, atau kirim token yang masih berlaku"
    response = _answer(request, (Issue("TLK-A021", "salah", "masuk", "Anda belum masuk", why, todo),), 401)
    response["WWW-Authenticate"] = 'Bearer realm="Tolok"'
    return response


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses: a form token that is missing (403), a body that cannot be read (400)."""
    if error.status_code == 403:
        why = "perubahan lewat sesi masuk memerlukan token formulir"
        return _answer(request, (Issue("TLK-A023", "salah", "permintaan", "ditolak", why, "pakai token API"),), 403)
    why = "isi permintaan tidak dapat dibaca"
    issue = Issue("TLK-S080", "salah", "permintaan", "tidak dapat dipakai", why, "lihat /api/v1/openapi.json")
    return _answer(request, (issue,), 422)


@api.exception_handler(ReadOnlyTokenError)
def _read_only(request: HttpRequest, error: ReadOnlyTokenError) -> HttpResponse:
    why, todo = "token ini dibuat untuk membaca saja", "buat token yang boleh mengirim"
    return _answer(request, (Issue("TLK-A022", "salah", "token", "tidak boleh menyerahkan data", why, todo),), 403)


@api.exception_handler(IssueError)
def _issues(request: HttpRequest, error: IssueError) -> HttpResponse:
    return _answer(request, error.issues, 422)
