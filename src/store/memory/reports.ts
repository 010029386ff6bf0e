/** What reports ask of a ledger in memory. */
import { tally } from '../../model/own.ts';
import type { Disposition } from '../../model/disposition.ts';
import { NO_CONTACTS, type ContactStateName } from '../../model/contact.ts';
import type { CampaignId, ContactId } from '../../model/ids.ts';
import type { CalledElsewhere, ReportRow, RowRecord, Store } from '../port.ts';
import { FORMER } from '../../model/list-changes.ts';
import { rowHolds } from '../search.ts';
import { byText } from './sorted.ts';
import { recordOf, recordOfOutcome } from './tables.ts';
import type { Tables } from './tables.ts';

type Personal = 'personal' | 'personalOf' | 'searchPersonal' | 'erase' | 'replacePersonal';
type Reports =
  | 'counts'
  | 'rows'
  | 'reportPage'
  | 'rowByOwner'
  | 'contactsByDestination'
  | 'contactsOn'
  | 'contactByKey'
  | 'alsoIn'
  | 'calledElsewhere'
  | 'rangTwice'
  | 'logHead'
  | 'log';

export function memoryReports(tables: Tables): Pick<Store, Personal | Reports> {
  return {
    async counts(campaign) {
      const states: Record<ContactStateName, number> = { ...NO_CONTACTS };
      const dispositions: Partial<Record<Disposition, number>> = {};
      const codes: Record<string, number> = {};
      const leftOut: Record<string, number> = {};
      let [rows, rejected, skippedRows, dialed] = [0, 0, 0, 0];
      for (const { outcome } of tables.records(campaign)) {
        rows += 1;
        if (outcome.is === 'accepted') {
          const { state, disposition } = outcome.contact;
          states[state.is] += 1;
          if (state.is === 'skipped') tally(leftOut, state.reason);
          if (disposition !== null) dispositions[disposition] = (dispositions[disposition] ?? 0) + 1;
          continue;
        }
        tally(codes, outcome.code);
        if (outcome.is === 'rejected') rejected += 1;
        else skippedRows += 1;
      }
      for (const { campaign: of, state } of tables.attempts.values()) {
        if (of === campaign && state.is !== 'placing' && state.is !== 'not_placed') dialed += 1;
      }
      return { rows, states, rejected, skippedRows, codes, leftOut, dispositions, dialed };
    },
    async rows(campaign, after, limit) {
      const all = [...tables.records(campaign)].sort(byRow);
      return all.filter((record) => after === null || byRow(record, after) > 0).slice(0, limit);
    },
    async reportPage(campaign, after, limit, which) {
      const all = [...tables.records(campaign)].sort(byRow);
      const page = all.filter((record) => after === null || byRow(record, after) > 0).slice(0, limit);
      return page.map((record) => reportRow(tables, record, which));
    },
    async personal(owners, key) {
      const found = new Map<string, Readonly<Record<string, unknown>>>();
      for (const owner of owners) {
        const body = tables.personal.get(owner)?.get(key);
        if (body !== undefined) found.set(owner, body);
      }
      return found;
    },
    async personalOf(owner) {
      const notes = [...(tables.personal.get(owner) ?? [])].map(([key, body]) => ({ owner, key, body }));
      return notes.sort((a, b) => byText(a.key, b.key));
    },
    async searchPersonal(text, limit) {
      const found: string[] = [];
      for (const [owner, notes] of [...tables.personal].sort(([a], [b]) => byText(a, b))) {
        if (found.length >= limit) break;
        const said = [...notes].filter(([key]) => key === 'row' || key.startsWith(FORMER));
        if (said.some(([, body]) => rowHolds(body, text.toLowerCase()))) found.push(owner);
      }
      return found;
    },
    async erase(owners, digests = 'kept') {
      tables.giveUpLoads();
      let notes = 0;
      for (const owner of owners) {
        notes += tables.personal.get(owner)?.size ?? 0;
        tables.personal.delete(owner);
      }
      if (digests === 'cut') tables.cut(owners);
      return { notes, gone: true };
    },
    async replacePersonal(notes) {
      for (const note of notes) if (tables.personal.get(note.owner)?.has(note.key) === true) tables.putPersonal(note);
    },
    async rowByOwner(owner) {
      const contact = tables.contacts.get(owner as ContactId);
      if (contact !== undefined) return { ...recordOf(contact), campaign: contact.campaign };
      const outcome = tables.outcomes.get(owner);
      return outcome === undefined ? undefined : { ...recordOfOutcome(outcome), campaign: outcome.campaign };
    },
    async contactsByDestination(destination) {
      const found = [...tables.contacts.values()].filter((contact) => contact.destination === destination);
      return found.sort((a, b) => byText(a.campaign, b.campaign) || byText(a.id, b.id));
    },
    async contactsOn(destinations) {
      const wanted = new Set(destinations);
      return [...tables.contacts.values()].filter(({ destination }) => wanted.has(destination));
    },
    async contactByKey(campaign, key) {
      return tables.contactByKey(campaign, key);
    },
    async alsoIn(campaign, since) {
      const found = new Map<CampaignId, { called: Set<string>; waiting: Set<string> }>();
      const of = (id: CampaignId): { called: Set<string>; waiting: Set<string> } => {
        const known = found.get(id) ?? { called: new Set(), waiting: new Set() };
        found.set(id, known);
        return known;
      };
      const published = [...tables.records(campaign)].flatMap(({ outcome }) =>
        outcome.is === 'accepted' && outcome.contact.state.is === 'ready' ? [outcome.contact] : [],
      );
      for (const { id, destination } of published) {
        for (const attempt of tables.attempts.values()) {
          if (attempt.destination !== destination || attempt.campaign === campaign || attempt.sendAt <= since) continue;
          if (attempt.state.is !== 'not_placed') of(attempt.campaign).called.add(id);
        }
        for (const other of tables.contacts.values()) {
          if (other.destination !== destination || other.campaign === campaign) continue;
          const waits = other.state.is === 'ready' || other.state.is === 'in_progress';
          if (waits && tables.campaigns.get(other.campaign)?.state.is === 'running') of(other.campaign).waiting.add(id);
        }
      }
      return [...found]
        .map(([id, { called, waiting }]) => ({ campaign: id, called: called.size, waiting: waiting.size }))
        .sort((a, b) => byText(a.campaign, b.campaign));
    },
    async calledElsewhere(campaign, destinations, since) {
      const newest = new Map<string, CalledElsewhere>();
      for (const attempt of tables.attempts.values()) {
        const { destination, sendAt: at } = attempt;
        if (attempt.campaign === campaign || at <= since || attempt.state.is === 'not_placed') continue;
        if (!destinations.includes(destination)) continue;
        const key = `${destination} ${attempt.campaign}`;
        if ((newest.get(key)?.at ?? -1) < at) newest.set(key, { destination, campaign: attempt.campaign, at });
      }
      return [...newest.values()].sort(
        (a, b) => byText(a.destination, b.destination) || byText(a.campaign, b.campaign),
      );
    },
    async rangTwice(campaign) {
      return [...tables.contacts.values()].filter((one) => one.campaign === campaign && one.rangTwice).length;
    },
    async logHead() {
      const last = tables.log.at(-1);
      return last === undefined ? null : { seq: last.seq, hash: last.hash };
    },
    async log(filter, after, limit) {
      const wanted = tables.log.filter(
        (line) =>
          line.seq > after &&
          (filter.contact === undefined || line.contact === filter.contact) &&
          (filter.campaign === undefined || line.campaign === filter.campaign),
      );
      return wanted.slice(0, limit);
    },
  };
}

function reportRow(tables: Tables, record: RowRecord, which: 'newest' | 'all'): ReportRow {
  const notes = tables.personal.get(record.owner);
  const attempts = [...(tables.attemptsOf.get(record.owner as ContactId) ?? [])]
    .flatMap((id) => tables.attempts.get(id) ?? [])
    .sort((a, b) => a.seq - b.seq)
    .map((attempt) => ({ attempt, note: notes?.get(attempt.id) }));
  return { ...record, body: notes?.get('row'), attempts: which === 'newest' ? attempts.slice(-1) : attempts };
}

function byRow(a: RowRecord, b: RowRecord): number {
  return byText(a.list, b.list) || a.row - b.row || byText(a.owner, b.owner);
}
