"""Files from browsers: gathered in memory, never on a disk unsealed; beyond the limit nothing more of one is kept."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class MemoryUpload(FileUploadHandler):
    """One file of a form. What lies beyond `UNGGAHAN_TERBESAR` is read away and dropped, so that the sender gets an answer
    in words and not a broken connection; the request then says so in `terlalu_besar`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.gathered = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.UNGGAHAN_TERBESAR:
            self.gathered = BytesIO()
            if self.request is not None:
                self.request.terlalu_besar = True  # asked by is_too_large
            raise StopUpload(connection_reset=False)
        self.gathered.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.gathered.seek(0)
        return InMemoryUploadedFile(
            self.gathered, self.field_name, self.file_name or "", self.content_type, file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request lay beyond the limit."""
    return bool(getattr(request, "terlalu_besar", False))
