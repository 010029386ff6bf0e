/** What became of the conversations of an export, and Ctrl-C while they are read. */
import { Signal } from '../../clock.ts';
import type { TranscriptTally, TranscriptsWanted } from '../../app/results/transcripts.ts';
import { count } from '../../report/when.ts';
import type { Context } from './context.ts';

/** What came to nothing is told where there was any of it. */
export function transcriptLines(tally: Readonly<TranscriptTally>, folder: string): readonly string[] {
  const { written, known, kept, silent, gone, open, forgotten, unreadable } = tally;
  const lines: readonly (readonly [n: number, words: string])[] = [
    [known, `${count(known, 'conversation')} of them from the ledger, the rest from the provider.`],
    [kept, `${count(kept, 'file')} of earlier stayed as they were (--force writes them anew).`],
    [
      silent,
      `Nothing that was said is shown of ${count(silent, 'call')}: nobody took or spoke in it, or the account does not keep it.`,
    ],
    [gone, `The provider has nothing any more of ${count(gone, 'call')}.`],
    [open, `Not over yet, and left out: ${count(open, 'call')}. Export again when they are.`],
    [forgotten, `Of people who were forgotten, and not asked for: ${count(forgotten, 'call')}.`],
    [unreadable, `What the provider shows of ${count(unreadable, 'call')} cannot be read.`],
  ];
  const told = lines.flatMap(([n, words]) => (n === 0 ? [] : [words]));
  return [`${count(written, 'conversation')} written to ${folder}`, ...told];
}

/** Ctrl-C ends it between two files, so that none is half there; `over`: the process ends as it likes again. */
export function stoppable(context: Context): { readonly stop: TranscriptsWanted['stop']; readonly over: () => void } {
  const signal = new Signal();
  let stopped = false;
  const listening = context.interrupts(() => {
    stopped = true;
    signal.wake();
  });
  return { stop: { signal, is: () => stopped }, over: () => listening.stop() };
}
