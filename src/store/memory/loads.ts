/** Loading in memory: a load's rows wait beside the tables and join them, all at once, when it is published. */
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, ContactId, ContactKey } from '../../model/ids.ts';
import { loadReplaced } from '../failure.ts';
import type { CalledBefore, LoadRow, LoadRowResult, LoadSummary, LogLine, Personal, Store } from '../port.ts';
import { atRow, mayTakeNewData, withNewData } from '../reload.ts';
import type { Outcome, Tables } from './tables.ts';

type Staged = { readonly row: number; readonly update: (LoadRow & { contact: Contact }) | null };

type Load = {
  readonly campaign: CampaignId;
  readonly list: string;
  readonly mentioned: Map<ContactKey, { readonly row: number; readonly digest: string }>;
  /** By their id. */
  readonly added: Map<string, { readonly contact: Contact; readonly digest: string; readonly personal: Personal }>;
  readonly outcomes: { readonly outcome: Outcome; readonly personal: Personal }[];
  readonly known: Map<ContactId, Staged>;
  unchanged: number;
  changed: number;
};

export function memoryLoads(
  tables: Tables,
): Pick<Store, 'beginLoad' | 'addRows' | 'calledBefore' | 'publishLoad' | 'abandonLoad'> {
  const loads = new Map<number, Load>();
  let last = 0;

  const loadOf = (id: number): Load => {
    const load = loads.get(id);
    if (load === undefined) throw loadReplaced();
    return load;
  };

  return {
    async beginLoad(campaign, list) {
      for (const [id, load] of loads) if (load.campaign === campaign) loads.delete(id);
      last += 1;
      const nothing = {
        mentioned: new Map(),
        added: new Map(),
        outcomes: [],
        known: new Map(),
        unchanged: 0,
        changed: 0,
      };
      loads.set(last, { campaign, list, ...nothing });
      return last;
    },
    async addRows(id, rows) {
      const load = loadOf(id);
      return rows.map((row) => addRow(tables, load, row));
    },
    async calledBefore(id, after, limit) {
      return calledBefore(tables, loadOf(id), after).slice(0, limit);
    },
    async publishLoad(id, log) {
      const load = loadOf(id);
      const summary = publish(tables, load, log);
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
  if (tables.digests.get(known.id) === digest) {
    load.unchanged += 1;
    load.known.set(known.id, { row: row.row, update: null });
    return { is: 'unchanged', contact: known.id };
  }
  const updated = mayTakeNewData(known);
  load.changed += 1;
  load.known.set(known.id, { row: row.row, update: updated ? { ...row, contact } : null });
  return { is: 'changed', contact: known.id, updated };
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

function publish(tables: Tables, load: Load, log: readonly LogLine[]): LoadSummary {
  const { campaign, list } = load;
  let vanished = 0;
  for (const contact of tables.contacts.values()) {
    if (contact.campaign === campaign && contact.list === list && !load.known.has(contact.id)) vanished += 1;
  }
  for (const [id, { row, update }] of load.known) {
    const known = tables.contacts.get(id);
    if (known === undefined) continue;
    // Looked at again: it may have been dialed since its row was read.
    if (update === null || !mayTakeNewData(known)) {
      const moved = atRow(known, list, row);
      if (moved !== known) tables.putContact(moved);
      continue;
    }
    tables.putContact(withNewData(known, update.contact, list, row));
    tables.digests.set(id, update.digest);
    tables.putPersonal({ ...update.personal, owner: id });
  }
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
  tables.append(log);
  return { added: load.added.size, unchanged: load.unchanged, changed: load.changed, vanished };
}
