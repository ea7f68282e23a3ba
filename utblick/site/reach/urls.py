from django.urls import path

from utblick.site.reach import views

app_name = "reach"

urlpatterns = [path("<slug:slug>/", views.short_address, name="short_address")]
