"""Fetch again the vendored front-end files with npm's own client and check them against their recorded hashes.

Usage: python scripts/vendor_assets.py [--check]
`--check` only compares the files in the tree with the hashes below and needs no network.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "src/tolok/web/static/tolok"
PACKAGES = {  # package: {name in the package: (name under static/tolok, SHA-256)}
    "@fontsource-variable/source-sans-3@5.3.0": {
        "package/files/source-sans-3-latin-wght-normal.woff2": (
            "font/source-sans-3-latin-wght-normal.woff2",
            "7a19a7027e125257d310c6dbd78ae3a30b5ea1e3794d60b12bb28227a003bfda",
        ),
        "package/files/source-sans-3-latin-wght-italic.woff2": (
            "font/source-sans-3-latin-wght-italic.woff2",
            "9a15dafc2c2b2414aaa9d6c30830d9aab4361329d8495b1574633603b994b411",
        ),
        "package/LICENSE": (
            "font/LICENSE-source-sans-3.txt",
            "18aabf190848725e2576eefb5c29ba06aac1029d02132252a7f312eac2e50cf3",
        ),
    },
    "htmx.org@2.0.11": {
        "package/dist/htmx.min.js": (
            "vendor/htmx.min.js",
            "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
        ),
        "package/LICENSE": ("vendor/LICENSE-htmx.txt", "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38"),
    },
}
FILES = dict(one for files in PACKAGES.values() for one in files.values())


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differing() -> list[str]:
    """Names of files in the tree that are absent or not the recorded ones."""
    return [
        name
        for name, expected in FILES.items()
        if not (STATIC / name).exists() or sha256((STATIC / name).read_bytes()) != expected
    ]


def fetch() -> None:
    """Pack each package into a scratch folder and copy the wanted files; SystemExit when a hash differs."""
    for package, files in PACKAGES.items():
        with tempfile.TemporaryDirectory() as scratch:
            command = ["npm", "pack", "--silent", package]
            done = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
            with tarfile.open(Path(scratch) / done.stdout.strip().splitlines()[-1]) as archive:
                _copy(archive, files)


def _copy(archive: tarfile.TarFile, files: dict[str, tuple[str, str]]) -> None:
    for member, (name, expected) in files.items():
        source = archive.extractfile(member)
        content = source.read() if source else b""
        if sha256(content) != expected:
            raise SystemExit(f"{member}: not the recorded file")
        (STATIC / name).parent.mkdir(parents=True, exist_ok=True)
        (STATIC / name).write_bytes(content)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only, no network")
    if not parser.parse_args().check:
        fetch()
    wrong = differing()
    print("\n".join(f"{name}: differs" for name in wrong) or "vendored files are the recorded ones")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
