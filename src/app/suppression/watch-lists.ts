/**
 * Watches the do-not-call files of the campaigns that are dialed: one that changed is read again and obeyed, one that cannot
 * be read stops its campaigns until it can. It runs where the files are: beside the engine, or in the run that handed over.
 */
import { Signal } from '../../clock.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import { engineLine } from '../../engine/settle/log-line.ts';
import type { Campaign } from '../../model/campaign.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { count } from '../../report/when.ts';
import { isAway, isBusy } from '../../store/failure.ts';
import { PATIENCE, type FileTrouble } from '../../suppression/ask.ts';
import { STOPPED } from './again.ts';
import { ListTrouble, readListAgain, stampOf, type Ledger, type Rules, type Stamp } from './read-list.ts';

/** What is promised is a minute: a look, and what reading a million lines takes. */
const LOOK: Duration = 5 * SECOND;
/** Where dialing goes on meanwhile: as long as it takes to put a file in the place of another. */
const UNASKED_PATIENCE: Duration = 2 * SECOND;
/** While one is in trouble: it may be in the middle of being written. */
const LOOK_AGAIN: Duration = SECOND;

export type ListWatch = {
  /** What keeps a campaign from being dialed; null: its files read as they should, as far as is known. */
  trouble(campaign: Campaign): FileTrouble | null;
  /** One look at all of them. */
  look(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

export type WatchOptions = Ledger & {
  readonly isOurs: (campaign: Campaign) => boolean;
  /** What a person should be told once, in a sentence. It may hold numbers. */
  readonly say: (sentence: string) => void;
  /** Whoever dials asks for the trouble before each call. False: it cannot ask, and pausing is all that holds it. */
  readonly asked: boolean;
};

type Watched = {
  readonly path: string;
  readonly rules: Rules;
  stamp: Stamp | null;
  /** In the words for the ledger, and for the screen. */
  trouble: (FileTrouble & { readonly detail: string }) | null;
  /** Numbers that stood in it when it was read last. */
  numbers: number;
};

export function watchLists(options: WatchOptions): ListWatch {
  const { store, clock, isOurs, say, asked } = options;
  const patience = asked ? PATIENCE : UNASKED_PATIENCE;
  const watched = new Map<string, Watched>();
  const end = new Signal();
  let over = false;
  let running: Promise<void> = Promise.resolve();

  const filesOf = ({ plan: { doNotCall } }: Campaign): readonly Watched[] =>
    (doNotCall?.files ?? []).map((path) => {
      const { defaultCountry, extraUsAreaCodes } = doNotCall ?? { defaultCountry: null, extraUsAreaCodes: [] };
      const key = JSON.stringify([path, defaultCountry, extraUsAreaCodes]);
      const rules = { defaultCountry, extraUsAreaCodes };
      const known = watched.get(key) ?? { path, rules, stamp: null, trouble: null, numbers: 0 };
      watched.set(key, known);
      return known;
    });

  const troubleIn = (campaign: Campaign): Watched['trouble'] =>
    filesOf(campaign).find(({ trouble }) => trouble !== null)?.trouble ?? null;

  /** Alone among its files: what is wrong with one keeps no other from being read. */
  const lookAt = async (file: Watched): Promise<void> => {
    try {
      const stamp = await stampOf(file.path, clock);
      // What was wrong is wrong as long as nothing has changed, and what was right is right.
      if (stamp === file.stamp) return;
      // Before it is read: what changes meanwhile is seen at the next look.
      const before = { first: file.stamp === null, numbers: file.numbers };
      file.stamp = stamp;
      const { numbers, added } = await readListAgain(file.path, file.rules, options, () => !over);
      if (over) return;
      if (file.trouble !== null)
        say(`${file.path} can be read again. outdial resume NAME dials on where it was paused.`);
      file.trouble = null;
      file.numbers = numbers;
      await tell(file, added, before);
    } catch (error) {
      if (!(error instanceof ListTrouble)) {
        file.stamp = null;
        throw error;
      }
      const { message, detail } = error;
      // A folder that comes back brings the file that was read before.
      if (!error.inside) file.stamp = null;
      if (file.trouble?.message !== message) {
        say(asked ? `Nobody is dialed for now: ${detail}` : `In a moment nobody is dialed any more: ${detail}`);
      }
      file.trouble = { message, detail, since: file.trouble?.since ?? clock.now() };
    }
  };

  const tell = async (
    file: Watched,
    added: number,
    before: { readonly first: boolean; readonly numbers: number },
  ): Promise<void> => {
    const fewer = before.first ? 0 : before.numbers - file.numbers;
    if (added === 0 && fewer <= 0) return;
    await store.append([engineLine('do_not_call_read', clock.now(), { numbers: file.numbers, added })]);
    const news = `${file.path} was read again: ${count(added, 'new number')} that nobody calls any more.`;
    const gone =
      fewer > 0
        ? ` ${count(fewer, 'number')} fewer than before: who was taken out of it stays left out; outdial suppress rm NUMBER takes it back.`
        : '';
    say(`${news}${gone}`);
  };

  const look = async (): Promise<void> => {
    const campaigns = (await store.campaigns()).filter(isOurs).filter(({ state }) => mayBeDialed(state.is));
    // Those of paused campaigns too: whoever resumes one is not to be dialed by a file that is in trouble.
    for (const file of new Set(campaigns.flatMap(filesOf))) if (!over) await lookAt(file);
    for (const campaign of campaigns) {
      const trouble = troubleIn(campaign);
      if (trouble === null || campaign.state.is !== 'running' || clock.now() < trouble.since + patience) continue;
      await stopFor(campaign, trouble);
    }
  };

  const stopFor = async (
    { id, name }: Campaign,
    { message, detail }: NonNullable<Watched['trouble']>,
  ): Promise<void> => {
    const reason = { why: 'rule', message: stopWords(message) } as const;
    const asked = { now: (): Instant => clock.now(), by: { is: 'engine' } } as const;
    const result = await changeCampaign(store, id, { is: 'pause', reason }, asked);
    if (result.is === 'changed') say(`Paused ${name}: ${stopWords(detail)}`);
  };

  const loop = async (): Promise<void> => {
    while (!over) {
      try {
        await look();
      } catch (error) {
        // A ledger that does not answer dials nobody either.
        if (!isAway(error) && !isBusy(error)) say(error instanceof Error ? error.message : String(error));
      }
      const troubled = [...watched.values()].some(({ trouble }) => trouble !== null);
      if (!over) await clock.sleep(clock.now() + (troubled ? LOOK_AGAIN : LOOK), end);
    }
  };

  return {
    trouble: troubleIn,
    look,
    start: () => void (running = loop()),
    stop: async () => {
      over = true;
      end.wake();
      await running;
    },
  };
}

/** How it is mended stands with what is wrong. */
function stopWords(message: string): string {
  const what = message.replace(/\.$/, '');
  return `${STOPPED}: ${what} (mend it, then outdial resume, or run it again)`;
}

function mayBeDialed(is: Campaign['state']['is']): boolean {
  return is === 'running' || is === 'paused';
}
