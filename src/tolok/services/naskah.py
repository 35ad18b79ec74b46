"""A proposal's text between the form and the YAML: what a person typed becomes one more version of the text in force.

Whatever was typed is kept, also while it is wrong: a faulty date stays as a text in the YAML, and reading it complains.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from tolok.catalogue.fields import read_yaml
from tolok.catalogue.text import read_text, write_text
from tolok.services import paket
from tolok.store.models import DefinisiKantor, PerangkatDaerah
from tolok.values.issue import IssueError

# Doubts about the formula itself: a new formula asks them anew; answers about the printed document are carried over.
_ABOUT_FORMULA = frozenset({"TLK-D101", "TLK-D102", "TLK-D111", "TLK-D115", "TLK-D118", "TLK-D119"})


@dataclass(frozen=True)
class Isian:
    """The fields of a proposal as they stand in the form; all texts, as typed. `contoh` is YAML."""

    rumus: str = ""
    berlaku_sejak: str = ""
    diputuskan_tanggal: str = ""
    diputuskan_oleh: str = ""
    diputuskan_dasar: str = ""
    pembulatan: str = ""
    desimal: str = ""
    definisi: str = ""
    batas: str = ""
    contoh: str = ""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(one.name for one in fields(cls))


def base_content(kantor: PerangkatDaerah, kode: str, at: datetime) -> dict[str, Any]:
    """The parsed text to which a proposal adds a version: the office's newest, else the catalogue's file.

    IssueError (TLK-D010) for a kode that nobody defines.
    """
    own = DefinisiKantor.objects.filter(perangkat_daerah=kantor, kode=kode, diketahui_dari__lte=at)
    newest = own.order_by("-diketahui_dari", "-id").first()
    if newest is not None:
        return read_text(newest.isi, kode)
    found = paket.catalogue().definisi(kode)
    content = read_yaml(paket.pack_folder() / "indikator" / f"{found.kode}.yaml")
    return dict(content) if isinstance(content, dict) else {}


def first_isian(base: Mapping[str, Any], today: date) -> Isian:
    """What a new proposal begins with: the latest version, in force from the next January on, to be decided today."""
    latest = _latest(base)
    begins = max(date(today.year + 1, 1, 1), _day(latest.get("berlaku_sejak")) + timedelta(days=1))
    return Isian(
        rumus=_text(latest.get("formula")),
        berlaku_sejak=begins.isoformat(),
        diputuskan_tanggal=today.isoformat(),
        diputuskan_oleh="Kepala Dinas",
        pembulatan=_text(latest.get("pembulatan")),
        **_shared(base),
    )


def isian_of(content: Mapping[str, Any]) -> Isian:
    """The form of a proposal's text: its last version, and the words that all versions share."""
    latest = content["versi"][-1]
    put = latest.get("diputuskan") or {}
    return Isian(
        rumus=_text(latest.get("formula")),
        berlaku_sejak=_text(latest.get("berlaku_sejak")),
        diputuskan_tanggal=_text(put.get("tanggal")),
        diputuskan_oleh=_text(put.get("oleh")),
        diputuskan_dasar=_text(put.get("dasar")),
        pembulatan=_text(latest.get("pembulatan")),
        **_shared(content),
    )


def _shared(content: Mapping[str, Any]) -> dict[str, str]:
    examples = content.get("contoh")
    return {
        "desimal": _text(content.get("desimal")),
        "definisi": _text(content.get("definisi")).strip(),
        "batas": _text(content.get("batas")).strip(),
        "contoh": examples if isinstance(examples, str) else _list_text(examples or []),
    }


def compose(base: Mapping[str, Any], isian: Isian, jawaban: Mapping[str, str]) -> dict[str, Any]:
    """The whole text of a proposal: `base` with the form's words and one more version, its decisions included.

    `jawaban` maps a question (`TLK-D102: what it says`) to the reason why it is left; answers to doubts of the lint become
    decisions of the version, so that they are signed with it. A definition that waited for a decision waits no longer:
    this is one.
    """
    content = deepcopy(dict(base))
    content |= {"definisi": isian.definisi, "batas": isian.batas, "desimal": _number(isian.desimal)}
    content["contoh"] = _list_from(isian.contoh)
    if content.get("status") == "perlu keputusan" and isian.rumus.strip():
        content["status"] = "siap"
        content.pop("menunggu", None)
    versi: dict[str, Any] = {
        "berlaku_sejak": _date(isian.berlaku_sejak),
        "diputuskan": {
            "tanggal": _date(isian.diputuskan_tanggal),
            "oleh": isian.diputuskan_oleh.strip(),
            "dasar": isian.diputuskan_dasar.strip(),
        },
        "pembulatan": isian.pembulatan,
        "formula": isian.rumus.replace("\r\n", "\n").strip(),
    }
    decisions = _carried(_latest(base), isian.rumus) + _answered(jawaban)
    content["versi"] = [*(base.get("versi") or []), versi | ({"keputusan": decisions} if decisions else {})]
    return content


def _carried(latest: Mapping[str, Any], rumus: str) -> list[dict[str, Any]]:
    """Decisions of the version before: all where the formula stays, else those about the document only."""
    made = deepcopy(list(latest.get("keputusan") or []))
    if " ".join(_text(latest.get("formula")).split()) == " ".join(rumus.split()):
        return made
    return [one for one in made if _ABOUT_FORMULA.isdisjoint(one.get("menjawab") or [])]


def _answered(jawaban: Mapping[str, str]) -> list[dict[str, Any]]:
    """One decision for each answered doubt of the lint; the question stands in it, so that it can be read by itself."""
    made = []
    for tanya, alasan in sorted(jawaban.items()):
        kode, _, apa = tanya.partition(": ")
        if kode < "TLK-D14" and alasan.strip():
            isi = f"{apa[:1].upper()}{apa[1:]}: dibiarkan seperti ditulis pada versi ini."
            made.append({"menjawab": [kode], "isi": isi, "alasan": alasan.strip()})
    return made


def promised(contoh: str, hasil: Mapping[str, str]) -> str:
    """The examples' text with other results, by name: what the person took over from the formula."""
    found = _list_from(contoh)
    if isinstance(found, str):
        return contoh
    return _list_text([one | {"hasil": hasil[one["nama"]]} if one.get("nama") in hasil else one for one in found])


def _latest(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return max(content.get("versi") or [{}], key=lambda one: _day(one.get("berlaku_sejak")))


def _day(value: object) -> date:
    return value if type(value) is date else date.min


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else text


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return text.strip()


def _list_text(items: object) -> str:
    return write_text({"contoh": items}).removeprefix("contoh:\n") if items else ""


def _list_from(text: str) -> Any:
    """The examples that a text holds; the text itself where it cannot be read, so that nothing typed is lost."""
    text = text.replace("\r\n", "\n")
    try:
        content = read_text(f"contoh:\n{text}", "contoh kerja").get("contoh")
    except (IssueError, yaml.YAMLError):
        return text
    return content if isinstance(content, list) and all(isinstance(one, dict) for one in content) else text
