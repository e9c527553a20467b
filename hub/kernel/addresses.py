"""Network addresses as somebody's own: whatever is counted by address counts by these."""

import ipaddress


def source_key(source: str) -> str:
    """What an address is counted under: an IPv6 host owns its whole /64."""
    try:
        address = ipaddress.ip_address(source)
    except ValueError:
        return source
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
