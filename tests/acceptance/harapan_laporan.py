"""Who may reach the yearly report, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

anonim, operator, verifikator, kepala_dinas, perencana, inspektorat, admin_pemda, kantor_lain. The whole office reads; the
perencana and a verifikator write (the one of these addresses verifies for the whole office).
"""

_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
_WRITE = {"GET": (302, 404, 200, 404, 200, 404, 404, 404), "POST": (302, 404, 409, 404, 409, 404, 404, 404)}
_K = "k/<kantor:slug>/<periode:periode>/laporan/"

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K: _READ,
    _K + "analisis/<str:kode>/": _READ,
    # The words of a part: everybody reads them. For who may not write them the form does not exist.
    _K + "<str:bagian_laporan>/": _READ,
    _K + "<str:bagian_laporan>/tulis/": _WRITE,
    _K + "standar/<str:kode>/": _WRITE,
}
