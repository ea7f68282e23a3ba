"""The pages of the inbox, within `urls.py`."""

from django.urls import path

from utblick.watch.views import answering, deciding, later, learnt, saved, trials
from utblick.watch.views.groups import decide_on_group, groups
from utblick.watch.views.inbox import inbox
from utblick.watch.views.preview import preview
from utblick.watch.views.sample import judge, sample, unjudge
from utblick.watch.views.why import find, why_item
from utblick.watch.views.whynot import whynot

urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/decide/", deciding.decide_in_list, name="decide_in_list"),
    path("inbox/assign/", deciding.assign_together, name="assign_together"),
    path("inbox/later/", later.snooze, name="snooze"),
    path("inbox/later/<int:moment>/undo/", later.wake, name="wake"),
    path("inbox/groups/", groups, name="groups"),
    path("inbox/groups/decide/", decide_on_group, name="decide_on_group"),
    path("inbox/why/", find, name="why"),
    path("inbox/why-not/", whynot, name="whynot"),
    path("inbox/trials/off/", trials.switch_off, name="switch_trials_off"),
    path("inbox/trials/on/", trials.switch_on, name="switch_trials_on"),
    path("inbox/sample/", sample, name="sample"),
    path("inbox/sample/<int:pk>/judge/", judge, name="judge"),
    path("inbox/sample/<int:pk>/unjudge/", unjudge, name="unjudge"),
    path("preview/", preview, name="preview"),
    path("saved/", saved.saved, name="saved"),
    path("saved/add/", saved.save_search, name="save_search"),
    path("saved/<int:pk>/", saved.saved_search, name="saved_search"),
    path("saved/<int:pk>/change/", saved.change_search, name="change_search"),
    path("saved/<int:pk>/withdraw/", saved.withdraw_search, name="withdraw_search"),
    path("saved/<int:pk>/restore/", saved.restore_search, name="restore_search"),
    path("saved/<int:pk>/open-address/", saved.open_address, name="open_address"),
    path("saved/<int:pk>/close-address/", saved.close_address, name="close_address"),
    path("profiles/<int:pk>/learnt/", learnt.learnt, name="learnt"),
    path("profiles/<int:pk>/learnt/switch-off/", learnt.switch_off, name="switch_off"),
    path("learnt/<int:pk>/switch-on/", learnt.switch_on, name="switch_weight_on"),
    path("items/<int:pk>/wake/", later.wake_item, name="wake_item"),
    path("items/<int:pk>/why/", why_item, name="why_item"),
    path("items/<int:pk>/decide/", deciding.decide, name="decide"),
    path("items/<int:pk>/assign/", deciding.assign, name="assign"),
    path("decisions/<int:pk>/undo/", deciding.undo, name="undo"),
    path("decisions/<int:pk>/reason/", deciding.give_reason, name="give_reason"),
    path("decisions/<int:pk>/answer/", answering.answer, name="answer"),
    path("decisions/<int:pk>/answer/read/", answering.answer_read, name="answer_read"),
    path("questions/<int:pk>/take-back/", answering.take_back_question, name="take_back_question"),
    path("questions/<int:pk>/read/", answering.actor_answer_read, name="actor_answer_read"),
    path("decisions/together/<slug:key>/undo/", deciding.undo_together, name="undo_together"),
]
