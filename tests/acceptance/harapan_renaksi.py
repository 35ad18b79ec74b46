"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_OFFICE = "k/<kantor:slug>/<periode:periode>/"
_K = _OFFICE + "rencana-aksi/"
# Everyone of the office reads the action plan.
_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# Writing it is the planner's: for everyone else its forms do not exist. An empty form is refused (409).
_PLAN = {"GET": (302, 404, 404, 404, 200, 404, 404, 404), "POST": (302, 404, 404, 404, 409, 404, 404, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _OFFICE + "profil/dokumen/": _PLAN,
    _K: _READ,
    _K + "<int:aksi_id>/": _PLAN,
    _K + "<str:kode>/tambah/": _PLAN,
}
