"""The models, one module per noun; register tables are built from the content pack's schemas."""

from tolok.store.models.kantor import Bidang, Larangan, Pemda, Pengguna, Peran, PerangkatDaerah, TokenApi
from tolok.store.models.pengawasan import NilaiLke, TindakLanjut
from tolok.store.models.pengukuran import Bukti, Langkah, Penjelasan, PeriodePengukuran, Realisasi
from tolok.store.models.register import (
    Alias,
    Identitas,
    Kiriman,
    Pekerjaan,
    Potret,
    RegisterRow,
    Unggahan,
    register_model,
    register_models,
    schemas,
)
from tolok.store.models.rencana import (
    Anggaran,
    Definisi,
    DefinisiKantor,
    Dukungan,
    IndikatorKantor,
    IndikatorKota,
    Program,
    Sasaran,
    Target,
    UsulDefinisi,
)
from tolok.store.models.riwayat import LogPerubahan
from tolok.store.models.skm import JawabanSkm, Layanan, PenggunaLayanan, PerangkatSkm

__all__ = [
    "Alias",
    "Anggaran",
    "Bidang",
    "Bukti",
    "Definisi",
    "DefinisiKantor",
    "Dukungan",
    "Identitas",
    "IndikatorKantor",
    "IndikatorKota",
    "JawabanSkm",
    "Kiriman",
    "Langkah",
    "Larangan",
    "Layanan",
    "LogPerubahan",
    "NilaiLke",
    "Pekerjaan",
    "Pemda",
    "Pengguna",
    "PenggunaLayanan",
    "Penjelasan",
    "Peran",
    "PerangkatDaerah",
    "PerangkatSkm",
    "PeriodePengukuran",
    "Potret",
    "Program",
    "Realisasi",
    "RegisterRow",
    "Sasaran",
    "Target",
    "TindakLanjut",
    "TokenApi",
    "Unggahan",
    "UsulDefinisi",
    "register_model",
    "register_models",
    "schemas",
]
