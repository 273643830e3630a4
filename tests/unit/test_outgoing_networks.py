"""Outgoing requests reach public addresses, and only those private ones that an operator allowed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.outgoing.networks import NAT64, may_connect, parse_address, parse_networks

PRIVATE = parse_networks(["10.0.0.0/8"])


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "1.1.1.1", "2a00:1450:400e:80f::200e", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_a_public_address_is_reached(text):
    assert may_connect(parse_address(text))


@pytest.mark.parametrize("text", [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "255.255.255.255",
    "169.254.169.254", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "192.88.99.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:10.0.0.1", "::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "3fff::1",
])  # fmt: skip
def test_an_address_that_is_not_public_is_refused(text):
    assert not may_connect(parse_address(text))


@pytest.mark.parametrize("text", ["10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])
def test_an_allowed_network_is_reached_in_every_form(text):
    assert may_connect(parse_address(text), PRIVATE)


def test_an_allowed_network_allows_no_other():
    assert not may_connect(parse_address("192.168.0.1"), PRIVATE)


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_an_ipv6_form_is_judged_as_the_ipv4_address_that_it_means(address):
    for form in (f"::ffff:{address}", f"{NAT64[int(address)]}"):
        assert may_connect(parse_address(form)) == may_connect(address)


def test_a_setting_that_is_no_network_is_refused():
    with pytest.raises(ValueError, match="host bits set"):
        parse_networks(["10.0.0.1/8"])
