/** Finding a person by a word: case-insensitive, in what the row says and never in what its columns are called. */

export function holdsText(body: unknown, lowerCase: string): boolean {
  if (typeof body === 'string') return body.toLowerCase().includes(lowerCase);
  if (typeof body === 'number' || typeof body === 'boolean') return String(body).toLowerCase().includes(lowerCase);
  if (typeof body !== 'object' || body === null) return false;
  return Object.values(body).some((value) => holdsText(value, lowerCase));
}
