/** The packs that outdial brings, by name. */
import type { PackData } from '../../model/rule-pack.ts';
import { US_FEDERAL } from './packs/us-federal.ts';

export const PACKS: ReadonlyMap<string, PackData> = new Map([US_FEDERAL].map((pack) => [pack.pack, pack]));
