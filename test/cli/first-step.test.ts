/** The question before the first ring, on a real host's terminal: nothing but a choice that was typed dials anybody. */
import { describe, expect, it } from 'vitest';
import { firstStep } from '../../src/cli/terminal/first-step.ts';
import type { Terminal } from '../../src/cli/terminal/screen.ts';
import type { Ready } from '../../src/cli/terminal/show-preflight.ts';
import type { Config } from '../../src/config/environment.ts';
import { aConfig } from '../app/support.ts';

const REAL = aConfig({ baseUrl: 'https://api.cartesia.ai' });
const ready = (waiting: number): readonly Ready[] => [{ counts: { states: { ready: waiting } } } as unknown as Ready];

/** Types these lines, one a question; null: it is no terminal. */
function typing(answers: readonly string[] | null, columns = 60): Terminal & { readonly said: string[] } {
  const said: string[] = [];
  const left = [...(answers ?? [])];
  const askLine = (question: string): Promise<string | null> => {
    said.push(question);
    return Promise.resolve(answers === null ? null : (left.shift() ?? ''));
  };
  const screen = { write: () => undefined, isTty: answers !== null, columns: () => columns };
  const ask = async (question: string): Promise<boolean | null> => {
    const answer = await askLine(question);
    return answer === null ? null : answer === 'y';
  };
  const none = (): Promise<void> => Promise.resolve();
  const say = (line: string): void => void said.push(line);
  return {
    said,
    say,
    ask,
    askLine,
    screen,
    closed: false,
    width: 80,
    questions: null,
    out: none,
    tell: none,
    colors: {} as never,
  };
}
const choose = (answers: readonly string[] | null, waiting = 18, limit?: number, config: Config = REAL) =>
  firstStep(ready(waiting), limit === undefined ? {} : { limit }, config, typing(answers));

describe('on a real host', () => {
  it.each([
    [['a'], { is: 'dial', limit: null }],
    [['Y'], { is: 'dial', limit: null }],
    [['[a]'], { is: 'dial', limit: null }],
    [['5'], { is: 'dial', limit: 5 }],
    [['n'], { is: 'nobody' }],
    [[''], { is: 'nobody' }],
    [['everybody!', ''], { is: 'nobody' }],
    [['18', '5'], { is: 'dial', limit: 5 }],
    [['t', '+14155550101'], { is: 'call_first', number: '+14155550101' }],
    [['t', '', 'n'], { is: 'nobody' }],
  ])('%j is %j', async (answers, step) => {
    expect(await choose(answers)).toEqual(step);
  });
  it('a limit stays one, and five of five is no step', async () => {
    expect(await choose(['a'], 18, 12)).toEqual({ is: 'dial', limit: 12 });
    expect(await choose(['5', 'n'], 5)).toEqual({ is: 'nobody' });
    expect(await choose(['5', 'n'], 18, 3)).toEqual({ is: 'nobody' });
  });
  it('workers are handed no limit, so none is offered', async () => {
    expect(await choose(['5', 'a'], 18, undefined, { ...REAL, databaseUrl: {} as never })).toMatchObject({
      limit: null,
    });
  });
  it('off a terminal nobody is dialed but with --yes', async () => {
    await expect(choose(null)).rejects.toMatchObject({ problems: [{ code: 'needs_yes' }] });
    expect(await firstStep(ready(3), { yes: true }, REAL, typing(null))).toEqual({ is: 'dial', limit: null });
  });
  it('reads well at 60 columns', async () => {
    const terminal = typing(['']);
    await firstStep(ready(1_200), {}, REAL, terminal);
    expect(`\n${terminal.said.join('\n')}\n`).toBe(`
Who is to be called?
  [t]  call yourself first: your own phone rings, as the
       first row would hear it
  [5]  five people first; the rest with the same command
       again
  [a]  all 1,200 now
  [n]  nobody
Type one of them (Enter alone: nobody):
`);
  });
});

it('a rehearsal asks as plainly as ever', async () => {
  const here = aConfig({ baseUrl: 'http://127.0.0.1:8787' });
  const terminal = typing(['y']);
  expect(await firstStep(ready(4), {}, here, terminal)).toEqual({ is: 'dial', limit: null });
  expect(terminal.said).toEqual(['Dial 4 contacts now?']);
});
