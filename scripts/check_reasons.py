"""Fails where a comment silences a checker without naming what it silences and saying, beside it, why.

Right: `# noqa: S608  # names come from a schema`, `# type: ignore[arg-type]  # a Nada`. Usage: check_reasons.py [FOLDER …]
"""

import re
import sys
import tokenize
from pathlib import Path

FOLDERS = ("src", "tests", "scripts", "benchmarks")

_IGNORE = re.compile(r"#\s*(?:type:\s*ignore|(?:ruff:\s*)?noqa)\b", re.I)
_WHOLE = re.compile(r"#\s*(?:type:\s*ignore\[[\w\s,-]+\]|(?:ruff:\s*)?noqa:\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)")
_REASON = re.compile(r"\s+[#-]\s*\w[\w'-]*\W+\w.*", re.S)  # two words at least


def faults_of(path: Path) -> list[str]:
    """Every ignore of one file that names nothing or has no reason behind it."""
    with tokenize.open(path) as file:
        comments = [one for one in tokenize.generate_tokens(file.readline) if one.type == tokenize.COMMENT]
    return [
        f"{path}:{one.start[0]}: {one.string}: name what is ignored and say beside it why"
        for one in comments
        if _IGNORE.search(one.string) and not _is_told(one.string)
    ]


def _is_told(comment: str) -> bool:
    """Whether every ignore of a comment is whole and a reason follows the last of them."""
    rest = _WHOLE.sub("", comment)
    return not _IGNORE.search(rest) and _REASON.fullmatch(rest) is not None


def main(folders: list[str]) -> int:
    """Exit status 1, with a line for each fault, where there is one."""
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("*.py"))]
    found = [fault for path in paths for fault in faults_of(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(FOLDERS)))
