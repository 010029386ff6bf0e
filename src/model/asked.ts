/** A program or an address of the user's own that is asked about people: how, as `outdial.json` says it. */
import type { Duration } from './time.ts';
import type { Purpose } from './purposes.ts';

export type Asked =
  | {
      readonly is: 'command';
      /** The program and its arguments; no shell reads them. */
      readonly command: readonly [string, ...string[]];
      /** Absolute: where it runs, and where a relative path of it starts. */
      readonly dir: string;
      /** Names of variables of the environment that it gets beside the usual ones. */
      readonly env: readonly string[];
    }
  | {
      readonly is: 'url';
      readonly url: string;
      /** Header → the name of the variable of the environment that holds its value. */
      readonly headersEnv: Readonly<Record<string, string>>;
    };

export type ScrubSettings = {
  readonly name: string;
  readonly how: Asked;
  /** Null: of every purpose. */
  readonly purposes: readonly Purpose[] | null;
  /** An answer holds for so long. */
  readonly oldest: Duration;
  readonly timeout: Duration;
};

export type LastWordSettings = {
  readonly how: Asked;
  /** Columns of the list that it is told; of others nothing. */
  readonly columns: readonly string[];
  readonly timeout: Duration;
};

/** Whatever of the environment is outdial's own is handed to no program and sent nowhere. */
export function isOwnSetting(name: string): boolean {
  return /^(?:CARTESIA_|OUTDIAL_|DATABASE_|REDIS_|PG|NODE_PG_)/i.test(name);
}

/** Numbers of people travel encrypted, or not beyond this machine. */
export function mayBeAsked(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.toLowerCase();
  const here = host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
  return url.protocol === 'https:' || (url.protocol === 'http:' && here);
}
