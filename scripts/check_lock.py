"""Fails where a lock misses a dependency of pyproject.toml, a pin or a hash, or names an address.

requirements.lock holds everything but Spark, which is as large as all the rest: that is requirements-spark.lock.
"""

import re
import sys
import tomllib
from pathlib import Path

OWN_LOCK = ("spark",)
"""Extras with a lock of their own, requirements-NAME.lock."""


def faults_of(path: Path, wanted: list[str]) -> list[str]:
    """What is wrong with a lock that must hold the `wanted` dependencies."""
    lock = path.read_text(encoding="utf-8")
    names = {re.split(r"[<>=\[; ]", one)[0].lower().replace("_", "-") for one in wanted}
    entries = re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==\S+(.*?)(?=^\S|\Z)", lock, re.M | re.S | re.I)
    pinned = {name.lower().replace("_", "-"): rest for name, rest in entries}
    faults = [f"not in {path}: {name}" for name in sorted(names - pinned.keys())]
    faults += [f"no hash in {path}: {name}" for name, rest in pinned.items() if "--hash=sha256:" not in rest]
    if "://" in lock or "index-url" in lock:
        faults.append(f"{path} names an address")
    return faults


def main() -> int:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    common = [one for name, extra in extras.items() if name not in OWN_LOCK for one in extra]
    faults = faults_of(Path("requirements.lock"), [*project["dependencies"], *common])
    for name in OWN_LOCK:
        faults += faults_of(Path(f"requirements-{name}.lock"), extras[name])
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
