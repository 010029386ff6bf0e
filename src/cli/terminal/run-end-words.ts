/** How a run ended, in a sentence and as an exit code. */
import { assertNever } from '../../model/errors.ts';
import type { RunEnd } from '../../model/run.ts';
import { maskText } from '../../report/mask.ts';
import { count, formatStamp, operatorZone } from '../../report/when.ts';
import { EXIT, type Exit } from './context.ts';

export function exitOf(end: RunEnd): Exit {
  switch (end.is) {
    case 'finished':
      return end.needsReview > 0 ? EXIT.attention : EXIT.ok;
    case 'stopped':
    case 'idle':
    case 'canceled':
    case 'detached':
    case 'ledger_lost':
      return EXIT.stopped;
    case 'limit':
      return end.left > 0 ? EXIT.stopped : EXIT.ok;
    case 'paused':
      return EXIT.paused;
    case 'lost_lease':
      return EXIT.lostLease;
    default:
      return assertNever(end);
  }
}

export function endWords(end: RunEnd): string {
  switch (end.is) {
    case 'finished':
      return end.needsReview === 0
        ? 'Finished.'
        : `Finished; for ${count(end.needsReview, 'contact')} it is not sure whether it rang.`;
    case 'stopped':
      return `Stopped with ${count(end.left, 'contact')} left.`;
    case 'idle': {
      const until = end.until === null ? 'for now' : `before ${formatStamp(end.until, operatorZone()).slice(0, -3)}`;
      return `Nobody can be rung ${until}: ended (--until-idle) with ${count(end.left, 'contact')} left.`;
    }
    case 'limit':
      return `The limit is reached; ${count(end.left, 'contact')} left.`;
    case 'paused':
      return `Paused: ${maskText(end.message)}`;
    case 'canceled':
      return end.left === 0 ? 'Canceled.' : `Canceled; ${count(end.left, 'contact')} still to be heard of or dialed.`;
    case 'detached':
      return `Detached; whoever dials goes on with ${count(end.left, 'contact')} left.`;
    case 'ledger_lost':
      return `Stopped before the next call: ${end.message}`;
    case 'lost_lease':
      return 'Another outdial has taken over this account; this one has stopped dialing.';
    default:
      return assertNever(end);
  }
}
