/** `outdial sandbox`: the stand-in API on a port, until Ctrl-C. */
import type { Command } from 'commander';
import { openSandbox, SANDBOX_KEY } from '../../app/open-provider.ts';
import { EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { decimal, whole } from '../terminal/flags.ts';
import { addFaultFlags, faultsOf, type FaultOptions } from './sandbox-faults.ts';
import { userError } from '../../model/errors.ts';

const DEFAULT_PORT = 8787;

type Options = FaultOptions & {
  port: number;
  speed: number;
  seed?: number;
  slots?: number;
  initialMessage?: string;
  json?: true;
};

export function addSandbox(command: Command, context: Context, done: Done): void {
  command
    .option('--port <n>', 'port on 127.0.0.1, 0 for a free one', whole(0, 65_535), DEFAULT_PORT)
    .option('--speed <n>', 'divides ringing and talking times', decimal(0.01, 10_000), 1)
    .option('--seed <n>', 'repeats the same luck', whole(0, 2 ** 31))
    .option('--slots <n>', 'calls that may be open at once', whole(1, 100_000))
    .option('--initial-message <text>', 'what agent_sandbox says first, as in "Hello {{first_name}}"');
  addFaultFlags(command)
    .option('--json', 'print {"url": …} instead of words')
    .addHelpText(
      'after',
      '\nA dose is a chance for each request (0.1) or "3x": the next three.\n' +
        'The last two digits of a number decide its outcome: 01–39 answered, 40–49 no answer, 50–57 busy, 58–61 failed.\n' +
        'Faults can be changed while it runs: docs/sandbox.md.\n' +
        '\nExamples:\n  $ outdial sandbox --port 8787 --speed 10\n  $ outdial sandbox --lost-reply 0.1 --throttle 3x\n' +
        '  $ outdial sandbox --unavailable 1x --shut-for 20s --retry-as date\n' +
        '  $ outdial sandbox --item-error 5x --item-error-message "Outbound calling is not supported by this SIP trunk."',
    )
    .action(async (options: Options) => {
      const sandbox = await openSandbox({
        clock: context.clock,
        port: options.port,
        speed: options.speed,
        ...(options.seed === undefined ? {} : { seed: options.seed }),
        ...(options.slots === undefined ? {} : { slots: options.slots }),
        ...(options.initialMessage === undefined ? {} : { initialMessage: options.initialMessage }),
        faults: faultsOf(options),
      }).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        const message = `Port ${options.port} is taken.`;
        throw userError('port_taken', message, 'Name another --port, or 0 for a free one.');
      });
      const { terminal } = context;
      await terminal.out(options.json === true ? JSON.stringify({ url: sandbox.url }) : sandbox.url);
      terminal.say(
        'The sandbox listens there until Ctrl-C. Agent: agent_sandbox. Numbers: ap_sandbox, ap_sandbox_twilio.',
      );
      terminal.say('In another terminal, with these two set:');
      terminal.say(`  CARTESIA_BASE_URL=${sandbox.url}`);
      terminal.say(`  CARTESIA_API_KEY=${SANDBOX_KEY}`);
      sayNext(context, 'outdial run contacts.csv --agent-id agent_sandbox --from-number-id ap_sandbox');
      await new Promise<void>((resolve) => {
        const interrupts = context.interrupts(() => {
          interrupts.stop();
          resolve();
        });
      });
      await sandbox.close();
      done(EXIT.ok);
    });
}
