"""No uploaded file is kept beyond what any form accepts, so that a huge one neither fills the disk nor loses the form."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MEGABYTE = 1024 * 1024
LARGEST_UPLOAD = 20 * MEGABYTE


class BoundedUploadHandler(FileUploadHandler):
    """Passes over a file that grows beyond 20 MB; the other fields arrive.

    `request.META["utblick.too_large"]` then names the file, for the form's message.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST_UPLOAD:
            if self.request:
                self.request.META["utblick.too_large"] = self.file_name or ""
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
