"""Every page in every state keeps the rules of the house: language, headings, captions, no inline style or script."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tolok.values.issue import Issue
from tolok.web import read_models
from tolok.web.mathml import clean_mathml
from tolok.web.pages import TEMPLATES, render_page, theme_of
from tolok.web.read_models import Angka, Pesan, Sel, Tabel
from web.sample_pages import PAGES

VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "rect", "line", "circle"}


class Tree(HTMLParser):
    """Start tags with their attributes and open ancestors; text by the innermost open tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.stack: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), tuple(self.stack)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), tuple(self.stack)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(tag)

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs, _ in self.tags if tag in names]


def read(page: object, tema: str = "") -> tuple[str, Tree]:
    html = render_page(page, tema=tema)
    tree = Tree()
    tree.feed(html)
    return html, tree


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> object:
    return PAGES[request.param]


def test_tags_are_closed_in_the_order_in_which_they_were_opened(page: object) -> None:
    _, tree = read(page)
    assert (tree.faults, tree.stack) == ([], [])


def test_a_page_is_indonesian_has_one_h1_and_a_way_past_the_navigation(page: object) -> None:
    html, tree = read(page)
    assert tree.named("html")[0]["lang"] == "id"
    assert len(tree.named("h1")) == 1
    assert 'href="#isi"' in html and len([a for a in tree.named("main") if a.get("id") == "isi"]) == 1


def test_nothing_needs_an_exception_from_the_content_security_policy(page: object) -> None:
    html, tree = read(page)
    own = re.sub(r'<script src="/static/tolok/[\w/.-]+" defer></script>', "", html)  # a file of ours, never anything inline
    assert "<script" not in own and "<style" not in html and "javascript:" not in html
    for _, attributes, _ in tree.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_nothing_is_fetched_from_elsewhere(page: object) -> None:
    _, tree = read(page)
    for _, attributes, _ in tree.tags:
        for name in ("href", "src", "action"):
            assert not re.match(r"(https?:)?//", attributes.get(name) or "")


def test_every_table_has_a_caption_and_scoped_heads(page: object) -> None:
    html, tree = read(page)
    assert len(tree.named("caption")) == len(tree.named("table"))
    assert all(attributes.get("scope") for attributes in tree.named("th"))
    assert "<caption></caption>" not in html


def test_every_picture_speaks_or_is_silent_on_purpose(page: object) -> None:
    _, tree = read(page)
    for tag, attributes, _ in tree.tags:
        if tag in ("img", "svg"):
            assert attributes.get("aria-hidden") == "true" or (
                attributes.get("role") == "img" and attributes.get("aria-label")
            )


def test_every_field_has_a_label_and_ids_are_unique(page: object) -> None:
    _, tree = read(page)
    ids = [attributes["id"] for _, attributes, _ in tree.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {attributes.get("for") for attributes in tree.named("label")}
    for attributes in tree.named("input", "select", "textarea"):
        assert attributes.get("type") == "hidden" or attributes.get("id") in labelled
        described = (attributes.get("aria-describedby") or "").split()
        assert set(described) <= set(ids)


def test_every_glyph_and_pattern_that_is_used_exists(page: object) -> None:
    html, tree = read(page)
    ids = {attributes["id"] for _, attributes, _ in tree.tags if attributes.get("id")}
    used = {attributes["href"].removeprefix("#") for attributes in tree.named("use")}
    used |= set(re.findall(r"url\(#([\w-]+)\)", html))
    assert used <= ids


def test_drawn_lengths_never_carry_a_decimal_comma(page: object) -> None:
    _, tree = read(page)
    for tag, attributes, ancestors in tree.tags:
        if "svg" in (tag, *ancestors):
            for name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "viewbox"):
                assert "," not in (attributes.get(name) or "")


def test_a_page_has_at_most_one_main_button(page: object) -> None:
    if isinstance(page, read_models.HalamanSistemDesain):
        return
    html, _ = read(page)
    assert len(re.findall(r'class="tombol utama', html)) <= 1


def test_a_signed_in_page_shows_both_clocks_and_that_the_data_are_invented(page: object) -> None:
    konteks = page.kerangka.konteks  # type: ignore[attr-defined]  # every page has a frame
    if konteks is None:
        return
    html, _ = read(page)
    assert "Periode <a" in html and "Sebagaimana diketahui <a" in html and 'class="contoh">Data contoh' in html


def test_every_read_model_of_a_page_has_a_template_and_a_sample() -> None:
    models = {value for name, value in vars(read_models).items() if name.startswith("Halaman")}
    assert set(TEMPLATES) == models == {type(page) for page in PAGES.values()}


@pytest.mark.parametrize(("cookie", "attribute"), [("gelap", ' data-tema="gelap"'), ("terang", ' data-tema="terang"'),
                                                   ("ikut", ""), ('"><script>', "")])  # fmt: skip
def test_a_theme_is_chosen_by_the_server_and_only_from_the_two(cookie: str, attribute: str) -> None:
    assert f'<html lang="id"{attribute}>' in render_page(PAGES["beranda"], tema=theme_of(cookie))


def test_a_past_knowledge_tints_the_line_and_offers_the_way_back() -> None:
    html, _ = read(PAGES["indikator-lampau"])
    assert 'class="konteks lampau"' in html and "Anda melihat keadaan 12 Agustus 2024." in html
    assert "Kembali ke hari ini" in html and 'class="angka bingkai' in html


def test_a_missing_figure_is_a_reason_and_never_a_zero() -> None:
    html, _ = read(PAGES["indikator-tanpa-angka"])
    assert '<p class="alasan">Belum ada angka: tidak ada data</p>' in html
    assert 'class="angka"' not in html


def test_a_replaced_figure_is_struck_through_and_leads_to_the_one_in_force() -> None:
    html, _ = read(PAGES["terbitan"])
    assert "<s>7,41</s>" in html and "Lihat terbitan yang berlaku" in html


def test_the_figure_stands_in_the_button_that_decides() -> None:
    html, _ = read(PAGES["langkah-setujui"])
    assert '<button class="tombol utama">Setujui 5,38%</button>' in html


def test_an_anonymous_reader_sees_the_way_to_sign_in_and_nobodys_name() -> None:
    html, _ = read(PAGES["galat-404"])
    assert 'href="/masuk">Masuk</a>' in html and "Ratna" not in html and "Keluar" not in html


def test_rows_that_do_not_add_up_are_an_alert() -> None:
    html, _ = read(PAGES["baris-kosong"])
    assert 'role="alert"' in html and "Angka ini ditahan" in html


def test_a_word_from_a_register_cannot_become_markup() -> None:
    beranda = PAGES["beranda"]
    html, _ = read(replace(beranda, judul="<script>alert(1)</script>"))
    assert "<script" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "text",
    ["<math><script>1</script></math>", "<math><mi>x</mi>", "<p>x</p>", "<math><mi>x</math></mi>",
     "<math><annotation-xml>x</annotation-xml></math>", "x"],
)  # fmt: skip
def test_only_closed_presentation_mathml_reaches_a_page(text: str) -> None:
    with pytest.raises(ValueError):
        clean_mathml(text)


def test_mathml_keeps_its_words_and_loses_foreign_attributes() -> None:
    text = '<math onclick="x" display="block"><mtext style="y">a &lt; b &amp; c</mtext><mspace/></math>'
    assert clean_mathml(text) == '<math display="block"><mtext>a &lt; b &amp; c</mtext><mspace></mspace></math>'


def test_a_figure_is_a_value_or_a_reason() -> None:
    assert (Angka("1.142", "unit").lengkap, Angka("5,38", "%").lengkap) == ("1.142\N{NO-BREAK SPACE}unit", "5,38%")
    assert Angka(alasan="penyebut nol").lengkap == "penyebut nol"
    for wrong in ({}, {"teks": "1", "alasan": "penyebut nol"}):
        with pytest.raises(ValueError):
            Angka(**wrong)


def test_a_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError):
        Tabel("x", (read_models.Kolom("a"), read_models.Kolom("b")), ((Sel("1"),),))


def test_an_issue_becomes_a_message_with_its_code_in_the_details() -> None:
    issue = Issue("TLK-U002", "salah", "UM-01", "Penyebut nol", "Tidak ada baris.", "Kirim register.")
    message = Pesan.from_issue(issue)
    assert (message.judul, message.isi) == ("Penyebut nol", "UM-01. Tidak ada baris. Kirim register.")
    html, _ = read(replace(PAGES["beranda"], kerangka=replace(PAGES["beranda"].kerangka, pesan=(message,))))
    assert "<summary>Kode</summary>TLK-U002</details>" in html and 'role="alert"' in html
