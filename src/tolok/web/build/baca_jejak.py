"""The path to a page of documents under review."""

from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Tautan


def trail(view: Pandangan, *labels: str) -> tuple[Tautan, ...]:
    """Documents, the list of those that are read, then the page itself."""
    first = Tautan("Baca dokumen", view.alamat.ke("baca") if labels else "")
    return (Tautan("Dokumen", view.alamat.ke("dokumen")), first, *(Tautan(one) for one in labels))
