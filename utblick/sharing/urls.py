from django.urls import path

from utblick.sharing import views

app_name = "sharing"

urlpatterns = [
    path("", views.home, name="home"),
    path("with/<int:region>/", views.share, name="share"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("shown/", views.preview, name="preview"),
    path("shown/<int:pk>/", views.own, name="own"),
    path("shown/<int:pk>/withhold/", views.withhold, name="withhold"),
    path("shown/<int:pk>/release/", views.release, name="release"),
    path("joint/", views.together, name="together"),
    path("joint/<int:lead>/", views.joint, name="joint"),
    path("joint/<int:lead>/invite/", views.invite, name="invite"),
    path("invitations/<int:pk>/", views.invitation, name="invitation"),
    path("invitations/<int:pk>/decline/", views.decline, name="decline"),
    path("invitations/<int:pk>/leave/", views.leave, name="leave"),
    path("invitations/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("invitations/<int:pk>/again/", views.invite_again, name="invite_again"),
    path("answers/<int:pk>/again/", views.answer_again, name="answer_again"),
    path("region/joint/", views.region_joints, name="region_joints"),
    path("region/", views.works, name="works"),
    path("region/initiatives/", views.initiatives, name="initiatives"),
    path("region/initiatives/<int:pk>/", views.initiative, name="initiative"),
    path("region/figures/", views.figures, name="figures"),
]
