/** `outdial worker`: one of several that dial from a shared ledger, until it is asked to end. */
import { hostname } from 'node:os';
import type { Command } from 'commander';
import { openWorkerLog, serveWorker } from '../../app/worker.ts';
import type { Config } from '../../config/environment.ts';
import { configOf, EXIT, type Context, type Done, type Exit } from '../terminal/context.ts';
import { whole } from '../terminal/flags.ts';

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

async function serve(config: Config, options: Options, context: Context): Promise<Exit> {
  const { metricsPort: port, metricsHost: host, acceptOtherLedgers = false } = options;
  const name = options.name ?? `${hostname()}:${process.pid}`;
  const log = openWorkerLog(config, name, context);
  const stop = new AbortController();
  const interrupts = context.interrupts(() => {
    const again = stop.signal.aborted;
    log.info('stopping', again ? 'Asked again; once more ends at once.' : 'Asked to end: nothing new is taken.');
    stop.abort();
  });
  try {
    const metrics = port === undefined ? null : { port, host };
    const end = await serveWorker(config, { name, acceptOtherLedgers, metrics, signal: stop.signal, log }, context);
    return end === 'ledger_lost' ? EXIT.stopped : EXIT.ok;
  } finally {
    interrupts.stop();
  }
}
