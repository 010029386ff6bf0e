/** How the name of a skipped suite says for want of what: `[needs Redis, openssl] hand-over`. */

/** What the name of a test and the names of its suites say. */
export function needsIn(fullName: string): readonly string[] {
  return [...fullName.matchAll(/\[needs ([^\]]+)\]/g)].flatMap(([, needs = '']) => needs.split(', '));
}

export function tagOf(needs: readonly string[]): string {
  return `[needs ${needs.join(', ')}] `;
}
