/** The packs that outdial brings, by name. */
import type { PackData } from '../../model/rule-pack.ts';
import { AU } from './packs/au.ts';
import { CA } from './packs/ca.ts';
import { DE } from './packs/de.ts';
import { FR } from './packs/fr.ts';
import { IN } from './packs/in.ts';
import { UK } from './packs/uk.ts';
import { US_FEDERAL } from './packs/us-federal.ts';
import { US_HEALTH } from './packs/us-health.ts';
import { US_REG_F } from './packs/us-reg-f.ts';
import { US_SAFE } from './packs/us-safe.ts';

const ALL: readonly PackData[] = [US_FEDERAL, US_SAFE, US_HEALTH, US_REG_F, CA, UK, FR, AU, DE, IN];

export const PACKS: ReadonlyMap<string, PackData> = new Map(ALL.map((pack) => [pack.pack, pack]));
