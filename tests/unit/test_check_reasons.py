from pathlib import Path

import pytest
from check_reasons import faults_of, main


def faults(folder: Path, code: str) -> list[str]:
    (folder / "x.py").write_text(code, encoding="utf-8")
    return faults_of(folder / "x.py")


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa", "# noqa: S608", "# NOQA:S608", "# noqa  # names come from a schema", "# noqa: S608  # ok",
        "# noqa: S608, E501", "# ruff: noqa", "# ruff: noqa: E402", "# type: ignore", "# type:ignore[index]",
        "# type: ignore  # the keys are words", "# type: ignore[index]  # JSON", "# type: ignore[index]  # noqa: S608",
        "# type: ignore[index]  # the keys are words  # noqa",
    ],
)  # fmt: skip
def test_an_ignore_without_its_name_or_its_reason_is_a_fault_with_its_line(tmp_path: Path, comment: str) -> None:
    [fault] = faults(tmp_path, f"a = 1\nb = 2  {comment}\n")
    assert fault.startswith(f"{tmp_path / 'x.py'}:2: {comment}: ")


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S608  # names come from a schema", "# noqa: S603 - our own Python", "# noqa: S608, E501  # see above",
        "# ruff: noqa: E402  # after the set-up", "# type: ignore[arg-type,index]  # keys of Teks",
        "# type: ignore[index]  # noqa: S608  # names of a schema", "# fmt: skip", "# why noqa is not needed here",
    ],
)  # fmt: skip
def test_an_ignore_with_its_name_and_its_reason_is_none(tmp_path: Path, comment: str) -> None:
    assert faults(tmp_path, f"b = 2  {comment}\n") == []


def test_words_of_a_text_are_no_comment(tmp_path: Path) -> None:
    assert faults(tmp_path, 'said = "x  # noqa"\nmore = """\n# type: ignore\n"""\n') == []


def test_every_fault_of_every_folder_is_printed_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "a.py").write_text("a = 1  # noqa: S101\nb = 2  # type: ignore\n")
    assert main([str(tmp_path / "one"), str(tmp_path / "two")]) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()] == [
        f"{tmp_path / name / 'deep' / 'a.py'}:{line}" for name in ("one", "two") for line in (1, 2)
    ]


def test_nothing_is_printed_where_nothing_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text("a = 1  # noqa: S101  # nothing can be wrong\n")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""
