"""The audit trail's pages. They stand here because the journal itself lies below the roles that guard them."""

from django.urls import path

from utblick.desk import doubt, history, secrecy

app_name = "journal"

urlpatterns = [
    path("", history.everything, name="everything"),
    path("<str:kind>/<int:pk>/", history.history, name="history"),
    path("<str:kind>/<int:pk>/secrecy/", secrecy.secrecy, name="secrecy"),
    path("<str:kind>/<int:pk>/secrecy/lift/", secrecy.lift, name="lift_secrecy"),
    path("<str:kind>/<int:pk>/secrecy/again/", secrecy.mark_again, name="mark_again"),
    path("<str:kind>/<int:pk>/mail/again/", doubt.send_again, name="send_mail_again"),
    path("<str:kind>/<int:pk>/mail/leave/", doubt.let_be, name="let_mail_be"),
]
