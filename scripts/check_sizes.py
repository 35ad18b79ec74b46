"""Fails where a function is longer than 40 lines or a module longer than 400, unless its first docstring says why.

The reason is one sentence in the module's docstring that begins with "Longer than usual:".
"""

import ast
import sys
from pathlib import Path

LONGEST_FUNCTION, LONGEST_MODULE = 40, 400


def faults_of(path: Path) -> list[str]:
    """Every oversize in one module."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    if "Longer than usual:" in (ast.get_docstring(tree) or ""):
        return []
    found = []
    if (lines := len(text.splitlines())) > LONGEST_MODULE:
        found.append(f"{path}: {lines} lines")
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    return found


def main() -> int:
    paths = [p for p in sorted(Path("src").rglob("*.py")) if "migrations" not in p.parts]
    found = [fault for path in paths for fault in faults_of(path)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
