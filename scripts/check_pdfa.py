"""Checks PDF files against PDF/A-2b with a validator that is not part of the project: run by hand, not in the tests.

    python scripts/check_pdfa.py FILE.pdf …

Two validators are known, and whichever is found is used. `veraPDF` (the reference; Java, its own installer): the command
`verapdf` on the PATH. Otherwise the Python package `page-validation` (MIT; passes the corpus of veraPDF by its own tests):
install it beside the project, in an environment of its own, and run this script with the Python of that environment.
Exit code 0: all conform; 1: one does not; 2: no validator.
"""

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Check = Callable[[str], list[str]]


def vera_check(path: str) -> list[str]:
    """Why a file is not PDF/A-2b, by veraPDF; [] when it is."""
    ran = subprocess.run(["verapdf", "--flavour", "2b", "--format", "text", "-v", path], capture_output=True, text=True)
    return [] if ran.returncode == 0 and ran.stdout.startswith("PASS") else ran.stdout.splitlines() or [ran.stderr.strip()]


def page_check(path: str) -> list[str]:
    """The same by page-validation."""
    page = importlib.import_module("page")
    try:
        report = page.validate_pdf(path, profile=page.ValidationProfile.PDF_A_2B)
    except page.PageError as error:
        return [str(error)]
    return [] if report.is_compliant else [f"{one.rule_id}: {one.message}" for one in report.failures]


def find_check() -> tuple[str, Check] | None:
    """Name of the validator at hand and how to ask it."""
    if shutil.which("verapdf"):
        return "veraPDF", vera_check
    try:
        found = importlib.import_module("page")
        return f"page-validation {found.__version__}", page_check
    except (ImportError, AttributeError):
        return None


def main() -> int:
    found = find_check()
    if found is None or not sys.argv[1:]:
        print(__doc__)
        return 2
    name, check = found
    faults = 0
    for path in sys.argv[1:]:
        wrong = check(path) if Path(path).is_file() else ["no such file"]
        faults += bool(wrong)
        print(f"{path}: {'PDF/A-2b' if not wrong else 'NOT PDF/A-2b'} ({name})")
        for line in wrong:
            print(f"    {line}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
