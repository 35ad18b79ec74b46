"""Addresses and forms that no person could have typed: refused before any page or database meets them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from tolok.values.issue import Issue
from tolok.web.build.lain import build_galat
from tolok.web.pages import render_page

_SEEN = "\N{REPLACEMENT CHARACTER}"


class PlainInput:
    """No NUL reaches a page: PostgreSQL cannot hold one, SQLite cuts the text there. In an address it names nothing (404);
    in a question or a form it becomes a character that can be seen, so that the answer is that of any wrong word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            return nothing_here(request)
        request.GET = _without_nul(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_parts: object) -> None:
        """Forms are read here, after the check of the form token, which reads them anyway."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _without_nul(request.POST)


def _without_nul(asked: QueryDict) -> QueryDict:
    if not any("\x00" in text for name, values in asked.lists() for text in (name, *map(str, values))):
        return asked
    plain = QueryDict(mutable=True)
    for name, values in asked.lists():
        plain.setlist(name.replace("\x00", _SEEN), [str(text).replace("\x00", _SEEN) for text in values])
    plain._mutable = False
    return plain


def nothing_here(request: HttpRequest) -> HttpResponse:
    """404 as a page, and under /api/ as the API's one shape of complaint."""
    if request.path.startswith("/api/"):
        why = "alamat ini tidak ada"
        issue = Issue("TLK-A020", "salah", "alamat", "tidak ditemukan", why, "lihat /api/v1/openapi.json")
        return JsonResponse({"issues": [issue.as_dict()]}, status=404)
    return HttpResponse(render_page(build_galat("404", request.path.replace("\x00", "")), request), status=404)
