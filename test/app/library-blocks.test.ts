/** The programs that docs/library.md shows compile as strictly as can be. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** What a reader has of their own. */
const OWN = `
declare function rowsFromMyDatabase(): AsyncIterable<Record<string, string>>;
declare const crm: { update(id: string | null, how: string | null): void };
declare const ehr: { stillBooked(id: string | null): Promise<boolean> };
declare const signal: AbortSignal;
`;
const KNOWN = `
import type { Outdial, CampaignValue } from 'outdial';
declare const outdial: Outdial;
declare const campaign: CampaignValue;
`;

it('the code blocks of docs/library.md compile', () => {
  const docs = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');
  const blocks = [...docs.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
  expect(blocks.length).toBeGreaterThanOrEqual(2);
  const files = new Map(
    blocks.map((code, nth) => [
      join(ROOT, `test/app/block-${nth}.ts`),
      `${OWN}${code.includes('openOutdial') ? '' : KNOWN}${code}\nexport {};\n`,
    ]),
  );
  const read = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  const paths = { outdial: [join(ROOT, 'src/index.ts')] };
  const strict = { ...options, noEmit: true, paths, noUnusedLocals: false };
  const host = ts.createCompilerHost(strict);
  const sourceOf = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...how) => {
    const text = files.get(resolve(name));
    return text === undefined ? sourceOf(name, language, ...how) : ts.createSourceFile(name, text, language);
  };
  const made = ts.createProgram([...files.keys()], strict, host);
  const wrong = [...files.keys()].flatMap((name): string[] => {
    const source = made.getSourceFile(name);
    if (source === undefined) return [`${name} is not there`];
    const found = [...made.getSyntacticDiagnostics(source), ...made.getSemanticDiagnostics(source)];
    return found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, ' '));
  });
  expect(wrong).toEqual([]);
}, 120_000);
