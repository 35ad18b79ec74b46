"""Register schemas from the YAML files of a content pack."""

from pathlib import Path

import yaml

from tolok.registers.schema import Schema, broken_declaration, check_sources, schema_from_yaml
from tolok.values.issue import Issue, IssueError


def load_schemas(folder: Path) -> dict[str, Schema]:
    """Every `*.yaml` of `folder` as register name → Schema. All faults of all files at once, as IssueError."""
    schemas: dict[str, Schema] = {}
    issues: list[Issue] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            schema = load_schema(path)
        except IssueError as error:
            issues.extend(error.issues)
            continue
        if schema.nama in schemas:
            issues.append(broken_declaration(path.name, f"register `{schema.nama}` sudah dideklarasikan di berkas lain"))
        schemas[schema.nama] = schema
    issues += [] if issues else check_sources(schemas)
    if not schemas and not issues:
        issues.append(broken_declaration(str(folder.name), "tidak ada satu pun berkas .yaml di folder ini"))
    if issues:
        raise IssueError(issues)
    return schemas


def load_schema(path: Path) -> Schema:
    """One register from its YAML file; IssueError (TLK-R001) naming the file and what is wrong."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise IssueError(broken_declaration(path.name, f"berkas tidak dapat dibaca sebagai YAML: {reason}")) from None
    if not isinstance(raw, dict):
        raise IssueError(broken_declaration(path.name, "isi berkas bukan daftar `nama: nilai`"))
    return schema_from_yaml(raw, path.name)
