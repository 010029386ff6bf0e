/** Asks a program's `beforeDial` so that it can do no harm: within a deadline, whatever it answers, throws or leaves out. */
import { Signal, type Clock } from '../../clock.ts';
import type { Answer, BeforeDial, Question } from '../../engine/before-dial.ts';
import { DAY, SECOND, type Duration, type Instant } from '../../model/time.ts';
import { readInstant, type GivenInstant } from '../given-instant.ts';
import { onAbort } from '../on-abort.ts';
import { contactView, type ContactView } from './contact-view.ts';

/** Who would be dialed next. */
export type ContactToDial = ContactView & {
  readonly number: string;
  /** Which try this would be: 1 for the first. */
  readonly attempt: number;
};

/**
 * `true`: dial. `false`, or `{ no: 'reason' }`: never, in this campaign; the words are kept with the person's data and shown by
 * `why`. `{ later: … }`: not before that instant, and then it is asked again; `'later'`: in five minutes. Anything else is taken as "later", and never as a yes.
 */
export type BeforeDialAnswer = boolean | 'later' | { readonly no: string } | { readonly later: GivenInstant };

/** `signal` is aborted once the answer would come too late. */
export type BeforeDialHook = (
  contact: ContactToDial,
  asked: { readonly signal: AbortSignal },
) => BeforeDialAnswer | PromiseLike<BeforeDialAnswer>;

/** What `beforeDial` could not be asked for, with what it threw. */
export type HookFailed = (cause: unknown) => void;

export const HOOK_DEADLINE: Duration = 10 * SECOND;
/** Further away it is no appointment but a mistake (microseconds, a wrong year). */
const FURTHEST: Duration = 366 * DAY;
const LONGEST_REASON = 500;

/** `over`: aborted once nobody wants an answer any more; a run that has ended keeps no question, and no process, waiting. */
export function askSafely(
  hook: BeforeDialHook,
  deadline: Duration,
  clock: Clock,
  failed: HookFailed,
  over?: AbortSignal,
): BeforeDial {
  return async (question) => {
    const given = new AbortController();
    const answered = new Signal();
    let answer: Answer | null = null;
    const settle = (it: Answer): void => {
      answer ??= it;
      answered.wake();
    };
    // In its own turn: a hook that works for long without a pause holds up what it must, and nothing that is half done.
    void Promise.resolve()
      .then(() => hook(asked(question), { signal: given.signal }))
      .then(
        (value) => settle(answerOf(value, clock.now())),
        (cause: unknown) => {
          if (answer === null) failed(cause);
          settle({ is: 'later', until: null, because: 'failed' });
        },
      );
    const stopListening = onAbort(over, () => answered.wake());
    await clock.sleep(clock.now() + deadline, answered);
    stopListening();
    settle({ is: 'later', until: null, because: 'silent' });
    given.abort();
    return answer ?? { is: 'later', until: null, because: 'silent' };
  };
}

function asked({ campaign, contact, body }: Question): ContactToDial {
  const view = contactView(campaign, body);
  return { ...view, number: view.number ?? '', attempt: contact.attempts + 1 };
}

/** Reading a program's value may run its code: whatever that does is no yes. */
function answerOf(value: unknown, now: Instant): Answer {
  try {
    if (value === true) return { is: 'yes' };
    if (value === false) return { is: 'no', why: null };
    if (value === 'later') return { is: 'later', until: null, because: 'later' };
    if (typeof value === 'object' && value !== null) {
      const { no, later } = value as { readonly no?: unknown; readonly later?: unknown };
      // Both at once say nothing.
      if (typeof no === 'string' && later === undefined) return { is: 'no', why: no.slice(0, LONGEST_REASON) };
      const until = no === undefined ? readInstant(later) : undefined;
      if (until !== undefined && until > now && until <= now + FURTHEST) {
        return { is: 'later', until, because: 'later' };
      }
    }
  } catch {
    // As below.
  }
  return { is: 'later', until: null, because: 'unclear' };
}
