"""Pages across offices: those of one city that the reader may see."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from tolok.services.akses import list_kantor_for
from tolok.values.period import Period
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.lihat import build_kota
from tolok.web.views.pandangan import instant_of, not_allowed, page


@login_required
def kota(request: HttpRequest, pemda: str, periode: str) -> HttpResponse:
    """Every office of a pemda in which the reader has a role; 404 where he has none."""
    mine = list_kantor_for(request.user)
    offices = [one for one in mine if one.pemda_id == pemda]
    if not offices:
        raise Http404
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, ("GET",))
    try:
        period = Period.parse(periode)
    except ValueError:
        raise Http404 from None
    at, asked, doubts = instant_of(request)
    views = [Pandangan(request.user, one, period, at, bool(asked), asked, request.path, tuple(doubts)) for one in offices]
    return page(request, build_kota(views, mine))
