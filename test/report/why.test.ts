/** Golden stories: the exact words in which people are told what happened to somebody, and what comes next. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import { describe, expect, it } from 'vitest';
import { erasePerson } from '../../src/app/person/erase.ts';
import { settle } from '../../src/app/person/resolve.ts';
import { inReview } from '../../src/app/person/review.ts';
import type { CallId, DestinationKey } from '../../src/model/ids.ts';
import { nobodyLines } from '../../src/report/why.ts';
import { accept, aScene, load, NOON, over, refused, type Scene } from './a-story.ts';

const HEAD = '+14155550102: row 2 of contacts.csv, campaign demo';
const text = (...lines: readonly string[]): string => lines.join('\n');
const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1080, timezone: 'contact' } as const;

/** Dialed at noon; the reply was lost, and the look-ups are spent. */
async function unsure(scene: Scene, later: number): Promise<void> {
  await scene.at(0).dials();
  await scene.at(30).happens({ is: 'unknown', cause: 'timeout' });
  await scene.at(35).happens({ is: 'not_found', later: 0, complete: true });
  await scene.at(60).happens({ is: 'not_found', later: 3, complete: true });
  await scene.at(150).happens({ is: 'not_found', later, complete: true });
}

describe('the story of somebody who', () => {
  it('answered at the second try', async () => {
    const scene = await aScene();
    await scene.at(1).dials();
    await scene.at(2).happens(accept);
    await scene.at(33).happens(over('no_answer', 'dial_no_answer', NOON + 33_000));
    await scene.at(7_233).dials();
    const callId = 'ac_2' as CallId;
    const startedAt = NOON + 7_240_000;
    await scene.at(7_234).happens({ is: 'accepted', callId });
    await scene.at(7_241).happens({ is: 'alive', callId, seen: 'started', startedAt });
    await scene.at(7_300).happens({ ...over('answered', 'client_hangup', NOON + 7_300_000, startedAt), callId });
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  Tue 1 Dec 12:00:01  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:02  the provider took the call',
        '  Tue 1 Dec 12:00:33  ended: no answer; to be tried again',
        '  Tue 1 Dec 14:00:33  try 2: dialing from +14155550100',
        '  Tue 1 Dec 14:00:34  the provider took the call',
        '  Tue 1 Dec 14:00:41  answered, talking',
        '  Tue 1 Dec 14:01:40  ended: answered (client hangup)',
        '  now:  answered, person or machine unknown',
        '  next: nothing: demo does not call this contact again',
      ),
    );
  });

  it('did not answer and is to be tried again', async () => {
    const scene = await aScene();
    await scene.at(1).dials();
    await scene.at(33).happens(over('busy', 'dial_busy', NOON + 33_000));
    expect(await scene.story({ dialing: false })).toBe(
      text(
        HEAD,
        '  Tue 1 Dec 12:00:01  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:33  ended: busy; to be tried again',
        '  now:  busy, will be tried again',
        '  next: dialed at 12:15:33 or as soon after as possible; 2 tries left; nobody dials now: outdial run',
      ),
    );
  });

  it('was rejected when loaded', async () => {
    const scene = await aScene();
    await load(scene.store, [
      refused(5, 'rejected', 'missing_country_code', '"555-0101" has no country code.', '555-0101'),
    ]);
    expect(await scene.story({ owner: 'r5' })).toBe(
      text(
        '555-0101: row 5 of contacts.csv, campaign demo',
        '  rejected when loaded (missing_country_code): "555-0101" has no country code.',
        '  next: mend the row and run the campaign again',
      ),
    );
  });

  it('stands in the list twice', async () => {
    const scene = await aScene();
    const message = 'The row says the same as row 2; that one is dialed.';
    await load(scene.store, [refused(6, 'skipped', 'duplicate', message, '+14155550102')]);
    expect(await scene.story({ owner: 'r6' })).toBe(
      text(
        '+14155550102: row 6 of contacts.csv, campaign demo',
        '  left out when loaded (duplicate): The row says the same as row 2; that one is dialed.',
        '  next: nothing',
      ),
    );
  });

  it('asked not to be called, before loading and after', async () => {
    const scene = await aScene();
    const message = 'The number asked not to be called (dnc.txt).';
    await load(scene.store, [refused(7, 'skipped', 'suppressed', message, '+14155550107')]);
    expect(await scene.story({ owner: 'r7' })).toBe(
      text(
        '+14155550107: row 7 of contacts.csv, campaign demo',
        '  left out when loaded (suppressed): The number asked not to be called (dnc.txt).',
        '  next: nothing while the number is on that list',
      ),
    );
    await scene.store.suppress(onDoNotCall(['d:1' as DestinationKey], 'dnc.txt', NOON));
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  never dialed so far',
        '  now:  waiting to be dialed',
        '  next: left out when its turn comes: asked not to be called (dnc.txt)',
      ),
    );
  });

  it('was in doubt and was found', async () => {
    const scene = await aScene();
    await scene.at(1).dials();
    await scene.at(31).happens({ is: 'unknown', cause: 'headers_timeout' });
    expect((await scene.story()).split('\n').slice(2)).toEqual([
      '  Tue 1 Dec 12:00:31  not sure it rang (no reply came in time): looking for the call',
      '  now:  not sure it rang, looking',
      '  next: looked up at 12:00:36; it is not dialed again before there is evidence',
    ]);
    await scene.at(36).happens({ is: 'not_found', later: 0, complete: true });
    await scene.at(61).happens({ is: 'alive', callId: accept.callId, seen: 'created', startedAt: null });
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  Tue 1 Dec 12:00:01  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:31  not sure it rang (no reply came in time): looking for the call',
        '  Tue 1 Dec 12:00:36  looked for the call: it is not listed, nor is any later call of this line, which says little',
        '  Tue 1 Dec 12:01:01  found the call: it did reach the provider',
        '  now:  on the phone or ringing',
        '  next: its call is followed; if nothing is heard by 12:02:31 it is looked up',
      ),
    );
  });

  it('needs review, with the strength of the absence', async () => {
    const scene = await aScene();
    await unsure(scene, 12);
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  Tue 1 Dec 12:00:00  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:30  not sure it rang (no reply came in time): looking for the call',
        '  Tue 1 Dec 12:00:35  looked for the call: it is not listed, nor is any later call of this line, which says little',
        '  Tue 1 Dec 12:01:00  looked for the call: 3 later calls of this line are listed, this one is not',
        '  Tue 1 Dec 12:02:30  looked again: 12 later calls of this line are listed, this one is not; left for a person to decide',
        '  now:  not sure it rang, needs you',
        '  next: you decide: outdial resolve row:2 --campaign demo (until then it is not dialed again; looked up at 12:12:31)',
      ),
    );
  });

  it('was settled by a person: it rang', async () => {
    const scene = await aScene();
    await unsure(scene, 1);
    const verdict = { is: 'rang', disposition: 'answered' } as const;
    const judged = { verdict, why: 'Ada called back', by: 'robin' };
    expect(await settle(scene.store, await inReview(scene.store), judged, scene.at(600).now)).toHaveLength(1);
    expect((await scene.story()).split('\n').slice(-4)).toEqual([
      '  Tue 1 Dec 12:02:30  looked again: 1 later call of this line is listed, this one is not; left for a person to decide',
      '  Tue 1 Dec 12:10:00  settled by robin: it rang, answered ("Ada called back")',
      '  now:  answered, person or machine unknown',
      '  next: nothing: demo does not call this contact again',
    ]);
    // The words may hold names: the log has none of them.
    expect(JSON.stringify(await scene.store.log({}, 0, 99))).not.toContain('Ada');
  });

  it('was settled by a person: it did not ring', async () => {
    const scene = await aScene();
    await unsure(scene, 12);
    const judged = { verdict: { is: 'did_not_ring' }, why: 'carrier', by: 'robin' } as const;
    await settle(scene.store, await inReview(scene.store), judged, scene.at(600).now);
    expect((await scene.story()).split('\n').slice(-3)).toEqual([
      '  Tue 1 Dec 12:10:00  settled by robin: it did not ring ("carrier")',
      '  now:  waiting to be dialed',
      '  next: dialed at 12:10:01 or as soon after as possible; 3 tries left',
    ]);
    expect(await inReview(scene.store)).toEqual([]);
  });

  it('is dialed again without proof, where the campaign accepts the risk', async () => {
    const scene = await aScene({ doubt: { lookUps: [5_000, 30_000, 120_000], then: 'redial' } });
    await unsure(scene, 12);
    expect((await scene.story()).split('\n').at(-1)).toBe(
      '  next: dialed again after 12:16:01 unless its call is found: demo accepts that somebody may ring twice',
    );
    await scene.at(1_700).happens({ is: 'not_found', later: 12, complete: true });
    expect((await scene.story()).split('\n').slice(-3)).toEqual([
      '  Tue 1 Dec 12:28:20  its call was not found, and the campaign accepts that somebody may ring twice: to be dialed again',
      '  now:  waiting to be dialed',
      '  next: dialed as soon as a line and a slot are free; 2 tries left',
    ]);
  });

  it('rang twice', async () => {
    const scene = await aScene({}, { rangTwice: true });
    expect((await scene.story()).split('\n')[2]).toBe(
      '  note: rang twice: two calls of this contact were open at once; both are above',
    );
  });

  it('was throttled', async () => {
    const scene = await aScene();
    await scene.at(1).dials();
    await scene.at(2).happens({ is: 'throttled', code: 'concurrency_limited', retryAfter: null });
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  Tue 1 Dec 12:00:01  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:02  the provider was too busy (concurrency limited): nothing rang, the try does not count',
        '  now:  waiting to be dialed',
        '  next: dialed at 12:01:02 or as soon after as possible; 3 tries left',
      ),
    );
  });

  it('was refused for good', async () => {
    const scene = await aScene();
    await scene.at(1).dials();
    await scene.at(2).happens({ is: 'refused', code: 'destination_not_permitted', forGood: true });
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  Tue 1 Dec 12:00:01  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:02  refused by the provider for good (destination not permitted): nothing rang',
        '  now:  gave up: refused by the provider',
        '  next: nothing: demo does not call this contact again',
      ),
    );
  });

  it('waits for its hours, with the next opening on both clocks', async () => {
    const scene = await aScene({ window: OFFICE }, { place: 'America/Los_Angeles' });
    // Ten in the evening in New York, seven in Los Angeles.
    expect(await scene.at(10 * 3_600).story({ dialing: true })).toBe(
      text(
        HEAD,
        '  never dialed so far',
        '  now:  waiting to be dialed',
        '  next: waits for its hours (America/Los_Angeles): dialed when they open, Wed 12:00 (Wed 09:00 in America/Los_Angeles); 3 tries left',
      ),
    );
    expect((await scene.at(60).story()).split('\n').at(-1)).toBe(
      '  next: dialed as soon as a line and a slot are free; 3 tries left',
    );
  });

  it('waits in a campaign that ends before its hours open', async () => {
    const endAt = NOON + 20 * 3_600_000;
    const scene = await aScene({ window: OFFICE, endAt }, { place: 'America/Los_Angeles' });
    expect((await scene.at(10 * 3_600).story()).split('\n').at(-1)).toBe(
      '  next: given up at Wed 08:00: the campaign ends before it can be dialed',
    );
  });

  it('waits in a paused campaign', async () => {
    const scene = await aScene();
    await scene.campaignIs({ is: 'paused', why: 'operator', message: 'until the new script is ready' });
    expect(await scene.story()).toBe(
      text(
        HEAD,
        '  never dialed so far',
        '  now:  waiting to be dialed',
        '  next: nothing while the campaign is paused: until the new script is ready',
      ),
    );
  });

  it('was forgotten', async () => {
    const scene = await aScene();
    await scene.at(1).dials();
    await scene.at(33).happens(over('no_answer', 'dial_no_answer', NOON + 33_000));
    const contact = await scene.contact();
    const person = {
      number: '+14155550102',
      destinations: [contact.destination],
      contacts: [contact],
      owners: [contact.id],
      campaigns: [contact.campaign],
      rows: 1,
    };
    await erasePerson(scene.store, person, 'robin', scene.at(60).now);
    expect(await scene.story()).toBe(
      text(
        'somebody who was forgotten: row 2 of contacts.csv, campaign demo',
        '  Tue 1 Dec 12:00:01  try 1: dialing from +14155550100',
        '  Tue 1 Dec 12:00:33  ended: no answer; to be tried again',
        '  Tue 1 Dec 12:01:00  forgotten by robin: number, columns and texts were erased',
        '  now:  left out: forgotten on request',
        '  next: nothing: demo does not call this contact again',
      ),
    );
  });

  it('was never loaded', () => {
    expect(nobodyLines('+14155550199', 'any list', null).join('\n')).toBe(
      text(
        '+14155550199: nobody in any list is known by this number',
        '  next: nothing: a number that nobody is known by is never called',
      ),
    );
    expect(nobodyLines('+14155550199', 'any list', 'dnc.txt')).toContain('  asked not to be called (dnc.txt)');
  });
});
