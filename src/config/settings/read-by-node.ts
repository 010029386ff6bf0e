/** Undoes what Node did with a file that `--env-file` names: it reads that flag itself, before us and wherever it stands. */
import { userError } from '../../model/errors.ts';
import { shownFile } from '../../model/secrets.ts';
import { pairs } from './env-file.ts';

/** Node obeys these: code to load, whose certificates to take. */
const OBEYED = /^(?:NODE_(?!ENV$)|SSL_CERT_|OPENSSL_)/i;

/**
 * The environment without what the file put there. What both say in the same words counts as the file's, which is the
 * weaker source: so no key of the environment goes to a host that really came from the file.
 */
export function withoutNodes(
  env: ReadonlyMap<string, string>,
  text: string,
  typed: string,
  cased: (name: string) => string,
): ReadonlyMap<string, string> {
  const theirs = new Map([...pairs(text)].map(([name, value]) => [cased(name), value]));
  const obeyed = [...theirs.keys()].filter((name) => OBEYED.test(name));
  if (obeyed.length > 0) {
    const shown = shownFile(typed);
    const message = `--env-file: ${shown} sets ${obeyed.join(', ')}, and Node obeys that before outdial is there to look.`;
    throw userError('env_obeyed', message, `Write --settings ${shown}: Node does not read that.`);
  }
  return new Map([...env].filter(([name, value]) => theirs.get(name) !== value));
}

/**
 * Throws unless what Node read is the one file that outdial reads. `taken`: what the command line came to. Of a second file,
 * or of one that was overruled, the values would stand in the environment and count as its own.
 */
export function refuseUnread(argv: readonly string[], taken: unknown): void {
  const end = argv.indexOf('--');
  const seen = (end < 0 ? argv : argv.slice(0, end)).filter((word) => /^--env-file(?:-if-exists)?(?:=|$)/.test(word));
  if (seen.length === 0 || (seen.length === 1 && typeof taken === 'string')) return;
  const message = 'Node reads every file that --env-file names, and outdial would take one of them or none.';
  throw userError('env_unread', message, 'Write --settings FILE instead, once: Node does not read that.');
}
