/** What a test call is refused for before anything of it is in the ledger: the same rules as any call, asked beforehand. */
// The commit asks them again under its locks. Here they are asked so that a person is told now, and is not left to watch a
// call that waits for Monday; and so that a mistyped number leaves no campaign behind.
import type { Contact } from '../../model/contact.ts';
import { UserError, userError } from '../../model/errors.ts';
import { campaignId } from '../../model/ids.ts';
import { destinationKeys, type Digest } from '../../model/one-phone.ts';
import { scopesOf } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import { makeHours } from '../../policy/hours.ts';
import { mayDial } from '../../policy/may-dial.ts';
import { lawWords } from '../../report/law-words.ts';
import { windowWords } from '../../report/window-words.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { loadSuppression } from '../../load/suppression.ts';
import { digestOf } from '../account.ts';
import { openScratchLedger } from '../open-ledger.ts';
import type { OpenAccount } from '../open.ts';
import type { Caller } from '../runtime.ts';
import { loadCampaign } from '../campaign/load.ts';
import type { LookedUp } from '../campaign/lookups.ts';
import { planOf } from '../campaign/plan.ts';
import type { Source } from '../campaign/source.ts';
import { isTestCall } from './call-source.ts';

export type Callable = {
  /** E.164. */
  readonly to: string;
  /** What its instructions or tools use and the call does not carry, in a sentence; null: nothing. */
  readonly unsaid: string | null;
};

/** `source`: the call as a campaign. Its do-not-call lists are in the ledger after this, as after any load. */
export async function refuseCall(
  open: OpenAccount,
  source: Source,
  looked: LookedUp,
  rehearsal: boolean,
  caller: Caller,
): Promise<Callable> {
  const { spec } = source;
  const now = caller.clock.now();
  const { contact, to, unsaid } = await judged(source, looked, rehearsal, caller);
  for (const path of spec.suppression) {
    await loadSuppression({ store: open.store, path, rules: spec, digest: open.digest, now, warn: () => undefined });
  }
  const { purpose } = spec.compliance;
  const scopes = scopesOf({ id: campaignId(spec.name), plan: purpose === null ? {} : { purpose } });
  const [found] = (await open.store.suppressed(destinationKeys(open.digest, to), scopes, now)).values();
  if (found !== undefined) {
    const message = `This number asked not to be called (${found.source}), so nobody rings it from this ledger.`;
    throw userError('suppressed', message, 'Test with another phone.');
  }
  const rival = await rivalOf(open.store, open.digest, to, null, now);
  if (rival !== null) throw busy(rival);
  refuseHours(source, contact, looked, now);
  return { to, unsaid };
}

type Judged = { readonly contact: Contact; readonly to: string; readonly unsaid: string | null };

/** In a ledger that is gone with the process: what the loader makes of the number and the values. */
async function judged(source: Source, looked: LookedUp, rehearsal: boolean, caller: Caller): Promise<Judged> {
  const store = await openScratchLedger(caller);
  try {
    const loading = {
      // Of its hours is spoken below, and not as of a row that its campaign ends before.
      source: { ...source, spec: { ...source.spec, suppression: [], endAt: null } },
      store,
      digest: digestOf(await store.info()),
      lineTypes: looked.lines.map(({ provider }) => provider),
      rules: null,
      rehearsal,
      agent: looked.agent,
    };
    const { id, report, unsaid } = await loadCampaign(loading, caller).catch(withSetHint);
    const [row] = await store.reportPage(id, null, 1, 'newest');
    const to = row?.body?.['to_number'];
    if (row?.outcome.is === 'accepted' && typeof to === 'string') return { contact: row.outcome.contact, to, unsaid };
    const { example } = report.issues.find(({ severity }) => severity === 'error') ?? report.issues[0] ?? {};
    throw userError('call_refused', example?.message ?? 'This number cannot be called.', example?.hint);
  } finally {
    await store.close();
  }
}

/** There is no file of the call in which a column could be named. */
function withSetHint(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  throw new UserError(
    error.problems.map((problem) => {
      const name = /\{\{(\w+)\}\}/.exec(problem.message)?.[1] ?? 'name';
      return problem.code === 'missing_variable'
        ? {
            code: problem.code,
            message: problem.message,
            hint: `Give it a value: --set ${name}=… (or a row: --campaign FILE --like ROW).`,
          }
        : problem;
    }),
  );
}

function refuseHours({ spec }: Source, contact: Contact, looked: LookedUp, now: Instant): void {
  // What it waits for is asked, however long that takes.
  const plan = { ...planOf(spec, looked, null, null), endAt: null };
  const campaign = { state: { is: 'running' }, plan } as const;
  const may = mayDial({ contact, campaign, lines: plan.lines, suppressed: false }, now, makeHours());
  if (may.is === 'yes' || (may.rule !== 'hours' && may.rule !== 'law')) return;
  const hours = plan.window === null || may.rule === 'law' ? '' : ` (${windowWords(plan.window)})`;
  const at = may.is === 'later' ? may.notBefore : null;
  const when =
    at === null ? 'not within the next 60 days' : `from ${formatWhen(at, now, operatorZone())} on, by your clock`;
  const law = may.rule === 'law' ? ` ${lawWords(may.because)}` : '';
  const message = `It is outside the hours in which this number may be rung${hours}: it may be, ${when}.${law}`;
  const hint =
    may.rule === 'law'
      ? 'Call then, or test with another phone.'
      : 'Call then, or change "window" in the campaign file.';
  throw userError('outside_hours', message, hint);
}

export type Rival = { readonly contact: Contact; readonly campaign: string };

/** A test call that was begun by somebody this long ago and has not rung has been given up, or its process is gone. */
const PATIENCE = 30_000;

/**
 * Another contact of this ledger on that phone whose call is open, or that is about to be rung by an older test call; of two
 * that are begun at once one gives way, always the younger. `mine`: the one that asks, null while it is not in the ledger.
 */
export async function rivalOf(
  store: Store,
  digest: Digest,
  to: string,
  mine: Contact | null,
  now: Instant,
): Promise<Rival | null> {
  const own = mine === null ? undefined : await store.campaign(mine.campaign);
  for (const key of destinationKeys(digest, to)) {
    for (const contact of await store.contactsByDestination(key)) {
      if (contact.id === mine?.id) continue;
      const { state } = contact;
      if (state.is === 'in_progress' || state.is === 'in_doubt' || state.is === 'needs_review') {
        return { contact, campaign: contact.campaign };
      }
      if (state.is !== 'ready' || own === undefined) continue;
      const other = await store.campaign(contact.campaign);
      if (other === undefined || !isTestCall(other) || other.createdAt < now - PATIENCE) continue;
      if (other.state.is !== 'scheduled' && other.state.is !== 'running') continue;
      const older = other.createdAt - own.createdAt || (other.id < own.id ? -1 : 1);
      if (older < 0) return { contact, campaign: contact.campaign };
    }
  }
  return null;
}

export function busy({ contact, campaign }: Rival): Error {
  const at = `row:${contact.row} --campaign ${campaign}`;
  if (contact.state.is === 'needs_review') {
    const message = `It is not sure that the last call to this number is over (${campaign}, row ${contact.row}).`;
    return userError('number_busy', message, `Settle it first: outdial resolve ${at} --rang answered --why "…"`);
  }
  const message = `A call to this number is open at this moment, or about to begin (${campaign}, row ${contact.row}): a phone is rung by one call at a time.`;
  return userError('number_busy', message, `Wait until it has ended: outdial why ${at}`);
}
