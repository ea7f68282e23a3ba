"""Where the data lies, and whether it would be there again after a fire."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

ENCRYPTED = {"require", "verify-ca", "verify-full"}


@register(Tags.security, deploy=True)
def database_is_for_use(**kwargs: Any) -> Iterator[CheckMessage]:
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        hint = "Set DATABASE_URL to a PostgreSQL: several hosts, and upgrades without a pause, need one."
        yield Warning("The database is SQLite, which is for one host and a trial.", hint=hint, id="utblick.W008")
    elif _is_elsewhere(database["HOST"]) and database.get("OPTIONS", {}).get("sslmode") not in ENCRYPTED:
        hint = "End DATABASE_URL with ?sslmode=verify-full (or require)."
        yield Warning("The database is on another host and asked without encryption.", hint=hint, id="utblick.W009")


@register(Tags.security, deploy=True)
def data_folder_is_ours_alone(**kwargs: Any) -> Iterator[CheckMessage]:
    data: Path = settings.DATA
    if not (data.is_dir() and os.access(data, os.W_OK | os.X_OK)):
        hint = "Make the folder that UTBLICK_DATA names, owned by the user that runs Utblick."
        yield Error(f"The data folder {data} is missing or cannot be written to.", hint=hint, id="utblick.E015")
    elif data.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH | stat.S_IWOTH):
        hint = f"chmod o= {data}"
        yield Warning(f"Everybody on this host may look into the data folder {data}.", hint=hint, id="utblick.W010")
    if data.is_relative_to(settings.ROOT):
        hint = "Set UTBLICK_DATA to a folder outside, as /var/lib/utblick: an upgrade replaces the program."
        yield Warning(f"The data folder {data} lies within the program.", hint=hint, id="utblick.W011")


@register(Tags.security, deploy=True)
def backups_are_made(**kwargs: Any) -> Iterator[CheckMessage]:
    folder: Path | None = settings.BACKUPS
    if folder is None:
        hint = "Set UTBLICK_BACKUPS to a folder, and copy it to another place every day (docs/operate/backup.md)."
        yield Warning("No backup is made.", hint=hint, id="utblick.W012")
        return
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        hint = "Make the folder that UTBLICK_BACKUPS names, owned by the user that runs Utblick."
        yield Error(f"The backup folder {folder} is missing or cannot be written to.", hint=hint, id="utblick.E016")
    if folder.is_relative_to(settings.DATA):
        hint = "Let UTBLICK_BACKUPS name a folder on another disk: what takes the data would take its backups."
        yield Warning("Backups lie within the data folder.", hint=hint, id="utblick.W013")


@register(Tags.security, deploy=True)
def backups_can_be_opened(**kwargs: Any) -> Iterator[CheckMessage]:
    # Imported here: every command loads the checks, and few run them.
    from utblick.operate.backup import archive
    from utblick.operate.backup.errors import BackupError

    if settings.BACKUPS is None:
        return
    try:
        archive.recipients(settings.BACKUP_KEYS)
    except BackupError as error:
        hint = "utblick backup --make-key FILE makes a key and prints the line for UTBLICK_BACKUP_KEYS."
        yield Error(f"Backups would fail: {error}", hint=hint, id="utblick.E017")
    if settings.BACKUP_IDENTITY is None:
        hint = (
            "Set UTBLICK_BACKUP_IDENTITY where this host may hold the secret key; else run `utblick drill` where it is."
        )
        yield Info("This host does not try whether its backups can be restored.", hint=hint, id="utblick.I001")
    elif not os.access(settings.BACKUP_IDENTITY, os.R_OK):
        hint = "Let the user that runs Utblick read the file that UTBLICK_BACKUP_IDENTITY names."
        yield Error("The key for drills cannot be read.", hint=hint, id="utblick.E018")


@register(Tags.security, deploy=True)
def trail_is_anchored_elsewhere(**kwargs: Any) -> Iterator[CheckMessage]:
    if settings.ANCHORS.is_relative_to(settings.DATA):
        hint = "Let UTBLICK_ANCHORS name a file where who administers this host cannot change what stands."
        yield Warning("The anchors of the audit trail lie beside what they guard.", hint=hint, id="utblick.W014")


@register(Tags.security)
def stamps_can_be_looked_at(**kwargs: Any) -> Iterator[CheckMessage]:
    ca: Path | None = settings.TIMESTAMP_CA
    if (settings.TIMESTAMP_URL and not ca) or (ca and not os.access(ca, os.R_OK)):
        hint = "Set UTBLICK_TIMESTAMP_URL, and UTBLICK_TIMESTAMP_CA to a file with the certificates of its authority."
        yield Error("Time stamps cannot be asked for and looked at.", hint=hint, id="utblick.E024")


@register(Tags.security, deploy=True)
def static_files_are_collected(**kwargs: Any) -> Iterator[CheckMessage]:
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        hint = "Run: utblick collectstatic --noinput (`utblick run` does it at each start)."
        yield Warning("The style sheets and scripts are not collected.", hint=hint, id="utblick.W015")


def _is_elsewhere(host: str) -> bool:
    """A socket's folder and the machine's own names are here."""
    return bool(host) and not host.startswith("/") and host not in {"localhost", "127.0.0.1", "::1"}
