"""
Real packets through real rules: reads a job (JSON, see observe.ts), builds its network, loads its rules, sends its flows one
after the other, and prints what was observed of each, a line of JSON each.

Everything happens in this one process on one processor, so that nothing has to be waited for: a packet that has not arrived once
the queue is empty never will. Connections are closed without a packet, and nothing is sent twice. So each counter that moves
was moved by the packets of this step, which were seen on the host's interfaces.
"""

import json
import os
import select
import socket
import sys

from counters import load, watch
from flows import run_flow
from listeners import start_listeners
from namespaces import barrier, enter, start_network
from wire import open_wire, read_wire


def main():
    job = json.load(sys.stdin)
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[job["worker"] % len(processors)]})
    namespaces = start_network(job["family"], job["links"], job["commands"], job["sysctls"])
    family = socket.AF_INET6 if job["family"] == "ipv6" else socket.AF_INET
    reached = start_listeners(namespaces, family, job["listeners"])
    enter(namespaces[job["links"][0]["far"]])
    wait = barrier()
    enter(namespaces["host"])
    wire = open_wire()
    wait_for_silence(wire, 0.2 if job["family"] == "ipv6" else 0)
    if refusal := load(job["family"], job["backend"], job["dump"]):
        sys.exit(refusal)
    counted = watch(job["family"], job["backend"])

    def settle(name):
        enter(namespaces["host"])
        wait()
        return {"name": name, "counted": counted(), "packets": read_wire(wire)}, reached()

    for flow in job["flows"]:
        enter(namespaces[flow["from"]])
        steps, outcome = run_flow(flow, settle)
        print(json.dumps({"steps": steps, "outcome": outcome}))


def wait_for_silence(wire, seconds):
    """An IPv6 host that has just got its addresses tells the routers of its multicast groups."""
    while select.select([wire], [], [], seconds)[0]:
        read_wire(wire)


main()
