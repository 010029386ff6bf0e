/** Opt-outs, asked by a program: said, taken back, listed, carried from one ledger into another. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addSuppression, type NewSuppression } from '../../src/app/suppression/add.ts';
import { exportSuppression } from '../../src/app/suppression/export.ts';
import { importSuppression, type ImportOptions } from '../../src/app/suppression/import.ts';
import { listSuppression, type ListedSuppression } from '../../src/app/suppression/list.ts';
import { countryOf, numbersTyped } from '../../src/app/suppression/numbers.ts';
import { removeSuppression } from '../../src/app/suppression/remove.ts';
import { scopeOf } from '../../src/app/suppression/scope.ts';
import { untilTyped } from '../../src/app/suppression/until.ts';
import type { CampaignId, ContactId } from '../../src/model/ids.ts';
import type { Store } from '../../src/store/port.ts';
import { removeFolder } from '../store/folder.ts';
import { T0 } from '../cli/a-ledger.ts';
import { aCaller, aConfig, aStore, anEmptyStore, refusal } from './support.ts';

const CONFIG = aConfig({ apiKey: null });
const WAITS = '+13035550104';

const say = (store: Store, over: Partial<NewSuppression> = {}, caller = aCaller()): ReturnType<typeof addSuppression> =>
  addSuppression(
    store,
    { numbers: [WAITS], scope: 'everywhere', reason: null, source: null, until: null, ...over },
    CONFIG,
    caller,
  );

async function listed(store: Store, now = T0): Promise<readonly ListedSuppression[]> {
  const all: ListedSuppression[] = [];
  for await (const one of listSuppression(store, {}, now)) all.push(one);
  return all;
}

describe('said', () => {
  it('who waits is left out at once, the counts say so, and the log says who said it and names nobody', async () => {
    const store = await aStore();
    const before = (await store.counts('demo' as CampaignId)).states;
    const added = await say(store, { reason: 'her son called' });
    expect(added).toMatchObject({ added: 1, numbers: [{ number: WAITS, before: null, open: [] }] });
    expect(added.numbers[0]!.waited).toMatchObject([{ id: 'c4', state: { is: 'skipped', reason: 'suppressed' } }]);
    const { states } = await store.counts('demo' as CampaignId);
    expect([states.ready, states.skipped]).toEqual([before.ready - 1, before.skipped + 1]);
    const log = await store.log({}, 0, 99);
    expect(log.slice(-2)).toMatchObject([
      { event: 'suppression_added', actor: 'operator', evidence: { by: 'robin', scope: 'everywhere', numbers: 1 } },
      { event: 'skipped', contact: 'c4', cause: 'suppressed' },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/5550104|her son/);
  });

  it('again it stands already, and nothing of it is weaker', async () => {
    const store = await aStore();
    await say(store);
    const again = await say(store, { until: T0 + 1e9, reason: 'other words' }, aCaller(T0 + 120_000));
    expect(again).toMatchObject({
      added: 0,
      numbers: [{ before: { at: T0 + 60_000, until: null }, now: { until: null } }],
    });
  });

  it('of one campaign, another goes on; a call that is in doubt is told, and stays', async () => {
    const store = await aStore();
    expect((await say(store, { scope: 'campaign:other' })).numbers[0]!.waited).toEqual([]);
    expect(await store.contact('c4' as ContactId)).toMatchObject({ state: { is: 'ready' } });
    const doubtful = await say(store, { numbers: ['+14155550170'], scope: 'campaign:demo' });
    expect(doubtful.numbers[0]!.open).toMatchObject([{ id: 'c7', state: { is: 'in_doubt' } }]);
    expect(await store.contact('c7' as ContactId)).toMatchObject({ state: { is: 'in_doubt' } });
  });

  it('every spelling of a phone is the phone, and it is listed once', async () => {
    const store = anEmptyStore();
    await say(store, { numbers: ['+541155500123'] });
    expect((await say(store, { numbers: ['+5491155500123'] })).numbers[0]!.before).not.toBeNull();
    expect((await listed(store)).map(({ number }) => number)).toEqual(['+541155500123']);
  });
});

describe('taken back', () => {
  it('only with a reason, which stands with the people and not in the log', async () => {
    const store = await aStore();
    await say(store);
    const rm = { numbers: [WAITS], scope: 'all', why: 'Zoë wrote to us' } as const;
    expect(await refusal(removeSuppression(store, { ...rm, why: ' ' }, CONFIG, aCaller()))).toEqual(['no_why']);
    expect(await removeSuppression(store, rm, CONFIG, aCaller())).toMatchObject([
      { were: [{ scope: 'everywhere' }], left: [], leftOut: [{ id: 'c4' }] },
    ]);
    expect(await listed(store)).toEqual([]);
    // Whoever was left out is dialed by nobody for that alone.
    expect(await store.contact('c4' as ContactId)).toMatchObject({ state: { is: 'skipped' } });
    const last = (await store.log({}, 0, 99)).at(-1);
    expect(last).toMatchObject({
      event: 'suppression_removed',
      contact: 'c4',
      evidence: { by: 'robin', scope: 'all' },
    });
    expect(JSON.stringify(last)).not.toContain('Zoë');
    expect(await removeSuppression(store, rm, CONFIG, aCaller())).toMatchObject([{ were: [], left: [] }]);
  });

  it('one scope, and what still stands is told', async () => {
    const store = anEmptyStore();
    await say(store);
    await say(store, { scope: 'purpose:marketing' });
    const [done] = await removeSuppression(
      store,
      { numbers: [WAITS], scope: 'everywhere', why: 'x' },
      CONFIG,
      aCaller(),
    );
    expect(done).toMatchObject({ were: [{ scope: 'everywhere' }], left: [{ scope: 'purpose:marketing' }] });
  });
});

describe('a file', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'outdial-opt-outs-'));
  const options = (path: string): ImportOptions => ({
    ...{ path, defaultCountry: null, scope: 'everywhere', reason: null, source: null, until: null },
    ...{ zone: 'UTC', warn: () => undefined },
  });

  it.each(['csv', 'json'] as const)('what one ledger wrote as %s is read by another, word for word', async (format) => {
    const dir = folder();
    const [one, two] = [anEmptyStore(), anEmptyStore()];
    await say(one, { reason: '=HYPERLINK("x")', source: 'a "letter", of 1 May\nand more', until: T0 + 1e10 });
    await say(one, { numbers: ['+541155500123'], scope: 'purpose:marketing' });
    const lines: string[] = [];
    const tally = { written: 0, unnamed: 0 };
    for await (const line of exportSuppression(one, format, { now: T0, tally })) lines.push(line);
    const path = join(dir, `opt-outs.${format}`);
    writeFileSync(path, lines.join('\r\n'));
    // A phone of two spellings is kept under both, and counts once.
    const done = await importSuppression(two, options(path), CONFIG, aCaller(T0 + 3_600_000));
    expect(done).toMatchObject({ read: 2, added: 2, removed: 0, open: 0 });
    const [before, after] = [await listed(one), await listed(two)];
    const plain = (all: readonly ListedSuppression[]): unknown =>
      all.map(({ reason, ...rest }) => ({ ...rest, reason: reason.replace(/^'/, '') }));
    expect(plain(after)).toEqual(plain(before));
    removeFolder(dir);
  });

  it('leaves out who waits; a wrong line, a wrong scope, a wrong day: nothing of it is done', async () => {
    const dir = folder();
    const path = join(dir, 'dnc.csv');
    const store = await aStore();
    for (const bad of ['+14155550199,everywere,', '+1415555,everywhere,', `+14155550199,everywhere,soon`]) {
      writeFileSync(path, `number,scope,until\n${WAITS},,\n${bad}\n`);
      expect(await refusal(importSuppression(store, options(path), CONFIG, aCaller()))).toEqual(['bad_suppression']);
    }
    expect(await refusal(importSuppression(store, options(join(dir, 'gone.csv')), CONFIG, aCaller()))).toHaveLength(1);
    expect(await listed(store)).toEqual([]);
    writeFileSync(path, `number,scope,until\n${WAITS},,2027-01-31\n`);
    expect((await importSuppression(store, options(path), CONFIG, aCaller())).waited).toEqual(new Map([['demo', 1]]));
    expect(await listed(store)).toMatchObject([{ number: WAITS, until: Date.parse('2027-02-01T00:00:00Z') }]);
    removeFolder(dir);
  });
});

describe('as typed', () => {
  it('a number without a + needs a country: named, of the account, or of all campaigns', async () => {
    const store = await aStore();
    expect(numbersTyped(['303 555 0104'], 'US')).toMatchObject([{ phones: [WAITS], unheard: false }]);
    expect(await refusal(Promise.resolve().then(() => numbersTyped(['+1', 'x', WAITS], null)))).toHaveLength(2);
    expect(await countryOf(store, 'de', CONFIG)).toBe('DE');
    expect(await refusal(countryOf(store, 'Atlantis', CONFIG))).toEqual(['bad_field']);
    const [campaign] = await store.campaigns();
    const plan = { ...campaign!.plan, specText: '{"default_country": "gb"}' };
    await store.putCampaign(campaign!.version, { ...campaign!, plan, version: campaign!.version + 1 }, []);
    expect(await countryOf(store, undefined, CONFIG)).toBe('GB');
  });

  it('a scope: what is near another name is a slip, what is near none waits for its campaign', async () => {
    const store = await aStore();
    expect(await scopeOf(store, ' Campaign: Demo ')).toEqual({ scope: 'campaign:demo', unknown: false });
    expect(await scopeOf(store, 'campaign:Next Year')).toEqual({ scope: 'campaign:next-year', unknown: true });
    expect(await refusal(scopeOf(store, 'campaign:dmo'))).toEqual(['unknown_campaign']);
    for (const wrong of ['', 'everywhere:x', 'campaign:', 'purpose:fun', '__proto__']) {
      expect(await refusal(scopeOf(store, wrong))).toEqual(['bad_scope']);
    }
  });

  it('a day counts to its end; what is past is refused', async () => {
    expect(untilTyped('2026-12-01', T0, 'UTC')).toBe(Date.parse('2026-12-02T00:00:00Z'));
    expect(await refusal(Promise.resolve().then(() => untilTyped('2026-11-30', T0, 'UTC')))).toEqual(['until_passed']);
  });
});
