"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

A document under review is the planner's own work: for everybody else of the office it does not exist. Sent empty, no form
keeps anything (409); accepting what is clear is a decision even without a field, and a draft that is not decided leads back.
"""

_K = "k/<kantor:slug>/<periode:periode>/baca/"
_D = _K + "<int:dokumen_baca>/"


def _planner(status: int) -> tuple[int, ...]:
    return (302, 404, 404, 404, status, 404, 404, 404)


_LOOK = {"GET": _planner(200), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
_DECIDE = {"GET": (302, 405, 405, 405, 405, 405, 405, 404), "POST": _planner(404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K: _LOOK,
    _K + "unggah/": {"GET": _planner(200), "POST": _planner(409)},
    _D: _LOOK,
    # Sent empty they name no row of the document: there is nothing to decide on.
    _D + "putus/": _DECIDE,
    _D + "terima/": _DECIDE,
    _D + "pakai/<int:baris_baca>/": {"GET": _planner(302), "POST": _planner(409)},
    _D + "halaman/<int:halaman>.png": {**_LOOK, "GET": _planner(404)},
}
