"""The contrast table of the visual direction, recomputed from the style sheet that is served."""

import re
from itertools import product
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "src/tolok/web/static/tolok/tolok.css").read_text(encoding="utf-8")
STATIC = Path(__file__).resolve().parents[2] / "src/tolok/web/static/tolok"

TEXT, GRAPHIC = 4.5, 3.0
PAIRS = [  # (front, back, limit)
    *((front, back, TEXT) for front, back in product(("tinta", "tinta-2", "tinta-3", "aksen"), ("lembar", "kertas"))),
    ("aksen", "aksen-lembut", TEXT),
    ("tinta", "aksen-lembut", TEXT),
    ("tinta-2", "aksen-lembut", TEXT),
    ("di-aksen", "aksen", TEXT),
    ("di-aksen", "aksen-kuat", TEXT),
    *((nada, back, TEXT) for nada in ("baik", "waspada", "buruk") for back in ("lembar", "kertas", f"{nada}-l")),
    ("netral", "netral-l", TEXT),
    ("tinta", "buruk-l", TEXT),
    *((front, "lembar-2", TEXT) for front in ("tinta", "tinta-2", "tinta-3", "aksen")),
    ("garis-kuat", "lembar", GRAPHIC),
    ("garis-kuat", "kertas", GRAPHIC),
]
PRINTED = {  # as printed in the visual direction
    "terang": {("tinta", "lembar"): 16.6, ("tinta-3", "kertas"): 5.0, ("di-aksen", "aksen"): 8.5, ("fokus", "tinta"): 10.7},
    "gelap": {("tinta", "lembar"): 14.0, ("tinta-3", "kertas"): 6.7, ("di-aksen", "aksen"): 8.7, ("fokus", "lembar"): 10.9},
}


def tokens(start: str) -> dict[str, str]:
    """Colours of the first block that begins with `start`."""
    block = CSS.split(start, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):(#[0-9A-Fa-f]{6})", block))


LIGHT, DARK = tokens(":root{"), tokens("[data-tema=gelap]{")
THEMES = {"terang": LIGHT, "gelap": LIGHT | DARK}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(front: str, back: str) -> float:
    high, low = sorted((luminance(front), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tema", THEMES)
@pytest.mark.parametrize(("front", "back", "limit"), PAIRS)
def test_every_pair_of_colours_reaches_its_limit(tema: str, front: str, back: str, limit: float) -> None:
    assert contrast(THEMES[tema][front], THEMES[tema][back]) >= limit


@pytest.mark.parametrize("tema", THEMES)
def test_the_figures_of_the_visual_direction_come_out_of_the_style_sheet(tema: str) -> None:
    computed = {pair: round(contrast(THEMES[tema][pair[0]], THEMES[tema][pair[1]]), 1) for pair in PRINTED[tema]}
    assert computed == pytest.approx(PRINTED[tema], abs=0.1)


def test_the_dark_theme_is_the_same_by_choice_and_by_device() -> None:
    assert tokens(":root:not([data-tema=terang]){") == DARK
    assert LIGHT.keys() - DARK.keys() == {"fokus"}


def test_every_colour_that_is_used_is_a_token() -> None:
    allowed = {"#0B5272", "#7FA9BC", "#fff"}  # the sign-in panel is the same in both themes
    for name in ("tolok.css", "kerja.css", "beranda.css", "masuk.css"):
        text = (STATIC / name).read_text(encoding="utf-8")
        rules = re.sub(r"--[\w-]+:#[0-9A-Fa-f]{3,6}", "", text)
        assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", rules)) <= allowed, name
        used = set(re.findall(r"var\(--([\w-]+)\)", text))
        assert used <= THEMES["terang"].keys() | {"garis-fokus", "cincin"}, name


def test_style_sheets_stay_small() -> None:
    assert (STATIC / "tolok.css").stat().st_size <= 15_000
    others = {path.name: path.stat().st_size for path in STATIC.glob("*.css") if path.name != "tolok.css"}
    assert {name: size for name, size in others.items() if size > 11_000} == {}  # a page loads one or two of them
