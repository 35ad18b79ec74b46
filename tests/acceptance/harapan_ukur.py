"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

anonim, operator, verifikator, kepala_dinas, perencana, inspektorat, admin_pemda, kantor_lain. The figure of these addresses
waits for its kepala dinas in a period that is open; its evidence is one file.
"""

_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
_K = "k/<kantor:slug>/<periode:periode>/"
_T = _K + "<str:kode>/terbitan/<int:nomor>/"


def _only(*who: str) -> dict[str, tuple[int, ...]]:
    """A form for these roles alone: for the others it does not exist. Sent empty it decides nothing (409)."""
    columns = ("operator", "verifikator", "kepala_dinas", "perencana", "inspektorat", "admin_pemda")
    return {
        "GET": (302, *(200 if one in who else 404 for one in columns), 404),
        "POST": (302, *(409 if one in who else 404 for one in columns), 404),
    }


HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    # One's own tasks: everybody of the office has a list, if only an empty one.
    _K + "tugas/": _READ,
    # Periods: everybody reads, the perencana decides.
    _K + "pengukuran/": _READ,
    _K + "pengukuran/buka/": _only("perencana"),
    _K + "pengukuran/batas/": _only("perencana"),
    _K + "pengukuran/tutup/": _only("perencana"),
    _K + "pengukuran/buka-kembali/": _only("perencana"),
    # Words and evidence beside a figure: read by whoever may open the figure, written by those who answer for it.
    _T + "penjelasan/": _READ,
    _T + "penjelasan/tulis/": _only("operator", "verifikator"),
    _T + "bukti/": _READ,
    _T + "bukti/<int:bukti_nomor>/": _READ,
    _T + "bukti/lampirkan/": _only("operator", "verifikator", "inspektorat"),
    _T + "bukti/<int:bukti_nomor>/cabut/": _only("operator", "verifikator", "inspektorat"),
    # The declared exception is the operator's; computing again belongs to those who compute.
    _T + "ketik/": _only("operator"),
    _T + "hitung-kembali/": _only("operator", "perencana"),
}
