/** Which list a team shares, where two settings may say it: never a password in a plan, never two lists. */
import { describe, expect, it } from 'vitest';
import { sharedPlace } from '../../src/app/shared-place.ts';
import { NO_ACCOUNT } from '../../src/load/spec/account.ts';

const said = (shared: string | null) => ({ ...NO_ACCOUNT, file: '/x/outdial.json', sharedSuppression: shared });

describe('the shared list', () => {
  it('is what outdial.json says, or the setting without its user and password', () => {
    expect(sharedPlace(said(null), null)).toBeNull();
    expect(sharedPlace(said('/x/team.csv'), null)).toBe('/x/team.csv');
    expect(sharedPlace(said(null), 'postgres://ann:hunter2@db.example/team?sslmode=verify-full')).toBe(
      'postgres://db.example/team?sslmode=verify-full',
    );
    expect(sharedPlace(said(null), 'postgres:///team?host=/run/postgresql')).toBe(
      'postgres:///team?host=/run/postgresql',
    );
    // The same server, written in two ways.
    const same = 'postgres://ann:hunter2@db.example:5432/team';
    expect(sharedPlace(said('postgresql://db.example/team'), same)).toBe('postgresql://db.example/team');
  });

  it('is refused where the two name two lists, and no password is told', () => {
    const url = 'postgres://ann:hunter2@db.example/team';
    expect(() => sharedPlace(said('/x/team.csv'), url)).toThrow(/names db\.example:5432\/team.*names \/x\/team\.csv/);
    expect(() => sharedPlace(said('postgres://other/team'), url)).toThrow(/a team has one do-not-call list/);
    expect(() => sharedPlace(said('postgres://other/team'), url)).not.toThrow(/hunter2/);
  });

  it('is named by its file where its address is none', () => {
    expect(() => sharedPlace(said('postgres://db.example'), null)).toThrow(
      '"suppression": {"shared"} of /x/outdial.json names no database.',
    );
  });
});
