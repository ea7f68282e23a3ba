"""Django's commands, found and run as Django does. Apart from `command`, which shall tell its help without loading Django."""

import gc
from typing import Any

from django.core.management import ManagementUtility


class Commands(ManagementUtility):
    def fetch_command(self, subcommand: str) -> Any:
        """What has been loaded now need not be looked through for circles; what comes after is."""
        command = super().fetch_command(subcommand)
        gc.freeze()
        gc.enable()
        return command
