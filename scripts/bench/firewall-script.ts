/** A script of many lines, as administrators let them grow: variables, wrappers, loops, conditions, and rule upon rule. */

import { wholeNumbers } from '../../test/support/random';

const head = `#!/bin/sh
set -eu
IPT="/sbin/iptables -w"
LAN=\${LAN:-eth1}
WAN=\${WAN:-eth0}
ADMIN="192.0.2.10 192.0.2.11"

add() { $IPT "$@"; }
open_port() {
  add -A SERVICES -p "$1" --dport "$2" -s "$3" -j ACCEPT
}

$IPT -F
$IPT -t nat -F
$IPT -N SERVICES 2>/dev/null || $IPT -F SERVICES
$IPT -P INPUT DROP
$IPT -P FORWARD DROP
add -A INPUT -i lo -j ACCEPT
add -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
add -A INPUT -j SERVICES
for host in $ADMIN; do
  open_port tcp 22 "$host"
done
`;

/** How many lines at its head the rest hangs on. */
export const headLines = head.split('\n').length;

/** A script with so many lines. */
export function firewallScript(lines: number): string {
  const random = wholeNumbers(17);
  const blocks: string[] = [head];
  let count = head.split('\n').length;
  for (let i = 0; count < lines; i++) {
    const block = blockOf(i, random);
    blocks.push(block);
    count += block.split('\n').length - 1;
  }
  return blocks.join('');
}

/** A script as init systems want it: all that it does in a function, which its first argument decides on. */
export function asService(script: string): string {
  const [first = '', ...lines] = script.replace(/\n$/, '').split('\n');
  const [shebang, inside] = first.startsWith('#!') ? [`${first}\n`, lines] : ['', [first, ...lines]];
  return `${shebang}start() {
${inside.join('\n')}
}
stop() {
  iptables -F
}
case "$1" in
  start) start ;;
  stop) stop ;;
  restart) stop; start ;;
esac
`;
}

/** The same with so many rules all over it that iptables refuses. */
export function withFaults(script: string, faults: number): string {
  const lines = script.split('\n');
  const rules = [...lines.keys()].filter((line) => lines[line]!.startsWith('add -A FORWARD -s '));
  for (let i = 0; i < faults; i++) {
    const line = rules[Math.floor((i * rules.length) / faults)]!;
    lines[line] = lines[line]!.replace(/-s \S+/, '-s 10.0.0.256');
  }
  return lines.join('\n');
}

function blockOf(i: number, random: (limit: number) => number): string {
  const port = 1024 + random(60_000);
  const address = `10.${random(256)}.${random(256)}.${random(256)}`;
  switch (i % 8) {
    case 0:
      return `\n# Service ${i}\nopen_port tcp ${port} ${address}\n`;
    case 1:
      return `iptables -w -t nat -A PREROUTING -i "$WAN" -p tcp --dport ${port} -j DNAT --to-destination ${address}:80\n`;
    case 2:
      return `iptables -w -A FORWARD -i "$WAN" -o "$LAN" -d ${address} -p tcp -m tcp --dport 80 -m conntrack --ctstate NEW -j ACCEPT\n`;
    case 3:
      return `if [ -n "\${EXTRA_${i}:-}" ]; then\n  add -A FORWARD -s "$EXTRA_${i}" -j ACCEPT\nfi\n`;
    case 4:
      return `add -A FORWARD -s ${address} -m limit --limit 5/min -j LOG --log-prefix "forward ${i}: "\n`;
    case 5:
      return `for p in ${port} ${port + 1}; do\n  open_port udp $p ${address}\ndone\n`;
    case 6:
      return `$IPT -C OUTPUT -d ${address} -j REJECT 2>/dev/null ||\n  $IPT -A OUTPUT -d ${address} -j REJECT\n`;
    default:
      return `echo "block ${i}" >/dev/null\n`;
  }
}
