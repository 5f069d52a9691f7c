"""Network namespaces of one process: the host with the rules, and the far ends of its cables, each of which plays every address there is."""

import ctypes
import ipaddress
import os
import socket
import subprocess

CLONE_NEWNET = 0x40000000
ETH_P_EXPERIMENTAL = 0x88B5
libc = ctypes.CDLL(None, use_errno=True)

# Both ends of a cable have the same hardware address and know no ARP: so no packet of neighbour discovery is ever counted.
HARDWARE_ADDRESS = "02:00:00:00:00:01"

COMMON_SYSCTLS = {
    "net.ipv4.conf.all.rp_filter": 0,
    "net.ipv4.conf.default.rp_filter": 0,
    "net.ipv4.conf.all.accept_local": 1,
    "net.ipv4.conf.all.send_redirects": 0,
    "net.ipv4.conf.default.send_redirects": 0,
    "net.ipv4.icmp_ratelimit": 0,
    "net.ipv6.icmp.ratelimit": 0,
    # Nothing is ever sent twice: a packet that comes a second later would count for another flow.
    "net.ipv4.tcp_synack_retries": 0,
    "net.ipv4.icmp_echo_ignore_broadcasts": 0,
    "net.ipv6.conf.all.accept_ra": 0,
    "net.ipv6.conf.default.accept_ra": 0,
    "net.ipv6.conf.default.accept_dad": 0,
    "net.ipv6.conf.default.addr_gen_mode": 1,
    "net.ipv6.conf.default.router_solicitations": 0,
    "net.ipv6.conf.default.mldv2_unsolicited_report_interval": 1,
    "net.ipv6.ip_nonlocal_bind": 1,
}
HOST_SYSCTLS = {"net.ipv4.ip_forward": 1, "net.ipv6.conf.all.forwarding": 1, "net.ipv6.ip_nonlocal_bind": 0}


def checked(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def make_namespace():
    """Makes a network namespace, enters it and returns its file descriptor."""
    checked(libc.unshare(CLONE_NEWNET), "unshare")
    return os.open("/proc/self/ns/net", os.O_RDONLY)


def enter(namespace):
    """What this process does next happens in that namespace; a socket stays in the one that it was made in."""
    checked(libc.setns(namespace, CLONE_NEWNET), "setns")


def set_sysctls(values):
    for name, value in values.items():
        with open("/proc/sys/" + name.replace(".", "/"), "w") as file:
            file.write(str(value))


def ip_batch(family, lines):
    """Runs commands of ip(8), a line each, in the namespace that the process is in."""
    option = "-6" if family == "ipv6" else "-4"
    subprocess.run(["ip", option, "-batch", "-"], input="\n".join(lines), text=True, check=True)


def settings_of(family):
    """Without IPv6 in its network a host sends nothing of its own accord."""
    return COMMON_SYSCTLS | ({} if family == "ipv6" else {"net.ipv6.conf.all.disable_ipv6": 1})


def start_network(family, links, commands, sysctls):
    """Returns the namespaces by name: `host` and the far end of each link, joined and with all their routes in one family."""
    host = make_namespace()
    set_sysctls(settings_of(family) | HOST_SYSCTLS)
    namespaces = {"host": host}
    for link in links:
        namespaces[link["far"]] = make_namespace()
        set_sysctls(settings_of(family))
    enter(host)
    ip_batch(family, ["link set lo up", *(line for link in links for line in host_end(link, namespaces[link["far"]]))])
    for link in links:
        enter(namespaces[link["far"]])
        ip_batch(family, far_end(link, family))
    enter(host)
    set_sysctls(sysctls)
    ip_batch(family, ["route add default dev eth0", *commands])
    for link in links:
        wait_for(host, link["name"], namespaces[link["far"]])
        wait_for(namespaces[link["far"]], "eth0", host)
    enter(host)
    return namespaces


def broadcast_lines(address):
    """Without ARP a frame to the network's broadcast address has to be told that it is one."""
    broadcast = ipaddress.ip_interface(address).network.broadcast_address
    return [
        f"route add broadcast {broadcast} dev eth0",
        f"neighbour add {broadcast} lladdr ff:ff:ff:ff:ff:ff dev eth0 nud permanent",
    ]


def wait_for(namespace, interface, other):
    """An interface that is up drops packets for a moment still: waits until a frame that no protocol looks at comes through."""
    enter(other)
    with packet_socket() as receiver:
        receiver.settimeout(0.01)
        enter(namespace)
        with packet_socket() as sender:
            for _ in range(1000):
                sender.sendto(b"?", (interface, ETH_P_EXPERIMENTAL, 0, 0, bytes(6)))
                try:
                    return receiver.recv(1)
                except TimeoutError:
                    pass
    raise TimeoutError(f"nothing comes through {interface}")


def packet_socket():
    return socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_EXPERIMENTAL))


def host_end(link, far):
    name = link["name"]
    return [
        f"link add {name} address {HARDWARE_ADDRESS} type veth"
        f" peer name eth0 address {HARDWARE_ADDRESS} netns /proc/{os.getpid()}/fd/{far}",
        f"link set {name} arp off up",
        *(f"address add {address} dev {name}{' nodad' if ':' in address else ''}" for address in link["addresses"]),
    ]


def far_end(link, family):
    """What comes by the cable is for this end, whatever its address; what is sent goes by the cable."""
    everything, loopback = ("::/0", "::1/128") if family == "ipv6" else ("0.0.0.0/0", "127.0.0.0/8")
    return [
        "link set lo up",
        "link set eth0 arp off up",
        *(f"address add {address} dev eth0{' nodad' if ':' in address else ''}" for address in link["farAddresses"]),
        f"route add local {everything} dev lo table local",
        f"route add local {loopback} dev lo table main",
        "route add default dev eth0",
        *(line for address in link["addresses"] if family == "ipv4" for line in broadcast_lines(address)),
        "rule add pref 10 iif eth0 lookup local",
        "rule add pref 11 lookup main",
        "rule del pref 0",
    ]


def as_user(uid, gid, make):
    """Makes a socket that belongs to a user and a group: -m owner looks at those of the file system."""
    libc.setfsgid(gid)
    libc.setfsuid(uid)
    try:
        return make()
    finally:
        libc.setfsuid(0)
        libc.setfsgid(0)


def barrier():
    """
    A function that waits until each packet on its way has arrived. Packets between namespaces of one processor wait in
    one queue; when a datagram that was put in last has come out, so have all before it. A packet that is sent on waits again.
    """
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.connect(receiver.getsockname())

    def wait(hops=12):
        for _ in range(hops):
            sender.send(b"")
            receiver.recv(1)

    return wait
