"""Listeners on all hosts: who was reached, and under which address."""

import select
import socket
import struct

from namespaces import as_user, enter

IP_PKTINFO, IP_TRANSPARENT, IP_RECVORIGDSTADDR = 8, 19, 20
IPV6_RECVPKTINFO, IPV6_PKTINFO, IPV6_RECVORIGDSTADDR, IPV6_TRANSPARENT = 49, 50, 74, 75
SO_ORIGINAL_DST, TCP_REPAIR = 80, 19


def close_silently(connection):
    """Closes a TCP socket without a packet: one that comes later would count for another flow."""
    connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
    connection.close()


def sockaddr(data):
    """`(address, port)` of a struct sockaddr_in or sockaddr_in6."""
    family, port = struct.unpack_from("=H", data)[0], struct.unpack_from("!H", data, 2)[0]
    packed = data[8:24] if family == socket.AF_INET6 else data[4:8]
    return socket.inet_ntop(family, packed), port


def make_listener(family, kind, port, transparent):
    listener = socket.socket(family, kind | socket.SOCK_NONBLOCK)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        level, options = socket.IPPROTO_IPV6, (IPV6_TRANSPARENT, IPV6_RECVPKTINFO, IPV6_RECVORIGDSTADDR)
    else:
        level, options = socket.SOL_IP, (IP_TRANSPARENT, IP_PKTINFO, IP_RECVORIGDSTADDR)
    if transparent:
        listener.setsockopt(level, options[0], 1)
    listener.bind(("", port))
    if kind == socket.SOCK_STREAM:
        listener.listen(1024)
    else:
        listener.setsockopt(level, options[2], 1)
    return listener


def start_listeners(namespaces, family, listeners):
    """All listeners in all namespaces behind one epoll; returns the function `reached`, which says who was reached since it was asked last."""
    poll, known = select.epoll(), {}
    for host, namespace in namespaces.items():
        enter(namespace)
        for each in listeners:
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                make = lambda: make_listener(family, kind, each["port"], host == "host" and each.get("transparent"))
                listener = as_user(each["uid"], each["uid"], make) if host == "host" else make()
                poll.register(listener, select.EPOLLIN)
                known[listener.fileno()] = (host, listener)
    return lambda: [take(*known[number]) for number, _ in poll.poll(0)]


def take(host, listener):
    """Takes what has come: a connection is closed, a datagram is kept so that it can be answered."""
    if listener.type == socket.SOCK_STREAM:
        connection, source = listener.accept()
        address = connection.getsockname()[:2]
        original = original_destination(connection) or address
        close_silently(connection)
        return described(host, address, source, original)
    payload, ancillary, _, source = listener.recvmsg(2048, 256)
    [address] = [sockaddr(data) for _, _, data in ancillary]
    return described(host, address, source, None) | {"answer": lambda: answer(listener, address, source, payload)}


def described(host, address, source, original):
    result = {"host": host, "address": address[0], "port": address[1], "source": source[0], "sourcePort": source[1]}
    return result | ({"original": {"address": original[0], "port": original[1]}} if original else {})


def original_destination(connection):
    level = socket.IPPROTO_IPV6 if connection.family == socket.AF_INET6 else socket.SOL_IP
    try:
        return sockaddr(connection.getsockopt(level, SO_ORIGINAL_DST, 28))
    except OSError:
        # The far ends have no conntrack, nor has a host whose rules do not need it.
        return None


def answer(listener, address, destination, payload):
    """Sends a datagram back from the address that was asked; returns whether there is a way back, be it that rules drop it."""
    packed = socket.inet_pton(listener.family, address[0])
    if listener.family == socket.AF_INET6:
        control = (socket.IPPROTO_IPV6, IPV6_PKTINFO, packed + struct.pack("=I", 0))
    else:
        control = (socket.SOL_IP, IP_PKTINFO, struct.pack("=I", 0) + packed + bytes(4))
    try:
        listener.sendmsg([payload], [control], 0, destination)
    except PermissionError:
        return True  # dropped in OUTPUT
    except OSError:
        return False  # nothing is sent from a broadcast address, or from one that is not the host's
    return True
