"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

The city's page is for whoever works in one of its offices or watches over all of them; another city does not exist for him.
"""

_BARIS = "k/<kantor:slug>/<periode:periode>/<str:kode>/terbitan/<int:nomor>/baris/<int:letak>/<str:kelompok>/"
# Rows are people's and cooperatives' own data: whoever administers accounts has no business in them.
_ROWS = {"GET": (302, 200, 200, 200, 200, 200, 404, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    "kota/<str:pemda>/<periode:periode>/": {
        "GET": (302, 200, 200, 200, 200, 200, 200, 404),
        "POST": (302, 405, 405, 405, 405, 405, 405, 404),
    },
    _BARIS + "baris.csv": _ROWS,
    _BARIS + "baris.xlsx": _ROWS,
}
