"""SAML 2.0, web browser SSO: where the visitor is sent, and what the signed assertion proves.

Signatures, schema and times are checked by python3-saml (the extra `saml`); what it lets be missing is demanded here.
"""

import zlib
from base64 import b64encode
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import urlencode, urlsplit

from django.core.cache import cache
from django.utils import timezone
from lxml import etree

from utblick.federation.models import IdentityProvider
from utblick.federation.told import NotLetIn, Told

if TYPE_CHECKING:
    from onelogin.saml2.response import OneLogin_Saml2_Response

PROTOCOL, ASSERTION = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
NAMES = ("displayName", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname")
LARGEST = 200_000
"""Characters of an answer."""


class Question(TypedDict):
    """What the visitor's session keeps until the answer is here."""

    request: str
    back: str
    """Our own address that the answer comes to."""


def ask(back: str) -> Question:
    return Question(request=f"_{token_hex(20)}", back=back)


def way_there(provider: IdentityProvider, question: Question, state: str) -> str:
    """The address at the provider that the visitor is sent to, with the request in it (HTTP-Redirect)."""
    there = _settings(provider, question["back"]).get_idp_sso_url()
    packed = zlib.compress(_request(provider, question, there))[2:-4]
    asked = urlencode({"SAMLRequest": b64encode(packed).decode(), "RelayState": state})
    return f"{there}{'&' if '?' in there else '?'}{asked}"


def _request(provider: IdentityProvider, question: Question, there: str) -> bytes:
    facts = {
        "ID": question["request"],
        "Version": "2.0",
        "IssueInstant": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}",
        "Destination": there,
        "AssertionConsumerServiceURL": question["back"],
        "ProtocolBinding": POST,
    }
    request = etree.Element(f"{{{PROTOCOL}}}AuthnRequest", facts, nsmap={"samlp": PROTOCOL, "saml": ASSERTION})
    etree.SubElement(request, f"{{{ASSERTION}}}Issuer").text = provider.client_id
    if provider.required:
        wanted = etree.SubElement(request, f"{{{PROTOCOL}}}RequestedAuthnContext", Comparison="exact")
        for level in provider.required:
            etree.SubElement(wanted, f"{{{ASSERTION}}}AuthnContextClassRef").text = level
    packed: bytes = etree.tostring(request)
    return packed


def put_aside(answer: str) -> str:
    """Keep an answer for the page that knows who asked: with what another site posts the browser sends no session.

    Returns the ticket by which that page takes it.
    """
    ticket = token_hex(20)
    cache.set(f"saml:{ticket}", answer, 120)
    return ticket


def read(provider: IdentityProvider, question: Question, answer: dict[str, str]) -> Told:
    """What the provider says of the visitor who came back. Raises NotLetIn."""
    ticket = f"saml:{answer.get('ticket', '')[:40]}"
    packed = cache.get(ticket)
    cache.delete(ticket)
    if not packed:
        raise NotLetIn("too_late")
    response = opened(provider, packed, question["back"])
    _is_ours(provider, question, response)
    return told(provider, response)


def opened(provider: IdentityProvider, packed: str, back: str) -> "OneLogin_Saml2_Response":
    """An answer that came to `back`, signed by the provider and not too old. Raises NotLetIn."""
    from onelogin.saml2.response import OneLogin_Saml2_Response

    parts = urlsplit(back)
    here = {"https": "on" if parts.scheme == "https" else "off", "http_host": parts.netloc, "script_name": parts.path}
    try:
        response = OneLogin_Saml2_Response(_settings(provider, back), packed)
        response.is_valid(here, raise_exceptions=True)
    except Exception as error:  # the library raises of many kinds, lxml's and xmlsec's among them
        raise NotLetIn("given_up" if "AuthnFailed" in str(error) else "not_proved", repr(error)) from error
    return response


def _is_ours(provider: IdentityProvider, question: Question, response: "OneLogin_Saml2_Response") -> None:
    """Made for us, as the answer to this question, by what is signed: the library lets all of it be left out."""
    if provider.client_id not in response.get_audiences():
        raise NotLetIn("not_proved", "no audience")
    confirmed = response._query_assertion("/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData")
    facts = [(one.get("InResponseTo"), one.get("Recipient"), one.get("NotOnOrAfter")) for one in confirmed]
    if not facts or any(who[:2] != (question["request"], question["back"]) or not who[2] for who in facts):
        raise NotLetIn("not_proved", "not the answer to what was asked")


def told(provider: IdentityProvider, response: "OneLogin_Saml2_Response") -> Told:
    """The assertion in our words."""
    said: dict[str, list[str]] = {
        name: [str(one) for one in values] for name, values in response.get_attributes().items()
    }
    return Told(
        subject=_subject(provider, response, said),
        address=_first(said, provider.address_claim).strip().lower(),
        name=next(filter(None, (_first(said, name) for name in NAMES)), "")[:150],
        groups=frozenset(filter(None, said.get(provider.groups_claim, []))),
        assurance=frozenset(response.get_authn_contexts()),
    )


def _subject(provider: IdentityProvider, response: "OneLogin_Saml2_Response", said: dict[str, list[str]]) -> str:
    if provider.subject_claim:
        subject = _first(said, provider.subject_claim)
    elif response.get_nameid_format() == TRANSIENT:
        raise NotLetIn("not_set_up", "a transient NameID knows nobody again: set --subject-claim")
    else:
        subject = response.get_nameid() or ""
    if not 0 < len(subject) <= 255:
        raise NotLetIn("not_proved", "no subject")
    return subject


def _first(said: dict[str, list[str]], name: str) -> str:
    return next(iter(said.get(name, [])), "")


def _settings(provider: IdentityProvider, back: str) -> Any:
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    described = OneLogin_Saml2_IdPMetadataParser.parse(provider.metadata, entity_id=provider.issuer)
    security = {
        "wantAssertionsSigned": True,
        "wantNameId": not provider.subject_claim,
        "wantAttributeStatement": True,
        "rejectDeprecatedAlgorithm": True,
        "allowRepeatAttributeName": True,
        "signatureAlgorithm": SHA256,
    }
    ours = {"entityId": provider.client_id, "assertionConsumerService": {"url": back, "binding": POST}}
    return OneLogin_Saml2_Settings({"strict": True, "sp": ours, "idp": described.get("idp", {}), "security": security})


def our_metadata(provider: IdentityProvider, back: str) -> bytes:
    """What the IT department gives its provider to read of us."""
    written: str | bytes = _settings(provider, back).get_sp_metadata()
    return written.encode() if isinstance(written, str) else written


def wrong_with(provider: IdentityProvider) -> str:
    """What to correct in the provider's metadata; empty where it can be used."""
    try:
        found = _settings(provider, "https://utblick.example/answer/").get_idp_data()
    except ImportError:
        return "SAML needs the extra `saml`."
    except Exception as error:
        return f"The metadata cannot be used: {error}"
    if not found.get("singleSignOnService", {}).get("url", "").startswith("https://"):
        return "The metadata names no HTTP-Redirect address with https://."
    return ""
