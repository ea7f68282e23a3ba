"""The signature of a message as Standard Webhooks writes it: HMAC-SHA256 over its id, its time and its body."""

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256

BEGINNING = "whsec_"


def written(secret: bytes) -> str:
    """The secret as it is given to the receiver."""
    return BEGINNING + b64encode(secret).decode()


def headers(secret: str, *, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    key = b64decode(secret.removeprefix(BEGINNING))
    signed = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
        "content-type": "application/json",
    }
