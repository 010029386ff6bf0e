// What the documents tell people to type: every command and flag is there, and the first campaign goes as it is written.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { systemClock } from '../../src/clock.ts';
import { startSandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk } from './harness.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const PAGES = [
  'README.md',
  'campaigns/README.md',
  ...readdirSync(fileURLToPath(new URL('docs', ROOT)))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

type Typed = { readonly page: string; readonly words: readonly string[] };

/** The words of a command line, quotes undone; what stands behind `#` or a pipe is not part of it. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}

function typedIn(page: string): Typed[] {
  const blocks = [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block.split('\n').flatMap((line) => {
      const command = /^\s*(?:\$ )?(?:npx |npm run )?outdial (?:-- )?(.+)$/.exec(line)?.[1];
      if (command === undefined) return [];
      const bare = command.replace(/\s+#.*$/, '').replace(/\s+[|>&].*$/, '');
      return [{ page, words: wordsOf(bare) }];
    }),
  );
}

describe('what the documents tell people to type', () => {
  const desk = aDesk({});
  afterAll(() => desk.remove());
  const helps = new Map<string, string>();
  const helpOf = async (name: string): Promise<string> => {
    const known = helps.get(name) ?? (await desk.run([name, '--help'])).out;
    helps.set(name, known);
    return known;
  };
  const names = COMMANDS.map(({ usage }) => usage.split(' ')[0] ?? '');

  for (const page of PAGES) {
    const typed = typedIn(page);
    if (typed.length === 0) continue;
    it(`${page}: ${typed.length} lines`, async () => {
      for (const { words } of typed) {
        const name = words.find((word) => !word.startsWith('-')) ?? '';
        if (name === '' || name === 'COMMAND') continue;
        expect(names, words.join(' ')).toContain(name);
        const help = await helpOf(name);
        for (const word of words) {
          const [flag] = /^--[a-z][a-z-]*/.exec(word) ?? [];
          if (flag !== undefined) expect(help, `${page}: outdial ${words.join(' ')}`).toContain(flag);
        }
      }
    });
  }

  it('there are as many as there should be', () => {
    expect(PAGES.flatMap(typedIn).length).toBeGreaterThan(40);
  });
});

it('the first campaign, as docs/first-campaign.md has it, from the list to the results', async () => {
  const sandbox = await startSandbox({ clock: systemClock(), speed: 200 });
  const desk = aDesk({ CARTESIA_API_KEY: 'sk_car_sandbox', CARTESIA_BASE_URL: sandbox.url });
  try {
    const rows = Array.from({ length: 4 }, (_, n) => `(415) 555-010${n + 1},Ann${n},Tue 9:${n}0`);
    writeFileSync(join(desk.dir, 'contacts.csv'), ['Mobile,First Name,Appt Time', ...rows].join('\n'));
    for (const { words } of typedIn('docs/first-campaign.md')) {
      const args = words.map((word) => word.replace('contacts.xlsx', 'contacts.csv'));
      const [name] = args;
      // The demo is tested where it lives; who watches from a second terminal has nothing to steer when all is over.
      if (name === 'demo' || name === 'pause' || name === 'resume') continue;
      if (name === 'why') args[1] = '+14155550101';
      if (name === 'call') args[1] = '+14155550109';
      if (name === 'run' || name === 'init' || name === 'rehearse') args.push('--yes');
      // At whatever hour this runs.
      if (name === 'init') args.push('--default-country', 'US', '--hours', 'mon-sun 00:00-24:00');
      if (name === 'rehearse') args.push('--default-country', 'US');
      const { exit, out, err } = await desk.run(args);
      // 3: of a run that was to dial five and has more.
      expect([0, 3], `outdial ${args.join(' ')}\n${out}${err}`).toContain(exit);
    }
    expect(readFileSync(join(desk.dir, 'results.xlsx')).subarray(0, 2).toString()).toBe('PK');
  } finally {
    desk.remove();
    await sandbox.close();
  }
});
