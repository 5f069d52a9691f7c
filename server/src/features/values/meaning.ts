/** What a value says in words, and what has to be known to put it into words. */

import type { ValueKind, ValueOf } from '../../modules/values/value-fault';
import type { Family } from '../../ruleset/tables';
import type { Unit } from './units';

/** Things of which a well-known name may be added in brackets. */
export type Named = 'tcp' | 'udp' | 'port' | 'uid' | 'gid';

/** Where a value stands, and how its words are written. */
export interface ValueContext {
  family: Family;
  /** Sets text of the dump apart from our own words: backticks in Markdown, nothing on a terminal. */
  quote: (text: string) => string;
  /** A name that is certain for a port or an owner; undefined where there is none. */
  nameOf?: (what: Named, number: number) => string | undefined;
  /** What the number counts or stands for. */
  unit?: Unit | undefined;
  /** All values of the option, this one among them. */
  values?: readonly string[];
  /** The protocol of the rule, in lower case, for the names of ports. */
  protocol?: string | undefined;
}

/** A value in words. Everything that comes out of the dump is quoted. */
export interface ValueMeaning {
  /** As it stands in the middle of a sentence: `5 a minute`, `RELATED or ESTABLISHED`. */
  phrase: string;
  /** What it is, for a title, where that is not the phrase. */
  is?: string;
  /** What its words mean, joined as they are in the phrase. */
  meanings?: string;
  /** More on it, in whole sentences. */
  more?: readonly string[];
}

/** Puts a value of one kind into words. Undefined when it cannot be read. Never throws. */
export type Decoder<Kind extends ValueKind> = (
  value: ValueOf<Kind>,
  text: string,
  context: ValueContext,
) => ValueMeaning | undefined;

export type Decoders<Kinds extends ValueKind> = { readonly [Kind in Kinds]: Decoder<Kind> };

/** A meaning without further sentences. */
export function meaning(phrase: string, ...more: string[]): ValueMeaning {
  return more.length > 0 ? { phrase, more } : { phrase };
}

/** `name (known name)`, or the name alone. */
export function withName(text: string, name: string | undefined): string {
  return name ? `${text} (${name})` : text;
}
