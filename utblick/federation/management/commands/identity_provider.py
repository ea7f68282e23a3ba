from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from utblick.accounts.models import Municipality
from utblick.federation import keys, setting_up
from utblick.federation.models import ANY, IdentityProvider
from utblick.tenancy import scope


class Command(BaseCommand):
    help = "Let a municipality's staff log in by its own identity provider (docs/operate/log-in-services.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="tell which there are")
        key = verbs.add_parser("key", help="make a key for SAML, to be named in UTBLICK_SAML_KEYS")
        key.add_argument("file", type=Path, help="where no file is yet")
        for verb, told in (("set", "connect one, or change it"), ("try", "ask it for its keys"), ("end", "close it")):
            one = verbs.add_parser(verb, help=told)
            one.add_argument("municipality", help="its short name: stromsund")
            one.add_argument("name", help="as staff know it: “kommunens konto”")
            if verb == "set":
                _ask_facts(one)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "list":
            self._list()
            return
        if verb == "key":
            self._make_key(options["file"])
            return
        here = Municipality.objects.filter(slug=options["municipality"]).first()
        if here is None:
            raise CommandError(f"No municipality has the short name “{options['municipality']}”.")
        with scope.acting(here):
            provider = IdentityProvider.objects.current().filter(name__iexact=options["name"]).first()
            if verb == "set":
                provider = self._set(provider, options)
            elif provider is None:
                raise CommandError(f"{here} has no identity provider called “{options['name']}”.")
            elif verb == "end":
                setting_up.end(provider)
                self.stdout.write(f"Nobody comes in by {provider} any more. Who came by it has been logged out.")
                return
            self._try(provider)

    def _set(self, provider: IdentityProvider | None, options: dict[str, Any]) -> IdentityProvider:
        facts = {name: options[name] for name in FACTS if options[name] is not None}
        if options["secret_file"]:
            facts["secret"] = Path(options["secret_file"]).read_text().strip()
        try:
            if options["metadata"]:
                facts["metadata"] = setting_up.metadata_at(options["metadata"])
            return setting_up.save(provider or IdentityProvider(name=options["name"]), facts)
        except setting_up.Wrong as wrong:
            raise CommandError(str(wrong)) from wrong

    def _try(self, provider: IdentityProvider) -> None:
        for line in setting_up.tried(provider):
            self.stdout.write(line)

    def _make_key(self, path: Path) -> None:
        try:
            keys.make(path, urlsplit(settings.ADDRESS).hostname or "utblick")
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Let only Utblick read {path}, and name it in UTBLICK_SAML_KEYS; then register our metadata."
        )

    def _list(self) -> None:
        with scope.everywhere():
            for one in IdentityProvider.objects.current().select_related("municipality"):
                self.stdout.write(f"{one.municipality.slug}\t{one.name}\t{one.issuer}\t{', '.join(one.domains)}")


FACTS = ["issuer", "client_id", "domains", "required", "strong", "is_only_way", "is_encrypted", "max_age"]
FACTS += ["address_claim", "groups_claim", "subject_claim"]


def _ask_facts(one: CommandParser) -> None:
    """What is not told stays as it is."""
    one.add_argument("--issuer", help="https://login.microsoftonline.com/TENANT/v2.0, https://keycloak/realms/REALM")
    one.add_argument("--metadata", metavar="FILE", help="by SAML: a file, or an address with https://")
    one.add_argument("--client-id", help="by SAML: the entity ID that Utblick has at the provider")
    one.add_argument("--secret-file", metavar="FILE", help="a file with the client secret and nothing else")
    one.add_argument("--domain", dest="domains", nargs="+", help="whose e-mail addresses it may vouch for")
    one.add_argument(
        "--require", dest="required", nargs="*", metavar="LEVEL", help="acr or amr without which nobody comes in"
    )
    one.add_argument(
        "--two-factors", dest="strong", nargs="*", metavar="LEVEL", help=f"acr or amr of two factors; {ANY}: all"
    )
    one.add_argument("--address-claim", metavar="CLAIM", help="`email`, verified, unless told")
    one.add_argument("--subject-claim", metavar="CLAIM", help="by SAML, instead of the NameID")
    one.add_argument("--groups-claim", metavar="CLAIM", help="`groups` unless told")
    one.add_argument(
        "--encrypted", dest="is_encrypted", action="store_true", default=None, help="by SAML, refuse others"
    )
    one.add_argument("--not-encrypted", dest="is_encrypted", action="store_false")
    one.add_argument("--max-age", type=int, metavar="MINUTES", help="recognised there no longer ago; 0: however long")
    one.add_argument("--only-way", dest="is_only_way", action="store_true", default=None)
    one.add_argument("--other-ways-too", dest="is_only_way", action="store_false")
