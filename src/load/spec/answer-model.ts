/** Reads a model file: what a simulation supposes of the people who are called, and what their calls cost. */
import { z } from 'zod';
import { HOURS_A_DAY, USUAL_ANSWERS, type AnswerModel, type Seconds } from '../../model/answer-model.ts';
import { UserError } from '../../model/errors.ts';
import type { Prices } from '../../model/prices.ts';
import { pricesOf, pricesSchema } from './prices.ts';
import { parseSpecJson, type Path } from './source-text.ts';
import { specProblems } from './problems.ts';
import { decodeWhole } from '../list/text.ts';

const share = (what: string) => {
  const error = `must be ${what} from 0 to 1`;
  return z.number({ error }).min(0, { error }).max(1, { error });
};
const parts = () => {
  const error = 'must be a number of parts from 0 to 1000000';
  return z.number({ error }).min(0, { error }).max(1_000_000, { error });
};

const hourly = {
  error: 'must be a share from 0 to 1, or shares by hour of the day such as {"0": 0.1, "9": 0.3, "18": 0.45}',
};
const answerRate = z.union(
  [
    z.number().min(0, hourly).max(1, hourly),
    z
      .record(z.string().regex(/^(?:0?\d|1\d|2[0-3])$/), z.number(hourly).min(0, hourly).max(1, hourly), hourly)
      .refine((hours) => Object.keys(hours).length > 0, hourly),
  ],
  hourly,
);

const seconds = (least: number, most: number) => {
  const error = `must be seconds from ${least} to ${most}: a number, a list of them, or {"median": 75, "spread": 2} with a spread from 1 to 10`;
  const one = z.number({ error }).min(least, { error }).max(most, { error });
  const spread = z.number({ error }).min(1, { error }).max(10, { error });
  const list = z.array(one).min(1, { error }).max(100_000, { error });
  return z.union([one, list, z.strictObject({ median: one, spread })], { error });
};

const modelSchema = z
  .strictObject({
    $schema: z.string().optional(),
    answer_rate: answerRate.optional(),
    decay: share('a factor').optional(),
    no_answer: parts().optional(),
    voicemail: parts().optional(),
    busy: parts().optional(),
    failed: parts().optional(),
    ring_seconds: seconds(0, 80).optional(),
    talk_seconds: seconds(0, 28_800).optional(),
    voicemail_seconds: seconds(0, 28_800).optional(),
    prices: pricesSchema.optional(),
  })
  .describe('A model of the people who are called.');

type ModelInput = z.output<typeof modelSchema>;

export type ModelFile = { readonly model: AnswerModel; readonly prices: Prices | null };

/** What the file does not name is as usual. Throws one UserError with every problem found. */
export function readModel(path: string, bytes: Uint8Array): ModelFile {
  const { value, placeOf, problems: found } = parseSpecJson(path, decodeWhole(bytes, path));
  const checked = modelSchema.safeParse(value);
  const problems = [...found];
  if (!checked.success) {
    const dotted = (at: Path): string => at.join('.');
    problems.push(...specProblems(checked.error, value, placeOf, dotted, modelSchema));
  } else if (nobody(checked.data)) {
    const message = 'no_answer, voicemail, busy and failed are all 0, and not every call is answered.';
    problems.push({ ...placeOf([]), code: 'bad_field', message, hint: 'Give at least one of them a part.' });
  }
  if (problems.length > 0 || !checked.success) throw new UserError(problems);
  return { model: modelOf(checked.data), prices: pricesOf(checked.data.prices) };
}

/** Somewhere has to go who does not answer. */
function nobody(input: ModelInput): boolean {
  const { noAnswer, voicemail, busy, failed } = modelOf(input).otherwise;
  return noAnswer + voicemail + busy + failed === 0;
}

function modelOf(input: ModelInput): AnswerModel {
  const usual = USUAL_ANSWERS;
  return {
    answerRate: input.answer_rate === undefined ? usual.answerRate : byHour(input.answer_rate),
    decay: input.decay ?? usual.decay,
    otherwise: {
      noAnswer: input.no_answer ?? usual.otherwise.noAnswer,
      voicemail: input.voicemail ?? usual.otherwise.voicemail,
      busy: input.busy ?? usual.otherwise.busy,
      failed: input.failed ?? usual.otherwise.failed,
    },
    ring: secondsOf(input.ring_seconds, usual.ring),
    talk: secondsOf(input.talk_seconds, usual.talk),
    voicemail: secondsOf(input.voicemail_seconds, usual.voicemail),
  };
}

/** An hour's rate holds until the next hour that is named, across midnight too. */
function byHour(rate: NonNullable<ModelInput['answer_rate']>): readonly number[] {
  if (typeof rate === 'number') return Array.from({ length: HOURS_A_DAY }, () => rate);
  const named = new Map(Object.entries(rate).map(([hour, value]) => [Number(hour), value]));
  return Array.from({ length: HOURS_A_DAY }, (_, hour) => {
    for (let back = 0; back < HOURS_A_DAY; back++) {
      const known = named.get((hour - back + HOURS_A_DAY) % HOURS_A_DAY);
      if (known !== undefined) return known;
    }
    return 0;
  });
}

function secondsOf(input: ModelInput['ring_seconds'], usual: Seconds): Seconds {
  if (input === undefined) return usual;
  if (typeof input === 'number') return { is: 'one_of', values: [input] };
  return 'median' in input ? { is: 'around', ...input } : { is: 'one_of', values: input };
}
