/** Tells the two places of a team's do-not-call list apart: a server, and a file. */

export function isServer(shared: string): boolean {
  return /^postgres(ql)?:/i.test(shared);
}
