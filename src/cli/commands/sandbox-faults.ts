/** The flags of `outdial sandbox` that make it show faults. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { SandboxFaults } from '../../app/open-provider.ts';
import { parseDuration, type Duration } from '../../model/time.ts';
import { whole } from '../terminal/flags.ts';

type Dose = NonNullable<SandboxFaults['lostReply']>;

const ORDERS = ['newest_first', 'oldest_first', 'shuffled'] as const;
const FORMS = ['seconds', 'date'] as const;

export type FaultOptions = {
  lostReply?: Dose;
  errorBefore?: Dose;
  errorAfter?: Dose;
  itemError?: Dose;
  itemErrorCode?: string;
  itemErrorTitle?: string;
  itemErrorMessage?: string;
  throttle?: Dose;
  unavailable?: Dose;
  retryAfter?: number;
  retryAs?: (typeof FORMS)[number];
  shutFor?: Duration;
  garbage?: Dose;
  redirect?: Dose;
  wrongCount?: Dose;
  slow?: Dose;
  slowBy: Duration;
  listLag?: Duration;
  listOrder?: (typeof ORDERS)[number];
  zdr?: true;
  goneAfter?: number;
};

export function addFaultFlags(command: Command): Command {
  return command
    .option('--lost-reply <dose>', 'the call is placed, the reply is lost', dose)
    .option('--error-before <dose>', 'a 500, and nothing was placed', dose)
    .option('--error-after <dose>', 'a 500, and the call was placed', dose)
    .option('--item-error <dose>', 'a destination is refused inside the 200 (the dose counts destinations)', dose)
    .option('--item-error-code <code>', 'its error_code (default: invalid_request)')
    .option('--item-error-title <text>', 'its title')
    .option('--item-error-message <text>', 'its message')
    .option('--throttle <dose>', 'a 429', dose)
    .option('--unavailable <dose>', 'a 503 in the words of the API, and nothing was placed', dose)
    .option('--shut-for <duration>', 'so long each 429 and 503 goes on, and Retry-After says what is left', duration)
    .option('--retry-after <seconds>', 'what Retry-After names instead', whole(0, 3_600))
    .addOption(new Option('--retry-as <form>', 'how Retry-After is written').choices(FORMS))
    .option('--garbage <dose>', 'the call is placed, the reply is HTML', dose)
    .option('--redirect <dose>', 'a 307 to the same place', dose)
    .option('--wrong-count <dose>', 'the reply lacks its last entry', dose)
    .option('--slow <dose>', 'the reply comes late', dose)
    .option('--slow-by <duration>', 'how late', duration, 5_000)
    .option('--list-lag <duration>', 'how long a new call is missing from lists', duration)
    .addOption(new Option('--list-order <order>', 'in which order calls are listed').choices(ORDERS))
    .option('--zdr', 'zero data retention: calls do not show the variables they were given')
    .option('--gone-after <n>', 'an agent is deleted once so many calls were placed with it', whole(0, 1_000_000));
}

export function faultsOf(options: FaultOptions): SandboxFaults {
  const { lostReply, errorBefore, errorAfter, throttle, unavailable, garbage, redirect, wrongCount, slow } = options;
  const { itemError, itemErrorCode, itemErrorTitle, itemErrorMessage, listLag, listOrder, zdr, goneAfter } = options;
  const { retryAfter, retryAs, shutFor } = options;
  const door = {
    ...(retryAfter !== undefined && { retryAfter }),
    ...(retryAs && { retryAs }),
    ...(shutFor !== undefined && { forMs: shutFor }),
  };
  const words = {
    ...(itemErrorCode !== undefined && { code: itemErrorCode }),
    ...(itemErrorTitle !== undefined && { title: itemErrorTitle }),
    ...(itemErrorMessage !== undefined && { message: itemErrorMessage }),
  };
  return {
    ...(lostReply && { lostReply }),
    ...(errorBefore && { error5xxBefore: errorBefore }),
    ...(errorAfter && { error5xxAfter: errorAfter }),
    ...(itemError && { itemError: { ...itemError, ...words } }),
    ...(throttle && { throttle: { ...throttle, ...door } }),
    ...(unavailable && { unavailable: { ...unavailable, ...door } }),
    ...(garbage && { garbage }),
    ...(redirect && { redirect307: redirect }),
    ...(wrongCount && { wrongCount }),
    ...(slow && { slow: { ...slow, ms: options.slowBy } }),
    ...(listLag !== undefined && { listLag }),
    ...(listOrder && { listOrder }),
    ...(zdr && { zdr }),
    ...(goneAfter !== undefined && { gone: { after: goneAfter } }),
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
