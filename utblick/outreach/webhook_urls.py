"""The pages on which other programs are told what happens here."""

from django.urls import path

from utblick.outreach.views import webhooks

app_name = "webhooks"

urlpatterns = [
    path("", webhooks.webhooks, name="list"),
    path("add/", webhooks.add_webhook, name="add_webhook"),
    path("<int:pk>/", webhooks.webhook, name="webhook"),
    path("<int:pk>/edit/", webhooks.edit_webhook, name="edit_webhook"),
    path("<int:pk>/test/", webhooks.test_webhook, name="test_webhook"),
    path("<int:pk>/on/", webhooks.switch_on, name="switch_on"),
    path("<int:pk>/withdraw/", webhooks.withdraw_webhook, name="withdraw_webhook"),
    path("<int:pk>/restore/", webhooks.restore_webhook, name="restore_webhook"),
    path("deliveries/<int:pk>/again/", webhooks.send_again, name="send_again"),
]
