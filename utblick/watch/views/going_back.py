"""Where an answer to a form leads."""

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
