"""The pages of partners."""

from utblick.partners.views.agreements import (
    add_agreement,
    add_party,
    agreement,
    agreement_document,
    edit_agreement,
    remove_party,
    restore_party,
)
from utblick.partners.views.contact_parts import (
    add_to_contact,
    edit_contact_part,
    restore_contact_part,
    withdraw_contact_part,
)
from utblick.partners.views.contacts import (
    add_contact,
    contact,
    contacts,
    edit_contact,
    keep_promise,
    programme,
    programme_document,
)
from utblick.partners.views.importing import (
    carry_out_import,
    import_columns,
    import_file,
    import_progress,
    redo_import,
    tell_other,
    undo_import,
)
from utblick.partners.views.merging import merge_organisation, undo_merging
from utblick.partners.views.organisations import add, edit, likeness, listed, organisation
from utblick.partners.views.personal import personal_data, personal_extract
from utblick.partners.views.quiet import gone_quiet, silence, undo_silence
from utblick.partners.views.relations import add_person, edit_person
from utblick.partners.views.requests import (
    accept_request,
    decline_request,
    requests,
    take_back_answer,
    visit_request,
)
from utblick.partners.views.reviewing import (
    carry_out,
    edit_review,
    review,
    review_agreement,
    review_draft,
    take_back,
)
from utblick.partners.views.undoing import restore, restore_part, withdraw, withdraw_part

__all__ = [
    "accept_request",
    "add",
    "add_agreement",
    "add_contact",
    "add_party",
    "add_person",
    "add_to_contact",
    "agreement",
    "agreement_document",
    "carry_out",
    "carry_out_import",
    "contact",
    "contacts",
    "decline_request",
    "edit",
    "edit_agreement",
    "edit_contact",
    "edit_contact_part",
    "edit_person",
    "edit_review",
    "gone_quiet",
    "import_columns",
    "import_file",
    "import_progress",
    "keep_promise",
    "likeness",
    "listed",
    "merge_organisation",
    "organisation",
    "personal_data",
    "personal_extract",
    "programme",
    "programme_document",
    "redo_import",
    "remove_party",
    "requests",
    "restore",
    "restore_contact_part",
    "restore_part",
    "restore_party",
    "review",
    "review_agreement",
    "review_draft",
    "silence",
    "take_back",
    "take_back_answer",
    "tell_other",
    "undo_import",
    "undo_merging",
    "undo_silence",
    "visit_request",
    "withdraw",
    "withdraw_contact_part",
    "withdraw_part",
]
