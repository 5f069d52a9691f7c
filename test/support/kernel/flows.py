"""Flows: what is sent, step by step, and what its sender is told."""

import errno
import itertools
import socket

from listeners import close_silently
from namespaces import as_user
from wire import build, icmp_message, tcp_packet

IP_RECVERR, IPV6_RECVERR, SO_MARK = 11, 25, 36
TCP_ESTABLISHED = 1
ECHO_REPLIES = (0, 129)
# Destination unreachable, time exceeded, and for an unknown protocol in IPv6 parameter problem.
REFUSALS = {"icmp": (3, 11), "icmpv6": (1, 3, 4)}
identifiers = itertools.count(1)


def open_socket(flow, kind, protocol=0):
    """A socket of the flow's user, bound to its source unless packets are sent as they are."""
    family = socket.AF_INET6 if ":" in flow["source"] else socket.AF_INET
    sender = as_user(flow["uid"], flow["gid"], lambda: socket.socket(family, kind | socket.SOCK_NONBLOCK, protocol))
    for option in (socket.SO_REUSEADDR, socket.SO_BROADCAST):
        sender.setsockopt(socket.SOL_SOCKET, option, 1)
    sender.setsockopt(socket.SOL_SOCKET, SO_MARK, flow["mark"])
    if protocol != socket.IPPROTO_RAW:
        sender.bind((flow["source"], 0 if kind == socket.SOCK_RAW else flow["sourcePort"]))
    return sender


def run_flow(flow, settle):
    """
    Sends the flow. `settle(name)` waits until nothing is on its way any more and returns what was observed of that step,
    the listeners reached apart. Returns the steps and the outcome.
    """
    run = run_raw if "flags" in flow else {"tcp": run_tcp, "udp": run_udp, "icmp": run_icmp}.get(flow["protocol"], run_raw)
    try:
        return run(flow, settle)
    except PermissionError:
        # The kernel's word for a packet that OUTPUT or POSTROUTING dropped.
        step, _ = settle("first")
        return [step], {"kind": "dropped"}


def run_tcp(flow, settle):
    """A handshake: SYN, its answer, and ACK, which belongs to an established connection; no packet more."""
    sender = open_socket(flow, socket.SOCK_STREAM)
    failure = sender.connect_ex((flow["destination"], flow["port"]))
    step, reached = settle("connection")
    error = sender.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) or (failure if failure != errno.EINPROGRESS else 0)
    connected = sender.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO) == TCP_ESTABLISHED
    close_silently(sender)
    outcome = outcome_of(reached, error, step, flow)
    return [step], outcome | ({"connected": connected} if reached else {})


def run_udp(flow, settle):
    """A datagram alone; where it is received, its answer alone; where that is received, one datagram more."""
    with open_socket(flow, socket.SOCK_DGRAM) as sender:
        version6 = sender.family == socket.AF_INET6
        sender.setsockopt(*((socket.IPPROTO_IPV6, IPV6_RECVERR) if version6 else (socket.SOL_IP, IP_RECVERR)), 1)
        payload = flow.get("payload", "?").encode()
        failure = sender.connect_ex((flow["destination"], flow["port"]))
        if failure:
            step, reached = settle("first")
            return [step], outcome_of(reached, failure, step, flow)
        sender.send(payload)
        step, reached = settle("first")
        outcome = outcome_of(reached, sender.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), step, flow)
        steps = [step]
        if len(reached) == 1:
            if reached[0].pop("answer")():
                steps.append(settle("answer")[0])
            outcome["connected"] = receives(sender)
        if outcome.get("connected"):
            sender.send(payload)
            step, again = settle("next")
            steps.append(step)
            outcome["connected"] = len(again) == 1
        return steps, outcome


def receives(sender):
    try:
        return bool(sender.recv(2048))
    except OSError:
        return False


def run_icmp(flow, settle):
    """A message; the kernel that it is for answers an echo request."""
    version6 = ":" in flow["source"]
    identifier = next(identifiers)
    with open_socket(flow, socket.SOCK_RAW, socket.IPPROTO_ICMPV6 if version6 else socket.IPPROTO_ICMP) as sender:
        kind, code = flow["icmpType"], flow.get("icmpCode", 0)
        sender.sendto(icmp_message(kind, code, identifier, version6), (flow["destination"], 0))
        step, _ = settle("first")
        return [step], {"kind": "answered"} if is_answered(sender, identifier) else outcome_of([], 0, step, flow)


def is_answered(sender, identifier):
    """Each such socket sees the ICMP messages of all."""
    while True:
        try:
            data = sender.recv(2048)
        except OSError:
            return False
        message = data if sender.family == socket.AF_INET6 else data[(data[0] & 15) * 4 :]
        if message[0] in ECHO_REPLIES and int.from_bytes(message[4:6], "big") == identifier:
            return True


def run_raw(flow, settle):
    """One packet that no connection sends."""
    source, destination = flow["source"], flow["destination"]
    if "flags" in flow:
        packet = tcp_packet(source, destination, flow["sourcePort"], flow["port"], flow["flags"])
    else:
        packet = build(source, destination, int(flow["protocol"]), bytes(8))
    with open_socket(flow, socket.SOCK_RAW, socket.IPPROTO_RAW) as sender:
        sender.sendto(packet, (destination, 0))
        step, reached = settle("first")
        return [step], outcome_of(reached, 0, step, flow)


def outcome_of(reached, error, step, flow):
    if reached:
        return {"kind": "reached", **{key: value for key, value in reached[0].items() if key != "answer"}}
    refusal = refusal_in(step["packets"], flow)
    told = errno.errorcode[error] if error else None
    # A refusal seen on the way reaches the sender only if its own rules let it in; a packet made by hand is told nothing.
    if refusal and (error or flow["protocol"] not in ("tcp", "udp") or "flags" in flow):
        return {"kind": "refused", "how": refusal} | ({"error": told} if told else {})
    return {"kind": "failed", "error": told} if error else {"kind": "dropped"}


def refusal_in(packets, flow):
    """`reset`, or `icmp TYPE/CODE`, of the first packet that refuses; nothing answers a packet that is a refusal itself."""
    for packet in packets:
        if "R" in packet.get("flags", "") and "R" not in flow.get("flags", ""):
            return "reset"
        kind = packet.get("icmpType")
        if kind in REFUSALS.get(packet["protocol"], ()) and kind != flow.get("icmpType"):
            return f"icmp {kind}/{packet['icmpCode']}"
    return None
