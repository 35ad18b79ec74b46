"""The one place that turns a sheet into the bytes of a file: PDF, Word on the office's own paper, or a workbook."""

from tolok.services.jenis_dokumen import Bentuk
from tolok.services.templat import template_bytes
from tolok.store.models import PerangkatDaerah
from tolok.writing.docx import write_docx
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Sheet
from tolok.writing.xlsx import write_xlsx

TIPE: dict[Bentuk, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_sheet(sheet: Sheet, bentuk: Bentuk, kantor: PerangkatDaerah) -> bytes:
    """The file of a sheet. IssueError where a writer cannot set it, or the office's template is gone."""
    if bentuk == "docx":
        return write_docx(sheet, template_bytes(kantor))
    return write_xlsx(sheet) if bentuk == "xlsx" else write_pdf(sheet)
