/** Plays seeds of the fleet until one fails, and tells that one's story. */
import { boundedFleetOf } from './bounded-setting.ts';
import { tell, type Failure } from './fuzz.ts';
import { playFleet, type FleetPlayed } from './fleet-play.ts';
import { fleetOf, type FleetSetting } from './fleet-setting.ts';

export { boundedFleetOf } from './bounded-setting.ts';

/** What broke and why, or null. */
export async function failureOf(setting: FleetSetting, flags = ' --fleet'): Promise<string | null> {
  const played = await playFleet(setting);
  return played.violations.length === 0 ? null : story(setting, played, flags);
}

function story(setting: FleetSetting, played: FleetPlayed, flags: string): Promise<string> {
  return tell({ ...setting, acts: [] }, played, flags);
}

export async function fuzzFleet(from: number, count: number, settings = fleetOf): Promise<Failure | null> {
  for (let seed = from; seed < from + count; seed++) {
    const text = await failureOf(settings(seed), settings === boundedFleetOf ? ' --fleet --terms' : ' --fleet');
    if (text !== null) return { seed, text };
  }
  return null;
}
