"""SAML 2.0, web browser SSO: where the visitor is sent, and what the signed assertion proves.

Signatures, schema and times are checked by python3-saml (the extra `saml`); what it lets be missing is demanded here.
"""

import zlib
from base64 import b64decode, b64encode
from contextlib import suppress
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import urlencode, urlsplit

from django.core.cache import cache
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from lxml import etree

from utblick.federation import keys
from utblick.federation.keys import KeyPair
from utblick.federation.models import IdentityProvider
from utblick.federation.told import NotLetIn, Told

if TYPE_CHECKING:
    from onelogin.saml2.response import OneLogin_Saml2_Response

PROTOCOL, ASSERTION = "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#"
CIPHERS = (
    *("http://www.w3.org/2001/04/xmlenc#aes", "http://www.w3.org/2009/xmlenc11#aes"),
    *("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "http://www.w3.org/2009/xmlenc11#rsa-oaep"),
)
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
    asked = {"SAMLRequest": b64encode(packed).decode(), "RelayState": state}
    return f"{there}{'&' if '?' in there else '?'}{_signed(asked)}"


def _signed(asked: dict[str, str]) -> str:
    """As the words of an address, with a signature of just these where the installation has a key."""
    pairs = keys.ours()
    if not pairs:
        return urlencode(asked)
    told = urlencode({**asked, "SigAlg": SHA256})
    return f"{told}&{urlencode({'Signature': b64encode(pairs[0].sign(told)).decode()})}"


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
    parts = urlsplit(back)
    here = {"https": "on" if parts.scheme == "https" else "off", "http_host": parts.netloc, "script_name": parts.path}
    try:
        response = _decrypted(provider, packed, back)
        response.is_valid(here, raise_exceptions=True)
    except Exception as error:  # the library raises of many kinds, lxml's and xmlsec's among them
        raise NotLetIn("given_up" if "AuthnFailed" in str(error) else "not_proved", repr(error)) from error
    return response


def _decrypted(provider: IdentityProvider, packed: str, back: str) -> "OneLogin_Saml2_Response":
    """By whichever of our keys it was encrypted for; an answer in the open is read without any."""
    from onelogin.saml2.response import OneLogin_Saml2_Response
    from xmlsec import Error

    _is_encrypted_well(packed)
    pairs: list[KeyPair | None] = [*keys.ours()]
    for pair in pairs[:-1]:
        with suppress(Error):
            return OneLogin_Saml2_Response(_settings(provider, back, pair), packed)
    return OneLogin_Saml2_Response(_settings(provider, back, *pairs[-1:]), packed)


def _is_encrypted_well(packed: str) -> None:
    """By AES, under a key that came by RSA-OAEP: of the older ways some tell by their errors what they hold."""
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

    document = OneLogin_Saml2_XML.to_etree(b64decode(packed))
    used = {one.get("Algorithm", "") for one in document.iter(f"{{{ENCRYPTION}}}EncryptionMethod")}
    if weak := [name for name in used if not name.startswith(CIPHERS)]:
        raise NotLetIn("not_proved", f"encrypted by {weak}")


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
        recognised_at=_recognised_at(response),
    )


def _recognised_at(response: "OneLogin_Saml2_Response") -> float | None:
    """The earliest, where several are told."""
    told = [one.get("AuthnInstant", "") for one in response._query_assertion("/saml:AuthnStatement")]
    moments = [moment.timestamp() for one in told if (moment := parse_datetime(one))]
    return min(moments, default=None)


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


def _settings(provider: IdentityProvider, back: str, pair: KeyPair | None = None) -> Any:
    """What the library is to know; `pair`: the key that it reads with."""
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    described = OneLogin_Saml2_IdPMetadataParser.parse(provider.metadata, entity_id=provider.issuer)
    security = {
        "wantAssertionsSigned": True,
        "wantNameId": not provider.subject_claim,
        "wantAttributeStatement": True,
        "rejectDeprecatedAlgorithm": True,
        "allowRepeatAttributeName": True,
        "wantAssertionsEncrypted": provider.is_encrypted,
        "signatureAlgorithm": SHA256,
    }
    ours = {"entityId": provider.client_id, "assertionConsumerService": {"url": back, "binding": POST}}
    if pair or provider.is_encrypted:
        pair = pair or keys.ours()[0]
        ours |= {"x509cert": pair.certificate, "privateKey": pair.private_pem}
    return OneLogin_Saml2_Settings({"strict": True, "sp": ours, "idp": described.get("idp", {}), "security": security})


def our_metadata(provider: IdentityProvider, back: str) -> bytes:
    """What the IT department gives its provider to read of us, each of our keys among it."""
    from onelogin.saml2.metadata import OneLogin_Saml2_Metadata

    pairs = keys.ours()
    known = _settings(provider, back)
    written = OneLogin_Saml2_Metadata.builder(known.get_sp_data(), bool(pairs), True)
    # The library puts each before those that stand there: the first of ours is to be the first.
    for pair in reversed(pairs):
        written = OneLogin_Saml2_Metadata.add_x509_key_descriptors(written, pair.certificate, True)
    return written.encode() if isinstance(written, str) else bytes(written)


def wrong_with(provider: IdentityProvider) -> str:
    """What to correct in the provider's metadata; empty where it can be used."""
    try:
        if provider.is_encrypted and not keys.ours():
            return "Encrypted assertions need a key of our own: utblick identity-provider key FILE."
        found = _settings(provider, "https://utblick.example/answer/").get_idp_data()
    except ImportError:
        return "SAML needs the extra `saml`."
    except Exception as error:
        return f"The metadata cannot be used: {error}"
    if not found.get("singleSignOnService", {}).get("url", "").startswith("https://"):
        return "The metadata names no HTTP-Redirect address with https://."
    return ""
