/** Finding a person by a word: case-insensitive, in what the row says and never in what its columns are called. */

/** What the list says of a person: not our own sentences about the row, which would find whoever they speak of. */
export function rowHolds(body: unknown, lowerCase: string): boolean {
  const said = Object.entries((body ?? {}) as object).filter(([key]) => key !== 'message' && key !== 'code');
  return said.some(([, value]) => holdsText(value, lowerCase));
}

function holdsText(body: unknown, lowerCase: string): boolean {
  if (typeof body === 'string') return body.toLowerCase().includes(lowerCase);
  if (typeof body === 'number' || typeof body === 'boolean') return String(body).toLowerCase().includes(lowerCase);
  if (typeof body !== 'object' || body === null) return false;
  return Object.values(body).some((value) => holdsText(value, lowerCase));
}
