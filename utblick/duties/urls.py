from django.urls import path

from utblick.duties.views import matrix

app_name = "duties"

urlpatterns = [
    path("", matrix.duties, name="matrix"),
    path("word/", matrix.word, name="word"),
    path("file/<str:table>/", matrix.export, name="export"),
    path("<str:kind>/<int:pk>/divide/", matrix.divide, name="divide"),
]
