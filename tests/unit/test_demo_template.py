"""The finished demonstration is thrown away as soon as a part of it changes, also one that works in a process of its own."""

import json
from pathlib import Path

import demo_template
import pytest

READER = "src/tolok/reading/headers.py"
CHECK = "src/tolok/registers/limited.py"


@pytest.fixture
def parts() -> dict[str, str]:
    """What a folder built from today's source would say of the packages that work in a process of their own."""
    return {
        str(path.relative_to(demo_template.ROOT)): demo_template._hash(path) for path in demo_template._limited_modules()
    }


def is_current(folder: Path, parts: dict[str, str]) -> bool:
    (folder / "bagian.json").write_text(json.dumps(parts))
    return demo_template._is_current(folder)


def test_a_folder_of_todays_source_is_kept(tmp_path, parts) -> None:
    assert {READER, CHECK} <= parts.keys()
    assert is_current(tmp_path, parts)


@pytest.mark.parametrize("name", [READER, CHECK])
def test_a_changed_module_of_the_reader_or_the_check_makes_it_anew(name, tmp_path, parts) -> None:
    assert not is_current(tmp_path, {**parts, name: "0" * 64})


def test_a_new_module_makes_it_anew_as_well(tmp_path, parts) -> None:
    del parts[READER]
    assert not is_current(tmp_path, parts)


def test_a_module_that_is_gone_makes_it_anew(tmp_path, parts) -> None:
    assert not is_current(tmp_path, {**parts, "src/tolok/reading/tidak_ada.py": "0" * 64})
