/** Asks the program before somebody is dialed, ahead of the appointment: a slow answer costs its own contact time, and no other. */
import type { Campaign, Line } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { BEFORE_DIAL_NOTE, decline, defer } from '../../model/permit.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { Change } from '../../store/port.ts';
import type { Answer, BeforeDial, Question } from '../before-dial.ts';
import type { EngineCore } from '../core.ts';
import { inBackground, insist } from '../ledger-trouble.ts';
import { logLine } from '../settle/log-line.ts';

/** Where the program named no instant. */
export const AGAIN: Duration = 5 * MINUTE;
/** Questions at a time: a program that answers nothing is not handed a whole list. */
const MOST_WAITING = 256;

/**
 * Who is asked, in this order. A program's own hook only of campaigns that its run dials: nobody else's program knows their
 * people. The account's program of all, whoever leads.
 */
function askersOf({ beforeDial, lastWord, role }: EngineCore, { id, plan }: Campaign): readonly BeforeDial[] {
  const ours = role.is === 'single' && role.watched.includes(id);
  return [
    ...(beforeDial !== undefined && ours ? [beforeDial] : []),
    ...(lastWord !== undefined && plan.lastWord !== false ? [lastWord] : []),
  ];
}

export function asksFirst(core: EngineCore, campaign: Campaign): boolean {
  return askersOf(core, campaign).length > 0;
}

/** Its plan wants a program asked that nobody here knows: without its word nobody is dialed. */
export function lacksLastWord({ lastWord }: EngineCore, { plan }: Campaign): boolean {
  return plan.lastWord === true && lastWord === undefined;
}

/** The first that does not say yes decides. */
async function askAll(askers: readonly BeforeDial[], question: Question): Promise<Answer> {
  for (const asker of askers) {
    const answer = await asker(question);
    if (answer.is !== 'yes') return answer;
  }
  return { is: 'yes' };
}

/** How many are asked ahead of a line's next start: what one request holds, and what the line starts in a second. */
export function askedAhead({ callsPerSecond }: Line, inOne: number): number {
  return inOne + Math.max(1, Math.ceil(callsPerSecond));
}

/** Of those who may be dialed now, those to whom the program has said yes; of the others as many are asked as are wanted. */
export async function clearedOf(
  core: EngineCore,
  campaign: Campaign,
  able: readonly Contact[],
  ahead: number,
  now: Instant,
): Promise<readonly Contact[]> {
  const { campaigns, clearances } = core;
  clearances.forgetStale(now);
  const cleared = able.filter((contact) => clearances.of(contact, now) === 'cleared');
  const { all, hopeful } = clearances.waiting(now);
  const wanted = Math.min(ahead, campaigns.limitLeft ?? ahead) - cleared.length - hopeful;
  const room = Math.max(0, Math.min(wanted, MOST_WAITING - all));
  const next = able.filter((contact) => clearances.of(contact, now) === 'unasked').slice(0, room);
  return next.length === 0 ? cleared : [...cleared, ...(await ask(core, campaign, next, now))];
}

/** Answers those about whom nothing is to be asked: forgotten meanwhile, they leave by the dialer. */
async function ask(
  core: EngineCore,
  campaign: Campaign,
  contacts: readonly Contact[],
  now: Instant,
): Promise<readonly Contact[]> {
  const { clearances, store } = core;
  const askers = askersOf(core, campaign);
  const bodies = await store.personal(
    contacts.map(({ id }) => id),
    'row',
  );
  return contacts.filter((contact) => {
    const body = bodies.get(contact.id);
    if (typeof body?.['to_number'] !== 'string') return true;
    clearances.asked(contact, now);
    // Nobody waits for it but its contact: not the line, and not the end of the run.
    void askAll(askers, { contact, campaign, body }).then(
      (answer) => answered(core, contact, answer),
      () => answered(core, contact, { is: 'later', until: null, because: 'failed' }),
    );
    return false;
  });
}

function answered(core: EngineCore, contact: Contact, answer: Answer): void {
  const { clearances, clock, run } = core;
  // The run is over, or ends: its ledger may be closed. Whoever asks next hears it again.
  if (run.stopping !== 'no' || run.lostLease) return;
  if (answer.is === 'yes') {
    clearances.clear(contact, clock.now());
    return run.signals.dispatch.wake();
  }
  const written = insist(core, () => write(core, contact, answer)).finally(() => {
    clearances.drop(contact);
    run.signals.dispatch.wake();
  });
  inBackground(core, written);
}

type NotNow = Exclude<Answer, { is: 'yes' }>;

/** A contact that has moved meanwhile stays as it is: it is asked about again, as it is then. */
async function write({ clock, store }: EngineCore, contact: Contact, answer: NotNow): Promise<void> {
  const now = clock.now();
  const change = answer.is === 'no' ? leaves(contact, answer.why, now) : waits(contact, answer, now);
  if (change !== undefined) await store.commit([change], {});
}

function waits(
  contact: Contact,
  { until, because }: Extract<Answer, { is: 'later' }>,
  now: Instant,
): Change | undefined {
  // Every look moves the alarm: one that names this very moment would be asked again at once, for ever.
  const to = defer(contact, Math.max(until ?? now + AGAIN, now + SECOND));
  if (to === undefined) return undefined;
  const line = { at: now, actor: 'engine', attempt: null, event: 'deferred', evidence: null } as const;
  const log = [logLine(contact, to, { ...line, cause: `before_dial_${because}` })];
  return { contact: { from: contact.version, to }, log };
}

function leaves(contact: Contact, why: string | null, now: Instant): Change | undefined {
  const to = decline(contact);
  if (to === undefined) return undefined;
  const line = { at: now, actor: 'engine', attempt: null, event: 'skipped', evidence: null } as const;
  const log = [logLine(contact, to, { ...line, cause: 'before_dial_no' })];
  // Words about a person are kept with their data, and go with it (I8).
  const personal = why === null ? [] : [{ owner: contact.id, key: BEFORE_DIAL_NOTE, body: { why } }];
  return { contact: { from: contact.version, to }, log, personal };
}
