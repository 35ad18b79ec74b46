"""Fails where requirements.lock misses a dependency of pyproject.toml, a pin or a hash, or names an address."""

import re
import sys
import tomllib
from pathlib import Path


def main() -> int:
    lock = Path("requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[<>=\[; ]", one)[0].lower().replace("_", "-") for one in wanted}
    entries = re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==\S+(.*?)(?=^\S|\Z)", lock, re.M | re.S | re.I)
    pinned = {name.lower().replace("_", "-"): rest for name, rest in entries}
    faults = [f"not in the lock: {name}" for name in sorted(names - pinned.keys())]
    faults += [f"no hash: {name}" for name, rest in pinned.items() if "--hash=sha256:" not in rest]
    if "://" in lock or "index-url" in lock:
        faults.append("the lock names an address")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
