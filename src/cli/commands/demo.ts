/** `outdial demo`: `run` with a stand-in's address and a ledger of its own; nobody is called. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openSandbox, SANDBOX_KEY } from '../../app/open-provider.ts';
import { readConfig } from '../../config/environment.ts';
import { pathOf, type Context, type Done } from '../terminal/context.ts';
import { addRunFlags, type RunFlags } from '../terminal/run-flags.ts';
import { run } from './run.ts';

/** Ringing and talking pass faster, so that the whole campaign is over while one watches. */
const SPEED = 20;

export function addDemo(command: Command, context: Context, done: Done): void {
  addRunFlags(command)
    .addHelpText(
      'after',
      '\nMade-up people are dialed against a stand-in; your key, your host and your ledger are not touched.\n' +
        '\nExamples:\n  $ outdial demo\n  $ outdial demo --limit 5\n  $ outdial demo --data-dir demo',
    )
    .action(async (options: RunFlags) => {
      const { dataDir: given } = command.optsWithGlobals<{ dataDir?: string }>();
      const sandbox = await openSandbox({ clock: context.clock, speed: SPEED });
      try {
        const dataDir = given === undefined ? await mkdtemp(join(tmpdir(), 'outdial-demo-')) : pathOf(context, given);
        // Nothing of the user's own environment: a demo must not find a real key.
        const config = readConfig({ ...context.at, env: {}, readText: () => undefined });
        const from = {
          ...config.from,
          dataDir: { kind: 'flag', name: given === undefined ? 'of this demo' : '--data-dir' },
        } as const;
        const rehearsal = { ...config, apiKey: SANDBOX_KEY, baseUrl: sandbox.url, dataDir, pollInterval: 200, from };
        const file = join(context.packageDir, 'campaigns', 'demo', 'campaign.json');
        const ending = (): null => {
          context.terminal.say('Your own list, the same way: outdial rehearse contacts.xlsx');
          return null;
        };
        done(await run([file], { yes: true, again: 'outdial demo', ending, ...options }, rehearsal, context));
      } finally {
        await sandbox.close();
      }
    });
}
