/** Every key of a JSON Schema with what may stand there, by its path: what the table of keys is made of. */

type Node = {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
  readonly anyOf?: readonly Node[];
};

export type Key = {
  /** `retry.no_answer.after`; names of the user's own are NAME. */
  readonly path: string;
  readonly type: string;
  readonly range: string;
  readonly required: boolean;
  readonly meaning: string;
  /** Other keys stand within it. */
  readonly group: boolean;
};

/** The longest text that needs no word: more is a limit of size and not of meaning. */
const LONG_TEXT = 1_000;

/** `without`: paths whose insides are told elsewhere. */
export function keysOf(schema: object, without: readonly string[] = []): readonly Key[] {
  return inside(schema as Node, '', without);
}

function inside(node: Node, path: string, without: readonly string[]): readonly Key[] {
  return branches(node).flatMap((branch): readonly Key[] => {
    const { properties = {}, required = [], additionalProperties } = branch;
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
    const keys = Object.entries(properties).flatMap(([name, inner]) => [
      keyOf(inner, at(name), required.includes(name)),
      ...(without.includes(at(name)) ? [] : inside(inner, at(name), without)),
    ]);
    const free = typeof additionalProperties === 'object' ? inside(additionalProperties, at('NAME'), without) : [];
    return [...keys, ...free];
  });
}

function branches(node: Node): readonly Node[] {
  return node.anyOf ?? [node];
}

function keyOf(node: Node, path: string, required: boolean): Key {
  const group = branches(node).some(({ properties }) => properties !== undefined);
  return { path, type: typeOf(node), range: rangeOf(node), required, meaning: node.description ?? '', group };
}

function typeOf(node: Node): string {
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(typeOf))].join(', or ');
  if (node.const !== undefined) return code(node.const);
  if (node.type === 'object') {
    if (node.properties !== undefined) return 'object';
    const of = node.additionalProperties;
    return typeof of === 'object' && Object.keys(of).length > 0
      ? `object of names and ${plural(typeOf(of))}`
      : 'object';
  }
  if (node.type === 'array') return `list of ${plural(node.items === undefined ? 'value' : typeOf(node.items))}`;
  if (node.type === 'boolean') return 'true or false';
  if (node.type === 'integer') return 'whole number';
  return node.type === 'string' ? textOf(node) : (node.type ?? 'any');
}

function plural(type: string): string {
  return type === 'object' ? 'objects' : type.replace(/^(text|duration|number)\b/, '$1s');
}

/** What a pattern lets through says what it is of. */
function textOf({ pattern }: Node): string {
  if (pattern === undefined) return 'text';
  const takes = (text: string): boolean => new RegExp(pattern).test(text);
  if (takes('any words')) return 'text';
  if (takes('90s')) return 'duration';
  if (takes('09:00')) return 'time of day';
  if (takes('2026-12-01T09:00:00-05:00')) return 'instant';
  return 'text';
}

function rangeOf(node: Node): string {
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(rangeOf).filter((text) => text !== ''))].join('; ');
  if (node.enum !== undefined) return node.enum.map(code).join(', ');
  if (node.type === 'array') {
    const { minItems = 0, maxItems, items } = node;
    const size = maxItems === undefined ? '' : `${minItems} to ${maxItems} of them`;
    const each = items === undefined ? '' : rangeOf(items);
    return [size, each].filter((text) => text !== '').join('; ');
  }
  if (node.exclusiveMinimum !== undefined) return `above ${node.exclusiveMinimum}, at most ${node.maximum ?? '…'}`;
  // Of a whole number without bounds the schema names those of the machine.
  if (node.minimum !== undefined && Number.isSafeInteger(node.minimum + 1))
    return `${node.minimum} to ${node.maximum ?? '…'}`;
  if (node.maxLength !== undefined && node.maxLength < LONG_TEXT)
    return `${node.minLength ?? 0} to ${node.maxLength} characters`;
  return '';
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
