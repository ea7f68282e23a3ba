"""What a local actor does itself."""

from django.urls import path

from utblick.watch.views import own

urlpatterns = [
    path("own/<int:pk>/wishes/", own.wishes, name="wishes"),
    path("own/<int:pk>/items/<int:item>/<str:verdict>/", own.own_answer, name="own_answer"),
    path("own/questions/<int:pk>/", own.own_question, name="own_question"),
    path("own/answers/<int:pk>/take-back/", own.take_back_own_answer, name="take_back_own_answer"),
]
