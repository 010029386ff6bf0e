/** The rules of the house that a compiler cannot see: who may import whom, and who may read the clock or draw luck. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SRC = join(ROOT, 'src');

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.split(sep).join('/'), text: readFileSync(join(SRC, name), 'utf8') }));

/** Everything a file imports: `model/time.ts` for our own, the package's name for others. Type imports count too. */
function importsOf({ name, text }: { name: string; text: string }): string[] {
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g);
  return [...found].map(([, from, dynamic]) => {
    const target = from ?? dynamic ?? '';
    if (!target.startsWith('.')) return target;
    return relative(SRC, resolve(SRC, dirname(name), target))
      .split(sep)
      .join('/');
  });
}

const within = (name: string, rooms: readonly string[]): boolean =>
  rooms.some((room) => name === room || name.startsWith(room));

/** Sets of files each of which is needed by every other, names in order. */
function circlesIn(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const reached = new Map([...needs.keys()].map((name) => [name, reachedFrom(name, needs)]));
  const circles = [...reached].map(([name, all]) => [...all].filter((other) => reached.get(other)?.has(name)).sort());
  return [...new Set(circles.filter((circle) => circle.length > 0).map((circle) => circle.join(' ')))];
}

function reachedFrom(name: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(needs.get(name) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next) || !needs.has(next)) continue;
    reached.add(next);
    waiting.push(...(needs.get(next) ?? []));
  }
  return reached;
}

/** The file without its comments: words in prose are nobody's clock. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

describe('who may import whom', () => {
  const PORTS = [
    ...[
      'queue/port.ts',
      'store/port.ts',
      'store/shared.ts',
      'store/failure.ts',
      'suppression/port.ts',
      'voice/port.ts',
    ],
  ];
  // What every part of an engine is handed.
  const SHARED = ['core', 'role', 'before-dial', 'registries', 'ledger-trouble', 'account-plans', 'read-campaigns'].map(
    (n) => `engine/${n}.ts`,
  );
  const ASKING = ['app/', 'report/', 'model/', 'config/', 'files/', 'clock.ts', 'random.ts'];
  // A room, and everything of ours that it may look into. What is not listed is not allowed.
  const ROOMS: Record<string, readonly string[]> = {
    'model/': ['model/'],
    'policy/': ['policy/', 'model/'],
    'engine/dial/': [
      'engine/dial/',
      'engine/settle/',
      'engine/state/',
      'engine/batch.ts',
      'engine/change-campaign.ts',
      ...SHARED,
      'policy/',
      'model/',
      ...PORTS,
    ],
    'engine/settle/': ['engine/settle/', 'engine/state/', ...SHARED, 'policy/', 'model/', ...PORTS],
    'engine/state/': ['engine/state/', 'engine/batch.ts', 'policy/', 'model/', 'clock.ts', ...PORTS],
    'engine/': ['engine/', 'policy/', 'model/', 'clock.ts', 'random.ts', ...PORTS],
    'fleet/': ['fleet/', 'engine/', 'policy/', 'model/', 'clock.ts', ...PORTS],
    'load/': ['load/', 'model/', 'random.ts', 'files/', 'store/port.ts', 'voice/port.ts'],
    // The referee shares nothing with what it judges.
    'audit/': ['audit/', 'model/'],
    'report/': [
      'report/',
      'model/',
      'policy/',
      'audit/audited.ts',
      'audit/referee.ts',
      'store/port.ts',
      'voice/port.ts',
    ],
    'files/': ['files/', 'model/errors.ts', 'random.ts'],
    'config/': ['config/', 'model/', 'operate/log.ts'],
    'store/sqlite/': ['store/', 'model/', 'random.ts', 'clock.ts', 'files/'],
    'store/postgres/': ['store/', 'config/servers/', 'model/', 'random.ts', 'clock.ts'],
    'store/memory/': ['store/', 'model/', 'random.ts'],
    'store/': ['store/', 'config/servers/', 'model/', 'random.ts', 'clock.ts', 'files/'],
    'suppression/file/': ['suppression/', 'model/', 'clock.ts'],
    'suppression/postgres/': ['suppression/', 'store/postgres/', 'store/failure.ts', 'model/', 'clock.ts'],
    'suppression/': ['suppression/', 'store/postgres/', 'store/failure.ts', 'model/', 'clock.ts'],
    'ask/': ['ask/', 'model/', 'clock.ts'],
    'queue/': ['queue/', 'config/servers/', 'model/', 'clock.ts', 'store/shared.ts'],
    'voice/cartesia/': ['voice/cartesia/', 'voice/port.ts', 'model/', 'clock.ts'],
    'voice/sandbox/': ['voice/sandbox/', 'model/', 'clock.ts'],
    'voice/simulated/': ['voice/simulated/', 'voice/port.ts', 'model/', 'simulate/'],
    'simulate/': ['simulate/', 'policy/', 'model/', 'clock.ts', 'store/port.ts'],
    'operate/': ['operate/', 'report/mask.ts', 'model/', 'clock.ts', 'store/port.ts'],
    'app/': [
      ...[
        'app/',
        'audit/',
        'engine/',
        'fleet/',
        'load/',
        'report/',
        'policy/',
        'model/',
        'operate/',
        'config/',
        'files/',
        'clock.ts',
      ],
      'random.ts',
      // Of adapters only the composition roots may, see below.
      ...['ask/', 'store/', 'suppression/', 'voice/', 'queue/', 'simulate/'],
    ],
    // What asks: no terminal and no page knows how a list is loaded, kept or dialed.
    'cli/': ['cli/', ...ASKING],
    'web/': ['web/', ...ASKING],
    'library/': ['library/', ...ASKING],
    'index.ts': ['library/', ...ASKING],
  };
  for (const [room, allowed] of Object.entries(ROOMS)) {
    it(`${room} looks only into ${allowed.join(', ')}`, () => {
      const strays = files
        .filter(({ name }) => name.startsWith(room))
        .flatMap((file) =>
          importsOf(file)
            .filter((target) => target.endsWith('.ts') && !within(target, allowed))
            .map((target) => `${file.name} → ${target}`),
        );
      expect(strays).toEqual([]);
    });
  }

  it('no file needs itself, by whatever way, types included', () => {
    expect(circlesIn(new Map(files.map((file) => [file.name, importsOf(file)])))).toEqual([]);
  });

  it('the sandbox and the client share nothing but the model', () => {
    const strays = files
      .filter(({ name }) => name.startsWith('voice/sandbox/'))
      .flatMap((file) => importsOf(file).filter((target) => /^voice\/(?!sandbox\/)/.test(target)));
    expect(strays).toEqual([]);
  });

  it('whether a time is inside the hours is asked in one place', () => {
    const strays = files
      .filter(({ name }) => !name.startsWith('policy/'))
      .flatMap(({ name, text }) => (/\bhours\.(isOpen|nextOpen|closesAt)\(/.test(code(text)) ? [name] : []));
    expect(strays).toEqual([]);
  });

  it('whether a code is the system’s or of our own catalogue is asked in one place', () => {
    const strays = files
      .filter(({ name }) => name !== 'model/errors.ts')
      .flatMap(({ name, text }) => (/'code' in \w|\bas \{ (readonly )?code\?/.test(code(text)) ? [name] : []));
    expect(strays).toEqual([]);
  });

  it('only the composition roots know the adapters', () => {
    const adapters =
      /^(ask\/|voice\/(cartesia|sandbox|simulated)\/|store\/(sql|sqlite|postgres|memory)\/|suppression\/(file|postgres)\/|queue\/bullmq\/)/;
    const strays = files
      .filter(
        ({ name }) =>
          !/^app\/(open(-\w+)?|simulate)\.ts$/.test(name) &&
          !within(name, ['ask/', 'voice/', 'store/', 'suppression/', 'queue/']),
      )
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => adapters.test(target))
          .map((target) => `${file.name} → ${target}`),
      );
    expect(strays).toEqual([]);
  });

  it('each package is used in its own room', () => {
    const HOMES: Record<string, readonly string[]> = {
      'date-holidays': ['load/'],
      'libphonenumber-js': ['load/'],
      'csv-parse': ['load/'],
      'jsonc-parser': ['load/'],
      zod: ['load/'],
      undici: ['voice/cartesia/'],
      ioredis: ['queue/bullmq/'],
      bullmq: ['queue/bullmq/'],
      pg: ['store/postgres/'],
      'pg-copy-streams': ['store/postgres/'],
      'node:sqlite': ['store/sqlite/'],
      '@photostructure/sqlite': ['store/sqlite/'],
      'p-limit': ['engine/settle/', 'load/'],
      commander: ['cli/'],
      picocolors: ['cli/'],
      '@clack/prompts': ['cli/'],
      pino: ['operate/'],
      'prom-client': ['operate/'],
      re2js: ['model/pattern.ts'],
      'node:module': ['model/pattern.ts'],
    };
    const strays = files.flatMap((file) =>
      importsOf(file)
        .map((target) => ({
          target,
          home: HOMES[
            target
              .split('/')
              .slice(0, target.startsWith('@') ? 2 : 1)
              .join('/')
          ],
        }))
        .filter(({ home }) => home !== undefined && !within(file.name, home))
        .map(({ target }) => `${file.name} → ${target}`),
    );
    expect(strays).toEqual([]);
  });

  it('the core imports nothing that has an effect', () => {
    const core = ['model/', 'policy/', 'engine/', 'store/memory/', 'voice/simulated/', 'simulate/'];
    // `re2js` is a pure function: a pattern of the user's file over what a stranger said; `node:module` loads it when asked for.
    const allowed = ['p-limit', 'node:crypto', 're2js', 'node:module'];
    const strays = files
      .filter(({ name }) => within(name, core))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.endsWith('.ts') && !allowed.includes(target))
          .map((target) => `${file.name} → ${target}`),
      );
    expect(strays).toEqual([]);
  });
});

describe('what an engine knows while it runs', () => {
  const STATE = 'engine/state/';
  const owners = files
    .filter(({ name }) => name.startsWith(STATE))
    .flatMap(({ name, text }) => (/^export class (\w+)/m.exec(text) === null ? [] : [{ name, text: code(text) }]));

  it('is assigned by its owner alone', () => {
    // Every way to an owner: through the core, or by the name it is taken out of the core under.
    const assigned =
      /\b(core|control|run|lines|backoff|calls|notices|campaigns|slots)(\.\w+)+\s*(=(?![=>])|\?\?=|[-+*|&]+=|\+\+|--)/;
    const strays = files
      .filter(
        ({ name, text }) => within(name, ['engine/', 'fleet/']) && !name.startsWith(STATE) && assigned.test(code(text)),
      )
      .map(({ name }) => name);
    expect(strays).toEqual([]);
    const [, types = ''] = (files.find(({ name }) => name === 'engine/core.ts')?.text ?? '').split(
      'export type Core =',
    );
    const [core = ''] = types.split('export function');
    expect(core).toContain('readonly run: RunControl;');
    expect(core.match(/^ {4}(?!readonly )\w+\??: /gm)).toBeNull();
  });

  it('is private to it: at most nine owners, of at most eight public methods each', () => {
    // The open attempts are the slot budget's own part.
    const own = owners.filter(({ name }) => name !== `${STATE}open-attempts.ts`);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThanOrEqual(9);
    for (const { name, text } of owners) {
      const methods = [...text.matchAll(/^ {2}(?:async )?(\w+)\(/gm)].filter(([, word]) => word !== 'constructor');
      expect(methods.length, name).toBeLessThanOrEqual(8);
      // No field but a private one, or one that is never assigned.
      expect(text.match(/^ {2}(?!readonly |get |async |constructor)\w+(?:: [^(]*)?(?: =|;)/gm), name).toBeNull();
    }
    const users = files.filter((file) => /import \{[^}]*\bOpenAttempts\b/.test(file.text)).map(({ name }) => name);
    expect(users).toEqual([`${STATE}slot-budget.ts`]);
  });
});

it('the engine, the fleet and what they rest on import in no circle, types included', () => {
  const rooms = ['model/', 'policy/', 'engine/', 'fleet/'];
  const imports = new Map(files.filter(({ name }) => within(name, rooms)).map((file) => [file.name, importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) return void circles.push([...way.slice(way.indexOf(name)), name].join(' → '));
    if (done.has(name)) return;
    for (const target of imports.get(name) ?? []) walk(target, [...way, name]);
    done.add(name);
  };
  for (const name of imports.keys()) walk(name, []);
  expect(circles).toEqual([]);
});

describe('time and luck are arguments', () => {
  const RULES: readonly { what: string; pattern: RegExp; home: readonly string[] }[] = [
    { what: 'the wall clock', pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/, home: ['clock.ts'] },
    {
      what: 'calendar arithmetic',
      pattern: /\bDate\b(?!\.now)(?!TimeFormat)[.(]/,
      home: ['model/time.ts', 'clock.ts'],
    },
    { what: 'timers', pattern: /\bset(Timeout|Interval)\b|\bnode:timers\b|AbortSignal\.timeout/, home: ['clock.ts'] },
    { what: 'random numbers', pattern: /\bMath\.random\b|\brandom(Bytes|UUID|Int|FillSync)\b/, home: ['random.ts'] },
    { what: 'the environment', pattern: /\bprocess\.env\b/, home: ['config/environment.ts'] },
  ];
  for (const { what, pattern, home } of RULES) {
    it(`${what}: ${home.join(', ')}`, () => {
      const strays = files
        .filter(({ name, text }) => !home.includes(name) && pattern.test(code(text)))
        .map(({ name }) => name);
      expect(strays).toEqual([]);
    });
  }

  it('the core schedules nothing and orders nothing by locale', () => {
    const core = ['model/', 'policy/', 'engine/', 'store/memory/', 'voice/simulated/', 'simulate/'];
    const pattern = /\bqueueMicrotask\b|\bsetImmediate\b|process\.nextTick|Promise\.(race|any)\b|localeCompare/;
    const strays = files
      .filter(({ name, text }) => within(name, core) && pattern.test(code(text)))
      .map(({ name }) => name);
    expect(strays).toEqual([]);
  });
});

describe('files', () => {
  it('open with a sentence that says their job, and none is over 300 lines', () => {
    const mute = files.filter(({ text }) => !/^(#!.*\n)?\/(\*\*|\/)/.test(text)).map(({ name }) => name);
    expect(mute).toEqual([]);
    const long = files.filter(
      ({ name, text }) => !name.startsWith('load/number/data/') && text.split('\n').length > 301,
    );
    expect(long.map(({ name }) => name)).toEqual([]);
  });

  it('hold no default exports, no enums and no barrels', () => {
    const strays = files
      .filter(({ text }) => /\bexport default\b|^\s*(export )?(const )?enum \w/m.test(code(text)))
      .map(({ name }) => name);
    expect(strays).toEqual([]);
    expect(files.filter(({ name }) => name.endsWith('/index.ts')).map(({ name }) => name)).toEqual([]);
  });
});
