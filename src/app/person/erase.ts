/** Takes a person out of the ledger: withdrawn first, so that no call can begin, then erased. */
import { changeCampaign, type Decide } from '../../engine/change-campaign.ts';
import { isOpen, type Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { isRefused } from '../../model/reopen.ts';
import { phoneOf } from '../../model/one-phone.ts';
import { suppressionOwner } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { Change, Digests, Erased, LogLine, Store } from '../../store/port.ts';
import { numbersOf } from './numbers.ts';
import type { Person } from './find.ts';

/** `open`: a call that began meanwhile; then nothing was erased. */
export type Erasing = { readonly erased: Erased; readonly open: readonly Attempt[] };

/** `digests`: kept only of a number that is never to be called, which it is known by. */
export async function erasePerson(
  store: Store,
  person: Person,
  by: string,
  now: Instant,
  digests: Digests = 'cut',
): Promise<Erasing> {
  for (const contact of person.contacts) {
    const open = await withdraw(store, contact, by, now);
    if (open.length > 0) return { erased: { notes: 0, gone: true }, open };
  }
  for (const campaign of person.campaigns) await scrubSpecs(store, campaign, person, by, now);
  return {
    erased: await store.erase([...person.owners, ...person.destinations.map(suppressionOwner)], digests),
    open: [],
  };
}

/** Whoever waits leaves; how it ended for anybody else stays told. Answers the calls that forbid it. */
async function withdraw(store: Store, known: Contact, by: string, now: Instant): Promise<readonly Attempt[]> {
  for (;;) {
    const contact = await store.contact(known.id);
    if (contact === undefined) return [];
    const open = (await store.attemptsOf(contact.id)).filter(isOpen);
    if (open.length > 0) return open;
    // Who was refused might be given back, and whoever is given back must have a number.
    const waits = contact.state.is === 'ready' || isRefused(contact);
    const state = waits ? ({ is: 'skipped', reason: 'forgotten' } as const) : contact.state;
    const to: Contact = { ...contact, state, version: contact.version + 1 };
    const line: LogLine = {
      at: now,
      actor: 'operator',
      campaign: contact.campaign,
      contact: contact.id,
      attempt: null,
      event: 'forgotten',
      from: contact.state.is,
      to: state.is,
      cause: null,
      evidence: { by },
    };
    const change: Change = { contact: { from: contact.version, to }, log: [line] };
    const [result] = await store.commit([change], {});
    // Lost: something happened to them at this moment, perhaps a call.
    if (result?.is === 'done') return [];
  }
}

/** A campaign file may hold its rows itself; its text is kept for every plan version. */
async function scrubSpecs(
  store: Store,
  id: Person['campaigns'][number],
  person: Person,
  by: string,
  now: Instant,
): Promise<void> {
  // Through the campaign's own version: an engine that still holds the old text would write it back.
  const erase: Decide = ({ plan }) => {
    const specText = scrubbed(plan.specText, person);
    return specText === undefined ? null : { is: 'erase_rows', specText };
  };
  const asked = { now: () => now, by: { is: 'operator', name: by } } as const;
  if ((await changeCampaign(store, id, erase, asked)).is === 'gone') return;
  const notes = await store.personalOf(`campaign/${id}`);
  const older = notes.flatMap(({ owner, key, body }) => {
    const text = typeof body['text'] === 'string' ? scrubbed(body['text'], person) : undefined;
    return text === undefined ? [] : [{ owner, key, body: { ...body, text } }];
  });
  if (older.length > 0) await store.replacePersonal(older);
}

/** The text without the person's rows; undefined when it has none of them. */
function scrubbed(text: string, { number }: Person): string | undefined {
  if (number === null || !text.includes('"contacts"')) return undefined;
  let spec: { contacts?: unknown };
  try {
    spec = JSON.parse(text) as { contacts?: unknown };
  } catch {
    return undefined;
  }
  if (!Array.isArray(spec.contacts)) return undefined;
  const rows = spec.contacts as readonly unknown[];
  const left = rows.filter((row) => !isOn(row, number));
  return left.length === rows.length ? undefined : JSON.stringify({ ...spec, contacts: left }, null, 2);
}

function isOn(row: unknown, number: string): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const phone = phoneOf(number);
  return Object.values(row).some(
    (value) =>
      (typeof value === 'string' || typeof value === 'number') &&
      numbersOf(String(value)).some((other) => phoneOf(other) === phone),
  );
}
