"""`contoh` and `terima` on a folder, without Django."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import tolok_koperasi
from tolok.cli.output import print_issues, print_json, print_table, say
from tolok.contoh import write_contoh
from tolok.registers.delivery_header import HeaderHints
from tolok.registers.folder import receive_folder
from tolok.registers.load import load_schemas
from tolok.registers.wilayah import load_tree
from tolok.values.number import format_angka


def write_example(folder: Path, usaha: int | None, seed: int, as_json: bool) -> None:
    """Write the invented deliveries and say what was written."""
    report = write_contoh(folder, seed=seed, usaha=usaha, ukuran="penuh")
    if as_json:
        files = [
            {
                "berkas": str(one.berkas), "register": one.register, "tahun": one.tahun, "pemda": one.pemda,
                "baris": one.baris, "karantina": len(one.karantina),
            }
            for one in report.berkas
        ]  # fmt: skip
        print_json({"folder": str(report.folder), "benih": report.seed, "berkas": files})
        return
    rows = [(str(one.berkas), one.register, str(one.tahun), format_angka(one.baris)) for one in report.berkas]
    print_table(f"Kiriman contoh di {folder} (dikarang)", ("Berkas", "Register", "Tahun", "Baris"), rows, (3,))


def receive(folder: Path, options: Mapping[str, str | None], now: datetime, as_json: bool) -> int:
    """Receive DIR/kiriman; 0 all received, 1 something was refused or set aside."""
    hints = HeaderHints(
        register=options["register"], periode=options["periode"], pemda=options["pemda"],
        perangkat_daerah=options["perangkat_daerah"],
        cakupan=tuple(code.strip() for code in (options["cakupan"] or "").split(",") if code.strip()) or None,
    )  # fmt: skip
    schemas = load_schemas(tolok_koperasi.FOLDER / "register")
    quiet = as_json
    report = receive_folder(
        folder,
        schemas,
        load_tree(),
        now=now,
        defaults=hints,
        progress=None if quiet else lambda name: say(f"Memeriksa {name}"),
    )
    if as_json:
        print_json(report.as_dict())
    else:
        rows = [
            (
                one.berkas,
                one.status,
                *(format_angka(one.jumlah.get(key, 0)) for key in ("bersih", "karantina", "baru", "berubah")),
            )
            for one in report.berkas
        ]
        print_table("Kiriman", ("Berkas", "Status", "Bersih", "Karantina", "Baru", "Berubah"), rows, (2, 3, 4, 5))
        print_issues([issue for one in report.berkas for issue in one.issues], as_json=False)
    return 0 if all(one.status != "ditolak" and not one.jumlah.get("karantina") for one in report.berkas) else 1
