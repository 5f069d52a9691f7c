/** The languages of dumps and of scripts, as selectors of documents. */

/** The language id of the dumps, as package.json declares it. */
export const language = 'iptables-save';

/** Documents that may hold commands of iptables. VS Code has no language for units of systemd; extensions have several. */
export const scripts = [{ language: 'shellscript' }, { language: 'dockerfile' }, { pattern: '**/*.service' }];
