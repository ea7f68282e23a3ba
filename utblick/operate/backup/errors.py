"""What can stop a backup or a restore; each says what to do."""

import errno


def _(words: str) -> str:
    """Marks them for translation and nothing more: the installer makes the backup's key before there are any settings."""
    return words


LONGEST = 500
"""Letters of what another program says."""
# What the system's own words would say in English.
OF_FILES = {
    errno.ENOSPC: _("The disk is full."),
    errno.ENOENT: _("%(path)s is not there."),
    errno.EACCES: _("Utblick may not read or write %(path)s."),
    errno.EROFS: _("Nothing can be written to %(path)s."),
}


class BackupError(Exception):
    """The backup was not made, or cannot be restored. Nothing that was there before is changed.

    `words` in English, with places for what is `told`: so the page can say the same in its reader's language.
    """

    def __init__(self, words: str, **told: object) -> None:
        self.words, self.told = words, {name: str(value)[-LONGEST:] for name, value in told.items()}
        super().__init__(words % self.told)


class NotEmpty(BackupError):
    """Something already lies where the backup would be restored to."""


class Damaged(BackupError):
    """The file is not a backup, not for this key, or not whole."""


def with_a_file(error: OSError, otherwise: str) -> BackupError:
    """What went wrong with a file, in words where we have any, else in those given."""
    words = OF_FILES.get(error.errno or 0, otherwise)
    return BackupError(words, path=error.filename or "", error=error)
