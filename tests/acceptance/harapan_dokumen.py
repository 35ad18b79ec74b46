"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

Printing what is published belongs to whoever reads the office. An evaluation is no business of whoever administers accounts.
"""

_K = "k/<kantor:slug>/<periode:periode>/dokumen/"
_PAGE = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# Printing is a POST, for it is written down; sent empty it names no form and is told so.
_PRINT = {"GET": (302, 405, 405, 405, 405, 405, 405, 404), "POST": (302, 422, 422, 422, 422, 422, 422, 404)}
# A batch, and its file, belong to the one who asked for it: here the operator.
_OWN = {"GET": (302, 200, 404, 404, 404, 404, 404, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# Printing again succeeds at once, for the print itself says everything.
_AGAIN = {"GET": (302, 405, 405, 405, 405, 405, 405, 404), "POST": (302, 200, 200, 200, 200, 200, 200, 404)}
# Whoever holds the paper needs no account.
_ANYBODY = {"GET": (200,) * 8, "POST": (405,) * 8}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    "cek/<str:token_cetak>/": _ANYBODY,
    _K: _PAGE,
    _K + "semua/": _PRINT,
    _K + "borongan/<int:borongan>/": _OWN,
    _K + "borongan/<int:borongan>/dokumen.zip": _OWN,
    _K + "cetakan/<int:cetakan>/": _AGAIN,
    _K + "<dokumen:jenis_dokumen>/": _PAGE,
    _K + "<dokumen:jenis_dokumen>/cetak/": _PRINT,
    _K + "<dokumen:jenis_dokumen>/halaman/<str:kunci_gambar>/<int:halaman>.png": _PAGE,
}
