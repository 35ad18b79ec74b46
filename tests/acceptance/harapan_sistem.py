"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_API = "api/v1/kantor/<slug>"
# Whoever has a role in the office reads; nothing is written there.
_READ = {"GET": (401, 200, 200, 200, 200, 200, 200, 404), "POST": (405,) * 8}
# Rows are people's and cooperatives' own data: an administrator of accounts has no business in them.
_ROWS = {"GET": (401, 200, 200, 200, 200, 200, 404, 404), "POST": (405,) * 8}
# Operator and inspektorat hand their registers in; an empty POST of theirs is told what is missing.
_DELIVER = {"GET": (401, 200, 200, 200, 200, 200, 404, 404), "POST": (401, 422, 404, 404, 404, 422, 404, 404)}
_K = "k/<kantor:slug>/<periode:periode>/"
_PAGE = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# The installation is run by the administrator; for the others these pages do not exist.
_RUN = {"GET": (302, 404, 404, 404, 404, 404, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    # Whoever watches the machine learns that it is well, and nothing else.
    "sehat/": {"GET": (200,) * 8, "POST": (405,) * 8},
    _K + "sistem/": _RUN,
    _K + "sistem/pengaturan/": _RUN,
    # The demonstration holds two pemda, and no administrator runs both: asking for a backup is refused with the reason.
    _K + "sistem/cadangan/": {"GET": _RUN["GET"], "POST": (302, 404, 404, 404, 404, 404, 422, 404)},
    _K + "sistem/cadangan/<str:cadangan>/": {"GET": (302,) + (404,) * 7, "POST": _RUN["POST"]},
    _K + "riwayat/ekspor.<str:bentuk>": _PAGE,
    "api/v1/kantor": {"GET": (401,) + (200,) * 7, "POST": (405,) * 8},
    _API: _READ,
    f"{_API}/periode": _READ,
    f"{_API}/target": _READ,
    f"{_API}/definisi/<tahun>": _READ,
    f"{_API}/definisi/<tahun>/<kode>": _READ,
    f"{_API}/riwayat": _READ,
    f"{_API}/register": _ROWS,
    f"{_API}/kiriman": _DELIVER,
    # No upload has this number: what its deliverers are told too.
    f"{_API}/unggahan/<nomor_unggahan>": {"GET": (401,) + (404,) * 7, "POST": (405,) * 8},
    f"{_API}/register/<nama_register>/baris": _ROWS,
    f"{_API}/ekspor/register/<nama_register>": _ROWS,
    f"{_API}/ekspor/<periode>/iku": _READ,
    f"{_API}/<periode>/iku/<kode>": _READ,
    f"{_API}/<periode>/iku/<kode>/terbitan/<nomor>/baris/<letak>/<kelompok>": _ROWS,
}
