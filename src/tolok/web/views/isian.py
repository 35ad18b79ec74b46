"""How a form of the plan is answered: GET asks, POST decides; what was refused comes back with everything typed."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tolok.values.issue import IssueError
from tolok.web.build.isian_rencana import BARU, Ditolak
from tolok.web.read_models.rencana import HalamanIsianRencana
from tolok.web.views.pandangan import page


def answer_form(
    request: HttpRequest,
    build: Callable[[Ditolak], HalamanIsianRencana],
    save: Callable[[], tuple[str, str]],
    several: Sequence[str] = (),
) -> HttpResponse:
    """`save` does the work and says (message, address); its IssueError becomes the form again, status 409.

    `several` names fields of which more than one value is sent.
    """
    if request.method != "POST":
        return page(request, build(BARU))
    try:
        said, address = save()
    except IssueError as error:
        many = {nama: request.POST.getlist(nama) for nama in several}
        return page(request, build(Ditolak(request.POST.dict(), error.issues, many if several else None)), status=409)
    messages.success(request, said)
    return redirect(address)


def whole(text: str | None) -> int | None:
    """A key as a form sends it; None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None
