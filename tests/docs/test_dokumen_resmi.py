"""The page of official documents: every kind has its section, a command that prints, and a picture that can be drawn."""

import re
import struct
from pathlib import Path

import dokumen_resmi
import pytest
from typer.testing import CliRunner

from tolok.cli.app import app
from tolok.services.jenis_dokumen import JENIS, NAMA_BENTUK

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/acuan/dokumen-resmi.md").read_text(encoding="utf-8")
SECTIONS = {m[1]: m[2] for m in re.finditer(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)}


def size_of(path: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


def test_there_is_one_section_for_each_kind_and_no_other() -> None:
    assert list(SECTIONS) == [kind.nama for kind in JENIS.values()]


@pytest.mark.parametrize("kode", JENIS)
def test_a_section_says_what_it_is_on_what_it_rests_where_it_is_made_and_shows_it(kode: str) -> None:
    section, kind = SECTIONS[JENIS[kode].nama], JENIS[kode]
    assert [part for part in ("| Dasar |", "| Di layar |", f"`tolok cetak {kode} --tahun") if part not in section] == []
    forms = re.search(r"^\| Bentuk \| (.+) \|$", section, re.M)
    assert forms and forms[1].split(", ") == [NAMA_BENTUK[one] for one in kind.bentuk]
    assert f"](../gambar/dokumen/{kode}.png)" in section


@pytest.mark.parametrize("kode", JENIS)
def test_every_kind_has_a_picture_that_is_wide_enough_and_small(kode: str) -> None:
    path = ROOT / f"docs/gambar/dokumen/{kode}.png"
    assert size_of(path)[0] == dokumen_resmi.WIDTH
    assert path.stat().st_size < 120_000


def test_every_page_shown_can_be_printed_from_the_demonstration_and_drawn(db, tmp_path) -> None:
    made = dokumen_resmi.draw(tmp_path)
    assert [one.stem for one in made] == list(JENIS)
    for one in made:
        assert one.stat().st_size < 120_000
        assert size_of(one) == size_of(ROOT / f"docs/gambar/dokumen/{one.name}"), f"{one.name}: run `make docs`"


@pytest.mark.parametrize("kode", JENIS)
def test_the_command_that_is_told_writes_that_document(db, kode: str, tmp_path) -> None:
    told = re.search(r"`tolok (cetak .+?)`", SECTIONS[JENIS[kode].nama])
    assert told
    *words, file = told[1].split()
    done = CliRunner().invoke(app, [*words, str(tmp_path / file), "--perangkat-daerah", dokumen_resmi.KANTOR])
    assert done.exit_code == 0, done.output
    assert (tmp_path / file).stat().st_size > 5_000


def test_a_kind_that_nobody_described_stops_the_manual(monkeypatch) -> None:
    monkeypatch.setattr("tolok.services.jenis_dokumen.JENIS", {**JENIS, "baru": JENIS["iku"]})
    with pytest.raises(KeyError, match="baru"):
        dokumen_resmi.written()


def test_a_picture_that_stays_too_large_is_refused(monkeypatch) -> None:
    picture = (ROOT / "docs/gambar/dokumen/iku.png").read_bytes()
    assert dokumen_resmi.small(picture)
    monkeypatch.setattr(dokumen_resmi, "MOST_BYTES", 1000)
    with pytest.raises(ValueError, match="bytes"):
        dokumen_resmi.small(picture)
