"""The models, one module per noun; register tables are built from the content pack's schemas."""

from tolok.store.models.kantor import Bidang, Pemda, Pengguna, Peran, PerangkatDaerah
from tolok.store.models.pengukuran import Langkah, Realisasi
from tolok.store.models.register import Alias, Kiriman, Potret, RegisterRow, register_model, register_models, schemas
from tolok.store.models.rencana import Definisi, IndikatorKantor, Target
from tolok.store.models.riwayat import LogPerubahan

__all__ = [
    "Alias",
    "Bidang",
    "Definisi",
    "IndikatorKantor",
    "Kiriman",
    "Langkah",
    "LogPerubahan",
    "Pemda",
    "Pengguna",
    "Peran",
    "PerangkatDaerah",
    "Potret",
    "Realisasi",
    "RegisterRow",
    "Target",
    "register_model",
    "register_models",
    "schemas",
]
