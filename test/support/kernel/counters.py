"""The counters of all rules and policies of one family, by `TABLE CHAIN NUMBER` and `TABLE CHAIN policy`."""

import os
import re
import subprocess
import tempfile

POLICY = re.compile(r":(\S+) (\S+) \[(\d+):")
RULE = re.compile(r"\[(\d+):\d+\] -A (\S+)")


def tool(family, backend):
    return f"{'ip6tables' if family == 'ipv6' else 'iptables'}-{backend}"


def load(family, backend, dump):
    """Returns '' or what iptables-restore says when it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"XTABLES_LOCKFILE": os.path.join(folder, "lock")}
        command = [f"{tool(family, backend)}-restore"]
        result = subprocess.run(command, input=dump, text=True, capture_output=True, env=environment)
    return result.stderr or f"status {result.returncode}" if result.returncode else ""


def counter_lines(family, backend):
    saved = subprocess.run([f"{tool(family, backend)}-save", "-c"], text=True, capture_output=True, check=True).stdout
    return [line for line in saved.splitlines() if not line.startswith("#")]


def names_of(lines):
    """What each line counts; None for a line that counts nothing."""
    table, numbers, names = "", {}, []
    for line in lines:
        name = None
        if line.startswith("*"):
            table, numbers = line[1:], {}
        elif policy := POLICY.match(line):
            name = f"{table} {policy[1]} policy" if policy[2] != "-" else None
        elif rule := RULE.match(line):
            numbers[rule[2]] = numbers.get(rule[2], 0) + 1
            name = f"{table} {rule[2]} {numbers[rule[2]]}"
        names.append(name)
    return names


def packets_in(line):
    return int((RULE.match(line) or POLICY.match(line))[1 if line.startswith("[") else 3])


def watch(family, backend):
    """A function that returns the packets counted since it was asked last."""
    lines = counter_lines(family, backend)
    names = names_of(lines)

    def counted():
        nonlocal lines
        before, lines = lines, counter_lines(family, backend)
        return {
            name: packets_in(new) - packets_in(old)
            for name, old, new in zip(names, before, lines, strict=True)
            if name and old != new
        }

    return counted
