"""Packets as bytes: those made by hand, which no socket would send, and those seen on the host's interfaces."""

import ipaddress
import socket
import struct

TCP_FLAGS = "FSRPAU"
PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17, "icmpv6": 58}
NAMES = {number: name for name, number in PROTOCOLS.items()}
ETH_P_ALL, ETH_P_IP, ETH_P_IPV6 = 3, 0x0800, 0x86DD
PACKET_OUTGOING = 4


def checksum(data):
    total = sum(struct.unpack(f"!{(len(data) + 1) // 2}H", data + b"\0" * (len(data) % 2)))
    total = (total & 0xFFFF) + (total >> 16)
    return ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF


def with_checksum(header, place, pseudo, payload=b""):
    whole = header + payload
    return whole[:place] + struct.pack("!H", checksum(pseudo + whole)) + whole[place + 2 :]


def build(source, destination, protocol, payload):
    """An IP packet of either family; the payload has its checksum already."""
    source, destination = ipaddress.ip_address(source), ipaddress.ip_address(destination)
    if source.version == 6:
        return struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64) + source.packed + destination.packed + payload
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0)
    return with_checksum(header + source.packed + destination.packed, 10, b"") + payload


def pseudo_header(source, destination, protocol, length):
    source, destination = ipaddress.ip_address(source), ipaddress.ip_address(destination)
    layout = "!IxxxB" if source.version == 6 else "!xBH"
    order = (length, protocol) if source.version == 6 else (protocol, length)
    return source.packed + destination.packed + struct.pack(layout, *order)


def tcp_packet(source, destination, source_port, port, flags):
    """One TCP packet without data; flags are letters of `FSRPAU`, in that order."""
    bits = sum(1 << TCP_FLAGS.index(letter) for letter in flags)
    header = struct.pack("!HHIIBBHHH", source_port, port, 1000, 1000 if "A" in flags else 0, 5 << 4, bits, 1024, 0, 0)
    header = with_checksum(header, 16, pseudo_header(source, destination, 6, len(header)))
    return build(source, destination, 6, header)


def icmp_message(kind, code, identifier, version6):
    """An ICMP message; the kernel fills in the checksum of ICMPv6."""
    header = struct.pack("!BBHHH", kind, code, 0, identifier, 1)
    return header if version6 else with_checksum(header, 2, b"")


def read_packet(data):
    """What a packet's headers say; None when it is no IP packet."""
    version = data[0] >> 4 if data else 0
    if version == 4:
        protocol, start, addresses = data[9], (data[0] & 15) * 4, (data[12:16], data[16:20])
    elif version == 6:
        protocol, start, addresses = data[6], 40, (data[8:24], data[24:40])
    else:
        return None
    source, destination = (str(ipaddress.ip_address(address)) for address in addresses)
    packet = {"protocol": NAMES.get(protocol, str(protocol)), "source": source, "destination": destination}
    return packet | read_transport(protocol, data[start:])


def read_transport(protocol, data):
    if protocol in (PROTOCOLS["icmp"], PROTOCOLS["icmpv6"]):
        return {"icmpType": data[0], "icmpCode": data[1]}
    if protocol not in (PROTOCOLS["tcp"], PROTOCOLS["udp"]):
        return {}
    source_port, port = struct.unpack_from("!HH", data)
    ports = {"sourcePort": source_port, "port": port}
    if protocol == PROTOCOLS["udp"]:
        return ports
    return ports | {"flags": "".join(letter for bit, letter in enumerate(TCP_FLAGS) if data[13] & 1 << bit)}


def open_wire():
    """A socket that sees all packets on the interfaces of the namespace that the process is in."""
    return socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK, socket.htons(ETH_P_ALL))


def read_wire(wire):
    """The packets seen since the last time, in order; one over lo is seen twice and returned once."""
    packets = []
    while True:
        try:
            data, (interface, ethernet, kind, *_) = wire.recvfrom(2048)
        except BlockingIOError:
            return packets
        if ethernet not in (ETH_P_IP, ETH_P_IPV6) or (interface == "lo" and kind != PACKET_OUTGOING):
            continue
        direction = "out" if kind == PACKET_OUTGOING else "in"
        if packet := read_packet(data):
            packets.append({"interface": interface, "direction": direction} | packet)


def send_raw(packet, destination, mark, make):
    """Sends a packet as it is; `make` makes the socket as the right user."""
    family = socket.AF_INET6 if ":" in destination else socket.AF_INET
    with make(lambda: socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_RAW)) as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, mark)
        sender.sendto(packet, (destination, 0))
