/** What the provider shows of a call that has ended: whether it carries its attempt's id, and what was said. */
import type { Clock, Signal } from '../../clock.ts';
import { callIdOf, type Attempt } from '../../model/attempt.ts';
import { attemptVariableOf, type Plan } from '../../model/campaign.ts';
import { REACHED } from '../../model/disposition.ts';
import { SECOND, type Duration } from '../../model/time.ts';
import type { Conversation, Voice } from '../../voice/port.ts';
import type { EchoProof } from './echo.ts';

export type ReadBack = {
  /** Null: the call could not be read, or none of it is sent. */
  readonly echo: EchoProof | null;
  /** Null: there is no call, or it could not be read. */
  readonly conversation: Conversation | null;
};

/** It is written down some seconds after the end. An account that keeps nothing is waited for in vain, so not for long. */
const LONGEST_WAIT: Duration = 20 * SECOND;
const LOOK: Duration = SECOND;

/** `enough`: nobody waits any more. */
export async function readBack(
  voice: Voice,
  attempt: Attempt,
  plan: Plan,
  enough: { readonly signal: Signal; readonly is: () => boolean },
  clock: Clock,
): Promise<ReadBack> {
  const { state } = attempt;
  const call = callIdOf(attempt);
  if (state.is !== 'ended' || call === null) return { echo: null, conversation: null };
  const report = await voice.call(call);
  const sends = attemptVariableOf(plan) !== null;
  const echo =
    report.is === 'ok' && sends
      ? { echoed: report.value.attempt === attempt.id, at: clock.now(), call, agentKind: plan.agentKind }
      : null;
  const talked = REACHED.some((one) => one === state.disposition);
  const until = clock.monotonic() + (talked ? LONGEST_WAIT : 0);
  for (;;) {
    const read = await voice.conversation(call);
    const conversation = read.is === 'ok' ? read.value : null;
    const told = conversation !== null && conversation.lines.length > 0;
    if (told || enough.is() || clock.monotonic() >= until) return { echo, conversation };
    await clock.sleep(clock.now() + LOOK, enough.signal);
  }
}
