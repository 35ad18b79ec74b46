"""The manual is complete, current and true: what the code offers occurs in it, and what it names exists."""

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer
import yaml

from tolok.catalogue.load import load_catalogue
from tolok.catalogue.reading import definisi_from_yaml
from tolok.cli.app import app
from tolok.formula.checker import check
from tolok.formula.finish import REASONS
from tolok.formula.parser import WORDS, parse
from tolok.measurement import capaian
from tolok.registers.load import load_schemas
from tolok.values.issue import Issue
from tolok_koperasi import FOLDER

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *(ROOT / name for name in ("README.md", "DEVELOPERS.md", "ISTILAH.md"))])
KODE = re.compile(r"TLK-[A-Z]\d{3}")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """scripts/docs.py as a module."""
    spec = importlib.util.spec_from_file_location("tolok_manual", ROOT / "scripts/docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- generated pages --------------------------------------------------------------------------------------------------


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_page_that_somebody_edits_between_the_marks_is_stale(generator: ModuleType) -> None:
    page = text_of("docs/acuan/pembulatan.md")
    assert generator.rendered(page) == page
    assert generator.rendered(page.replace("2,35", "2,34")) == page


def test_an_unknown_part_is_refused(generator: ModuleType) -> None:
    with pytest.raises(KeyError):
        generator.rendered("<!-- dibuat: tidak-ada -->\n<!-- akhir: tidak-ada -->")


def test_every_part_that_can_be_made_stands_in_a_page(generator: ModuleType) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert [name for name in generator.PARTS if f"<!-- dibuat: {name} -->" not in written] == []


# --- settings, commands, API, codes -----------------------------------------------------------------------------------


def settings_read() -> set[str]:
    """Every TOLOK_… name in Python and in the Makefile."""
    sources = [*SRC.rglob("*.py"), *(ROOT / "scripts").glob("*.py"), ROOT / "Makefile"]
    return {name for path in sources for name in re.findall(r"\bTOLOK_[A-Z_]+\b", path.read_text(encoding="utf-8"))}


def test_every_setting_occurs_and_no_other() -> None:
    assert "TOLOK_DATA" in settings_read()
    assert set(re.findall(r"^\| `(TOLOK_[A-Z_]+)`", text_of("docs/acuan/pengaturan.md"), re.M)) == settings_read()


def test_every_command_and_option_occurs() -> None:
    page = text_of("docs/acuan/perintah.md")
    missing = []
    for name, command in typer.main.get_command(app).commands.items():
        part = re.search(rf"^## tolok {name}$(.*?)(?=^## |\Z)", page, re.M | re.S)
        assert part, name
        spelt = [option for one in command.params for option in one.opts if one.param_type_name == "option"]
        missing += [f"{name} {option}" for option in spelt if option not in part[1]]
    assert missing == []


def test_every_exit_code_occurs() -> None:
    promised = re.findall(r"\b(\d+) [a-z]", ast.get_docstring(ast.parse(text_of("src/tolok/cli/app.py"))) or "")
    assert promised[:2] == ["0", "1"]
    page = text_of("docs/acuan/perintah.md")
    assert [code for code in promised if f"| {code} |" not in page] == []


def codes_in_source() -> set[str]:
    """Every issue code that occurs in Python, apart from the example in the docstring of Issue."""
    found = {code for path in SRC.rglob("*.py") for code in KODE.findall(path.read_text(encoding="utf-8"))}
    return found - (set(KODE.findall(Issue.__doc__ or "")) - {"TLK-F012"})


def test_every_issue_code_occurs_and_no_other() -> None:
    page = text_of("docs/acuan/kode-masalah.md").partition("## Kode menurut paket")[0]
    listed = re.findall(r"^\| (TLK-[A-Z]\d{3}) \|", page, re.M)
    assert len(listed) == len(set(listed))
    assert set(listed) == codes_in_source()


def test_every_issue_code_says_what_it_means_and_what_to_do() -> None:
    page = text_of("docs/acuan/kode-masalah.md").partition("## Kode menurut paket")[0]
    rows = re.findall(r"^\| TLK-[A-Z]\d{3} \|(.*)\|(.*)\|$", page, re.M)
    assert len(rows) > 100
    assert [row for row in rows if len(row[0].strip()) < 15 or not row[1].strip()] == []


def test_no_page_names_a_code_that_nobody_raises() -> None:
    named = {code for path in PAGES for code in KODE.findall(path.read_text(encoding="utf-8"))}
    assert named - codes_in_source() == set()


def test_every_api_path_occurs(generator: ModuleType) -> None:
    page = text_of("docs/acuan/api.md")
    paths = generator.openapi()["paths"]
    assert len(paths) >= 2
    assert [path for path in paths if path not in page] == []


def test_every_key_of_a_figure_in_the_api_occurs() -> None:
    tree = ast.parse(text_of("src/tolok/api/operations.py"))
    shapes = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name in ("_figure", "_vintage")]
    keys = {
        k.value
        for one in shapes
        for d in ast.walk(one)
        if isinstance(d, ast.Dict)
        for k in d.keys
        if isinstance(k, ast.Constant)
    }
    page = text_of("docs/acuan/api.md")
    assert "nilai" in keys
    assert [key for key in keys - {"kode", "nama"} if f"`{key}`" not in page] == []


# --- the formula language ---------------------------------------------------------------------------------------------


def grammar_words() -> set[str]:
    """The words of the grammar itself: terminals in quotes, and pairs such as `tahun lalu`."""
    grammar = text_of("src/tolok/formula/grammar.lark")
    single = set(re.findall(r'"([a-z]{2,})"', grammar))
    pairs = {f"{a} {b}" for a, b in re.findall(r"/(?:\S*\|)?([a-z]+)\\s\+([a-z]+)", grammar)}
    return single | pairs


def test_every_formula_word_occurs() -> None:
    page = text_of("docs/acuan/bahasa-rumus.md")
    assert {"banyak", "awal periode", "dalam triwulan"} <= grammar_words() | set(WORDS)
    assert [word for word in sorted(grammar_words() | set(WORDS)) if f"| `{word}" not in page] == []


def test_every_reason_occurs_in_order() -> None:
    page = text_of("docs/acuan/bahasa-rumus.md")
    places = [page.find(f"| `{reason}` |") for reason in REASONS]
    assert -1 not in places
    assert places == sorted(places)


def test_every_reason_and_note_of_capaian_occurs() -> None:
    page = text_of("docs/acuan/kebijakan-capaian.md")
    texts = [value for name, value in vars(capaian).items() if name.isupper() and isinstance(value, str)]
    assert len(texts) >= 8
    assert [text for text in texts if text not in page] == []


def formulas() -> list[str]:
    return re.findall(r"```rumus\n(.*?)```", text_of("docs/acuan/bahasa-rumus.md"), re.S)


def test_every_formula_shown_is_understood() -> None:
    vocabulary = load_catalogue(FOLDER).vocabulary(load_schemas(FOLDER / "register"), 2024)
    assert len(formulas()) >= 5
    for formula in formulas():
        assert check(parse(formula), vocabulary).unit is not None


def test_the_worked_example_of_a_definition_loads() -> None:
    shown = re.search(r"^   ```yaml\n(.*?)^   ```", text_of("DEVELOPERS.md"), re.M | re.S)
    assert shown
    issues: list[Issue] = []
    raw = yaml.safe_load(re.sub(r"^   ", "", shown[1], flags=re.M))
    definisi = definisi_from_yaml(raw, "KOP-09.yaml", issues)
    assert issues == []
    vocabulary = load_catalogue(FOLDER).vocabulary(load_schemas(FOLDER / "register"), 2024)
    assert str(check(parse(definisi.latest.formula or ""), vocabulary).unit) == definisi.satuan


# --- registers and indicators -----------------------------------------------------------------------------------------


def test_every_register_column_and_indicator_occurs() -> None:
    registers, indicators = text_of("docs/acuan/register.md"), text_of("docs/acuan/indikator.md")
    schemas = load_schemas(FOLDER / "register")
    columns = [k.nama for schema in schemas.values() for k in schema.kolom]
    assert [nama for nama in (*schemas, *columns) if nama not in registers] == []
    assert [kode for kode in load_catalogue(FOLDER).indikator if f"## {kode} " not in indicators] == []


# --- links, names, addresses ------------------------------------------------------------------------------------------


def links() -> Iterator[tuple[Path, str]]:
    for path in PAGES:
        prose = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            yield path, target


def anchors(path: Path) -> set[str]:
    """Headings as GitHub turns them into anchors."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere() -> None:
    broken = []
    for path, target in links():
        file, _, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        if not aim.is_file() or (anchor and anchor not in anchors(aim)):
            broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert len(list(links())) > 40
    assert broken == []


def test_every_page_of_the_manual_can_be_reached() -> None:
    linked = {(path.parent / target.partition("#")[0]).resolve() for path, target in links()}
    notes = ROOT / "docs/keputusan"
    assert [str(page) for page in PAGES if page not in linked and page.parent != notes and page.name != "README.md"] == []


def test_every_picture_is_used_and_small() -> None:
    pictures = sorted((ROOT / "docs/gambar").rglob("*.png"))
    used = {(path.parent / target).resolve() for path, target in links() if target.endswith(".png")}
    assert [path.name for path in pictures if path.resolve() not in used] == []
    assert [path.name for path in pictures if path.stat().st_size > 250_000] == []


def test_the_developers_page_names_code_that_exists() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)(?:: (\w+))?`", text_of("DEVELOPERS.md"))
    assert len(named) > 30
    wrong = []
    for path, name in named:
        file = next((one for one in (SRC / "tolok" / path, ROOT / path) if one.is_file()), None)
        if file is None or (name and not re.search(rf"^(?:def|class) {name}\b|^{name}\b", file.read_text("utf-8"), re.M)):
            wrong.append(f"{path}: {name}")
    assert wrong == []


def test_the_developers_page_names_every_package_and_every_kind_of_test() -> None:
    page = text_of("DEVELOPERS.md")
    packages = [path.parent.name for path in (SRC / "tolok").glob("*/__init__.py")]
    kinds = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert [name for name in packages if f"  {name}/" not in page] == []
    assert [name for name in kinds if f"`tests/{name}`" not in page] == []


def test_decision_notes_are_numbered_and_say_context_choice_and_price() -> None:
    notes = sorted((ROOT / "docs/keputusan").glob("*.md"))
    assert [int(path.name[:4]) for path in notes] == list(range(1, len(notes) + 1))
    for path in notes:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert [part for part in ("**Context.**", "**Choice.**", "**Price.**") if part not in text] == [], path.name


def glossary() -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text_of("ISTILAH.md").splitlines()
        if line.startswith("|")
    ]
    return [row for row in rows if row[0] not in ("Term", "---")]


def test_the_glossary_names_code_that_exists_and_each_term_once() -> None:
    words = {
        word
        for path in [*SRC.rglob("*.py"), *SRC.rglob("*.yaml")]
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    }
    names = {name for row in glossary() for name in re.findall(r"`(\w+)`", row[3])}
    terms = [row[0] for row in glossary()]
    assert len(terms) == len(set(terms)) > 60
    assert names - words == set()


def test_the_glossary_gives_every_term_a_meaning_and_an_origin() -> None:
    assert [row[0] for row in glossary() if len(row) != 5 or not all(row[:4])] == []


def test_the_readme_tells_the_two_commands_that_ci_runs() -> None:
    readme, makefile = text_of("README.md"), text_of("Makefile")
    assert "make test" in text_of(".ci/run")
    for target in ("run", "test"):
        assert re.search(rf"^{target}:", makefile, re.M)
        assert re.search(rf"^make {target}\b", readme, re.M), target


def test_every_make_target_named_in_a_page_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), re.M))
    named = {name for path in PAGES for name in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert "docs" in named
    assert named - targets == set()


def test_no_page_names_a_registry_or_a_place_on_some_machine() -> None:
    wrong = re.compile(r"pypi|npmjs|files\.pythonhosted|index-url|proxy\.golang|(?<![\w.])/(?:work|tmp|home|root)\b", re.I)
    own = {"http://127.0.0.1:8000", "http://127.0.0.1:8000/k/35.75-2.17/2023/UM-01/"}
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert wrong.search(text) is None, path.name
        assert set(re.findall(r"https?://[^\s`)|]+", text)) <= own, path.name
