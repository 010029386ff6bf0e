/** Loading in memory: a load's rows wait beside the tables and join them, all at once, when it is published. */
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, ContactId, ContactKey } from '../../model/ids.ts';
import { loadReplaced } from '../failure.ts';
import { hasVanished, type RowChange } from '../../model/list-changes.ts';
import type { Instant } from '../../model/time.ts';
import type { CalledBefore, LoadRow, LoadRowResult, LoadSummary, LogLine, Personal, Publish, Store } from '../port.ts';
import {
  atRow,
  formerKey,
  isCorrection,
  NAMED_KEY,
  CHANGE_CODES,
  stage,
  stagedDataOf,
  summaryOf,
  takeNewData,
  takeOut,
  toldOf,
  type Taken,
} from '../reload.ts';
import type { Outcome, Tables } from './tables.ts';

type Staged = {
  readonly row: number;
  readonly change: RowChange;
  readonly update: (LoadRow & { contact: Contact; data: string }) | null;
  readonly personal: Personal | null;
};

type Load = {
  readonly campaign: CampaignId;
  readonly list: string;
  readonly now: Instant;
  readonly mentioned: Map<ContactKey, { readonly row: number; readonly digest: string }>;
  /** By their id. */
  readonly added: Map<string, { readonly contact: Contact; readonly digest: string; readonly personal: Personal }>;
  readonly outcomes: { readonly outcome: Outcome; readonly personal: Personal }[];
  readonly known: Map<ContactId, Staged>;
};

type LoadPart =
  | 'beginLoad'
  | 'addRows'
  | 'calledBefore'
  | 'leaveOutCorrected'
  | 'reviewLoad'
  | 'stagedRows'
  | 'rowDigests'
  | 'publishLoad'
  | 'abandonLoad';

export function memoryLoads(tables: Tables): Pick<Store, LoadPart> {
  const loads = new Map<number, Load>();
  let last = 0;
  tables.giveUpLoads = () => loads.clear();

  const loadOf = (id: number): Load => {
    const load = loads.get(id);
    if (load === undefined) throw loadReplaced();
    return load;
  };

  return {
    async beginLoad(campaign, list, now) {
      for (const [id, load] of loads) if (load.campaign === campaign) loads.delete(id);
      last += 1;
      const nothing = {
        mentioned: new Map(),
        added: new Map(),
        outcomes: [],
        known: new Map(),
      };
      loads.set(last, { campaign, list, now, ...nothing });
      return last;
    },
    async addRows(id, rows) {
      const load = loadOf(id);
      return rows.map((row) => addRow(tables, load, row));
    },
    async calledBefore(id, after, limit) {
      return calledBefore(tables, loadOf(id), after).slice(0, limit);
    },
    async leaveOutCorrected(id) {
      return leaveOutCorrected(tables, loadOf(id));
    },
    async reviewLoad(id) {
      return review(tables, loadOf(id));
    },
    async stagedRows(id, contacts) {
      const { known } = loadOf(id);
      return new Map(
        contacts.flatMap((contact) => {
          const staged = known.get(contact);
          return staged === undefined
            ? []
            : [
                [
                  contact,
                  { change: staged.change, taken: staged.update !== null, anew: isAnew(tables, contact, staged) },
                ],
              ];
        }),
      );
    },
    async rowDigests(contacts) {
      return new Map(
        contacts.flatMap((id) => {
          const digest = tables.digests.get(id);
          return digest === undefined ? [] : [[id, digest]];
        }),
      );
    },
    async publishLoad(id, log, how = {}) {
      const load = loadOf(id);
      const summary = publish(tables, load, id, log, how);
      // Whoever read the campaign before these rows were there must not put it down as finished over their heads.
      const campaign = tables.campaigns.get(load.campaign);
      if (campaign !== undefined) tables.campaigns.set(campaign.id, { ...campaign, version: campaign.version + 1 });
      loads.delete(id);
      return summary;
    },
    async abandonLoad(id) {
      loads.delete(id);
    },
  };
}

function isAnew(tables: Tables, contact: ContactId, { update }: Staged): boolean {
  return update !== null && update.contact.destination !== tables.contacts.get(contact)?.destination;
}

function addRow(tables: Tables, load: Load, row: LoadRow): LoadRowResult {
  const { outcome, personal, digest } = row;
  if (outcome.is !== 'accepted') {
    const { campaign, list } = load;
    load.added.delete(personal.owner);
    load.outcomes.push({
      outcome: { campaign, list, row: row.row, owner: personal.owner, is: outcome.is, code: outcome.code },
      personal,
    });
    return { is: 'added' };
  }
  const { contact } = outcome;
  const first = load.mentioned.get(contact.key);
  if (first !== undefined) return { is: 'duplicate', ofRow: first.row, same: first.digest === digest };
  load.mentioned.set(contact.key, { row: row.row, digest });
  const known = tables.contactByKey(load.campaign, contact.key);
  if (known === undefined) {
    load.added.set(contact.id, { contact, digest, personal });
    return { is: 'added' };
  }
  const { kept = [] } = row;
  const refused = (): boolean => tables.suppressed.has(known.destination);
  const { change, body, keepsRow } = stage(
    known,
    tables.digests.get(known.id) ?? '',
    { digest, kept, contact },
    refused,
  );
  const update = body === null ? null : { ...row, contact, data: body };
  load.known.set(known.id, { row: row.row, change, update, personal: keepsRow ? personal : null });
  return toldOf(known.id, change, body !== null);
}

function calledBefore(tables: Tables, load: Load, after: number): CalledBefore[] {
  const dialed = new Map<string, ContactId>();
  for (const contact of tables.contacts.values()) {
    if (contact.campaign !== load.campaign || contact.seq === 0 || load.known.has(contact.id)) continue;
    const first = dialed.get(contact.destination);
    if (first === undefined || contact.id < first) dialed.set(contact.destination, contact.id);
  }
  if (dialed.size === 0) return [];
  return [...load.added.values()]
    .flatMap(({ contact, personal }) => {
      const known = dialed.get(contact.destination);
      return known === undefined || contact.row <= after ? [] : [{ row: contact.row, personal, known }];
    })
    .sort((a, b) => a.row - b.row);
}

function leaveOutCorrected(tables: Tables, load: Load): number[] {
  const rows: number[] = [];
  for (const [id, staged] of load.known) {
    const { update, change, row } = staged;
    const known = tables.contacts.get(id);
    if (update === null || known === undefined || (change !== 'corrected_unreached' && change !== 'returned')) continue;
    const { destination } = update.contact;
    if (destination === known.destination) continue;
    const called = [...tables.contacts.values()].some(
      (one) =>
        one.campaign === load.campaign && one.destination === destination && one.seq > 0 && !load.known.has(one.id),
    );
    if (!called) continue;
    const to = known.state.is === 'ready';
    load.known.set(
      id,
      to ? { ...staged, change: 'corrected_called' } : { ...staged, change: 'corrected_reached', update: null },
    );
    rows.push(row);
  }
  return rows.sort((a, b) => a - b);
}

function* unnamed(tables: Tables, { campaign, list, known }: Load): Generator<Contact> {
  for (const contact of tables.contacts.values()) {
    if (contact.campaign !== campaign || contact.list !== list) continue;
    if (!known.has(contact.id) && !hasVanished(contact)) yield contact;
  }
}

function review(tables: Tables, load: Load): LoadSummary {
  const staged = [...load.known].map(([id, one]) => ({ ...one, state: tables.contacts.get(id)?.state.is }));
  const of = (change: RowChange): number => staged.filter((one) => one.change === change).length;
  const gone = [...unnamed(tables, load)];
  const wakes = ({ change, state, update }: (typeof staged)[number]): boolean =>
    update !== null && state !== 'ready' && (change === 'corrected_unreached' || change === 'returned');
  return summaryOf({
    ...{ added: load.added.size, of, vanished: gone.length },
    waiting: gone.filter(({ state }) => state.is === 'ready').length,
    later: staged.filter(({ change, update }) => change === 'corrected_unreached' && update === null).length,
    woken: staged.filter(wakes).length,
  });
}

function publish(tables: Tables, load: Load, id: number, log: readonly LogLine[], { sync }: Publish): LoadSummary {
  const { campaign, list, now } = load;
  const summary = review(tables, load);
  tables.append(log);
  const out = sync === true ? [...unnamed(tables, load)] : [];
  for (const contact of out) write(tables, takeOut(contact, now));
  for (const [contact, staged] of load.known) takeChange(tables, load, id, contact, staged);
  for (const { contact, digest, personal } of load.added.values()) {
    tables.putContact(contact);
    tables.digests.set(contact.id, digest);
    tables.putPersonal(personal);
  }
  for (const old of [...tables.outcomes.values()]) {
    if (old.campaign !== campaign || old.list !== list) continue;
    tables.outcomes.delete(old.owner);
    tables.personal.delete(old.owner);
  }
  for (const { outcome, personal } of load.outcomes) {
    tables.outcomes.set(outcome.owner, outcome);
    tables.putPersonal(personal);
  }
  return summary;
}

function takeChange(
  tables: Tables,
  { list, now }: Load,
  load: number,
  id: ContactId,
  { row, update, change, personal }: Staged,
): void {
  const known = tables.contacts.get(id);
  if (known === undefined) return;
  const refused = (): boolean => tables.suppressed.has(known.destination);
  // Looked at again: it may have been dialed since its row was read.
  const data = update === null ? undefined : stagedDataOf(id, update.data);
  const tried = (): number => {
    const theirs = [...(tables.attemptsOf.get(id) ?? [])].flatMap((attempt) => tables.attempts.get(attempt) ?? []);
    return theirs.filter((one) => one.destination === data?.destination && one.state.is !== 'not_placed').length;
  };
  const at = { list, row, now, called: change === 'corrected_called' };
  const taken = data && takeNewData(known, data, at, { refused, tried });
  if (update === null || taken === undefined) {
    const moved = atRow(known, list, row);
    if (moved !== known) tables.putContact(moved);
    const isTheirs = tables.personal.get(id)?.has('row') === true;
    if (isTheirs && personal !== null && isCorrection(CHANGE_CODES[change])) {
      tables.putPersonal({ owner: id, key: NAMED_KEY, body: personal.body });
    }
    return;
  }
  write(tables, taken);
  tables.digests.set(id, update.digest);
  const former = tables.personal.get(id)?.get('row');
  if (taken.keepsFormer && former !== undefined) tables.putPersonal({ owner: id, key: formerKey(load), body: former });
  tables.putPersonal({ ...update.personal, owner: id });
}

function write(tables: Tables, taken: Taken | undefined): void {
  if (taken === undefined) return;
  tables.putContact(taken.contact);
  tables.append(taken.log);
}
