// Faults planted in commands: the token at fault between « and », and the code of what is found there.

/** A rule with one fault. */
export interface PlantedFault {
  table: string;
  rule: string;
  code: string;
}

const rules: Record<string, readonly (readonly [rule: string, code: string])[]> = {
  filter: [
    ['-A INPUT -p tcp «--dprot» 80 -j ACCEPT', 'unknown-option'],
    ['-A INPUT -m conntrack «--state» NEW -j ACCEPT', 'unknown-option'],
    ['-A INPUT -m «conntrak» --ctstate NEW -j ACCEPT', 'unknown-match'],
    ['-A INPUT -p tcp -j «ACCPT»', 'unknown-target'],
    ['-A INPUT -p tcp -j «accept»', 'unknown-target'],
    ['-A INPUT «--dport» 80 -j ACCEPT', 'missing-protocol'],
    ['-A INPUT -m «tcp» --dport 80 -j ACCEPT', 'missing-protocol'],
    ['-A INPUT -m multiport «--dports» 80,443 -j ACCEPT', 'missing-protocol'],
    ['-A INPUT -j REJECT --reject-with «tcp-reset»', 'missing-protocol'],
    ['-A INPUT -p tcp --dport «99999» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -p tcp --dport «90:80» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -p tcp --dport «80,443» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,«16» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -s «10.0.0.256» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -s 10.0.0.0/«33» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -m conntrack --ctstate «NWE» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -m limit --limit 5/«fortnight» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -m mark --mark «0xfg» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -p icmp --icmp-type «echo-requst» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -j LOG --log-level «foo»', 'invalid-value'],
    ['-A INPUT -m addrtype --dst-type «LOCALE» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -i «verylonginterfacename0» -j ACCEPT', 'invalid-value'],
    ['-A INPUT -s «10.0.0.1/8» -j ACCEPT', 'host-bits-set'],
    ['-A INPUT -s «fe80::1» -j ACCEPT', 'address-family-mismatch'],
    ['-A INPUT -p udp «--syn» -j ACCEPT', 'wrong-protocol'],
    ['-A INPUT -p all «--dport» 53 -j ACCEPT', 'wrong-protocol'],
    ['-A INPUT -p tcp «--dport» -j ACCEPT', 'missing-value'],
    ['-A INPUT -p tcp «--tcp-flags» SYN -j DROP', 'missing-value'],
    ['-A INPUT -p tcp ! «!» --dport 80 -j ACCEPT', 'double-negation'],
    ['-A INPUT -p tcp «!» -j ACCEPT', 'not-invertible'],
    ['-A INPUT -p tcp «-p» udp -j ACCEPT', 'repeated-option'],
    ['-A INPUT -j ACCEPT «-j» DROP', 'repeated-option'],
    ['-A INPUT -m comment --comment a «b» -j ACCEPT', 'unexpected-word'],
    ['-A INPUT -s 10.0.0.0/8 «DROP»', 'unexpected-word'],
    ['-A INPUT -p tcp --dport 80, «443» -j ACCEPT', 'unexpected-word'],
    ['-A INPUT -p tcp «-dport» 80 -j ACCEPT', 'malformed-rule'],
    ['-A INPUT «-o» eth0 -j ACCEPT', 'wrong-chain'],
    ['-A INPUT -m «owner» --uid-owner 0 -j ACCEPT', 'wrong-chain'],
    ['-A INPUT -m «hl» --hl-eq 5 -j ACCEPT', 'wrong-family'],
    ['-A INPUT -m «string» --string foo -j ACCEPT', 'missing-option'],
    ['-A INPUT -m iprange --src-range «10.0.0.9-10.0.0.1» -j ACCEPT', 'empty-range'],
    ['-A INPUT -p tcp «--d» 80 -j ACCEPT', 'ambiguous-option'],
    ['-A INPUT «–»p tcp -j ACCEPT', 'typographic-character'],
    ['-A INPUT -m «state» --state NEW -j ACCEPT', 'deprecated-form'],
  ],
  nat: [
    ['-A POSTROUTING «-i» eth0 -j MASQUERADE', 'wrong-chain'],
    ['-A PREROUTING -j «MASQUERADE»', 'wrong-chain'],
    ['-A PREROUTING -j «DNAT»', 'missing-option'],
    ['-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:«99999»', 'invalid-value'],
    ['-A PREROUTING -p tcp -j REDIRECT «--to-prts» 80', 'unknown-option'],
    ['-A POSTROUTING -j «REJECT»', 'wrong-table'],
  ],
  mangle: [
    ['-A PREROUTING -p tcp -j TPROXY «--on-prt» 15006', 'unknown-option'],
    ['-A PREROUTING -j MARK «--set-mark»', 'missing-value'],
    ['-A PREROUTING -j DSCP --set-dscp-class «AF99»', 'invalid-value'],
    ['-A FORWARD -j «DNAT» --to-destination 10.0.0.1', 'wrong-table'],
  ],
};

export const plantedFaults: readonly PlantedFault[] = Object.entries(rules).flatMap(([table, each]) =>
  each.map(([rule, code]) => ({ table, rule, code })),
);

/** Commands, a line each, that are fine but for the order or the place. */
export const plantedInOrder: readonly (readonly [script: string, code: string])[] = [
  ['-t nat -A OUTPUT -j «X»\n-t nat -N X', 'undefined-chain'],
  ['-A «X» -j DROP\n-N X', 'undefined-chain'],
  ['-A «INPTU» -j DROP', 'undefined-chain'],
  ['-N X\n-N «X»', 'chain-exists'],
  ['-N X\n-A X -j DROP\n-X «X»', 'chain-not-empty'],
  ['-N X\n-A INPUT -j X\n-X «X»', 'chain-not-empty'],
  ['«-D» INPUT -p tcp -j DROP', 'delete-without-match'],
  ['-A INPUT -p tcp -j DROP\n«-D» INPUT -p udp -j DROP', 'delete-without-match'],
  ['-A «PREROUTING» -p tcp -j REDIRECT --to-ports 80', 'missing-table-flag'],
  ['-A «POSTROUTING» -o eth0 -j MASQUERADE', 'missing-table-flag'],
  ['-A OUTPUT -p tcp -j «REDIRECT» --to-ports 80', 'missing-table-flag'],
  ['-t nat -N X\n-A «X» -p tcp -j ACCEPT', 'missing-table-flag'],
  ['-t «nta» -A INPUT -j DROP', 'unknown-table'],
  ['-P «INPT» DROP', 'undefined-chain'],
  ['-F «INPTU»', 'undefined-chain'],
  ['-F «PREROUTING»', 'missing-table-flag'],
  ['-D «PREROUTING» -p tcp -j DROP', 'missing-table-flag'],
  ['-t nat -N X\n-F «X»', 'missing-table-flag'],
  ['-I INPUT «0» -j DROP', 'malformed-rule'],
  ['-A INPUT «–»p tcp -j DROP', 'typographic-character'],
  ['-A INPUT«\u00a0»-p tcp -j DROP', 'typographic-character'],
  ['-D INPUT «0»', 'malformed-rule'],
  ['-P INPUT «REJECT»', 'unknown-policy'],
  ['-P FORWARD «DORP»', 'unknown-policy'],
  ['-t nat -P PREROUTING «DROP»', 'drop-policy-in-nat'],
  ['-N X\n-P X «DROP»', 'policy-on-user-defined-chain'],
  ['-N «a-chain-with-a-name-that-is-far-too-long»', 'chain-name-too-long'],
  ['-N «-x»', 'invalid-chain-name'],
  ['«--apend» INPUT -j DROP', 'unknown-option'],
  ['«-A» -j DROP', 'missing-value'],
];
