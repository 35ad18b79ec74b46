"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_K = "k/<kantor:slug>/<periode:periode>/"
_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# Agreements and what measures a program are laid down by the planner; for everyone else the forms do not exist. An empty
# form is refused (409).
_PLAN = {"GET": (302, 404, 404, 404, 200, 404, 404, 404), "POST": (302, 404, 404, 404, 409, 404, 404, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K + "perjanjian/": _READ,
    _K + "perjanjian/<int:perjanjian_id>/": _READ,
    _K + "perjanjian/buat/<str:pemangku>/": _PLAN,
    _K + "program/<int:program_id>/indikator/tambah/": _PLAN,
    _K + "program/<int:program_id>/indikator/<int:indikator_program_id>/": _PLAN,
}
