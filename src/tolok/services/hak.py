"""Rights: which role may do what, as one table. Steps of approval stand in measurement.approval; nothing else decides.

A right that a role lacks for good does not exist for it (404); a deny (`Larangan`) takes any right away.
"""

from typing import Literal, get_args

from tolok.measurement.approval import Role

Hak = Literal[
    "lihat_kantor",
    "lihat_wilayah",
    "lihat_baris",
    "coba_rumus",
    "ungkap_identitas",
    "hapus_identitas",
    "lihat_akses_identitas",
    "terima_data",
    "koreksi_baris",
    "isi_pengawasan",
    "jawab_pengawasan",
    "kelola_survei",
    "kelola_rencana",
    "kelola_iku_kota",
    "kelola_perjanjian",
    "kelola_target",
    "usul_definisi",
    "tetapkan_definisi",
    "kelola_periode",
    "hitung_angka",
    "ketik_angka",
    "tulis_penjelasan",
    "tulis_laporan",
    "lampirkan_bukti",
    "buka_kembali",
    "kelola_dokumen",
    "cetak_draf",
    "kelola_orang",
    "kelola_sistem",
]
DAFTAR_HAK: tuple[Hak, ...] = get_args(Hak)

_STAFF: frozenset[Role] = frozenset({"operator", "verifikator", "kepala_dinas", "perencana"})

HAK: dict[Hak, frozenset[Role]] = {
    "lihat_kantor": _STAFF | {"inspektorat", "admin_pemda"},
    # With a role in a province or ministry: what its offices published, and their totals; never a row.
    "lihat_wilayah": _STAFF | {"inspektorat"},
    # Rows are people's and cooperatives' own data: an administrator of accounts has no business in them.
    "lihat_baris": _STAFF | {"inspektorat"},
    "coba_rumus": _STAFF | {"inspektorat", "admin_pemda"},
    "ungkap_identitas": frozenset({"operator", "inspektorat"}),
    # Erasing cannot be undone, so the head of the office decides; who looked at whom is for those who oversee.
    "hapus_identitas": frozenset({"kepala_dinas"}),
    "lihat_akses_identitas": frozenset({"kepala_dinas", "inspektorat"}),
    "terima_data": frozenset({"operator"}),
    "koreksi_baris": frozenset({"operator"}),
    # LKE, findings and recommendations belong to those who examine.
    "isi_pengawasan": frozenset({"inspektorat"}),
    # The office answers: its own assessment, and what it did about a recommendation.
    "jawab_pengawasan": frozenset({"operator"}),
    "kelola_survei": frozenset({"operator"}),
    "kelola_rencana": frozenset({"perencana"}),
    # The pemda's own indicators: its administrator, and the planners of its offices.
    "kelola_iku_kota": frozenset({"perencana", "admin_pemda"}),
    # He lays the agreements down; those who promise sign them on paper.
    "kelola_perjanjian": frozenset({"perencana"}),
    "kelola_target": frozenset({"perencana"}),
    "usul_definisi": frozenset({"operator", "verifikator", "perencana"}),
    "tetapkan_definisi": frozenset({"kepala_dinas"}),
    "kelola_periode": frozenset({"perencana"}),
    "hitung_angka": frozenset({"operator", "perencana"}),
    "ketik_angka": frozenset({"operator"}),
    "tulis_penjelasan": frozenset({"operator", "verifikator"}),
    # The words of the yearly report: whoever plans it, and those who answer for the figures in it.
    "tulis_laporan": frozenset({"perencana", "verifikator"}),
    "lampirkan_bukti": frozenset({"operator", "verifikator", "inspektorat"}),
    "buka_kembali": frozenset({"perencana"}),
    # The office's own letterhead on its documents: whoever writes the plans.
    "kelola_dokumen": frozenset({"perencana"}),
    # A draft on paper is for those who work on it, and for who reviews it before it is sent (PermenPANRB 53/2014).
    "cetak_draf": _STAFF | {"inspektorat"},
    "kelola_orang": frozenset({"admin_pemda"}),
    "kelola_sistem": frozenset({"admin_pemda"}),
}
