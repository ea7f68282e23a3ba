"""What can stop a backup or a restore; each says what to do."""


class BackupError(Exception):
    """The backup was not made, or cannot be restored. Nothing that was there before is changed."""


class NotEmpty(BackupError):
    """Something already lies where the backup would be restored to."""


class Damaged(BackupError):
    """The file is not a backup, not for this key, or not whole."""
