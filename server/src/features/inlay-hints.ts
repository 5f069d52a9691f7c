/** Inlay hints of rules: their numbers, what their ports are, and their share of the packets of their chain. */

/** Which kinds are shown. */
export interface InlayHintSettings {
  ports: boolean;
  ruleNumbers: boolean;
  counterShares: boolean;
}
