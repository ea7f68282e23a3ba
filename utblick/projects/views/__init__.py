"""The pages of projects."""

from utblick.projects.views.budget import begin_version, budget, edit_terms, file, settle, unsettle
from utblick.projects.views.claims import add_claim, claims, edit_claim, lay_out_claims
from utblick.projects.views.flow import cash_flow
from utblick.projects.views.ledger import ledger, ledger_progress, post_ledger, read_ledger, redo_ledger, undo_ledger
from utblick.projects.views.outcome import add_booking, adjust, edit_booking, outcome, outcome_file
from utblick.projects.views.plan import (
    add_delivery,
    add_package,
    done,
    edit_delivery,
    edit_package,
    plan,
)
from utblick.projects.views.projects import edit, listed, project, start, take_on
from utblick.projects.views.shares import claim, claim_file, edit_share, shares, shares_file
from utblick.projects.views.sheet import sheet
from utblick.projects.views.stages import back, decide, edit_check, edit_requirements, move, requirements
from utblick.projects.views.ties import add_partner, edit_partner
from utblick.projects.views.undoing import restore_part, withdraw_part
from utblick.projects.views.visibility import document, edit_evidence, visibility

__all__ = [
    "add_booking",
    "add_claim",
    "add_delivery",
    "add_package",
    "add_partner",
    "adjust",
    "back",
    "begin_version",
    "budget",
    "cash_flow",
    "claim",
    "claim_file",
    "claims",
    "decide",
    "document",
    "done",
    "edit",
    "edit_booking",
    "edit_check",
    "edit_claim",
    "edit_delivery",
    "edit_evidence",
    "edit_package",
    "edit_partner",
    "edit_requirements",
    "edit_share",
    "edit_terms",
    "file",
    "lay_out_claims",
    "ledger",
    "ledger_progress",
    "listed",
    "move",
    "outcome",
    "outcome_file",
    "plan",
    "post_ledger",
    "project",
    "read_ledger",
    "redo_ledger",
    "requirements",
    "restore_part",
    "settle",
    "shares",
    "shares_file",
    "sheet",
    "start",
    "take_on",
    "undo_ledger",
    "unsettle",
    "visibility",
    "withdraw_part",
]
