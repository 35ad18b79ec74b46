"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_K = "k/<kantor:slug>/<periode:periode>/"
_D = _K + "<str:kode>/rumus/"
_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    # What an IKU means, every version and what differs: everyone of the office reads it.
    _D: _READ,
    _D + "versi/<int:versi_ke>/": _READ,
    # A proposal: everyone reads it; only the kepala dinas decides it.
    _D + "usul/<int:usul_nomor>/": {
        "GET": (302, 200, 200, 200, 200, 200, 200, 404),
        "POST": (302, 404, 404, 409, 404, 404, 404, 404),
    },
    # Writing one: operator, verifikator, perencana; for the others the page does not exist.
    _D + "ubah/": {"GET": (302, 200, 200, 404, 200, 404, 404, 404), "POST": (302, 409, 409, 404, 409, 404, 404, 404)},
    _D + "ubah/periksa/": {
        "GET": (302, 405, 405, 405, 405, 405, 405, 404),
        "POST": (302, 409, 409, 404, 409, 404, 404, 404),
    },
    _D + "ubah/nilai/": {"GET": (302, 405, 405, 405, 405, 405, 405, 404), "POST": (302, 409, 409, 404, 409, 404, 404, 404)},
    # Trying a formula: everyone of the office; without the right to see rows the answers are restricted.
    _K + "coba-rumus/": {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 409, 409, 409, 409, 409, 409, 404)},
}
