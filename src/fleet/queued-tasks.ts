/** The leader's tasks where workers do them: ids and an appointment on a queue, and what is heard of them. */
import type { AgentId, AttemptId } from '../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Queue, Report } from '../queue/port.ts';
import type { Tasks } from '../engine/core.ts';
import { inBackground } from '../engine/ledger-trouble.ts';

/** What a queue may take to find a free worker without delaying anybody's start. */
const EARLY: Duration = 100;
/** What was asked for and not reported on after this is asked for again: the message was lost, or its worker died. */
const PATIENCE: Duration = 5 * SECOND;

export type HandOver = {
  readonly tasks: Tasks;
  /** Before the leading engine hears it. */
  heard(report: Report): void;
};

export function handOver(queue: Queue): HandOver {
  const walking = new Map<AgentId, Instant>();
  const lookedUp = new Map<AttemptId, Instant>();
  return {
    tasks: {
      early: EARLY,
      async dial(core, batch, permit) {
        const { campaign, line, contacts } = batch;
        const { epoch, batch: name, sendAt, sendBy, slots } = permit;
        core.lines.give(batch, permit);
        const ids = contacts.map(({ id }) => id);
        inBackground(
          core,
          queue.give({
            is: 'dial',
            epoch,
            batch: name,
            campaign: campaign.id,
            line: line.id,
            contacts: ids,
            sendAt,
            sendBy,
            slots,
          }),
        );
        return contacts.length;
      },
      async scan({ clock, epoch }, agent) {
        const now = clock.now();
        if ((walking.get(agent) ?? -Infinity) > now - PATIENCE) return;
        walking.set(agent, now);
        await queue.give({ is: 'walk', epoch, agent });
      },
      async lookUp({ clock, epoch }, agent, doubted) {
        const now = clock.now();
        for (const [id, at] of lookedUp) if (at <= now - PATIENCE) lookedUp.delete(id);
        const attempts = doubted.map(({ attempt }) => attempt.id).filter((id) => !lookedUp.has(id));
        for (const id of attempts) lookedUp.set(id, now);
        if (attempts.length > 0) await queue.give({ is: 'look_up', epoch, agent, attempts });
      },
      report: (_, report) => queue.report(report),
    },
    heard(report) {
      if (report.is === 'walked') walking.delete(report.agent);
    },
  };
}
