/** Checking is an operation: it answers what is in a campaign, and prints nothing. */
import { expect, it } from 'vitest';
import { checkCampaign } from '../../src/app/campaign/check.ts';
import { NOBODY, sourceOf } from '../../src/app/campaign/source.ts';
import { examine } from '../../src/app/doctor/examine.ts';
import { systemClock } from '../../src/clock.ts';
import { programConfig } from '../../src/config/program-settings.ts';
import type { AgentId } from '../../src/model/ids.ts';
import { userError } from '../../src/model/errors.ts';
import { checkLines, checkSummary } from '../../src/report/check.ts';
import { randomId, randomSecret } from '../../src/random.ts';

const caller = { clock: systemClock(), makeId: randomId, makeSecret: randomSecret, operator: 'robin', cwd: '/' };
const config = { ...programConfig({ dataDir: '/nowhere', apiKey: 'x' }, '/'), apiKey: null };
const CAMPAIGN = {
  name: 'calls',
  agent_id: 'agent_1',
  from_number_id: 'ap_1',
  consent: { level: 'written', at: '2026-09-01', source: 'form', stated_by: 'robin' },
};
const contacts = [{ phone: '+14152024567' }, { phone: 'nobody' }];

it('counts rows, tells issues and notices as they come, and says why nobody was asked', async () => {
  const issues: string[] = [];
  const notices: string[] = [];
  const options = {
    offline: false,
    onIssue: ({ code }: { code: string }) => issues.push(code),
    onNotice: ({ is }: { is: string }) => notices.push(is),
  };
  const checked = await checkCampaign(sourceOf({ ...CAMPAIGN, contacts }, '/'), options, config, caller);
  expect(checked).toMatchObject({ name: 'calls', unlooked: 'no_key', window: { code: 'purpose_missing' } });
  expect(checked.report).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
  expect(issues).toEqual(['not_a_phone_number']);
  expect(notices).toEqual(['reading']);
});

it('says of each column what becomes of it, and rejects a private value in one that is sent', async () => {
  const issues: unknown[] = [];
  const notices: string[] = [];
  const options = {
    offline: true,
    onIssue: (issue: unknown) => issues.push(issue),
    onNotice: ({ is }: { is: string }) => notices.push(is),
  };
  const names = ['Ann', 'Bo', 'Cy', 'Di', 'Ed', 'call 415-202-0000 instead'];
  const rows = names.map((name, at) => {
    return { Contacto: `+1415202456${at}`, Nombre: name, Info: `a${at}@example.com`, 'F. Nac.': '', Hora: '10:30' };
  });
  const checked = await checkCampaign(sourceOf({ ...CAMPAIGN, contacts: rows }, '/'), options, config, caller);
  expect(checkSummary(checked)).toMatchObject({
    accepted: 5,
    by_code: { private_value: 1 },
    variables: ['Nombre', 'Hora'],
    withheld: ['Info', 'F. Nac.'],
    columns: [
      { name: 'Contacto', is: 'mapped', as: 'number' },
      { name: 'Nombre', is: 'sent', as: 'Nombre' },
      { name: 'Info', is: 'withheld', why: 'values:email' },
      { name: 'F. Nac.', is: 'withheld', why: 'identity' },
      { name: 'Hora', is: 'sent', as: 'Hora' },
    ],
  });
  expect(checkLines(checked, 'UTC')).toEqual(
    expect.arrayContaining(['  Contacto  number to dial', '  Info      withheld: e-mail addresses (values)']),
  );
  expect(notices).toEqual(['reading', 'number_by_values']);
  expect(issues).toEqual([expect.objectContaining({ code: 'private_value', row: 7, column: 'Nombre' })]);
  expect(JSON.stringify(issues)).not.toContain('202-0000');

  const named = { ...CAMPAIGN, contacts: rows, variables: { name: 'Nombre', mail: 'Info' } };
  const asNamed = await checkCampaign(sourceOf(named, '/'), { ...options, onIssue: () => undefined }, config, caller);
  expect(asNamed.report.accepted).toBe(6);
  expect(asNamed.columns.map(({ is }) => is)).toEqual(['mapped', 'sent', 'sent', 'withheld', 'withheld']);
});

it('knows when nobody was named who calls', async () => {
  const nobody = { name: 'calls', agent_id: NOBODY.agentId ?? '', from_number_id: 'x', contacts };
  const options = { offline: false, onIssue: () => undefined };
  const checked = await checkCampaign(sourceOf(nobody, '/'), options, { ...config, apiKey: 'k' }, caller);
  expect(checked.unlooked).toBe('not_chosen');
});

it('settings that cannot be read are a finding, and nothing is asked then but this machine', async () => {
  const findings = await examine(
    () => {
      throw userError('bad_setting', 'X is wrong.', 'Unset it.');
    },
    'agent_1' as AgentId,
    { versions: { node: '18.0.0', tz: '2026c' }, platform: 'linux' },
    caller,
  );
  expect(findings.map(({ check, is, mend }) => [check, is, mend])).toEqual([
    ['settings', 'fails', 'Unset it.'],
    ['node', 'fails', 'Install Node 20.18 or newer.'],
    ['zone_data', 'ok', undefined],
  ]);
});
