from django.urls import path

from utblick.establishment.views import answering, documents, enquiries, pictures, vacant_sites

app_name = "establishment"

urlpatterns = [
    path("", enquiries.enquiries, name="enquiries"),
    path("promise/", enquiries.promise, name="promise"),
    path("enquiries/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/edit/", enquiries.edit_enquiry, name="edit_enquiry"),
    path("enquiries/<int:pk>/answer/", answering.answer, name="answer"),
    path("enquiries/<int:pk>/propose/", answering.propose, name="propose"),
    path("enquiries/<int:pk>/move/", answering.move, name="move"),
    path("enquiries/<int:pk>/established/", answering.establish, name="establish"),
    path("enquiries/<int:pk>/lost/", answering.lose, name="lose"),
    path("enquiries/<int:pk>/reopen/", answering.reopen, name="reopen"),
    path("enquiries/<int:pk>/documents/add/", documents.add_document, name="add_document"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/withdraw/", documents.withdraw_document, name="withdraw_document"),
    path("documents/<int:pk>/restore/", documents.restore_document, name="restore_document"),
    path("letters/<int:pk>/take-back/", answering.take_back, name="take_back"),
    path("sites/", vacant_sites.vacant_sites, name="vacant_sites"),
    path("sites/add/", vacant_sites.add_site, name="add_site"),
    path("sites/<int:pk>/", vacant_sites.vacant_site, name="vacant_site"),
    path("sites/<int:pk>/edit/", vacant_sites.edit_site, name="edit_site"),
    path("sites/<int:pk>/withdraw/", vacant_sites.withdraw_site, name="withdraw_site"),
    path("sites/<int:pk>/restore/", vacant_sites.restore_site, name="restore_site"),
    path("sites/<int:pk>/pictures/add/", pictures.add_picture, name="add_picture"),
    path("pictures/<int:pk>/", pictures.picture, name="picture"),
    path("pictures/<int:pk>/edit/", pictures.edit_picture, name="edit_picture"),
    path("pictures/<int:pk>/withdraw/", pictures.withdraw_picture, name="withdraw_picture"),
    path("pictures/<int:pk>/restore/", pictures.restore_picture, name="restore_picture"),
]
