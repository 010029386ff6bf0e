/** `outdial run` of a campaign that recurs: waits on the terminal, dials each firing, and goes on until Ctrl-C. */
import { instanceOf, zoneOf, type Series } from '../../app/campaign/firings.ts';
import { recur, type RecurEvent } from '../../app/campaign/recur.ts';
import { readLedger, isEmptyHanded } from '../../app/ledger.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { UserError, userError } from '../../model/errors.ts';
import { campaignId } from '../../model/ids.ts';
import { isPauseOver, wantsRun } from '../../model/pause-reason.ts';
import { everyWords } from '../../model/recurring.ts';
import { formatWhen, operatorZone, roughly } from '../../report/when.ts';
import { whenIn } from '../../report/waiting.ts';
import { agreed } from './agreed.ts';
import { EXIT, sayNext, type Context, type Exit } from './context.ts';
import { typeAgain } from './next-command.ts';
import type { RunFlags } from './run-flags.ts';
import { interruptible } from './show-run.ts';
import type { TypedSource } from './typed-source.ts';

/** What `run` does with files, and `resume` with campaigns that are stored. */
export type Dials = {
  readonly readAgain: () => Promise<TypedSource>;
  readonly run: (source: TypedSource, flags: RunFlags, context: Context) => Promise<Exit>;
  readonly resume: (campaigns: readonly Campaign[], flags: RunFlags, context: Context) => Promise<Exit>;
};

const NOT_BESIDE = ['loadOnly', 'continue', 'new', 'only', 'sync', 'limit', 'untilIdle', 'results', 'rejects'] as const;

export async function runEvery(
  source: TypedSource,
  dials: Dials,
  given: RunFlags,
  config: Config,
  onScreen: Context,
): Promise<Exit> {
  const series = seriesOf(source);
  refuseFlags(source, given);
  const { terminal, clock } = onScreen;
  const machine = operatorZone();
  const every = `${everyWords(series.recurring.every)} (${zoneOf(series, machine)})`;
  terminal.say(`"${series.name}" is dialed ${every}, each time with its list as it is then, until Ctrl-C.`);
  if (!(await agreed('Begin?', given, onScreen))) return EXIT.cannot;
  // Lines of several campaigns would be drawn over one another.
  const context: Context = { ...onScreen, terminal: { ...terminal, screen: { ...terminal.screen, isTty: false } } };
  const flags: RunFlags = { ...given, yes: true };
  const exits: Exit[] = [];
  const stopped = await interruptible(context, async ({ signal }) => {
    const left = await leftBehind(series, config, context);
    const going = left.length === 0 ? null : dials.resume(left, flags, context);
    const resumed = going?.then((exit) => void exits.push(exit)).catch((error: unknown) => tell(null, error));
    await recur(
      {
        series,
        machine,
        known: async (name) => (await find(campaignId(name), config, context))?.state ?? null,
        fire: async (firing) => {
          exits.push(await dials.run(instanceOf(await dials.readAgain(), firing), flags, context));
        },
        signal,
        onEvent: (event) => tell(event),
      },
      clock,
    );
    await resumed;
    return signal.aborted;
  });
  terminal.say(stopped ? 'Stopped: nothing fires any more.' : `The last firing of "${series.name}" is over.`);
  sayNext(context, stopped ? typeAgain('run', [source]) : 'outdial status');
  return stopped ? EXIT.stopped : (exits.find((exit) => exit !== EXIT.ok) ?? EXIT.ok);

  function tell(event: RecurEvent | null, error?: unknown): void {
    if (event !== null && event.is !== 'failed') return terminal.say(words(event));
    const cause = event?.cause ?? error;
    // A mistake of ours is no trouble that passes.
    if (!(cause instanceof UserError)) throw cause;
    for (const { message, hint } of cause.problems) terminal.say([message, hint ?? ''].join(' ').trimEnd());
    if (event !== null) terminal.say(`${event.name} is tried again in a minute, while it is not too late for it.`);
  }

  function words(event: Exclude<RecurEvent, { is: 'failed' }>): string {
    const now = clock.now();
    switch (event.is) {
      case 'waits':
        return `Waiting until ${whenIn(event.until, now, zoneOf(series, machine), machine)} for ${event.name}.`;
      case 'fires':
        return `${event.name} begins.`;
      case 'missed': {
        const at = formatWhen(event.at, now, machine);
        return `${event.name} (${at}) was missed by ${roughly(event.late)}, more than schedule.start_latest allows: it is left out.`;
      }
    }
  }
}

function seriesOf({ spec }: TypedSource): Series {
  const { recurring } = spec;
  if (recurring === null) throw new Error('the campaign does not recur');
  return { ...spec, recurring };
}

function refuseFlags({ spec }: TypedSource, flags: RunFlags): void {
  const typed = NOT_BESIDE.find((key) => flags[key] !== undefined);
  if (typed === undefined) return;
  const flag = `--${typed.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const message = `"${spec.name}" recurs (schedule.every), and ${flag} is about one list that is dialed once.`;
  throw userError('recurring', message, `Leave out ${flag}, or take schedule.every out of the file.`);
}

async function find(id: Campaign['id'], config: Config, context: Context): Promise<Campaign | undefined> {
  if (isEmptyHanded(config)) return undefined;
  return readLedger(context, config, (store) => store.campaign(id));
}

/** Campaigns of the series that a process before this one began and did not end. */
async function leftBehind({ name }: Series, config: Config, context: Context): Promise<readonly Campaign[]> {
  if (isEmptyHanded(config)) return [];
  const now = context.clock.now();
  return readLedger(context, config, async (store) =>
    (await store.campaigns()).filter(({ name: one, state }) => {
      if (!one.startsWith(`${name}-`) || !/^\d{4}-\d{2}-\d{2}(?:-\d{4})?$/.test(one.slice(name.length + 1)))
        return false;
      return state.is === 'running' || (state.is === 'paused' && (wantsRun(state) || isPauseOver(state, now)));
    }),
  );
}
