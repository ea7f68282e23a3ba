"""A real identity provider by SAML (pysaml2, which signs by the program xmlsec1)."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from lxml import etree
from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NAMEID_FORMAT_TRANSIENT, NameID
from saml2.server import Server

from utblick.federation.models import IdentityProvider
from utblick.federation.saml import ASSERTION
from utblick.federation.tests.make import make_provider

ENTITY = "https://idp.kommun.example/saml"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"


class SamlProvider:
    """With a key of its own; `connected()` is how the municipality knows it."""

    def __init__(self, folder: Path) -> None:
        self.key, self.cert = _key_pair(folder)
        # By what they have read of us: to read it takes long.
        self._servers: dict[str, Server] = {}
        self.config: dict[str, Any] = {
            "entityid": ENTITY,
            "key_file": str(self.key),
            "cert_file": str(self.cert),
            "xmlsec_binary": "/usr/bin/xmlsec1",
            "service": {
                "idp": {
                    "endpoints": {"single_sign_on_service": [("https://idp.kommun.example/go", BINDING_HTTP_REDIRECT)]},
                    "policy": {"default": {"attribute_restrictions": None, "lifetime": {"minutes": 5}}},
                }
            },
        }

    def connected(self, **facts: Any) -> IdentityProvider:
        config = IdPConfig().load(self.config)
        usual = {"kind": "saml", "issuer": ENTITY, "client_id": "https://utblick.example/saml", "address_claim": MAIL}
        told = create_metadata_string(None, config=config).decode()
        return make_provider(**{**usual, "metadata": told, "groups_claim": "groups", **facts})

    def answer(self, client: Client, provider: IdentityProvider, there: str, **said: Any) -> tuple[str, str]:
        """The signed answer, as XML, to the request in this address; and its RelayState. `said` changes what it tells."""
        server = self.server(client, provider)
        query = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        signed = {
            "relay_state": query["RelayState"],
            "sigalg": query.get("SigAlg"),
            "signature": query.get("Signature"),
        }
        asked = server.parse_authn_request(query["SAMLRequest"], BINDING_HTTP_REDIRECT, **signed).message
        transient = said.get("transient", False)
        name_id = NameID(format=NAMEID_FORMAT_TRANSIENT if transient else NAMEID_FORMAT_PERSISTENT, text="eva-1")
        response = server.create_authn_response(
            said.get("attributes", {"mail": "eva@kommun.example", "displayName": "Eva Ek", "groups": ["alla"]}),
            in_response_to=said.get("to", asked.id),
            destination=asked.assertion_consumer_service_url,
            sp_entity_id=said.get("audience", provider.client_id),
            name_id=name_id,
            authn={"class_ref": said.get("level", LOA3), "authn_auth": ENTITY},
            sign_assertion=said.get("signed", True),
            sign_response=False,
            sign_alg=SHA256,
            digest_alg=DIGEST,
            encrypt_assertion=said.get("encrypted", False),
        )
        return str(response), query["RelayState"]

    def server(self, client: Client, provider: IdentityProvider) -> Server:
        """As it is after having read our metadata."""
        metadata = client.get(reverse("federated:metadata", args=[provider.pk])).text
        if metadata not in self._servers:
            config = IdPConfig().load({**self.config, "metadata": {"inline": [metadata]}})
            self._servers[metadata] = Server(config=config)
        return self._servers[metadata]


def encrypted(xml: str, certificate: str) -> str:
    """The same answer with its assertion encrypted for this certificate, as Sweden Connect wants it: AES-256-GCM by RSA-OAEP."""
    document = etree.fromstring(xml.encode())
    (assertion,) = document.findall(f"{{{ASSERTION}}}Assertion")
    wrapped = etree.SubElement(document, f"{{{ASSERTION}}}EncryptedAssertion")
    method, type_of = xmlsec.constants.TransformAes256Gcm, xmlsec.constants.TypeEncElement
    template = xmlsec.template.encrypted_data_create(document, method, type=type_of, ns="xenc")
    xmlsec.template.encrypted_data_ensure_cipher_value(template)
    told = xmlsec.template.encrypted_data_ensure_key_info(template, ns="ds")
    key = xmlsec.template.add_encrypted_key(told, xmlsec.constants.TransformRsaOaep)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate.encode(), xmlsec.constants.KeyDataFormatCertPem))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.constants.KeyDataAes, 256, xmlsec.constants.KeyDataTypeSession)
    wrapped.append(context.encrypt_xml(template, assertion))
    return etree.tostring(document).decode()


def post(client: Client, provider: IdentityProvider, xml: str, state: str) -> Any:
    """As the browser does it, from the provider's page: without our session; and then onwards, with it."""
    sent = {"SAMLResponse": b64encode(xml.encode()).decode(), "RelayState": state}
    stranger = Client(headers={"host": client.defaults["HTTP_HOST"]}, enforce_csrf_checks=True)
    handed_on = stranger.post(reverse("federated:take_answer", args=[provider.pk]), sent)
    return client.get(handed_on.headers["Location"]) if handed_on.status_code == 302 else handed_on


def _key_pair(folder: Path) -> tuple[Path, Path]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp")])
    begun = datetime.now(UTC) - timedelta(days=1)
    cert = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), begun, begun + timedelta(9)
    )
    kept, shown = folder / "key.pem", folder / "cert.pem"
    kinds = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    kept.write_bytes(key.private_bytes(serialization.Encoding.PEM, *kinds))
    shown.write_bytes(cert.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return kept, shown
