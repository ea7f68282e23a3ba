"""Django's commands, found and run as Django does. Apart from `command`, which shall tell its help without loading Django."""

import gc
from typing import Any

from django.core.management import ManagementUtility


class Commands(ManagementUtility):
    def fetch_command(self, subcommand: str) -> Any:
        """With all loaded, circles are looked for from here on."""
        command = super().fetch_command(subcommand)
        gc.enable()
        return command
