/** Reads the text that Prometheus scrapes (exposition format 0.0.4), strictly: what it would refuse is refused here. */

export type Sample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};
export type Family = { readonly type: string; readonly help: string; readonly samples: readonly Sample[] };

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: (\d+))?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

export function parseMetrics(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  const seen = new Set<string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind !== undefined) {
      if (!NAME.test(name)) throw new Error(`not a name: ${name}`);
      const family = families.get(name) ?? { type: '', help: '', samples: [] };
      if (family.samples.length > 0) throw new Error(`${kind} of ${name} after its samples`);
      families.set(name, { ...family, [kind === 'HELP' ? 'help' : 'type']: rest });
      continue;
    }
    const sample = sampleOf(line);
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(key)) throw new Error(`twice: ${line}`);
    seen.add(key);
    const family = families.get(sample.name) ?? families.get(sample.name.replace(/_(sum|count|bucket)$/, ''));
    if (family === undefined) throw new Error(`a sample without TYPE: ${line}`);
    family.samples.push(sample);
  }
  return families;
}

function sampleOf(line: string): Sample {
  const [, name, inside = '', number] = SAMPLE.exec(line) ?? [];
  if (name === undefined || number === undefined) throw new Error(`not a sample: ${line}`);
  const value = number === '+Inf' ? Infinity : number === '-Inf' ? -Infinity : Number(number);
  if (Number.isNaN(value) && number !== 'NaN' && number !== 'Nan') throw new Error(`not a value: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inside.length) {
    const at = LABEL.lastIndex;
    const [, label, text] = LABEL.exec(inside) ?? [];
    if (label === undefined || text === undefined) throw new Error(`not a label at ${at}: ${line}`);
    labels[label] = text;
  }
  return { name, labels, value };
}
