/** Listens to calls of this ledger that it has lost, contact and all: an opt-out in one of them holds like any other. */
import type { TaskEnd, TaskHandler } from '../../engine/later.ts';
import { HEARD_ALREADY, UNHEARD_TASK } from '../../model/heard.ts';
import type { CallId, CampaignId } from '../../model/ids.ts';
import { OUTCOME_WAIT } from '../../model/outcome-rule.ts';
import { destinationKey } from '../../model/one-phone.ts';
import { DAY, MINUTE, SECOND, type Duration } from '../../model/time.ts';
import type { Conversation } from '../../voice/port.ts';
import { digestOf } from '../account.ts';
import { SHOWN_BY } from './ask.ts';
import type { ConversationTasks } from './task.ts';

const BUSY: Duration = 15 * SECOND;
const LOOK: Duration = MINUTE;
/** As of any other call: a provider that cannot be asked for so long is asked no more. */
const GIVE_UP: Duration = 3 * DAY;

const OVER: TaskEnd = { again: HEARD_ALREADY, waited: true };

export function strayTask(ports: Omit<ConversationTasks, 'keeps'>): TaskHandler {
  const { store, voice, clock, account } = ports;
  return async ({ subject, body }): Promise<TaskEnd> => {
    const call = subject as CallId; // whoever put the task named a call
    if (body['account'] !== account) return { again: clock.now() + DAY };
    const age = clock.now() - Number(body['since']);
    const report = await voice.call(call);
    const read = await voice.conversation(call);
    if (read.is === 'failed' && read.why !== 'not_found') {
      if (age < GIVE_UP) return { again: clock.now() + BUSY };
    } else if (read.is === 'ok' && read.value.lines.length > 0) {
      const no = await heardIn(read.value, String(body['campaign']) as CampaignId);
      if (no.is) {
        // Nobody is left who could be asked what was meant: a doubt is a no.
        if (report.is !== 'ok' || report.value.to === null) return { again: clock.now() + BUSY };
        const { suppressStray } = await import('./suppress-heard.ts');
        await suppressStray(ports, `+${report.value.to}`, no.words);
      }
      await letGo(report.is === 'ok' ? report.value.to : null);
      return OVER;
    } else {
      if (age >= OUTCOME_WAIT) await letGo(report.is === 'ok' ? report.value.to : null);
      if (age < SHOWN_BY) return { again: clock.now() + Math.max(BUSY, Math.min(LOOK, age)) };
    }
    await letGo(report.is === 'ok' ? report.value.to : null);
    return OVER;
  };

  async function heardIn(said: Conversation, id: CampaignId): Promise<{ is: boolean; words: string | null }> {
    const { wishOf } = await import('../../policy/said/stop-calling.ts');
    const { signalOf } = await import('../../policy/said/signal.ts');
    const rule = (await store.campaign(id))?.plan.outcome;
    const wish = wishOf(said.lines, [...(ports.optOutWords ?? []), ...(rule?.optOutWords ?? [])]);
    const signal = rule === undefined ? null : signalOf(rule, said);
    return { is: wish !== null || signal?.outcome === 'opt_out', words: said.lines[wish?.at ?? -1]?.text ?? null };
  }

  /** A number that waits for other words than these waits on. */
  async function letGo(to: string | null): Promise<void> {
    if (to === null) return;
    const task = await store.task(UNHEARD_TASK, destinationKey(digestOf(await store.info()), `+${to}`));
    if (task !== undefined && task.body['doubt'] !== true && task.body['until'] === 0) await store.dropTask(task);
  }
}
