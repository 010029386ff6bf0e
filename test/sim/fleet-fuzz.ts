/** Plays seeds of the fleet until one fails, and tells that one's story. */
import { tell, type Failure } from './fuzz.ts';
import { playFleet, type FleetPlayed } from './fleet-play.ts';
import { fleetOf, type FleetSetting } from './fleet-setting.ts';

/** What broke and why, or null. */
export async function failureOf(setting: FleetSetting): Promise<string | null> {
  const played = await playFleet(setting);
  return played.violations.length === 0 ? null : story(setting, played);
}

function story(setting: FleetSetting, played: FleetPlayed): Promise<string> {
  return tell({ ...setting, acts: [] }, played);
}

export async function fuzzFleet(from: number, count: number, settings = fleetOf): Promise<Failure | null> {
  for (let seed = from; seed < from + count; seed++) {
    const text = await failureOf(settings(seed));
    if (text !== null) return { seed, text };
  }
  return null;
}
