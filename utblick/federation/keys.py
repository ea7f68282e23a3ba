"""The installation's own keys for SAML (UTBLICK_SAML_KEYS): the first signs, and what is encrypted for any of them is read."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from django.conf import settings

from utblick.federation.told import NotLetIn

BITS = 3072
LIFE = timedelta(days=3 * 365)
SMALLEST = 2048
"""Bits of a key that was made elsewhere."""


@dataclass(frozen=True)
class KeyPair:
    """A private key and its certificate, in one file as PEM."""

    pem: bytes

    @cached_property
    def certificate(self) -> str:
        read = x509.load_pem_x509_certificate(self.pem)
        return read.public_bytes(serialization.Encoding.PEM).decode()

    @cached_property
    def private(self) -> RSAPrivateKey:
        read = serialization.load_pem_private_key(self.pem, None)
        if not isinstance(read, RSAPrivateKey) or read.key_size < SMALLEST:
            raise ValueError(f"not an RSA key of {SMALLEST} bits or more")
        return read

    @property
    def private_pem(self) -> str:
        kinds = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        return self.private.private_bytes(serialization.Encoding.PEM, *kinds).decode()

    def sign(self, text: str) -> bytes:
        """By RSA with SHA-256."""
        return self.private.sign(text.encode(), PKCS1v15(), hashes.SHA256())


def ours() -> list[KeyPair]:
    """The pairs in the order of the setting. Raises NotLetIn for a file that holds none: nobody can come in until it does."""
    try:
        return [_read(Path(path)) for path in settings.SAML_KEYS]
    except (OSError, ValueError) as error:
        raise NotLetIn("not_set_up", f"UTBLICK_SAML_KEYS: {error!r}") from error


def _read(path: Path) -> KeyPair:
    pair = KeyPair(path.read_bytes())
    if pair.private.public_key() != x509.load_pem_x509_certificate(pair.pem).public_key():
        raise ValueError(f"{path}: the certificate is of another key")
    return pair


def make(path: Path, name: str) -> None:
    """Write a new pair where nothing stands yet, readable by its owner alone. Raises FileExistsError."""
    key = generate_private_key(public_exponent=65537, key_size=BITS)
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name[:64])])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number(), now, now + LIFE)
    kinds = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(serialization.Encoding.PEM, *kinds))
        file.write(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
