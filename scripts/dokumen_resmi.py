"""The manual's page of official documents: one section and one picture for each kind, both from what the code prints.

`document_part` writes the sections (called by docs.py, without a database). Run by itself this draws the pictures, from a
copy of the demonstration that is thrown away afterwards: python scripts/dokumen_resmi.py [FOLDER]
"""

import io
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]
WRITTEN = ROOT / "docs/acuan/dokumen-resmi.yaml"
PICTURES = ROOT / "docs/gambar/dokumen"
KANTOR = "35.75/2.17"
WIDTH, COLOURS, MOST_BYTES = 900, 48, 120_000
"""Pixels across, colours left of it, and how large a picture may be."""


def written() -> dict[str, dict[str, Any]]:
    """What is written by hand about each kind, by its code. KeyError where a kind has no entry, or an entry no kind."""
    from tolok.services.jenis_dokumen import JENIS

    content: dict[str, dict[str, Any]] = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    if set(content) != set(JENIS):
        raise KeyError(f"dokumen-resmi.yaml: {sorted(set(content) ^ set(JENIS))}")
    return content


def document_part() -> str:
    """The sections in the order in which the screen shows the kinds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tolok.config.settings")
    import django

    django.setup()
    from tolok.services.jenis_dokumen import JENIS

    entries = written()
    return "\n\n".join(_section(kode, JENIS[kode], entries[kode]) for kode in JENIS)


def _section(kode: str, kind: Any, entry: Mapping[str, Any]) -> str:
    from tolok.services.jenis_dokumen import NAMA_BENTUK

    rows = (
        ("Dasar", entry["dasar"]),
        ("Di layar", f"{entry['layar']} ([caranya](../cara/{entry['cara']}.md))"),
        ("Perintah", f"`{command(kode, kind.bentuk[0], entry['cetak'])}`"),
        ("Bentuk", ", ".join(NAMA_BENTUK[one] for one in kind.bentuk)),
        ("Dibedakan menurut", ", ".join(sorted(one.replace("_", " ") for one in {"tahun", *kind.pilihan}))),
    )
    table = "\n".join(["| Hal | Isi |", "|---|---|", *(f"| {name} | {text} |" for name, text in rows)])
    picture = f"![{kind.nama}: {entry['gambar']}](../gambar/dokumen/{kode}.png)"
    return f"## {kind.nama}\n\n{entry['apa']}\n\n{table}\n\n{picture}"


def command(kode: str, bentuk: str, options: Mapping[str, Any]) -> str:
    """The command line that prints what the picture shows."""
    chosen = " ".join(f"--{name} {value}" for name, value in options.items())
    return f"tolok cetak {kode} {chosen} --keluar {'-'.join([kode, *map(str, options.values())]).lower()}.{bentuk}"


def draw(folder: Path) -> list[Path]:
    """One picture for each kind, of the demonstration that TOLOK_DATA names. Raises IssueError where one cannot be made."""
    from tolok.services.cetak import dokumen_of
    from tolok.services.permintaan_cetak import PermintaanCetak
    from tolok.store.models import PerangkatDaerah
    from tolok.values.instant import WIB
    from tolok.writing.pdf import page_pictures

    at = datetime(2025, 2, 1, 9, tzinfo=WIB)
    kantor = PerangkatDaerah.objects.get(kode=KANTOR)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for kode, entry in written().items():
        sheet = dokumen_of(PermintaanCetak(kantor=kantor, jenis=kode, at=at, **entry["cetak"])).sheet
        pages = page_pictures(sheet, ppi=150, most=entry["halaman"])
        if len(pages) < entry["halaman"]:
            raise ValueError(f"{kode}: {len(pages)} pages")
        made.append(folder / f"{kode}.png")
        made[-1].write_bytes(small(pages[-1]))
    return made


def small(picture: bytes) -> bytes:
    """A page in WIDTH pixels and as few colours as its words and lines need. ValueError where it stays too large."""
    from PIL import Image

    page = Image.open(io.BytesIO(picture)).convert("RGB")
    page = page.resize((WIDTH, round(page.height * WIDTH / page.width)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    # Coverage keeps colours that few pixels have: the red rule of what is missing, the blue of a line.
    few = page.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    if out.tell() > MOST_BYTES:
        raise ValueError(f"{out.tell()} bytes")
    return out.getvalue()


def main() -> None:
    from demo_template import copy_demo

    with tempfile.TemporaryDirectory() as data:
        os.environ |= {**copy_demo(Path(data)), "DJANGO_SETTINGS_MODULE": "tolok.config.settings"}
        import django

        django.setup()
        made = draw(Path(sys.argv[1]) if sys.argv[1:] else PICTURES)
    print(f"{len(made)} pictures, {sum(one.stat().st_size for one in made) // 1000} kB")


if __name__ == "__main__":
    main()
