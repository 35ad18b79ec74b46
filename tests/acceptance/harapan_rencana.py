"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_K = "k/<kantor:slug>/<periode:periode>/"
_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# The plan is the planner's: for everyone else its forms do not exist. An empty form is refused (409).
_PLAN = {"GET": (302, 404, 404, 404, 200, 404, 404, 404), "POST": (302, 404, 404, 404, 409, 404, 404, 404)}
# The pemda's own indicators are also its administrator's.
_CITY = {"GET": (302, 404, 404, 404, 200, 404, 200, 404), "POST": (302, 404, 404, 404, 409, 404, 409, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K + "indikator/": _READ,
    _K + "pohon/": _READ,
    _K + "profil/": _READ,
    _K + "profil/ubah/": _PLAN,
    _K + "sasaran/tambah/": _PLAN,
    _K + "sasaran/<int:sasaran_id>/": _PLAN,
    _K + "katalog/": _READ,
    _K + "katalog/<str:kode_katalog>/": _READ,
    _K + "katalog/<str:kode_katalog>/pakai/": _PLAN,
    _K + "iku-kota/": _READ,
    _K + "iku-kota/tambah/": _CITY,
    _K + "iku-kota/<int:iku_kota_id>/": _CITY,
    _K + "program/": _READ,
    _K + "program/tambah/": _PLAN,
    _K + "program/<int:program_id>/": _READ,
    _K + "program/<int:program_id>/ubah/": _PLAN,
    _K + "program/<int:program_id>/anggaran/": _PLAN,
    _K + "<str:kode>/kartu/": _READ,
    _K + "<str:kode>/target/": _READ,
    _K + "<str:kode>/target/isi/": _PLAN,
    _K + "<str:kode>/rencana/": _PLAN,
}
