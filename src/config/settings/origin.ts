/** Where a setting comes from, and the one rule about it: no secret goes to a place that is named by something weaker. */
import { shownFile } from '../../model/secrets.ts';

/**
 * `flag`: typed on the command line. `environment`: of the process. `named`: in the file of `--settings`.
 * `found`: in a `.env` that lay in the working folder, and may be anybody's. `default`: outdial's own.
 */
export type OriginKind = 'flag' | 'environment' | 'named' | 'found' | 'default';

export type Origin = {
  readonly kind: OriginKind;
  /** What said it: `CARTESIA_API_KEY_FILE`, `--data-dir`. */
  readonly name: string;
  /** Of `named` and `found`. */
  readonly file?: string;
};

/** Which wins where several say something. What is built in is nobody's trick: as a destination it is the strongest. */
const STRENGTH = { flag: 4, environment: 3, named: 2, found: 1, default: 5 } as const;

/** May a secret of this origin be sent to a destination of that one? */
export function mayGo(secret: Origin, destination: Origin): boolean {
  return STRENGTH[destination.kind] >= STRENGTH[secret.kind];
}

/** For people: `CARTESIA_BASE_URL`, `CARTESIA_API_KEY of .env in this folder`, `--data-dir`. */
export function originWords({ kind, name, file = '' }: Origin): string {
  switch (kind) {
    case 'flag':
    case 'environment':
      return name;
    case 'named':
      return `${name} of ${shownFile(file)}`;
    case 'found':
      return `${name} of .env in this folder`;
    case 'default':
      return 'default';
  }
}
