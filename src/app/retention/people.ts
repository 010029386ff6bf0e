/** Erases the names and numbers of campaigns that were over long enough, a page of rows at a time. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { RowRecord, Store } from '../../store/port.ts';
import { resultsFolder } from '../open-ledger.ts';
import { LEFT } from '../results/write.ts';
import type { Budget } from './purge.ts';

const PAGE = 200;

export type ErasedPeople = {
  readonly campaigns: readonly CampaignId[];
  /** Of people and of rows that were refused. */
  readonly rows: number;
  readonly notes: number;
  /** Results beside the ledger that held them. */
  readonly files: number;
  /** Of whom a call is in doubt: kept until it is settled. */
  readonly kept: number;
};

/** Where an erasure of a campaign has come, as long as nothing is loaded into it. */
type Mark = {
  readonly version: number;
  readonly after: Pick<RowRecord, 'list' | 'row' | 'owner'> | null;
  readonly done: boolean;
};

/** Campaigns that are over since then, and of which nobody waits. */
export async function overSince(store: Store, before: Instant): Promise<readonly Campaign[]> {
  const over: Campaign[] = [];
  for (const campaign of await store.campaigns()) {
    const { state } = campaign;
    if ((state.is !== 'finished' && state.is !== 'canceled') || state.at > before) continue;
    const { states } = await store.counts(campaign.id);
    if (states.ready + states.in_progress === 0) over.push(campaign);
  }
  return over;
}

export async function erasePeople(
  store: Store,
  campaigns: readonly Campaign[],
  dataDir: string,
  dry: boolean,
  budget: Budget,
): Promise<ErasedPeople> {
  const told = { campaigns: [] as CampaignId[], rows: 0, notes: 0, files: 0, kept: 0 };
  for (const campaign of campaigns) {
    if (budget.spent()) break;
    const mark = await markOf(store, campaign);
    if (mark.done) continue;
    const files = resultFiles(dataDir, campaign.id);
    told.files += files.length;
    // First: who reads them meanwhile reads what is about to go, and a crash in between leaves no copy behind.
    if (!dry) for (const path of files) await rm(path, { force: true });
    const before = told.rows + told.kept;
    await eraseCampaign(store, campaign, mark, told, dry, budget);
    if (told.rows + told.kept > before || files.length > 0) told.campaigns.push(campaign.id);
  }
  return told;
}

async function eraseCampaign(
  store: Store,
  campaign: Campaign,
  mark: Mark,
  told: { rows: number; notes: number; kept: number },
  dry: boolean,
  budget: Budget,
): Promise<void> {
  let { after } = mark;
  let kept = 0;
  for (;;) {
    const page = await store.rows(campaign.id, after as RowRecord | null, PAGE); // a ledger looks at these three alone
    const owners = page.map(({ owner }) => owner);
    const named = (await store.personal(owners, 'row')).size;
    if (dry) told.rows += named;
    else if (owners.length > 0) {
      const { notes, needed } = await store.eraseOld(owners);
      told.notes += notes;
      told.rows += Math.max(0, named - needed);
      kept += needed;
    }
    const last = page.at(-1);
    after = last === undefined ? after : { list: last.list, row: last.row, owner: last.owner };
    if (page.length < PAGE) break;
    if (dry) continue;
    // Somebody is needed still: begun again from the first row next time.
    if (kept === 0) await putMark(store, campaign, { version: campaign.version, after, done: false });
    if (budget.spent()) return;
    await budget.breathe();
  }
  told.kept += kept;
  if (dry) return;
  await eraseSpecs(store, campaign, budget.now());
  const now = await store.campaign(campaign.id);
  if (kept === 0 && now !== undefined)
    await putMark(store, campaign, { version: now.version, after: null, done: true });
}

/** A campaign file may hold its rows itself; its text is kept for every plan version. */
async function eraseSpecs(store: Store, { id }: Campaign, now: Instant): Promise<void> {
  await changeCampaign(
    store,
    id,
    ({ plan }) => {
      const specText = withoutRows(plan.specText);
      return specText === undefined ? null : { is: 'erase_rows', specText };
    },
    { now: () => now, by: { is: 'engine' } },
  );
  const older = (await store.personalOf(`campaign/${id}`)).flatMap(({ owner, key, body }) => {
    const text = typeof body['text'] === 'string' ? withoutRows(body['text']) : undefined;
    return text === undefined ? [] : [{ owner, key, body: { ...body, text } }];
  });
  if (older.length > 0) await store.replacePersonal(older);
}

/** Undefined where it holds none. */
function withoutRows(text: string): string | undefined {
  if (!text.includes('"contacts"')) return undefined;
  try {
    const spec = JSON.parse(text) as { contacts?: unknown };
    if (!Array.isArray(spec.contacts) || spec.contacts.length === 0) return undefined;
    return JSON.stringify({ ...spec, contacts: [] }, null, 2);
  } catch {
    return undefined;
  }
}

function resultFiles(dataDir: string, id: CampaignId): readonly string[] {
  return LEFT.map((format) => join(resultsFolder(dataDir), `${id}.${format}`)).filter((path) => existsSync(path));
}

async function markOf(store: Store, { id, version }: Campaign): Promise<Mark> {
  const fresh: Mark = { version, after: null, done: false };
  const text = await store.mark(`erased/${id}`);
  if (text === null) return fresh;
  const mark = JSON.parse(text) as Mark; // ours: nobody else writes it
  return mark.version === version ? mark : fresh;
}

function putMark(store: Store, { id }: Campaign, mark: Mark): Promise<void> {
  return store.setMark(`erased/${id}`, JSON.stringify(mark));
}
