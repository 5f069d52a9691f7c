/** The language id of the dumps, as package.json declares it. */
export const language = 'iptables-save';
