from django.urls import path

from utblick.accounts import key_views, session_views, support_views, views
from utblick.accounts.municipality_views import municipality_facts

app_name = "accounts"

urlpatterns = [
    path("", views.members, name="members"),
    path("give-role/", views.invite, name="invite"),
    path("roles/<int:pk>/end/", views.end_role, name="end_role"),
    path("roles/<int:pk>/restore/", views.restore_role, name="restore_role"),
    path("units/", views.units, name="units"),
    path("units/add/", views.edit_unit, name="add_unit"),
    path("units/<int:pk>/", views.edit_unit, name="edit_unit"),
    path("units/<int:pk>/close/", views.withdraw_unit, name="withdraw_unit"),
    path("units/<int:pk>/restore/", views.restore_unit, name="restore_unit"),
    path("municipality/", municipality_facts, name="municipality"),
    path("support/", support_views.support, name="support"),
    path("support/open/", support_views.open_support, name="open_support"),
    path("support/close/", support_views.close_support, name="close_support"),
    path("support/end/", support_views.end_visit, name="end_visit"),
    path("me/visits/end/", support_views.end_visits_to_me, name="end_visits_to_me"),
    path("me/", views.profile, name="profile"),
    path("me/written/", views.written, name="written"),
    path("me/sessions/<int:pk>/end/", session_views.end_session, name="end_session"),
    path("people/<int:pk>/log-out/", session_views.end_sessions_of, name="end_sessions_of"),
    path("me/keys/", key_views.keys, name="keys"),
    path("me/keys/add/", key_views.add_key, name="add_key"),
    path("me/keys/<int:pk>/made/", key_views.key_made, name="key_made"),
    path("me/keys/<int:pk>/revoke/", key_views.revoke_key, name="revoke_key"),
    path("me/keys/<int:pk>/restore/", key_views.restore_key, name="restore_key"),
    path("switch/", views.switch, name="switch"),
]
