/** `outdial sandbox`: the stand-in API on a port, until Ctrl-C. */
import { openSandbox, SANDBOX_KEY, type SandboxFaults } from '../assemble.ts';
import { InvalidArgumentError, type Command } from 'commander';
import { parseDuration, type Duration } from '../model/time.ts';
import { EXIT, sayNext, type Context, type Done } from './context.ts';
import { decimal, whole } from './flags.ts';
import { userError } from '../model/errors.ts';

const DEFAULT_PORT = 8787;

type Dose = NonNullable<SandboxFaults['lostReply']>;

type Options = {
  port: number;
  speed: number;
  seed?: number;
  slots?: number;
  lostReply?: Dose;
  errorBefore?: Dose;
  errorAfter?: Dose;
  throttle?: Dose;
  retryAfter?: number;
  garbage?: Dose;
  redirect?: Dose;
  wrongCount?: Dose;
  slow?: Dose;
  slowBy: Duration;
  listLag?: Duration;
  json?: true;
};

export function addSandbox(command: Command, context: Context, done: Done): void {
  command
    .option('--port <n>', 'port on 127.0.0.1, 0 for a free one', whole(0, 65_535), DEFAULT_PORT)
    .option('--speed <n>', 'divides ringing and talking times', decimal(0.01, 10_000), 1)
    .option('--seed <n>', 'repeats the same luck', whole(0, 2 ** 31))
    .option('--slots <n>', 'calls that may be open at once', whole(1, 100_000))
    .option('--lost-reply <dose>', 'the call is placed, the reply is lost', dose)
    .option('--error-before <dose>', 'a 500, and nothing was placed', dose)
    .option('--error-after <dose>', 'a 500, and the call was placed', dose)
    .option('--throttle <dose>', 'a 429', dose)
    .option('--retry-after <seconds>', 'what those 429 name', whole(0, 3_600))
    .option('--garbage <dose>', 'the call is placed, the reply is HTML', dose)
    .option('--redirect <dose>', 'a 307 to the same place', dose)
    .option('--wrong-count <dose>', 'the reply lacks its last entry', dose)
    .option('--slow <dose>', 'the reply comes late', dose)
    .option('--slow-by <duration>', 'how late', duration, 5_000)
    .option('--list-lag <duration>', 'how long a new call is missing from lists', duration)
    .option('--json', 'print {"url": …} instead of words')
    .addHelpText(
      'after',
      '\nA dose is a chance for each request (0.1) or "3x": the next three.\n' +
        'The last two digits of a number decide its outcome: 01–39 answered, 40–49 no answer, 50–57 busy, 58–61 failed.\n' +
        '\nExamples:\n  $ outdial sandbox --port 8787 --speed 10\n  $ outdial sandbox --lost-reply 0.1 --throttle 3x',
    )
    .action(async (options: Options) => {
      const sandbox = await openSandbox({
        clock: context.clock,
        port: options.port,
        speed: options.speed,
        ...(options.seed === undefined ? {} : { seed: options.seed }),
        ...(options.slots === undefined ? {} : { slots: options.slots }),
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

function faultsOf(options: Options): SandboxFaults {
  const { lostReply, errorBefore, errorAfter, throttle, garbage, redirect, wrongCount, slow, listLag } = options;
  const retryAfter = options.retryAfter === undefined ? {} : { retryAfter: options.retryAfter };
  return {
    ...(lostReply && { lostReply }),
    ...(errorBefore && { error5xxBefore: errorBefore }),
    ...(errorAfter && { error5xxAfter: errorAfter }),
    ...(throttle && { throttle: { ...throttle, ...retryAfter } }),
    ...(garbage && { garbage }),
    ...(redirect && { redirect307: redirect }),
    ...(wrongCount && { wrongCount }),
    ...(slow && { slow: { ...slow, ms: options.slowBy } }),
    ...(listLag !== undefined && { listLag }),
  };
}

function dose(text: string): Dose {
  const times = /^(\d{1,6})x$/.exec(text);
  if (times?.[1] !== undefined) return { count: Number(times[1]) };
  const probability = Number(text);
  if (text.trim() !== '' && probability >= 0 && probability <= 1) return { probability };
  throw new InvalidArgumentError('Give a chance from 0 to 1, or a number of times as in 3x.');
}

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new InvalidArgumentError('Write it as in 200ms, 5s or 2m.');
  return parsed;
}
