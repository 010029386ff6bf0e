/** What a simulation supposes: the model and the prices of files where there are any, else the usual ones. */
import { resolve } from 'node:path';
import { readSmallFile } from '../load/list/small-file.ts';
import { readModel } from '../load/spec/answer-model.ts';
import { fileProblem } from '../load/list/file-errors.ts';
import { LIST_PRICES, type Prices } from '../model/prices.ts';
import type { Spec } from '../load/spec/spec.ts';
import { USUAL_ANSWERS, type AnswerModel } from '../model/answer-model.ts';

export type SimulationInputs = {
  readonly model: AnswerModel;
  readonly prices: Prices;
  readonly from: { readonly model: string | null; readonly prices: string | null };
};

/** `named`: the model's file. Its prices win over those of `outdial.json`. */
export async function simulationInputs(spec: Spec, named: string | undefined, cwd: string): Promise<SimulationInputs> {
  const file = named === undefined ? null : readModel(named, await bytesOf(resolve(cwd, named), named));
  const { prices: account, lines } = spec.account;
  const prices = file?.prices ?? account;
  const byAccount = account !== null || lines.some(({ pricePerMinute }) => pricePerMinute !== null);
  const priced = file?.prices != null ? (named ?? null) : byAccount ? 'outdial.json' : null;
  return {
    model: file?.model ?? USUAL_ANSWERS,
    prices: prices ?? LIST_PRICES,
    from: { model: named ?? null, prices: priced },
  };
}

async function bytesOf(path: string, named: string): Promise<Uint8Array> {
  try {
    return await readSmallFile(path);
  } catch (error) {
    throw fileProblem(named, error);
  }
}
