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

# A question to a bidang is for its planner, and for those who speak for the bidang: here an operator and a verifikator of
# the whole office. Only these answer; sent empty they say nothing (409). For the planner there is nothing to answer.
_ASKED = (302, 200, 200, 404, 200, 404, 404, 404)

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K: _LOOK,
    _K + "unggah/": {"GET": _planner(200), "POST": _planner(409)},
    _D: _LOOK,
    # Sent empty they name no row of the document: there is nothing to decide on.
    _D + "putus/": _DECIDE,
    _D + "terima/": _DECIDE,
    _K + "banding/": _LOOK,
    _D + "tanyakan/": _DECIDE,
    # Something waits in it, so closing wants a reason; it is open, so there is nothing to open.
    _D + "selesai/": {"GET": _planner(200), "POST": _planner(409)},
    _D + "buka/": {**_DECIDE, "POST": _planner(409)},
    _K + "tanya/<int:tanya_baca>/": {"GET": _ASKED, "POST": (302, 409, 409, 404, 404, 404, 404, 404)},
    _K + "tanya/<int:tanya_baca>/halaman.png": {**_LOOK, "GET": (302, 404, 404, 404, 404, 404, 404, 404)},
    _D + "pakai/<int:baris_baca>/": {"GET": _planner(302), "POST": _planner(409)},
    _D + "halaman/<int:halaman>.png": {**_LOOK, "GET": _planner(404)},
}
