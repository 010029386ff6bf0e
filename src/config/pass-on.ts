/** What of the environment programs and addresses of the user's own are given: little of it, and nothing that is outdial's. */
import { isOwnSetting } from '../model/asked.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Without these hardly any program runs. */
const USUAL: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR', 'TMP', 'TEMP'],
  ...['SYSTEMROOT', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'],
]);

export type PassOn = {
  /** The whole environment of a program. */
  readonly environment: (named: readonly string[]) => Readonly<Record<string, string>>;
  /** Undefined where it is not set, or is none of theirs. */
  readonly value: (name: string) => string | undefined;
};

export function passOn(env: Env): PassOn {
  const value = (name: string): string | undefined => {
    const said =
      isOwnSetting(name) || !Object.hasOwn(env, name)
        ? undefined
        : Object.entries(env).find(([key]) => key === name)?.[1];
    return said === '' ? undefined : said;
  };
  return {
    value,
    environment: (named) => {
      const names = [...Object.keys(env).filter((name) => USUAL.has(name.toUpperCase())), ...named];
      return Object.fromEntries(
        names.flatMap((name) => {
          const said = value(name);
          return said === undefined ? [] : [[name, said] as const];
        }),
      );
    },
  };
}
