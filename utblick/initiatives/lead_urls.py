"""Business contacts, and the local actors in an initiative."""

from django.urls import path

from utblick.initiatives.views import leads

urlpatterns = [
    path("leads/", leads.leads, name="leads"),
    path("leads/add/", leads.add_lead, name="add_lead"),
    path("leads/<int:pk>/", leads.lead, name="lead"),
    path("leads/<int:pk>/edit/", leads.edit_lead, name="edit_lead"),
    path("leads/<int:pk>/withdraw/", leads.withdraw_lead, name="withdraw_lead"),
    path("leads/<int:pk>/restore/", leads.restore_lead, name="restore_lead"),
    path("actors/<int:pk>/story/", leads.actor_story, name="actor_story"),
    path("<int:pk>/actors/", leads.actors_of, name="actors_of"),
    path("<int:pk>/actors/add/", leads.add_actor, name="add_actor"),
    path("actors/<int:pk>/remove/", leads.remove_actor, name="remove_actor"),
    path("<int:pk>/actors/<int:actor>/restore/", leads.restore_actor, name="restore_actor"),
]
