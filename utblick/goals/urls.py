from django.urls import path

from utblick.goals.views import goals, importing, overview, programme, responsibilities, review

app_name = "goals"

urlpatterns = [
    path("", overview.home, name="home"),
    path("import/", importing.import_document, name="import"),
    path("drafts/<int:pk>/", review.review, name="review"),
    path("drafts/<int:pk>/adopt/", review.adopt, name="adopt"),
    path("drafts/<int:pk>/discard/", review.discard, name="discard"),
    path("drafts/<int:pk>/resume/", review.resume, name="resume"),
    path("documents/<int:pk>/", overview.document, name="document"),
    path("documents/<int:pk>/edit/", overview.edit_document, name="edit_document"),
    path("documents/<int:pk>/concepts/", goals.concepts_of_document, name="concepts"),
    path("goals/add/", goals.add_goal, name="add_goal"),
    path("goals/<int:pk>/", goals.goal, name="goal"),
    path("goals/<int:pk>/edit/", goals.edit_goal, name="edit_goal"),
    path("goals/<int:pk>/withdraw/", goals.withdraw_goal, name="withdraw_goal"),
    path("goals/<int:pk>/restore/", goals.restore_goal, name="restore_goal"),
    path("forms/<int:pk>/edit/", goals.edit_form, name="edit_form"),
    path("responsibilities/", responsibilities.responsibilities, name="responsibilities"),
    path("responsibilities/add/", responsibilities.add, name="add_responsibility"),
    path("responsibilities/<int:pk>/assign/", responsibilities.assign, name="assign"),
    path("responsibilities/<int:pk>/edit/", responsibilities.edit, name="edit_responsibility"),
    path("responsibilities/<int:pk>/withdraw/", responsibilities.withdraw, name="withdraw_responsibility"),
    path("responsibilities/<int:pk>/restore/", responsibilities.restore, name="restore_responsibility"),
    path("programmes/", programme.programmes, name="programmes"),
    path("programme/", programme.programme, name="programme"),
    path("programme/<int:pk>/", programme.programme, name="programme"),
    path("programme/add/", programme.add, name="programme_add"),
    path("programme/<int:pk>/edit/", programme.edit, name="programme_edit"),
    path("programme/<int:pk>/withdraw/", programme.withdraw, name="programme_withdraw"),
    path("programme/<int:pk>/restore/", programme.restore, name="programme_restore"),
    path("programme/<int:programme_pk>/priorities/add/", programme.add_priority, name="priority_add"),
    path("priorities/<int:pk>/", programme.priority, name="priority"),
    path("priorities/<int:pk>/edit/", programme.edit_priority, name="priority_edit"),
    path("priorities/<int:pk>/withdraw/", programme.withdraw_priority, name="priority_withdraw"),
    path("priorities/<int:pk>/restore/", programme.restore_priority, name="priority_restore"),
]
