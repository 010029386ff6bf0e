/** Remembers answers that cost much to work out and are asked for again and again, within bounds. */
const MOST = 10_000;

/** `work` must depend on its text alone. When it is full, everything is forgotten: lists come in runs. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = work(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
