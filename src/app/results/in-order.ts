/** Does something slow with many things, a few of them at a time, and hands the outcomes back in the order of the things. */

/** The first that fails ends it, once what was begun beside it has ended too; so does whoever wants no more. */
export async function* inOrder<T, R>(
  things: AsyncIterable<T>,
  most: number,
  make: (thing: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  try {
    for await (const thing of things) {
      const made = make(thing);
      // It is awaited in its turn: until then nobody has to hear that it failed.
      made.catch(() => undefined);
      begun.push(made);
      if (begun.length < most) continue;
      const [first] = begun;
      if (first === undefined) continue;
      yield await first;
      void begun.shift();
    }
    while (begun.length > 0) {
      const [first] = begun;
      if (first !== undefined) yield await first;
      void begun.shift();
    }
  } finally {
    await Promise.allSettled(begun);
  }
}
