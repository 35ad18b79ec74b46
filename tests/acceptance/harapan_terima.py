"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_K = "k/<kantor:slug>/<periode:periode>/"
_R = _K + "register/<str:register>/"
_U = _K + "unggahan/<int:unggahan>/"
_D = _K + "kiriman/<int:kiriman>/"
_P = _K + "pekerjaan/<int:pekerjaan>/"

_NO_POST = (302, 405, 405, 405, 405, 405, 405, 404)
_NO_GET = (302, 405, 405, 405, 405, 405, 405, 404)
# Registers and deliveries show rows or speak of them: whoever administers accounts has no business there.
_ROWS = {"GET": (302, 200, 200, 200, 200, 200, 404, 404), "POST": _NO_POST}
# Data come in by the operator's hand alone; for everybody else these pages do not exist.
_OPERATOR = (302, 200, 404, 404, 404, 404, 404, 404)
_LOOK = {"GET": _OPERATOR, "POST": _NO_POST}
# Sent empty: an incomplete form (422), or a decision about nothing that was looked at (409).
_STALE = (302, 409, 404, 404, 404, 404, 404, 404)
_FORM = {"GET": _OPERATOR, "POST": (302, 422, 404, 404, 404, 404, 404, 404)}
_DECISION = {"GET": _NO_GET, "POST": _STALE}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K + "register/": _ROWS,
    _R: _ROWS,
    _R + "baris/": _ROWS,
    _R + "templat.xlsx": _ROWS,
    _R + "baris-baru/": _FORM,
    _R + "unggah/": _FORM,
    _U: _LOOK,
    _U + "jawab/": _DECISION,
    _U + "periksa/": _DECISION,
    _U + "terima/": _DECISION,
    _U + "tolak/": {"GET": _OPERATOR, "POST": _STALE},
    _U + "bertanda.xlsx": _LOOK,
    _D: _ROWS,
    _D + "batal/": {"GET": _OPERATOR, "POST": _STALE},
    # Everybody sees the list of his own work, and nobody another's.
    _K + "pekerjaan/": {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": _NO_POST},
    _P: _LOOK,
    _P + "ulangi/": _DECISION,
}
