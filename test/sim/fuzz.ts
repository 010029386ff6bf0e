/** Plays seeds until one fails, and tells that one's story: the settings, what broke, and the log of the contact concerned. */
import type { ContactId } from '../../src/model/ids.ts';
import { SECOND } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { askedSettingOf } from './asked-setting.ts';
import { boundedSettingOf } from './bounded-setting.ts';
import { contactOf } from './judge.ts';
import { play, type Played } from './play.ts';
import { settingOf, type Setting } from './setting.ts';

/** Of three seeds one is about consent, registries and what people say. */
export const termsSettingOf = (seed: number): Setting => (seed % 3 === 0 ? askedSettingOf : boundedSettingOf)(seed);

export type Failure = { readonly seed: number; readonly text: string };

export async function fuzz(from: number, count: number, settings = settingOf): Promise<Failure | null> {
  for (let seed = from; seed < from + count; seed++) {
    const setting = settings(seed);
    const played = await play(setting);
    if (played.violations.length > 0)
      return { seed, text: await tell(setting, played, settings === termsSettingOf ? ' --terms' : '') };
  }
  return null;
}

/** `flags`: of the command that plays it again. */
export async function tell(setting: Setting, played: Played, flags = ''): Promise<string> {
  const about = [...new Set(played.violations.flatMap((violation) => violation.about))].slice(0, 2);
  const stories = await Promise.all(about.map((contact) => story(played, contact)));
  const broken = played.violations.slice(0, 5).map(({ says }) => `  ${says}`);
  return [
    `seed ${setting.seed}: npm run fuzz -- --seeds 1 --from ${setting.seed}${flags}`,
    ...broken,
    `setting: ${JSON.stringify(setting, (_, value: unknown) => (value === 0 ? undefined : value))}`,
    `ends: ${JSON.stringify(played.ends)}`,
    ...played.said.map((sentence) => `said: ${sentence}`),
    ...stories,
  ].join('\n');
}

async function story({ store, calls }: Played, contact: string): Promise<string> {
  const seconds = (at: number): string => `${((at - NOW) / SECOND).toFixed(3)}s`.padStart(12);
  const log = await store.log({ contact: contact as ContactId }, 0, 1_000);
  const lines = log.map(({ at, attempt, event, from, to, cause, evidence }) => {
    const seq = attempt?.split('.').at(-1) ?? '-';
    return { at, text: `#${seq} ${event}: ${from ?? ''} → ${to ?? ''} ${cause ?? ''} ${JSON.stringify(evidence)}` };
  });
  for (const { id, to, attempt, placedAt, fate } of calls) {
    if (contactOf(to) !== contact) continue;
    const lasts = `rings ${fate.rings / SECOND}s, ${fate.talks === null ? 'nobody answers' : `talks ${fate.talks / SECOND}s`}`;
    lines.push({
      at: placedAt,
      text: `THE PHONE: ${id} of #${attempt.split('.').at(-1) ?? ''} ${lasts}, hidden ${fate.hidden / SECOND}s`,
    });
  }
  lines.sort((a, b) => a.at - b.at);
  return [`the story of ${contact}:`, ...lines.map(({ at, text }) => `${seconds(at)} ${text}`)].join('\n');
}
