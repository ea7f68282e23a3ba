"""What can stop a backup or a restore; each says what to do."""

LONGEST = 500
"""Letters of what another program says."""


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
