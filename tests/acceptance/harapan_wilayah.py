"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

Regions exist for whoever holds a role in a province or ministry, and for nobody of an office, whatever he is there. What
other offices published by the same measure is for everybody of an office, beside his own IKU.
"""

_W = "wilayah/<wilayah:wilayah>/<periode:periode>/"
_REGION = {"GET": (302, *(404,) * 7), "POST": (302, *(404,) * 7)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _W: _REGION,
    _W + "<str:kode>/": _REGION,
    _W + "<str:kode>/sebanding/": _REGION,
    "k/<kantor:slug>/<periode:periode>/<str:kode>/sebanding/": {
        "GET": (302, 200, 200, 200, 200, 200, 200, 404),
        "POST": (302, 405, 405, 405, 405, 405, 405, 404),
    },
}
