"""The pages on which newsletters are written and sent."""

from django.urls import path

from utblick.outreach.views import audiences, digests, previewing, sending, subscribers

app_name = "digests"

urlpatterns = [
    path("", digests.listed, name="list"),
    path("add/", digests.add, name="add"),
    path("<int:pk>/", digests.digest, name="digest"),
    path("<int:pk>/preview/", previewing.preview, name="preview"),
    path("<int:pk>/preview/mail/", previewing.preview_mail, name="preview_mail"),
    path("<int:pk>/gather/", sending.gather, name="gather"),
    path("<int:pk>/hold/", sending.hold, name="hold"),
    path("<int:pk>/withdraw/", sending.withdraw, name="withdraw"),
    path("<int:pk>/restore/", sending.restore, name="restore"),
    path("audiences/", audiences.listed, name="audiences"),
    path("audiences/add/", audiences.add, name="add_audience"),
    path("audiences/<int:pk>/", audiences.audience, name="audience"),
    path("audiences/<int:pk>/edit/", audiences.edit, name="edit_audience"),
    path("audiences/<int:pk>/withdraw/", audiences.withdraw, name="withdraw_audience"),
    path("audiences/<int:pk>/restore/", audiences.restore, name="restore_audience"),
    path("subscribers/", subscribers.listed, name="subscribers"),
    path("subscribers/ask/", subscribers.ask, name="ask"),
    path("subscribers/<int:pk>/", subscribers.subscriber, name="subscriber"),
    path("subscribers/<int:pk>/stop/", subscribers.stop, name="stop"),
    path("subscribers/<int:pk>/resume/", subscribers.resume, name="resume"),
    path("subscribers/<int:pk>/extract/", subscribers.extract, name="extract"),
    path("subscribers/<int:pk>/erase/", subscribers.erase, name="erase"),
]
