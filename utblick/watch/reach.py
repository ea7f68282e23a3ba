"""Which network addresses the watch may connect to: those that belong to the public internet."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from utblick.watch.errors import Refused

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

NAT64 = ip_network("64:ff9b::/96")
# Names that by definition mean a machine nearby (RFC 6761, 6762, 8375, 9476).
NEARBY = re.compile(r"(^|\.)(localhost|local|localdomain|internal|intranet|home\.arpa|lan)$", re.IGNORECASE)


def is_public(address: Address) -> bool:
    """True for an address of the public internet, looking inside the ways to write IPv4 in IPv6."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if inner:
            return is_public(inner)
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved


def may_reach(address: Address, allow: Sequence[Network]) -> bool:
    plain = getattr(address, "ipv4_mapped", None) or address
    return is_public(address) or any(plain in network for network in allow)


def check(number: str, allow: Sequence[Network]) -> None:
    """Raise Refused unless the numeric address may be reached."""
    try:
        address = ip_address(number.split("%")[0])
    except ValueError as error:
        raise Refused("bad_address", number) from error
    if not may_reach(address, allow):
        raise Refused("private_address", number)


def check_url(url: str, allow: Sequence[Network]) -> None:
    """Raise Refused for what can be seen from the address alone; the name is checked when it is resolved."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise Refused("bad_address", url) from error
    if parts.scheme.lower() not in ("http", "https"):
        raise Refused("scheme", url)
    if not host or re.search(r"[\s\\\x00-\x20\x7f]", url):
        raise Refused("bad_address", url)
    if parts.username is not None or parts.password is not None:
        raise Refused("credentials")
    if is_number(host):
        check(host, allow)
    elif NEARBY.search(host.rstrip(".")) and not allow:
        raise Refused("private_address", host)


def is_number(host: str) -> bool:
    try:
        ip_address(host.split("%")[0])
    except ValueError:
        return False
    return True
