/** `outdial worker`: one of several that dial from a shared ledger, until it is asked to end. */
import { hostname } from 'node:os';
import type { Command } from 'commander';
import { openWorker } from '../../app/open-shared.ts';
import { Signal } from '../../clock.ts';
import type { Config } from '../../config/environment.ts';
import type { Say } from '../../fleet/say.ts';
import { openLog, type Log } from '../../operate/log.ts';
import { HOUR } from '../../model/time.ts';
import { originWords } from '../../config/settings/origin.ts';
import { lookAgain } from '../../app/campaign/refresh-agents.ts';
import { configOf, EXIT, type Context, type Done, type Exit } from '../terminal/context.ts';
import { whole } from '../terminal/flags.ts';
import { readLedger } from '../../app/ledger.ts';
import { readingsOf, troubleOf } from '../../app/worker-metrics.ts';

type Options = { metricsPort?: number; metricsHost?: string; name?: string; acceptOtherLedgers?: true };

export function addWorker(command: Command, context: Context, done: Done): void {
  command
    .option('--name <name>', 'how this worker is called in logs (default: host and process)')
    .option('--metrics-port <n>', 'serve /metrics (Prometheus) and /healthz there', whole(0, 65_535))
    .option('--metrics-host <address>', 'the address they are served on (default 127.0.0.1)')
    .option('--accept-other-ledgers', 'dial although another outdial ledger uses this account')
    .addHelpText(
      'after',
      '\nStart as many as you like, on as many machines: one of them leads, all of them call. Campaigns are loaded and\n' +
        'watched with outdial run. Ctrl-C (SIGTERM) takes nothing new and ends what is under way; twice ends at once.\n' +
        '\nEnvironment: DATABASE_URL, REDIS_URL (none: the hand-over is in PostgreSQL too), CARTESIA_API_KEY, each also as\n' +
        '*_FILE; DATABASE_CA_FILE, REDIS_CA_FILE; OUTDIAL_LOG_LEVEL, OUTDIAL_LOG_NUMBERS=shown\n' +
        '\nExamples:\n  $ outdial worker\n  $ outdial worker --metrics-port 9464 --metrics-host 0.0.0.0',
    )
    .action(async (options: Options) => {
      done(await serve(configOf(context, command), options, context));
    });
}

/** Before it dials: what the campaigns that may be dialed are called with. A provider that is away hinders nobody. */
async function sayAgents(config: Config, log: Log, context: Context): Promise<void> {
  // What is missing to be a worker is said by what needs it.
  if (config.databaseUrl === null || config.apiKey === null) return;
  const { notes, faults } = await readLedger(context, config, async (store) => {
    const live = (await store.campaigns()).filter(({ state }) => state.is === 'running' || state.is === 'paused');
    return lookAgain(config, store, live, context);
  });
  for (const note of notes) log.warn('agent', note);
  for (const { message, hint } of faults) log.error('agent_refuses', `${message} ${hint}`);
}

async function serve(config: Config, options: Options, context: Context): Promise<Exit> {
  const { clock } = context;
  const name = options.name ?? `${hostname()}:${process.pid}`;
  // Two workers of one name are two all the same: each lease is its holder's own.
  const holder = `${name}~${context.makeId(4)}`;
  const log = openLog({ clock, level: config.logLevel, numbers: config.logNumbers }).child({ worker: name });
  const say: Say = (level, event, sentence, fields) => log[level](event, sentence, fields);
  const asked = new Signal();
  let times = 0;
  const interrupts = context.interrupts(() => {
    times += 1;
    log.info('stopping', times === 1 ? 'Asked to end: nothing new is taken.' : 'Asked again; once more ends at once.');
    asked.wake();
  });
  const accept = options.acceptOtherLedgers === true;
  await sayAgents(config, log, context);
  const open = await openWorker(config, context, { holder, acceptOtherLedgers: accept, say });
  try {
    const { metricsPort: port, metricsHost: host } = options;
    const read = readingsOf(open);
    const trouble = (): string | null => troubleOf(open);
    const at = { ...(host === undefined ? {} : { host }), version: context.version, clock, read, trouble };
    const metrics =
      port === undefined ? null : await (await import('../../operate/metrics.ts')).openMetrics({ port, ...at });
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
    while (times === 0) await clock.sleep(clock.now() + HOUR, asked);
    await metrics?.close();
  } finally {
    await open.close();
    interrupts.stop();
  }
  log.info('ended', 'This worker has ended.');
  return EXIT.ok;
}
