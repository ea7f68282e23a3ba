"""How the installation is reached, and whom it lets in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.http.request import validate_host


@register(Tags.security)
def demo_is_only_a_demo(**kwargs: Any) -> Iterator[CheckMessage]:
    if settings.DEMO and settings.SECURE:
        hint = "Unset UTBLICK_DEMO: it lets every visitor switch municipality."
        yield Error("The demo mode is on where HTTPS is.", hint=hint, id="utblick.E002")


@register(Tags.security, deploy=True)
def modes_are_for_use(**kwargs: Any) -> Iterator[CheckMessage]:
    if settings.DEMO and not settings.SECURE:
        hint = "Unset UTBLICK_DEMO: it lets every visitor switch municipality, and no mail is sent."
        yield Error("The demo mode is on.", hint=hint, id="utblick.E006")
    if settings.DEBUG:
        hint = (
            "Unset UTBLICK_DEBUG: a page that fails would show the program's insides, with the data in them, to anyone."
        )
        yield Error("The debug mode is on.", hint=hint, id="utblick.E007")
    if not settings.REQUIRE_MFA:
        hint = "Set UTBLICK_REQUIRE_MFA=all (1: of coordinators and operators): they choose a passkey or an app at the next log-in."
        yield Warning("Who may change others' rights logs in with a password alone.", hint=hint, id="utblick.W004")


@register(Tags.security, deploy=True)
def https_is_whole(**kwargs: Any) -> Iterator[CheckMessage]:
    if not settings.SECURE:
        hint = "Let nginx or a load balancer end TLS (docs/operate/install.md) and set UTBLICK_HTTPS=1."
        yield Error("Pages, passwords and cookies go without HTTPS.", hint=hint, id="utblick.E008")
    elif settings.ALLAUTH_TRUSTED_PROXY_COUNT < 1:
        hint = "Set UTBLICK_PROXIES to the number of own proxies in front (mostly 1): all visitors share one limit of log-ins."
        yield Error("What ends HTTPS is not counted as a proxy.", hint=hint, id="utblick.E009")


@register(Tags.security, deploy=True)
def hosts_are_named(**kwargs: Any) -> Iterator[CheckMessage]:
    hosts = settings.ALLOWED_HOSTS
    if "*" in hosts:
        hint = "List the host names in UTBLICK_HOSTS: with * a forged one gets into the links of mails."
        yield Error("Any host name is answered.", hint=hint, id="utblick.E010")
    elif hosts == settings.LOCAL_HOSTS:
        hint = "Set UTBLICK_HOSTS to the host names of the municipalities, separated by spaces."
        yield Error("No host name but this machine's own is answered.", hint=hint, id="utblick.E011")


@register(Tags.security, deploy=True)
def links_lead_here(**kwargs: Any) -> Iterator[CheckMessage]:
    address = urlsplit(settings.ADDRESS)
    if address.scheme != "https":
        hint = "Set UTBLICK_ADDRESS to https:// and a host name: links in mails lead there."
        yield Warning(f"Links in mails lead to {settings.ADDRESS}, which is no HTTPS.", hint=hint, id="utblick.W005")
    elif not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        hint = "Name the host of UTBLICK_ADDRESS in UTBLICK_HOSTS too."
        yield Error(f"Links in mails lead to {settings.ADDRESS}, which is not answered.", hint=hint, id="utblick.E012")


@register(Tags.security, deploy=True)
def watch_stays_outside(**kwargs: Any) -> Iterator[CheckMessage]:
    wide = [str(one) for one in settings.FETCH_ALLOW if one.num_addresses > 1 or one.is_loopback or one.is_link_local]
    if wide:
        hint = "Name in UTBLICK_FETCH_ALLOW only the single addresses of sources, never this host: officers choose what is fetched."
        yield Warning(f"The watch may fetch from {', '.join(wide)}.", hint=hint, id="utblick.W006")
