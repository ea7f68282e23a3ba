"""Uploaded files in the data folder of this host."""

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    def put(self, name: str, content: File[bytes]) -> None:
        """Under this very name, in place of what lies there."""
        self.delete(name)
        self.save(name, content)
