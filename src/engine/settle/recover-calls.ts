/** Takes over calls of this ledger that it does not know: it was restored from a backup, or its folder was copied. */
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { limitsOf, longestEnd } from '../../model/deadlines.ts';
import { MINUTE, SECOND, type Duration } from '../../model/time.ts';
import type { Core } from '../core.ts';
import { sameNumber, type Unknown } from './match-call.ts';
import { contactsOn } from './contacts-on.ts';
import { engineLine, logLine } from './log-line.ts';
import { listenToStray } from './stray-calls.ts';

/** So long after a start a list may still lag; what turns up later was dialed while this engine ran, by somebody else. */
const LATE: Duration = 2 * MINUTE;

/**
 * Oldest first, so that a contact's tries come back in their order. A recovered attempt is one that "was not placed";
 * the evidence that is applied next says what it really was, by the table. Returns those that now have an attempt.
 */
export async function recoverCalls(core: Core, unknown: readonly Unknown[]): Promise<readonly Unknown[]> {
  const recovered: Unknown[] = [];
  let [strays, said] = [0, 0];
  for (const one of [...unknown].sort((a, b) => a.named.seq - b.named.seq)) {
    if (await recoverCall(core, one)) recovered.push(one);
    else if (!core.calls.reported.has(one.report.callId)) {
      strays += 1;
      if (await listenToStray(core, one)) said += 1;
    }
    core.calls.report(one.report.callId);
  }
  if (recovered.length + strays === 0) return recovered;
  const now = core.clock.now();
  await core.store.append([engineLine('lost_past', now, { adopted: recovered.length, strays })]);
  const calls = `${recovered.length + strays} calls of this ledger that it does not know of`;
  core.notices.say(
    `The provider shows ${calls}: it was restored from a backup, or another copy of its folder dials. ` +
      `${recovered.length} were taken over, so that nobody is called again for them` +
      (strays === 0 ? '.' : `; ${strays} went to people who are not in it${said === 0 ? '.' : LISTENED}`),
  );
  if (unknown.some(({ report }) => isNew(core, report))) suspectCopy(core);
  return recovered;
}

/** Two engines with the same list and the same ids: each will ring whom the other has just rung. */
export function suspectCopy(core: Core): void {
  core.run.requestPause(
    'another copy of this ledger dials on this account: calls with its ids were made that it did not make. ' +
      'Keep one copy and stop the other, then go on',
  );
}

function isNew(core: Core, { startTime }: Unknown['report']): boolean {
  const { learnedAt } = core.calls;
  if (learnedAt === null) return false;
  return core.clock.now() > learnedAt + LATE || (startTime !== null && startTime > learnedAt + 2 * SECOND);
}

const LISTENED = ', and what they said is listened to before their numbers are dialed.';

async function recoverCall(core: Core, unknown: Unknown): Promise<boolean> {
  for (;;) {
    const contact = await contactOf(core, unknown);
    if (contact === undefined) return false;
    const campaign = core.campaigns.all.get(contact.campaign) ?? (await core.store.campaign(contact.campaign));
    if (campaign === undefined) return false;
    const attempt = attemptOf(core, unknown, contact, campaign);
    const to = { ...contact, seq: Math.max(contact.seq, attempt.seq), version: contact.version + 1 };
    const about = { at: core.clock.now(), actor: 'engine', attempt: attempt.id, event: 'adopted' } as const;
    const log = logLine(contact, to, { ...about, cause: 'lost_past', evidence: { call: unknown.report.callId } });
    const change = {
      contact: { from: contact.version, to },
      attempt: { from: 'new', to: attempt },
      log: [log],
    } as const;
    const [result] = await core.store.commit([change], {});
    if (result?.is === 'done') return true;
    if ((await core.store.attempt(attempt.id)) !== undefined) return true;
  }
}

/** By the id that the attempt names; where the list was loaded again since, by the number that rang. */
async function contactOf(core: Core, { named, report }: Unknown): Promise<Contact | undefined> {
  const byId = await core.store.contact(named.contact);
  if (byId !== undefined) {
    const person = (await core.store.personal([byId.id], 'row')).get(byId.id);
    const number = typeof person?.['to_number'] === 'string' ? person['to_number'].replace(/\D/g, '') : '';
    return report.to === null || sameNumber(report.to, number) ? byId : undefined;
  }
  const there = report.to === null ? undefined : await contactsOn(core, `+${report.to}`);
  if (there === undefined) return undefined;
  const same = there.filter(({ campaign }) => campaign === named.campaign);
  // Two rows on one phone: the one that nobody has been called for yet.
  return same.find(({ seq }) => seq === 0) ?? same[0];
}

function attemptOf(core: Core, { named, report, attempt }: Unknown, contact: Contact, campaign: Campaign): Attempt {
  const now = core.clock.now();
  const { plan } = campaign;
  const sendAt = Math.min(report.startTime ?? now, now);
  // What it was told nobody knows here; the present plan is the best guess.
  const limits = limitsOf(plan);
  const line = plan.lines.find(
    ({ number }) => report.from !== null && sameNumber(report.from, number.replace(/\D/g, '')),
  );
  return {
    id: attempt,
    contact: contact.id,
    campaign: contact.campaign,
    account: core.account,
    line: (line ?? plan.lines[0])?.id ?? ('unknown' as Attempt['line']),
    agent: report.agent ?? plan.agent,
    destination: contact.destination,
    seq: contact.id === named.contact ? named.seq : contact.seq + 1,
    planVersion: plan.version,
    epoch: core.epoch,
    batch: 'adopted',
    sendAt,
    sendBy: sendAt,
    limits,
    longestEnd: longestEnd(sendAt, limits),
    reserved: null,
    state: { is: 'not_placed', why: 'unsent', at: now, code: 'lost_past' },
    version: 1,
  };
}
