"""The office that a command speaks of: named by its codes, or the only one there is."""

from tolok.store.models import PerangkatDaerah
from tolok.values.issue import Issue, IssueError, maksud_anda


def the_office(pemda: str, perangkat_daerah: str) -> PerangkatDaerah:
    """The office by the codes given (35.75, 35.75/2.17); both empty: the only one. Raises IssueError (TLK-P067)."""
    every = list(PerangkatDaerah.objects.select_related("pemda").order_by("kode"))
    there = [one for one in every if pemda in ("", one.pemda_id)]
    found = [one for one in there if perangkat_daerah in ("", one.kode, one.kode.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    codes = [one.kode for one in every]
    if not found:
        asked = perangkat_daerah or pemda
        what = f"kantor `{asked[:40]}` tidak ada" if asked else "belum ada kantor di basis data ini"
        todo = (asked and maksud_anda(asked, codes)) or f"yang ada: {', '.join(codes) or 'belum ada; jalankan tolok mulai'}"
    else:
        what, todo = "kantornya belum disebut", "tambahkan --perangkat-daerah " + " atau ".join(one.kode for one in found)
    why = f"basis data ini memuat {len(every)} kantor"
    raise IssueError(Issue("TLK-P067", "salah", "--perangkat-daerah", what, why, todo))
