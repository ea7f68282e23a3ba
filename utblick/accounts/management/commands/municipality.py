from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from utblick.accounts.members import invite
from utblick.accounts.models import Municipality, Role
from utblick.tenancy import scope


class Command(BaseCommand):
    help = "Create a municipality and its first coordinator, who sets a password by “Forgot your password?”."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="as residents say it: Strömsund")
        parser.add_argument("--host", default="", help="the host name that leads to it")
        parser.add_argument("--coordinator", required=True, metavar="EMAIL")
        parser.add_argument("--coordinator-name", default="", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = slugify(options["name"])
        if not slug or Municipality.objects.filter(slug=slug).exists():
            raise CommandError(
                f"There is a municipality with the short name “{slug}” already, or the name has no letters."
            )
        try:
            validate_email(options["coordinator"])
        except ValidationError:
            raise CommandError(f"“{options['coordinator']}” is not an e-mail address.")
        host = options["host"].lower()
        if host and any(host in one.hosts.split() for one in Municipality.objects.all()):
            raise CommandError(f"{host} leads to another municipality already.")
        with transaction.atomic():
            created = Municipality.objects.create(name=options["name"], slug=slug, hosts=host)
            with scope.acting(created):
                email = options["coordinator"]
                invite(email=email, name=options["coordinator_name"] or email, role=Role.COORDINATOR, unit=None)
        self.stdout.write(
            f"{created.name} is created. {email} sets a password at the log-in page: “Forgot your password?”."
        )
