/** Numbers of nobody (555-01xx) that the sandbox always answers: fifty in an area code, a few thousand in all. */

const ANSWERED = [...Array(39).keys(), ...Array.from({ length: 24 }, (_, n) => 74 + n)].filter((n) => n !== 0);

// prettier-ignore
const AREAS = [
  201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
  239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
];

/** How many there are. */
export const MOST_PEOPLE = ANSWERED.length * AREAS.length;

export function numberOf(n: number): string {
  const area = AREAS[Math.floor(n / ANSWERED.length)];
  if (area === undefined) throw new Error(`there are only ${MOST_PEOPLE} people`);
  return `+1${area}55501${String(ANSWERED[n % ANSWERED.length]).padStart(2, '0')}`;
}
