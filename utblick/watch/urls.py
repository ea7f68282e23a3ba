from django.urls import path

from utblick.watch import inbox_urls, item_urls, own_urls, views

app_name = "watch"

urlpatterns = [
    *item_urls.urlpatterns,
    *inbox_urls.urlpatterns,
    *own_urls.urlpatterns,
    path("sources/", views.sources, name="sources"),
    path("sources/add/", views.add_source, name="add_source"),
    path("sources/add/tenders/", views.add_tenders, name="add_tenders"),
    path("sources/add/calls/", views.add_calls, name="add_calls"),
    path("sources/add/page/", views.watch_page, name="watch_page"),
    path("sources/catalogue/", views.catalogue, name="catalogue"),
    path("sources/catalogue/switch-on/", views.switch_on, name="switch_on"),
    path("sources/hand-in/", views.hand_in, name="hand_in"),
    path("sources/hand-in/<int:pk>/", views.columns, name="columns"),
    path("sources/newsletters/", views.newsletters, name="newsletters"),
    path("send/", views.send_here, name="send_here"),
    path("sources/import/", views.import_opml, name="import_opml"),
    path("sources/read-now/", views.read_now, name="read_now"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("sources/<int:pk>/rename/", views.rename_source, name="rename_source"),
    path("sources/<int:pk>/seen/", views.note_seen, name="note_seen"),
    path("sources/<int:pk>/read-now/", views.read_one_now, name="read_one_now"),
    path("sources/<int:pk>/withdraw/", views.withdraw_source, name="withdraw_source"),
    path("sources/<int:pk>/restore/", views.restore_source, name="restore_source"),
]
