"""Where an answer to a form leads."""

from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from utblick.accounts.roles import UserRequest

# Addresses that only take forms: they cannot be gone back to.
ONLY_FORMS = ("/decide/", "inbox/assign/", "inbox/later/")


def back(request: UserRequest) -> str:
    """Where the visitor came from within the product, else the inbox."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe and not wanted.endswith(ONLY_FORMS) else reverse("watch:inbox")


def back_to(request: UserRequest, item: int) -> str:
    """The same, at the item's row where that is the inbox: what is taken back may stand at another place than before."""
    wanted = back(request)
    return f"{wanted}#item-{item}" if urlsplit(wanted).path == reverse("watch:inbox") else wanted


def inbox_left(request: UserRequest) -> str:
    """The inbox as its reader left it, narrowed and on its page; empty for who came from elsewhere.

    An item's page takes it along in `from`, since after a decision the visitor comes from the item's page itself.
    """
    told = request.GET.get("from") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}):
        return ""
    left = urlsplit(told)
    return left._replace(scheme="", netloc="", fragment="").geturl() if left.path == reverse("watch:inbox") else ""


def here_from(request: UserRequest, left: str) -> str:
    """The address of this page with the inbox that it was opened from."""
    return f"{request.path}?{urlencode({'from': left})}" if left else request.path
