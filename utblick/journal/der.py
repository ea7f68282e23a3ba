"""The certificates in a service's answer, put in the order that DER asks of a set.

OpenSSL's services, of which there are many, leave them as they come, and a strict reader refuses that. What is signed is not among
them, and to change places alters no length.
"""

from collections.abc import Iterator

CERTIFICATES = 0xA0


def ordered(answer: bytes) -> bytes:
    """Raises ValueError for what is no answer with a stamp in it."""
    # The response, the token in it, its content, the signed data.
    signed = _inner(answer, (0, 0, 0, len(answer)), 0, 1, 1, 0)
    for _first, tag, inner, end in _parts(answer, *_span(signed)):
        if tag == CERTIFICATES:
            held = sorted(answer[one[0] : one[3]] for one in _parts(answer, inner, end))
            return answer[:inner] + b"".join(held) + answer[end:]
    return answer


type Part = tuple[int, int, int, int]
"""Where it begins, its tag, where its content begins and ends."""


def _inner(data: bytes, part: Part, *places: int) -> Part:
    for place in places:
        held = list(_parts(data, *_span(part)))
        if place >= len(held):
            raise ValueError("There is no stamp in the answer.")
        part = held[place]
    return part


def _span(part: Part) -> tuple[int, int]:
    return part[2], part[3]


def _parts(data: bytes, at: int, end: int) -> Iterator[Part]:
    while at < end:
        inner, length = at + 2, data[at + 1] if at + 1 < end else 0
        if length & 0x80:
            inner += length & 0x7F
            length = int.from_bytes(data[at + 2 : inner])
        if inner + length > end:
            raise ValueError("The answer is cut off.")
        yield at, data[at], inner, inner + length
        at = inner + length
