"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_K = "k/<kantor:slug>/<periode:periode>/"
_ROWS = (302, 200, 200, 200, 200, 200, 404, 404)  # who may look at rows: the staff and the inspectorate
_NO_POST = (302, 405, 405, 405, 405, 405, 405, 404)
_READ_ROWS = {"GET": _ROWS, "POST": _NO_POST}


def _only(place: int, post: int = 409) -> dict[str, tuple[int, ...]]:
    """A form for one reader alone; for all others of the office it does not exist. An empty POST decides nothing."""
    row = [302, *[404] * 7]
    return {
        "GET": tuple(200 if at == place else status for at, status in enumerate(row)),
        "POST": tuple(post if at == place else status for at, status in enumerate(row)),
    }


_OPERATOR, _KEPALA, _INSPEKTORAT = 1, 3, 5
_PRIBADI = _K + "identitas/<str:reg_pribadi>/<str:entitas_pribadi>/"

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    # The survey is for anyone, signed in or not; an empty answer is said to be one.
    "skm/<kantor:kantor_umum>/<str:layanan>/": {"GET": (200,) * 8, "POST": (409,) * 8},
    "skm/<kantor:kantor_umum>/<str:layanan>/selesai/": {"GET": (200,) * 8, "POST": (405,) * 8},
    _K + "survei/": _READ_ROWS,
    _K + "survei/masukkan/": {"GET": _NO_POST, "POST": (302, 302, 404, 404, 404, 404, 404, 404)},
    _K + "survei/layanan-baru/": _only(_OPERATOR),
    _K + "survei/<str:layanan>/": {"GET": _ROWS, "POST": (302, 409, 404, 404, 404, 404, 404, 404)},
    _K + "survei/<str:layanan>/poster/": _READ_ROWS,
    _K + "survei/<str:layanan>/qr.svg": _READ_ROWS,
    _K + "temuan/": _READ_ROWS,
    _K + "temuan/baru/": _only(_INSPEKTORAT),
    _K + "temuan/<str:temuan>/": _READ_ROWS,
    _K + "temuan/<str:temuan>/<str:rekomendasi>/lapor/": _only(_OPERATOR),
    _K + "temuan/<str:temuan>/<str:rekomendasi>/putuskan/": _only(_INSPEKTORAT),
    _K + "lke/": {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": _NO_POST},
    _K + "lke/tetapkan/": _only(_INSPEKTORAT),
    _K + "lke/<str:komponen>/<str:penilai>/": _only(_OPERATOR),  # the office's own assessment
    # Who looked at whom: the head of the office and the inspectorate.
    _K + "identitas/": {"GET": (302, 404, 404, 200, 404, 200, 404, 404), "POST": _NO_POST},
    # Masked for whoever sees rows; opened by the operator and the inspectorate; erased by the head of the office.
    _PRIBADI: {"GET": _ROWS, "POST": (302, 409, 404, 404, 404, 409, 404, 404)},
    _PRIBADI + "hapus/": _only(_KEPALA),
}
