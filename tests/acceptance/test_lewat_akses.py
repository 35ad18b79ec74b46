"""Nothing goes around the access functions: pages and API hold no query of their own; objects come from services."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tolok"
FACES = sorted(path for face in ("web", "api") for path in (SOURCE / face).rglob("*.py"))
# Ways to a row that ask nobody whether the reader may see it.
MANAGERS = {"objects", "_default_manager", "_base_manager"}
LOOKUPS = {"get_object_or_404", "get_list_or_404", "get_model", "register_model", "register_models", "get_user_model"}
RAW = {"cursor", "raw", "connection", "connections"}


def ways_around(source: str) -> list[str]:
    """Every expression in a module that reaches into the database by itself."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS | {"cursor", "raw"}:
            found.append(f"{node.lineno}: .{node.attr}")
        if isinstance(node, ast.Name) and node.id in LOOKUPS | RAW:
            found.append(f"{node.lineno}: {node.id}")
        if isinstance(node, ast.ImportFrom) and node.module == "django.db":
            found += [f"{node.lineno}: {one.name}" for one in node.names if one.name in RAW]
    return found


@pytest.mark.parametrize("path", FACES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_page_and_the_api_reach_objects_through_services_only(path) -> None:
    assert ways_around(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "Realisasi.objects.filter(pk=1)",
        "from tolok.store import models as m\nm.Peran._default_manager.all()",
        "from django.shortcuts import get_object_or_404\nget_object_or_404(Realisasi, pk=1)",
        "from django.db import connection\nconnection.cursor()",
        "register_model('koperasi')",
    ],
)
def test_the_check_sees_each_way_around(source) -> None:
    assert ways_around(source)


def test_the_check_lets_services_be_called() -> None:
    assert ways_around("open_realisasi_for(view.orang, slug, kode, 2023, 0, 1)\nrow.langkah.order_by('id')") == []


def test_there_is_something_to_check() -> None:
    assert {path.name for path in FACES} >= {"angka.py", "akun.py", "orang.py", "urls.py"}
