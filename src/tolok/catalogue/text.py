"""A definition as one text: YAML read from a person or from the database, and written back from its parsed content.

Everything that a file of the pack is asked for is asked of a text too; references inside YAML are refused, since a few
lines of them can stand for millions.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from tolok.catalogue.definition import Definisi
from tolok.catalogue.fields import SAFE_LOADER
from tolok.catalogue.reading import definisi_from_yaml
from tolok.values.issue import Issue, IssueError

LONGEST = 200_000
"""Characters of one definition text; the longest of the pack has a twentieth of it."""
_WIDTH = 110


def read_text(teks: str, nama: str) -> dict[str, Any]:
    """The parsed content of a text. IssueError (TLK-D001) where it is no YAML mapping, too long, or refers inside."""
    if len(teks) > LONGEST:
        raise IssueError(_unreadable(nama, f"lebih dari {LONGEST} huruf", "pendekkan teksnya"))
    try:
        if any(isinstance(token, (yaml.AliasToken, yaml.AnchorToken)) for token in yaml.scan(teks, Loader=SAFE_LOADER)):
            raise IssueError(_unreadable(nama, "memakai rujukan & atau *", "tulis isinya langsung"))
        content = yaml.load(teks, Loader=SAFE_LOADER)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", baris {mark.line + 1}" if mark else ""
        raise IssueError(_unreadable(nama, f"bukan YAML yang benar{where}", "perbaiki baris itu")) from None
    except ValueError as error:  # an impossible date such as 2024-02-30
        raise IssueError(_unreadable(nama, f"ada nilai yang tidak mungkin: {error}", "perbaiki nilainya")) from None
    if not isinstance(content, dict):
        raise IssueError(_unreadable(nama, "bukan pasangan `kunci: nilai`", "tulis seperti berkas katalog"))
    return content


def _unreadable(nama: str, mengapa: str, saran: str) -> Issue:
    return Issue("TLK-D001", "salah", nama, "teks definisi tidak dapat dibaca", mengapa, saran)


def definition_from(content: Mapping[str, Any], nama: str) -> Definisi:
    """The definition that a parsed text holds; IssueError with every fault (TLK-D002 … D008)."""
    issues: list[Issue] = []
    definisi = definisi_from_yaml(dict(content), nama, issues)
    if issues:
        raise IssueError(issues)
    return definisi


class _Dumper(yaml.SafeDumper):
    """Block texts for several lines, and never a reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = not text.startswith((" ", "\n")) and not any(line.endswith(" ") for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text and plain else None)


_Dumper.add_representer(str, _represent_text)


def write_text(content: Mapping[str, Any]) -> str:
    """The YAML of a parsed text, keys in their order; read_text gives the same content again."""
    return yaml.dump(dict(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
