"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA).

The office's own paper is seen by whoever reads the office, and chosen by its perencana alone. Sent empty, the form keeps
nothing, and takes no template out of use (409).
"""

_K = "k/<kantor:slug>/<periode:periode>/dokumen/templat/"
_READ = {"GET": (302, 200, 200, 200, 200, 200, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    _K: _READ,
    _K + "contoh.docx": _READ,
    _K + "<int:nomor_templat>/templat.docx": _READ,
    _K + "unggah/": {"GET": (302, 404, 404, 404, 200, 404, 404, 404), "POST": (302, 404, 404, 404, 409, 404, 404, 404)},
    _K + "<int:nomor_templat>/cabut/": {
        "GET": (302, 404, 404, 404, 200, 404, 404, 404),
        "POST": (302, 404, 404, 404, 409, 404, 404, 404),
    },
}
