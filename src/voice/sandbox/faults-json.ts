/** Reads the sandbox's faults from JSON, and says in a sentence what is wrong with them. */
import { own } from '../../model/own.ts';
import { EXTRAS, LIST_ORDERS, NAMES, type FaultName, type Faults } from './faults.ts';

type Check = (value: unknown) => string | null;

const AMOUNTS = ['status', 'retryAfter', 'ms', 'forMs'];
const TEXTS = ['code', 'title', 'message'];

/** What is no dose: each with what it must be. */
const STANDING: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['listLag', (value) => (isAmount(value) ? null : 'listLag must be milliseconds')],
  [
    'listOrder',
    (value) =>
      LIST_ORDERS.some((order) => order === value) ? null : `listOrder must be one of ${LIST_ORDERS.join(', ')}`,
  ],
  ['zdr', (value) => (typeof value === 'boolean' ? null : 'zdr must be true or false')],
  ['gone', goneProblem],
]);

/** A string says what is wrong with them. */
export function parseFaults(value: unknown): Faults | string {
  if (!isObject(value)) return 'faults must be a JSON object';
  for (const [name, given] of Object.entries(value)) {
    const wrong = (STANDING.get(name) ?? ((dose: unknown) => doseProblem(name, dose)))(given);
    if (wrong !== null) return wrong;
  }
  return value;
}

function goneProblem(value: unknown): string | null {
  if (!isObject(value) || !isAmount(value['after'])) return 'gone must be an object with after, a number of calls';
  const odd = Object.keys(value).find((key) => !['after', 'agent'].includes(key));
  if (odd !== undefined) return `gone.${odd} is not known`;
  return ['string', 'undefined'].includes(typeof value['agent']) ? null : 'gone.agent must be the id of an agent';
}

function doseProblem(name: string, dose: unknown): string | null {
  if (!Object.hasOwn(EXTRAS, name)) {
    return `${name} is no fault; there are ${[...NAMES, ...STANDING.keys()].join(', ')}`;
  }
  const extras = EXTRAS[name as FaultName];
  if (!isObject(dose)) return `${name} must be an object`;
  const odd = Object.keys(dose).find((key) => !['count', 'probability', 'on', ...extras].includes(key));
  if (odd !== undefined) return `${name}.${odd} is not known`;
  if (isAmount(dose['count']) === isAmount(dose['probability'])) return `${name} needs a count or a probability`;
  if (!['place', 'read', 'any', undefined].includes(dose['on'] as string)) {
    return `${name}.on must be place, read or any`;
  }
  const number = AMOUNTS.find((key) => Object.hasOwn(dose, key) && !isAmount(own(dose, key)));
  if (number !== undefined) return `${name}.${number} must be a number`;
  const text = TEXTS.find((key) => Object.hasOwn(dose, key) && typeof own(dose, key) !== 'string');
  if (text !== undefined) return `${name}.${text} must be a text`;
  if (!['seconds', 'date', undefined].includes(dose['retryAs'] as string)) {
    return `${name}.retryAs must be seconds or date`;
  }
  return name === 'slow' && dose['ms'] === undefined ? 'slow.ms is missing' : null;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
