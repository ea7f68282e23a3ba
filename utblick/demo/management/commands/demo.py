from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from utblick.demo import building
from utblick.demo.people import PASSWORD


class Command(BaseCommand):
    help = (
        "Load the demo municipality into an empty database and print its log-ins. What is there already stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Building the demo municipality, if it is not there yet: about half a minute.")
        try:
            built = building.build()
        except building.OtherMunicipality as other:
            raise CommandError(
                f"This database holds the municipality {other}, which is no demo. Its passwords would be known to all: "
                "give the demo a database of its own (DATABASE_URL or UTBLICK_DATA)."
            )
        self.stdout.write("The demo is built." if built else "The demo is there already; nothing was changed.")
        self._tell_logins()

    def _tell_logins(self) -> None:
        self.stdout.write(f"\nLog in with one of these addresses and the password {PASSWORD}\n\n")
        for login in building.logins():
            self.stdout.write(f"  {login.role:<15} {login.email:<34} {login.name}")
        if not settings.DEMO:
            self.stdout.write("\nSet UTBLICK_DEMO=1 for the web server too: then its sources answer without a network.")
        self.stdout.write("")
