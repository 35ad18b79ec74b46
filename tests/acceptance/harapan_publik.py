"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

Public pages know no reader: what is published is there for everybody alike, and nothing can be sent to them.
"""

_P = "publik/<kantor:slug>/<periode:periode>/"
_OPEN = {"GET": (200,) * 8, "POST": (405,) * 8}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    "publik/": _OPEN,
    "publik/<kantor:slug>/": _OPEN,
    _P: _OPEN,
    _P + "angka.csv": _OPEN,
    _P + "angka.json": _OPEN,
    _P + "keterangan.json": _OPEN,
    _P + "<str:iku>/": _OPEN,
}
