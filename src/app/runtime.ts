/** What an operation of `app/` needs of the world it runs in. No terminal is in it: a command, a page and a program ask alike. */
import type { Clock } from '../clock.ts';
import type { MakeId } from '../random.ts';

/** Time and luck, made once where the process begins. */
export type Runtime = { readonly clock: Clock; readonly makeId: MakeId; readonly makeSecret: () => string };

/** Who asks, and from where. */
export type Caller = Runtime & {
  /** The name for the log: the system's user, or whom a page or a program speaks for. */
  readonly operator: string;
  /** Relative paths are looked for here. */
  readonly cwd: string;
};

/** What is installed here. */
export type Installed = {
  /** The package's own folder: the demo's campaign is in it. */
  readonly packageDir: string;
  /** What the bundled `package.json` says. */
  readonly version: string;
};
