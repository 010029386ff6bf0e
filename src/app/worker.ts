/** One of several that dial from a shared ledger: serves until it is asked to end, and says in its log what happens. */
import type { Config } from '../config/environment.ts';
import { originWords } from '../config/settings/origin.ts';
import { Signal } from '../clock.ts';
import type { Say } from '../fleet/say.ts';
import { HOUR } from '../model/time.ts';
import { openLog, type Log } from '../operate/log.ts';
import { lookAgain } from './campaign/refresh-agents.ts';
import { onAbort } from './campaign/events.ts';
import { readLedger } from './ledger.ts';
import { openWorker, type OpenWorker } from './open-worker.ts';
import type { Caller, Installed, Runtime } from './runtime.ts';
import { readingsOf, troubleOf } from './worker-metrics.ts';

export type ServeOptions = {
  /** In logs. */
  readonly name: string;
  readonly acceptOtherLedgers: boolean;
  /** Where `/metrics` and `/healthz` are served; null: nowhere. */
  readonly metrics: { readonly port: number; readonly host?: string | undefined } | null;
  /** Nothing new is taken from then on, and what is under way is ended. */
  readonly signal: AbortSignal;
  readonly log: Log;
};

/** `ledger_lost`: another version of outdial changed it, so that this one can never use it again. */
export type ServeEnd = 'asked' | 'ledger_lost';

/** On stderr, a line of JSON for each thing that happens. */
export function openWorkerLog({ logLevel, logNumbers }: Config, name: string, { clock }: Runtime): Log {
  return openLog({ clock, level: logLevel, numbers: logNumbers }).child({ worker: name });
}

export async function serveWorker(
  config: Config,
  options: ServeOptions,
  caller: Caller & Installed,
): Promise<ServeEnd> {
  const { clock } = caller;
  const { name, acceptOtherLedgers, signal, log } = options;
  // Two workers of one name are two all the same: each lease is its holder's own.
  const holder = `${name}~${caller.makeId(4)}`;
  const say: Say = (level, event, sentence, fields) => log[level](event, sentence, fields);
  const asked = new Signal();
  const stopListening = onAbort(signal, () => asked.wake());
  await sayAgents(config, log, caller);
  const open = await openWorker(config, caller, { holder, acceptOtherLedgers, say });
  const end: { is: ServeEnd } = { is: 'asked' };
  void open.worker.lost.then((cause) => {
    end.is = 'ledger_lost';
    log.error('ledger_lost', cause.message);
    asked.wake();
  });
  try {
    const metrics = await openMetrics(open, options, caller);
    for (const { code, message, hint } of open.warnings) log.warn(code, `${message} ${hint}`);
    log.info('ready', 'This worker takes jobs.', {
      host: config.baseUrl,
      host_from: originWords(config.from.baseUrl),
      key_from: config.from.apiKey === null ? null : originWords(config.from.apiKey),
      ledger: config.from.database?.place ?? null,
      ledger_from: config.from.database === null ? null : originWords(config.from.database.origin),
      hand_over: config.redisUrl === null ? 'postgres' : 'redis',
      metrics_port: metrics?.port ?? null,
    });
    while (!signal.aborted && end.is === 'asked') await clock.sleep(clock.now() + HOUR, asked);
    await metrics?.close();
  } finally {
    await open.close();
    stopListening();
  }
  log.info('ended', 'This worker has ended.');
  return end.is;
}

/** Before it dials: what the campaigns that may be dialed are called with. A provider that is away hinders nobody. */
async function sayAgents(config: Config, log: Log, caller: Caller): Promise<void> {
  // What is missing to be a worker is said by what needs it.
  if (config.databaseUrl === null || config.apiKey === null) return;
  const { notes, faults } = await readLedger(caller, config, async (store) => {
    const live = (await store.campaigns()).filter(({ state }) => state.is === 'running' || state.is === 'paused');
    return lookAgain(config, store, live, caller);
  });
  for (const note of notes) log.warn('agent', note);
  for (const { message, hint } of faults) log.error('agent_refuses', `${message} ${hint}`);
}

type Metrics = { readonly port: number; close(): Promise<void> };

/** What serves them is loaded only where they are asked for. */
async function openMetrics(
  open: OpenWorker,
  { metrics }: ServeOptions,
  { version, clock }: Caller & Installed,
): Promise<Metrics | null> {
  if (metrics === null) return null;
  const { port, host } = metrics;
  const at = host === undefined ? {} : { host };
  const read = readingsOf(open);
  const { openMetrics: serve } = await import('../operate/metrics.ts');
  return serve({ port, ...at, version, clock, read, trouble: () => troubleOf(open) });
}
