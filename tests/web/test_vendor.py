"""The vendored font is the recorded one, and its record, licence and style sheet agree."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/tolok/web/static/tolok"


def vendor_assets():
    spec = importlib.util.spec_from_file_location("vendor_assets", ROOT / "scripts/vendor_assets.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_vendored_file_has_its_recorded_hash() -> None:
    assert vendor_assets().differing() == []


def test_the_record_names_every_file_with_its_hash_and_no_address() -> None:
    record = (STATIC / "VENDOR.md").read_text(encoding="utf-8")
    for name, digest in vendor_assets().FILES.items():
        assert f"| {name} |" in record and digest in record
    assert "://" not in record
    there = {str(path.relative_to(STATIC)) for folder in ("font", "vendor") for path in (STATIC / folder).iterdir()}
    assert there == set(vendor_assets().FILES)


def test_the_style_sheet_uses_the_vendored_fonts_and_no_others() -> None:
    css = (STATIC / "tolok.css").read_text(encoding="utf-8")
    fonts = {name for name in vendor_assets().FILES if name.endswith(".woff2")}
    assert {part.split(")")[0] for part in css.split("url(")[1:]} == fonts
