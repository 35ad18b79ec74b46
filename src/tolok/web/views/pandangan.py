"""What every view needs: who looks at which office and period, from which instant; and answers in one shape."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, open_kantor_for
from tolok.services.waktu import known_instant
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.lain import build_galat
from tolok.web.pages import render_page
from tolok.web.read_models import Pesan

View = Callable[..., HttpResponse]


def office_view(*methods: str) -> Callable[[View], View]:
    """A view inside an office: signed in, the office open to the person, the right method; else 404, then 405.

    HEAD is answered wherever GET is. A decision cannot be taken from a past standpoint: it is led back to the present.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def wrapped(request: HttpRequest, slug: str, periode: str, **kwargs: Any) -> HttpResponse:
            try:
                here = look(request, slug, periode)
                if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                    return not_allowed(request, methods)
                if here.lampau and "POST" in methods:
                    return redirect(request.path)
                return view(request, here, **kwargs)
            except NotFoundError:
                raise Http404 from None

        return wrapped

    return decorate


def look(request: HttpRequest, slug: str, periode: str) -> Pandangan:
    """The reader's standpoint. Raises NotFoundError for another's office, Http404 for a period that is none."""
    kantor = open_kantor_for(request.user, slug)
    try:
        period = Period.parse(periode)
    except ValueError:
        raise Http404 from None
    at, asked, doubts = instant_of(request)
    said = (*doubts, *_messages(request))
    return Pandangan(request.user, kantor, period, at, bool(asked), asked, request.path, said)


def instant_of(request: HttpRequest) -> tuple[datetime, str, list[Pesan]]:
    """(instant, what was asked, what to say about it): now, or the end of a past day. What lies ahead is now."""
    now = timezone.now()
    asked = request.GET.get("diketahui", "")
    try:
        at = known_instant(asked, now)
    except IssueError as error:
        return now, "", [Pesan.from_issue(issue) for issue in error.issues]
    return (at, asked, []) if at < now else (now, "", [])


def _messages(request: HttpRequest) -> list[Pesan]:
    return [Pesan("berhasil", str(one)) for one in messages.get_messages(request)]


def page(request: HttpRequest, model: object, status: int = 200) -> HttpResponse:
    """A read model as an answer."""
    return HttpResponse(render_page(model, request), status=status)


def not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """405 in plain words."""
    return HttpResponseNotAllowed(methods, render_page(build_galat("405", request.path), request))


def whole(text: str, otherwise: int = -1, digits: int = 9) -> int:
    """A whole number as a form or an address carries it; `otherwise` for anything else, or for more digits than these."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else otherwise


def day_typed(text: str) -> date | None:
    """A day as a form's date field carries it (`2023-01-27`); None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for; the first where the address says nothing that is one."""
    return whole(request.GET.get("halaman", "1"), otherwise=1, digits=6)
