"""What Wagtail shows its writers: pages, pictures and moved addresses, and the way back."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from utblick.site.written.models import Forwarding

SHOWN = {"explorer", "images", "forwardings", "workspace"}


@hooks.register("construct_main_menu")
def only_what_is_open(request: HttpRequest, items: list[Any]) -> None:
    """The rest leads to pages that the door keeps closed (door.py)."""
    items[:] = [item for item in items if item.name in SHOWN]


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    return MenuItem(_("To the workspace"), reverse("desk:home"), name="workspace", icon_name="home", order=10)


class Forwardings(ModelViewSet):
    model = Forwarding
    name = "forwardings"
    icon = "redirect"
    menu_name = "forwardings"
    menu_label = _("Moved addresses")
    add_to_admin_menu = True
    menu_order = 400
    list_display = ["old_path", "page"]
    panels = [FieldPanel("old_path"), FieldPanel("page")]
    inspect_view_enabled = False
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def forwardings() -> Forwardings:
    return Forwardings("forwardings")
