"""Error pages in plain words. They must work when nothing else does."""

from django.http import HttpRequest, HttpResponse

from tolok.store.models import Pengguna
from tolok.web.build.lain import build_galat
from tolok.web.plain_input import nothing_here
from tolok.web.views.pandangan import page


def tidak_boleh(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, build_galat("403", request.path, orang=_reader(request)), status=403)


def kedaluwarsa(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token, for `CSRF_FAILURE_VIEW`: left open too long, or sent from another site."""
    return page(request, build_galat("403", request.path), status=403)


def tidak_ada(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):
        return nothing_here(request)
    return page(request, build_galat("404", request.path, orang=_reader(request)), status=404)


def rusak(request: HttpRequest) -> HttpResponse:
    """The database may be what is broken, so nobody is looked up."""
    return page(request, build_galat("500", request.path), status=500)


def _reader(request: HttpRequest) -> Pengguna | None:
    reader = getattr(request, "user", None)
    return reader if isinstance(reader, Pengguna) else None
