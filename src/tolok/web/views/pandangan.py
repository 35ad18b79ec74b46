"""What every view needs: who looks at which office and period, from which instant; and answers in one shape."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from tolok.services.akses import NotFoundError, open_kantor_for
from tolok.services.read_models import Pesan
from tolok.values.instant import parse_instant
from tolok.values.period import Period
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.lain import build_galat
from tolok.web.pages import render_page

View = Callable[..., HttpResponse]


def office_view(*methods: str) -> Callable[[View], View]:
    """A view inside an office: signed in, the right method, the office open to the person; else 404 or 405."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def wrapped(request: HttpRequest, slug: str, periode: str, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return not_allowed(request, methods)
            try:
                return view(request, look(request, slug, periode), **kwargs)
            except NotFoundError:
                raise Http404 from None

        return wrapped

    return decorate


def look(request: HttpRequest, slug: str, periode: str) -> Pandangan:
    """The reader's standpoint. Raises NotFoundError for another's office, Http404 for a period that is none."""
    kantor = open_kantor_for(request.user, slug)  # type: ignore[arg-type]  # login_required: a Pengguna
    try:
        period = Period.parse(periode)
    except ValueError:
        raise Http404 from None
    at, asked = _instant(request)
    return Pandangan(
        request.user, kantor, period, at, bool(asked), asked, request.path,  # type: ignore[arg-type]
        tuple(_messages(request)),
    )  # fmt: skip


def _instant(request: HttpRequest) -> tuple[datetime, str]:
    """(instant, what was asked): now, or the end of a past day. An instant that lies ahead is now."""
    now = timezone.now()
    asked = request.GET.get("diketahui", "")
    try:
        at = parse_instant(asked) if asked else now
    except ValueError:
        return now, ""
    return (at, asked) if at < now else (now, "")


def _messages(request: HttpRequest) -> list[Pesan]:
    return [Pesan("berhasil", str(one)) for one in messages.get_messages(request)]


def page(request: HttpRequest, model: object, status: int = 200) -> HttpResponse:
    """A read model as an answer."""
    return HttpResponse(render_page(model, request), status=status)


def not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """405 in plain words."""
    return HttpResponseNotAllowed(methods, render_page(build_galat("405", request.path), request))
