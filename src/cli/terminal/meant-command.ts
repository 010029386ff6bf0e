/** What a person may have meant who typed a command that there is not: other tools' words for it, else a slip of a letter or two. */
import leven from 'leven';

/** In the words of other tools, and of people. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ...['setup', 'new', 'create', 'configure', 'config', 'wizard', 'import', 'prepare'].map(
    (word) => [word, 'init'] as const,
  ),
  ...['start', 'dial', 'launch', 'go', 'load', 'upload', 'send', 'campaign'].map((word) => [word, 'run'] as const),
  ...['validate', 'lint', 'preview', 'dry-run', 'dryrun', 'inspect'].map((word) => [word, 'check'] as const),
  ...['stop', 'halt', 'hold', 'abort', 'cancel', 'kill'].map((word) => [word, 'pause'] as const),
  ...['continue', 'unpause'].map((word) => [word, 'resume'] as const),
  ...['list', 'ls', 'show', 'progress', 'stats', 'report', 'campaigns'].map((word) => [word, 'status'] as const),
  ...['find', 'search', 'who', 'story', 'history', 'contact'].map((word) => [word, 'why'] as const),
  ...['results', 'download', 'csv', 'excel', 'log', 'logs'].map((word) => [word, 'export'] as const),
  ...['test', 'try', 'practice', 'rehearsal'].map((word) => [word, 'rehearse'] as const),
  ...['ring', 'phone', 'testcall', 'test-call'].map((word) => [word, 'call'] as const),
  ...['forecast', 'estimate', 'simulation', 'cost'].map((word) => [word, 'simulate'] as const),
  ...['erase', 'delete', 'remove', 'gdpr'].map((word) => [word, 'forget'] as const),
  ...['redial', 'again'].map((word) => [word, 'retry'] as const),
  ...['health', 'diagnose', 'auth', 'login', 'whoami', 'key'].map((word) => [word, 'doctor'] as const),
  ...['numbers', 'lines', 'phones', 'phone-number'].map((word) => [word, 'phone-numbers'] as const),
  ...['what', 'code', 'codes', 'error', 'meaning'].map((word) => [word, 'explain'] as const),
  ...['upgrade', 'migration'].map((word) => [word, 'migrate'] as const),
  ...['review', 'settle', 'decide'].map((word) => [word, 'resolve'] as const),
]);

/** Undefined where nothing is near: a wrong guess is worse than none. */
export function meantCommand(typed: string, known: readonly string[]): string | undefined {
  const word = typed.toLowerCase();
  const other = OTHER_WORDS.get(word);
  if (other !== undefined && known.includes(other)) return other;
  const near = known
    .map((name) => ({ name, distance: leven(word, name) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))[0];
  return near !== undefined && near.distance <= (near.name.length < 5 ? 1 : 2) ? near.name : undefined;
}
