from django.urls import path

from utblick.site.accessible import views

app_name = "accessible"

urlpatterns = [
    path("", views.remarks, name="remarks"),
    path("statement/", views.statement, name="statement"),
    path("<int:pk>/", views.remark, name="remark"),
    path("<int:pk>/answer/", views.answer, name="answer"),
]
