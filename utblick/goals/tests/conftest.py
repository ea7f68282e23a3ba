"""A draft to review, and what its form sends."""

from typing import Any

import pytest
from django.test import Client

from utblick.accounts.models import User
from utblick.goals.drafts import pieces_of_draft
from utblick.goals.forms import FactsForm
from utblick.goals.importing import import_text
from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import CONTENT, Kind
from utblick.goals.reviewing import marks_of

POLICY = """Titel: Internationell policy
Id nr: 0:19
Version: 1.0
Typ: Policy
Fastställt: KF 2012-12-12, § 121
Giltighetstid: Tills vidare

Syfte

Policyns syfte är att skapa en plattform för arbetet.

Mål

Kommunens internationella kontakter ska bidra till att

- skapa kanaler för företagskontakter
- marknadsföra kommunen som turistort
- öka förståelsen för andra kulturer

Former för samarbete

Kommunen väljer att prioritera

- medverkan i mångnationella projekt
- vänortssamarbete

Organisation

Kommunstyrelsen svarar för

- officiella kontakter med andra kommuner
- löpande omvärldsbevakning
"""


@pytest.fixture
def draft(here: object) -> PolicyDocument:
    return import_text(text=POLICY, name="policy.txt")


@pytest.fixture
def as_coordinator(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def sent(draft: PolicyDocument, **changes: Any) -> dict[str, str]:
    """What the review's form sends when nothing was changed but `changes` (underscores stand for hyphens)."""
    form = FactsForm(instance=draft)
    data = {name: str(form[name].value() or "") for name in form.fields}
    pieces = pieces_of_draft(draft)
    for piece in pieces:
        if piece.kind in CONTENT:
            data |= {f"text-{piece.id}": piece.text, f"kind-{piece.id}": piece.kind.value}
        if piece.kind in (Kind.GOAL, Kind.FORM):
            data[f"name-{piece.id}"] = piece.name
        if piece.kind is Kind.DUTY:
            data |= {f"owner-{piece.id}": piece.owner, f"unit-{piece.id}": str(piece.unit or "")}
    data["marks"] = marks_of(pieces)
    return data | {(name if name in data else name.replace("_", "-")): str(value) for name, value in changes.items()}


def ids(draft: PolicyDocument, kind: Kind) -> list[int]:
    return [piece.id for piece in pieces_of_draft(draft) if piece.kind is kind]


def texts(draft: PolicyDocument, kind: Kind) -> list[str]:
    return [piece.text for piece in pieces_of_draft(draft) if piece.kind is kind]
