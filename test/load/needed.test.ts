/** What the agent says and the campaign does not send: named, with the JSON that mends it. */
import { describe, expect, it } from 'vitest';
import { validateRow } from '../../src/load/row/validate.ts';
import { missingElsewhere, missingFirst, type Sent } from '../../src/load/spec/needed.ts';
import { planVariables, type VariableChoice } from '../../src/load/row/variables.ts';

const MAPPING = { toNumber: ['Phone'], id: null, timezone: null };
const HEADERS = ['Phone', 'First Name', 'Name', 'Email'];

function sent(choice: VariableChoice = { is: 'all' }, more: Partial<Sent> = {}, columns = HEADERS): Sent {
  const variables = planVariables(columns, MAPPING, choice, 'list.csv');
  return { variables, columns, numbers: ['Phone'], own: 'outdial_attempt_id', bare: false, ...more };
}
const first = (...names: string[]) => ({ first: names, elsewhere: [] });
/** The JSON that a hint says to write, as it would be read. */
const written = (hint: string | undefined): unknown =>
  (JSON.parse(`{${/"variables": \{.*\}/.exec(hint ?? '')?.[0] ?? ''}}`) as { variables?: unknown }).variables;

describe('the first words', () => {
  it('need nothing that is sent, ours included; names count by case', () => {
    expect(missingFirst(first('first_name', 'Name', 'outdial_attempt_id'), sent())).toEqual([]);
    expect(missingFirst(undefined, sent())).toEqual([]);
    expect(missingFirst(first('outdial_attempt_id'), sent({ is: 'all' }, { own: null }))).toHaveLength(1);
    expect(missingFirst(first('First_Name'), sent())).toHaveLength(1);
  });

  it.each([
    ['customer_name', 'Name'],
    ['firstName', 'First Name'],
    ['First_Name', 'First Name'],
    ['frst_name', 'First Name'],
    ['email', 'Email'],
  ])('that lack %s are told to map "%s", and lose nothing that is sent', (name, column) => {
    const [problem] = missingFirst(first(name), sent());
    expect(problem).toMatchObject({
      code: 'missing_variable',
      at: 'variables',
      message: expect.stringContaining(name),
    });
    expect(written(problem?.hint)).toEqual({ first_name: 'First Name', Name: 'Name', [name]: column });
  });

  it('that lack several are mended by one thing to write', () => {
    const problems = missingFirst(first('customer_name', 'email'), sent());
    expect(problems.map(({ hint }) => written(hint))).toEqual([
      { first_name: 'First Name', Name: 'Name', customer_name: 'Name', email: 'Email' },
      { first_name: 'First Name', Name: 'Name', customer_name: 'Name', email: 'Email' },
    ]);
    expect(problems[1]?.message).toContain('"Email" stays in the house until it is named');
  });

  it('never the number that is dialed; where no column is near, all are named', () => {
    const [problem] = missingFirst(first('phone'), sent());
    expect(problem?.hint).toMatch(/No column of the list looks like it. It has "Phone", "First Name"/);
    expect(written(problem?.hint)).toBeUndefined();
  });

  it('of a bare list are mended in its header', () => {
    const [problem] = missingFirst(first('customer_name'), sent({ is: 'all' }, { bare: true }));
    expect(problem?.hint).toMatch(/^Call the column "Name" customer_name, or write a campaign file with /);
  });

  it.each(['constructor', '__proto__', 'hasOwnProperty'])('of an odd name: %s', (name) => {
    expect(missingFirst(first(name), sent())).toMatchObject([{ message: expect.stringContaining(`{{${name}}}`) }]);
  });

  it('that would be silent for a row warn of it, and the row is dialed', () => {
    const ctx = { mapping: MAPPING, variables: sent().variables, spoken: ['first_name'] };
    const rules = { lineTypes: ['twilio'], testNumbers: true, allowUsTerritories: false, allowTollFree: false };
    const judge = (name: string | null) =>
      validateRow(
        { row: 2, cells: { Phone: '+14155550101', 'First Name': name, Name: '' }, issues: [] },
        { ...ctx, rules: { ...rules, extraUsAreaCodes: [] } as never },
      );
    const warnings = (name: string | null) => judge(name).issues.filter(({ code }) => code === 'empty_variable');
    for (const empty of ['', '  ', null]) {
      expect(judge(empty).status).toBe('accepted');
      expect(warnings(empty)).toMatchObject([{ severity: 'warning', column: 'First Name' }]);
    }
    expect(warnings('Ada')).toEqual([]);
  });
});

it('instructions and tools are a note only', () => {
  expect(missingElsewhere({ first: [], elsewhere: ['order', 'Name'] }, sent())).toMatch(
    /that no call carries: order\./,
  );
  expect(missingElsewhere({ first: [], elsewhere: ['Name'] }, sent())).toBeNull();
});
