/** The user's settings for a document: pulled from clients that answer, else as they were last pushed. */

import type { Connection } from 'vscode-languageserver';
import { type Backend, backends } from '../diagnostics/backend';
import type { SeveritySettings } from '../diagnostics/check';
import type { Severity } from '../diagnostics/finding';
import type { InlayHintSettings } from '../features/inlay-hints';
import type { FragmentMode } from '../ruleset/ruleset';

export interface Settings {
  severity: SeveritySettings;
  fragments: FragmentMode;
  backend: Backend;
  codeLens: boolean;
  inlayHints: InlayHintSettings;
}

/** The section under which the settings stand. */
export const section = 'iptablesLens';

export const defaultSettings: Settings = {
  severity: {},
  fragments: 'auto',
  backend: 'both',
  codeLens: true,
  inlayHints: { ports: true, ruleNumbers: true, counterShares: true },
};

/** Asks for and remembers settings. */
export interface SettingsStore {
  of(uri: string): Promise<Settings>;
  /** Forgets all that was asked; `pushed` is what the client sent along, if anything. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
}

/** `canPull` tells whether the client answers workspace/configuration. */
export function createSettings(connection: Connection, canPull: () => boolean): SettingsStore {
  const known = new Map<string, Promise<Settings>>();
  let pushed = defaultSettings;
  return {
    of(uri) {
      if (!canPull()) return Promise.resolve(pushed);
      const asked =
        known.get(uri) ?? connection.workspace.getConfiguration({ scopeUri: uri, section }).then(readSettings);
      known.set(uri, asked);
      return asked;
    },
    changed(settings) {
      known.clear();
      pushed = readSettings(member(settings, section));
    },
    forget: (uri) => known.delete(uri),
  };
}

/** Settings from what a client sent; whatever is not of the right form counts as not set. */
export function readSettings(sent: unknown): Settings {
  const severity = member(member(sent, 'diagnostics'), 'severity');
  const fragments = member(sent, 'fragments');
  const backend = member(sent, 'backend');
  const inlayHints = member(sent, 'inlayHints');
  const codeLens = member(member(sent, 'codeLens'), 'enabled');
  return {
    severity: Object.fromEntries(Object.entries(isObject(severity) ? severity : {}).filter(isSeverityEntry)),
    fragments: fragments === 'always' || fragments === 'never' ? fragments : defaultSettings.fragments,
    backend: backends.find((each) => each === backend) ?? defaultSettings.backend,
    codeLens: codeLens !== false,
    inlayHints: {
      ports: member(inlayHints, 'ports') !== false,
      ruleNumbers: member(inlayHints, 'ruleNumbers') !== false,
      counterShares: member(inlayHints, 'counterShares') !== false,
    },
  };
}

function isSeverityEntry(entry: [string, unknown]): entry is [string, Severity | 'off'] {
  return ['error', 'warning', 'info', 'hint', 'off'].includes(String(entry[1]));
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
