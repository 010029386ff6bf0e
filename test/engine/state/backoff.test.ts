/** Waits for the provider and for the ledger: apart, to the millisecond. */
import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../src/engine/state/backoff.ts';
import type { AgentId } from '../../../src/model/ids.ts';
import { formatInstant, SECOND } from '../../../src/model/time.ts';
import { NOW } from '../../support/fixtures.ts';

const LONGEST = 10 * SECOND;
const agent = 'agent_1' as AgentId;
const other = 'agent_2' as AgentId;

describe('a host that cannot be reached', () => {
  it('is waited for twice as long each time, up to the longest', () => {
    const backoff = new Backoff(LONGEST);
    expect(backoff.wait(NOW)).toBeNull();
    for (const wait of [1, 2, 4, 8, 10, 10]) {
      backoff.providerAway('away', NOW);
      expect(backoff.wait(NOW)).toEqual({ until: NOW + wait * SECOND, note: 'away' });
      expect(backoff.awayUntil).toBe(NOW + wait * SECOND);
    }
  });

  it('is waited for until its instant and not at it', () => {
    const backoff = new Backoff(LONGEST);
    backoff.providerAway('away', NOW);
    expect(backoff.wait(NOW + SECOND - 1)).not.toBeNull();
    expect(backoff.wait(NOW + SECOND)).toBeNull();
  });

  it('that answered begins again with a second', () => {
    const backoff = new Backoff(LONGEST);
    backoff.providerAway('away', NOW);
    backoff.providerAway('away', NOW);
    backoff.providerBack();
    expect(backoff.wait(NOW)).toBeNull();
    expect(backoff.awayUntil).toBe(0);
    backoff.providerAway('away', NOW);
    expect(backoff.wait(NOW)?.until).toBe(NOW + SECOND);
  });
});

describe('a ledger that is busy', () => {
  it('is waited for a second, however often', () => {
    const backoff = new Backoff(LONGEST);
    for (let n = 0; n < 5; n++) backoff.ledgerBusy('busy', NOW);
    expect(backoff.wait(NOW)).toEqual({ until: NOW + SECOND, note: 'busy' });
    expect(backoff.wait(NOW + SECOND)).toBeNull();
  });

  it('does not lengthen the back-off from the network, and an answer of the provider does not end it', () => {
    const backoff = new Backoff(LONGEST);
    for (let n = 0; n < 5; n++) backoff.ledgerBusy('busy', NOW - 10 * SECOND);
    backoff.providerAway('away', NOW);
    expect(backoff.wait(NOW)).toEqual({ until: NOW + SECOND, note: 'away' });
    backoff.ledgerBusy('busy', NOW + 500);
    expect(backoff.wait(NOW + 500)).toEqual({ until: NOW + 1_500, note: 'busy' });
    backoff.providerBack();
    expect(backoff.wait(NOW + 1_499)).toEqual({ until: NOW + 1_500, note: 'busy' });
  });
});

describe('a moment that the provider names', () => {
  it('comes first, is never made earlier, and stands when the clock was set', () => {
    const backoff = new Backoff(LONGEST, NOW + 5);
    expect(backoff.closedUntil).toBe(NOW + 5);
    backoff.close(NOW + 100);
    backoff.close(NOW + 50);
    backoff.providerAway('away', NOW);
    const note = `the provider asks to wait until ${formatInstant(NOW + 100)}`;
    expect(backoff.wait(NOW + 99)).toEqual({ until: NOW + 100, note });
    expect(backoff.wait(NOW + 100)).toEqual({ until: NOW + SECOND, note: 'away' });
    backoff.ledgerBusy('busy', NOW);
    backoff.clockMoved();
    expect(backoff.wait(NOW + 99)?.note).toBe(note);
    expect(backoff.wait(NOW + 100)).toBeNull();
  });
});

describe('walks', () => {
  it('that fail in a row count by agent, and the most of them tells', () => {
    const backoff = new Backoff(LONGEST);
    const most = (): number => Math.max(0, ...backoff.failedWalks.values());
    expect(most()).toBe(0);
    backoff.walked(agent, 'failed');
    backoff.walked(agent, 'failed');
    backoff.walked(other, 'failed');
    expect(most()).toBe(2);
    backoff.walked(agent, 'answered');
    expect(most()).toBe(1);
    backoff.walked(other, null);
    expect(most()).toBe(0);
  });

  it('that are refused for the key count until one is not', () => {
    const backoff = new Backoff(LONGEST);
    expect([backoff.denied(true), backoff.denied(true), backoff.denied(false), backoff.denied(true)]).toEqual([
      1, 2, 0, 1,
    ]);
  });
});
