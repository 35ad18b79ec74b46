"""Who may reach what, by hand: pattern → method → status per reader (the order of harapan_akses.PEMBACA)."""

_O = "k/<kantor:slug>/<periode:periode>/orang/"
# One's own account belongs to everyone who is signed in; an empty form is answered with what is missing.
_OWN = {"GET": (302,) + (200,) * 7, "POST": (302,) + (409,) * 7}
# People and roles are the administrator's alone: for everybody else there is nothing to see and nothing to send.
_LOOK = {"GET": (302, 404, 404, 404, 404, 404, 200, 404), "POST": (302, 405, 405, 405, 405, 405, 405, 404)}
_FORM = {"GET": (302, 404, 404, 404, 404, 404, 200, 404), "POST": (302, 404, 404, 404, 404, 404, 409, 404)}

HARAPAN: dict[str, dict[str, tuple[int, ...]]] = {
    # The second step of signing in leads whoever is not in the middle of it back to the beginning.
    "masuk/kode/": {"GET": (302,) * 8, "POST": (302,) * 8},
    "akun/": {"GET": (302,) + (200,) * 7, "POST": (302,) + (405,) * 7},
    "akun/sandi/": _OWN,
    "akun/autentikator/": _OWN,
    "akun/tanda-tangan/": _OWN,
    "akun/keluar-lain/": {"GET": (302,) + (405,) * 7, "POST": (302,) * 8},
    "akun/token/": _OWN,
    # A token of the operator: another person's does not exist.
    "akun/token/<int:token_pk>/cabut/": {
        "GET": (302, 200, 404, 404, 404, 404, 404, 404),
        "POST": (302, 409, 404, 404, 404, 404, 404, 404),
    },
    _O: _LOOK,
    _O + "tambah/": _FORM,
    _O + "<str:orang>/": _LOOK,
    _O + "<str:orang>/peran/": _FORM,
    _O + "<str:orang>/peran/<int:peran>/cabut/": _FORM,
    _O + "<str:orang>/larangan/": _FORM,
    _O + "<str:orang>/larangan/<int:larangan>/cabut/": _FORM,
    _O + "<str:orang>/sandi/": _FORM,
    _O + "<str:orang>/aktif/": _FORM,
}
