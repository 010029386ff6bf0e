/** The rules of a plan from a ledger's JSON: a pack's name, or a user's own pack whole. */
import { WEEKDAYS } from './dial-options.ts';
import { own } from './own.ts';
import { PURPOSES } from './purposes.ts';
import type { PackData, PlanRules, RuleData, RuleDay } from './rule-pack.ts';
import { each, fields, ifThere, number, oneOf, orNull, text, texts, within, type Fields } from './stored-fields.ts';

export function readRules(of: Fields): PlanRules {
  return {
    pack: typeof own(of, 'pack') === 'string' ? text(of, 'pack') : readPack(within(of, 'pack')),
    version: text(of, 'version'),
    purpose: orNull((from, name) => oneOf(PURPOSES, from, name), of, 'purpose'),
  };
}

function readPack(of: Fields): PackData {
  return { pack: text(of, 'pack'), version: text(of, 'version'), rules: each(readRule, of, 'rules') };
}

function readRule(value: unknown): RuleData {
  const of = fields(value, 'a rule');
  return {
    id: text(of, 'id'),
    summary: text(of, 'summary'),
    source: text(of, 'source'),
    from: orNull(text, of, 'from'),
    until: orNull(text, of, 'until'),
    regions: texts(of, 'regions'),
    purposes: each((purpose) => oneOf(PURPOSES, { purpose }, 'purpose'), of, 'purposes'),
    ...ifThere(
      (from, name) => each((day) => oneOf<RuleDay>([...WEEKDAYS, 'holiday'], { day }, 'day'), from, name),
      of,
      'days',
    ),
    ...ifThere((from, name) => each(readHours, from, name), of, 'hours'),
    ...ifThere(texts, of, 'holidays'),
    ...ifThere((from, name) => each(readCap, from, name), of, 'calls'),
    ...ifThere((from, name) => each(readRest, from, name), of, 'rest'),
    ...ifThere((from, name) => readConsent(within(from, name)), of, 'consent'),
    ...ifThere((from, name) => readScrub(within(from, name)), of, 'scrub'),
  };
}

function readHours(value: unknown): { from: string; to: string } {
  const of = fields(value, 'a span');
  return { from: text(of, 'from'), to: text(of, 'to') };
}

function readCap(value: unknown): { calls: number; per: string } {
  const of = fields(value, 'a cap');
  return { calls: number(of, 'calls'), per: text(of, 'per') };
}

function readRest(value: unknown): NonNullable<RuleData['rest']>[number] {
  const of = fields(value, 'a rest');
  return { after: oneOf(['conversation', 'refusal'], of, 'after'), for: text(of, 'for') };
}

function readConsent(of: Fields): NonNullable<RuleData['consent']> {
  return { needs: oneOf(['express', 'written'], of, 'needs'), ...ifThere(text, of, 'oldest') };
}

function readScrub(of: Fields): NonNullable<RuleData['scrub']> {
  return { registry: text(of, 'registry'), oldest: text(of, 'oldest') };
}
