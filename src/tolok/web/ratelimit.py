"""How often one client may do a thing that anyone can do: counted in the process's cache, answered with 429.

A window is fixed: the first use opens it, and after its end counting begins anew. Each worker process counts for itself.
"""

import hashlib
import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tolok.web.build.lain import build_galat
from tolok.web.pages import render_page

_SECONDS: dict[str, int] = {"s": 1, "m": 60, "h": 3600, "d": 86400}
View = Callable[..., HttpResponse]


def client_ip(request: HttpRequest) -> str:
    """The address that a request comes from; behind the proxy of TOLOK_HTTPS the one that the proxy names."""
    try:
        return _household(str(get_adapter().get_client_ip(request)))
    except PermissionDenied:  # a server that names no address: everyone behind it is counted together
        return "0.0.0.0"  # noqa: S104  # a name for "unknown", nothing listens here


def _household(address: str) -> str:
    """One IPv6 client owns a whole /64, so that is counted, not each of its addresses."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return address
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False).network_address)


def parse_per(per: str) -> tuple[int, int]:
    """'10/m', '5/15m', '3/d' → how many in how many seconds. Raises ValueError."""
    amount, _, window = per.partition("/")
    if window[-1:] not in _SECONDS:
        raise ValueError(per)
    return int(amount), int(window[:-1] or 1) * _SECONDS[window[-1]]


def allow(key: str, per: str) -> bool:
    """Count one use under `key`; whether it is still within `per`. Keys are hashed: the cache holds no address or name."""
    amount, seconds = parse_per(per)
    bucket = "batas:" + hashlib.sha256(f"{per} {key}".encode()).hexdigest()
    cache.add(bucket, 0, timeout=seconds)
    try:
        return bool(cache.incr(bucket) <= amount)
    except ValueError:  # the window ended between the two lines
        cache.set(bucket, 1, timeout=seconds)
        return True


def limited(key: str, per: str, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """A view that one client address may call `per` (such as '10/m') by these methods; beyond that 429 in plain words."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and not allow(f"{key} {client_ip(request)}", per):
                return too_many(request, parse_per(per)[1])
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: what happened and when to try again."""
    content = render_page(build_galat("429", request.path), request)
    return HttpResponse(content, status=429, headers={"Retry-After": str(seconds)})
