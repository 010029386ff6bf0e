/** docs/library.md names every member of the library, and every one has a docstring of its own. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const docs = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');
let exported: readonly ts.Symbol[];
let checker: ts.TypeChecker;

beforeAll(() => {
  const index = join(ROOT, 'src/index.ts');
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram([index], options);
  checker = program.getTypeChecker();
  const file = program.getSourceFile(index);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  exported = module === undefined ? [] : checker.getExportsOfModule(module);
}, 120_000);

const itself = (symbol: ts.Symbol): ts.Symbol =>
  (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
const told = (symbol: ts.Symbol): boolean => symbol.getDocumentationComment(checker).length > 0;

/** Members that are written down in `src/library/`. */
function membersOf(symbol: ts.Symbol): readonly ts.Symbol[] {
  const at = itself(symbol);
  if ((at.flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface)) === 0) return [];
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(at));
  return members.filter((one) => one.declarations?.some((d) => d.getSourceFile().fileName.includes('/src/library/')));
}

it('names everything that the package exports, and every member of its objects', () => {
  expect(exported.length).toBeGreaterThan(50);
  const unnamed = exported.map(({ name }) => name).filter((name) => !docs.includes(name));
  expect(unnamed).toEqual([]);
  const objects = ['Outdial', 'Campaign', 'People', 'Suppressions', 'OpenSandbox', 'RunOptions', 'OutdialOptions'];
  const missing = exported
    .filter(({ name }) => objects.includes(name))
    .flatMap((symbol) => membersOf(symbol).map((member) => `${symbol.name}.${member.name}`))
    .filter((name) => !new RegExp(`\\b${name.split('.')[1] ?? ''}\\b`).test(docs));
  expect(missing).toEqual([]);
});

it('has a docstring on each of them', () => {
  const mute = exported.flatMap((symbol) => [
    ...(told(itself(symbol)) ? [] : [symbol.name]),
    ...membersOf(symbol)
      .filter((member) => !told(member))
      .map((member) => `${symbol.name}.${member.name}`),
  ]);
  expect(mute).toEqual([]);
});
