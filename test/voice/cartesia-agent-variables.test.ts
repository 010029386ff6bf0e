/** Which names an agent's configuration uses, whatever its shape. */
import { describe, expect, it } from 'vitest';
import { agentVariables } from '../../src/voice/cartesia/agent-variables.ts';
import { attemptOf } from '../../src/voice/cartesia/attempt-of.ts';

const first = (text: string): readonly string[] | undefined => agentVariables({ initial_message: text })?.first;

describe('the first words', () => {
  it.each([
    ['Hi {{customer_name}}!', ['customer_name']],
    ['{{ a }} {{\tb\n}} {{a}} {{_c9}}', ['a', 'b', '_c9']],
    ['{{Name}} and {{name}}', ['Name', 'name']],
    ['{{{raw}}}', ['raw']],
    ['{{system__time}} {{secret__key}}', []],
    ['\\{{escaped}} { {no}} {{}} {{ }} {one} {{two words}} {{9th}} {{a-b}}', []],
    ['{{constructor}} {{__proto__}}', ['constructor', '__proto__']],
    ['{{unclosed', []],
  ])('%s', (text, names) => {
    expect(first(text)).toEqual(names);
  });

  it('may do without a name that stands beside a default', () => {
    const config = { initial_message: 'Hi {{ name | default("there") }}, {{city ?? "you"}}' };
    expect(agentVariables(config)).toEqual({ first: [], elsewhere: ['name', 'city'] });
  });

  it('are read in no time, whatever they are', () => {
    const began = process.cpuUsage();
    first('{{'.repeat(200_000));
    first('{{' + ' '.repeat(400_000));
    // In CPU time: what else the machine does is no part of it.
    expect(process.cpuUsage(began).user / 1e3).toBeLessThan(2_000);
  });
});

it('instructions, tools and their parameters are told apart; what a tool sets need not come', () => {
  const config = {
    initial_message: 'Hi {{a}}',
    instructions: 'Use {{a}} and {{b}}, then {{order_status}}.',
    tools: [
      'tool_1',
      {
        description: 'Of {{c}}',
        api_schema: { path_params_schema: { id: { type: 'string', dynamic_variable: 'd' } } },
        assignments: [{ dynamic_variable: 'order_status', value_path: 'status' }],
      },
    ],
    system_tools: [{ type: 'transfer_to_number', destination: '{{e}}' }],
    dynamic_variable_placeholders: { a: '{{f}}' },
  };
  const found = agentVariables(config);
  expect(found?.first).toEqual(['a']);
  expect([...(found?.elsewhere ?? [])].sort()).toEqual(['b', 'c', 'd', 'e']);
});

it.each([
  [undefined, undefined],
  [null, undefined],
  ['text', undefined],
  [[], undefined],
  [{}, { first: [], elsewhere: [] }],
  [{ initial_message: 7 }, { first: [], elsewhere: [] }],
  [{ initial_message: { text: 'Hi {{a}}' } }, { first: [], elsewhere: ['a'] }],
])('%j stops nobody', (config, found) => {
  expect(agentVariables(config)).toEqual(found);
});

it('a tree as deep as somebody liked is walked', () => {
  let deep: unknown = 'Hi {{a}}';
  for (let n = 0; n < 15_000; n += 1) deep = [deep];
  expect(agentVariables({ tools: deep })).toEqual({ first: [], elsewhere: ['a'] });
});

describe("an attempt's id", () => {
  const [ours, other] = ['od1.l.c.k.1', 'od1.l.c.k.2'];
  it.each([
    ['under its name', { ref: ours }, ours],
    ['before what stands under another', { note: other, ref: ours }, ours],
    ['under a name nobody expects', { was: ours }, ours],
    ['twice under such names', { was: ours, is: ours }, ours],
    ['not where two such differ', { was: ours, is: other }, null],
    ['not where it is no id', { ref: 'mine', was: 7 }, null],
  ])('%s', (_, data, id) => {
    expect(attemptOf([data, undefined], ['ref'])).toBe(id);
    expect(attemptOf([null, data], ['ref'])).toBe(id);
  });
  it('not where two that were expected differ', () => {
    expect(attemptOf([{ a: ours, b: other }], ['a', 'b'])).toBeNull();
  });
});
