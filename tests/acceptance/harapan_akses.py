"""Who may reach what: written by hand from the rules of the house, importing nothing of the project.

Every address pattern of the router stands here, or the fence test fails. Readers of one office's
pages: nobody, the six roles of the office and its pemda, and any person of another office, for whom nothing of this office
exists (404, never 403).
"""

from acceptance import (
    harapan_akun,
    harapan_baca,
    harapan_dokumen,
    harapan_identitas,
    harapan_laporan,
    harapan_lihat,
    harapan_perjanjian,
    harapan_publik,
    harapan_renaksi,
    harapan_rencana,
    harapan_rumus,
    harapan_sistem,
    harapan_templat,
    harapan_terima,
    harapan_ukur,
    harapan_wilayah,
)

# The order of the columns below.
PEMBACA = (
    "anonim", "operator", "verifikator", "kepala_dinas", "perencana", "inspektorat", "admin_pemda", "kantor_lain",
)  # fmt: skip

_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
# Rows are people's and cooperatives' own data: whoever administers accounts has no business in them.
_ROWS = {"GET": (302, 200, 200, 200, 200, 200, 404, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
_OPEN = {"GET": (200, 200, 200, 200, 200, 200, 200, 200), "POST": (200, 200, 200, 200, 200, 200, 200, 200)}
_K = "k/<kantor:slug>/<periode:periode>/"
_T = _K + "<str:kode>/terbitan/<int:nomor>/"

# Pattern → method → status per reader. A POST is sent empty: it never decides anything (409: stale or incomplete).
HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    # Belongs to nobody: the way in and out, the theme, the components without data.
    "": {"GET": (302,) * 8, "POST": (302,) * 8},
    "masuk/": {"GET": (200,) * 8, "POST": (401,) * 8},
    "keluar/": {"GET": (405,) * 8, "POST": (302,) * 8},
    "tema/": {"GET": (405,) * 8, "POST": (302,) * 8},
    "sistem-desain/": _OPEN,
    # The office's own pages.
    _K: _READ,
    _K + "riwayat/": _READ,
    _K + "pilih-periode/": _READ,
    _K + "pilih-diketahui/": _READ,
    _K + "<str:kode>/": _READ,
    _T: _READ,
    _T + "lembar-hitung/": _READ,
    _T + "baris/<int:letak>/<str:kelompok>/": _ROWS,
    # Correcting a row is the operator's alone; for the others the page does not exist.
    _K + "register/<str:register>/<str:entitas>/<int:tahun>/koreksi/": {
        "GET": (302, 200, 404, 404, 404, 404, 404, 404),
        "POST": (302, 409, 404, 404, 404, 404, 404, 404),
    },
    # A step: everyone of the office may look at it and is told whose turn it is.
    _T + "<str:aksi>/": {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 409, 409, 409, 409, 409, 409, 404)},
    # The API.
    "api/v1/openapi.json": _OPEN,
    "api/v1/": {"GET": (404,) * 8, "POST": (404,) * 8},
    "api/v1/kantor/<slug>/<periode>/iku": {"GET": (401, 200, 200, 200, 200, 200, 200, 404), "POST": (405,) * 8},
    "api/v1/kantor/<slug>/<periode>/iku/<kode>/terbitan/<nomor>": {
        "GET": (401, 200, 200, 200, 200, 200, 200, 404),
        "POST": (405,) * 8,
    },
}

for _part in (
    harapan_akun,
    harapan_baca,
    harapan_dokumen,
    harapan_sistem,
    harapan_templat,
    harapan_publik,
    harapan_laporan,
    harapan_lihat,
    harapan_perjanjian,
    harapan_renaksi,
    harapan_rencana,
    harapan_rumus,
    harapan_terima,
    harapan_identitas,
    harapan_ukur,
    harapan_wilayah,
):
    HARAPAN |= _part.HARAPAN

# A complete and fresh POST of each step, on a figure that waits for the kepala dinas: only he is led on (302).
HARAPAN_LANGKAH: dict[str, tuple[int, ...]] = {
    "ajukan": (302, 409, 409, 409, 409, 409, 409, 404),
    "verifikasi": (302, 409, 409, 409, 409, 409, 409, 404),
    "setujui": (302, 409, 409, 302, 409, 409, 409, 404),
    "terbitkan": (302, 409, 409, 409, 409, 409, 409, 404),
    "kembalikan": (302, 409, 409, 302, 409, 409, 409, 404),
    "buka_kembali": (302, 409, 409, 409, 409, 409, 409, 404),
}

# What stands in the addresses: a figure of Kota Pasuruan that waits for its kepala dinas.
NILAI = {
    "slug": "35.75-2.17",
    "periode": "2023",
    "kode": "UM-01",
    "nomor": "1",
    "letak": "0",
    "kelompok": "terhitung",
    "aksi": "setujui",
    "register": "koperasi_tahunan",
    "tahun": "2023",
}

# What nobody outside the office may ever read: its name, its people, its figures (printed and exact).
RAHASIA = (
    "Pasuruan",
    "Ratna",
    "Widyastuti",
    "Siti Maimunah",
    "Hendra",
    "Yusuf",
    "4,35",
    "87/20",
    "33,30",
    "333/10",
    "7,73",
    "773/100",
    "73,46",
    "3673/50",
)
