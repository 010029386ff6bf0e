/** The composition root of programs and addresses of the user's own: who is asked before anybody is dialed, as `outdial.json` says. */
import type { Config } from '../config/environment.ts';
import { AskFailure } from '../ask/failure.ts';
import { readAnswers } from '../ask/answers.ts';
import { post } from '../ask/post.ts';
import { Program } from '../ask/program.ts';
import { runCommand } from '../ask/run-command.ts';
import type { Clock } from '../clock.ts';
import type { BeforeDial } from '../engine/before-dial.ts';
import type { Listed, Registries } from '../engine/registries.ts';
import type { Asked, LastWordSettings, ScrubSettings } from '../model/asked.ts';
import { userError } from '../model/errors.ts';
import { MINUTE, type Duration, type Instant } from '../model/time.ts';
import { readAccount } from './account-file.ts';
import { askSafely } from './campaign/before-dial.ts';
import { hookOf } from './campaign/last-word.ts';

export type OpenAsked = {
  readonly asks: { readonly lastWord?: BeforeDial; readonly registries?: Registries };
  close(): Promise<void>;
};

/** `say`: a sentence for a person, each once. Throws where a header's variable is not set. */
export function openAsked(config: Config, clock: Clock, say: (sentence: string) => void): OpenAsked {
  const { scrubs, lastWord } = readAccount(config);
  const said = new Set<string>();
  const once = (sentence: string): void => {
    if (!said.has(sentence)) say(sentence);
    said.add(sentence);
  };
  const word = lastWord === null ? null : openLastWord(lastWord, config, clock, once);
  return {
    asks: {
      ...(word === null ? {} : { lastWord: word.ask }),
      ...(scrubs.length === 0 ? {} : { registries: openRegistries(scrubs, config, clock, once) }),
    },
    close: async () => word?.close(),
  };
}

/** An answer of a line. */
const MOST_OF_ONE = 64 * 1024;

function openLastWord(
  { how, columns, timeout }: LastWordSettings,
  config: Config,
  clock: Clock,
  say: (sentence: string) => void,
) {
  const failed = (cause: unknown): void =>
    say(`"before_dial" ${wordsOf(cause)}: nobody is dialed on that, and it is asked again.`);
  if (how.is === 'url') {
    const headers = headersOf(how, config);
    const limits = { clock, timeout, most: MOST_OF_ONE };
    const asks = hookOf(columns, async (question, signal) => {
      return parsed(await post(how.url, headers, question, limits, signal));
    });
    return { ask: askSafely(asks, timeout, clock, failed), close: () => Promise.resolve() };
  }
  const program = new Program(commandOf(how, config), clock);
  const asks = hookOf(columns, (question, signal) => program.ask(question, signal));
  return { ask: askSafely(asks, timeout, clock, failed), close: () => program.close() };
}

/** After a failure it is asked again no sooner: a minute, two, four … */
const LONGEST_REST: Duration = 30 * MINUTE;
/** Bytes of an answer, for each number and beside them. */
const [MOST_EACH, MOST_BESIDE] = [2048, 64 * 1024];

function openRegistries(
  scrubs: readonly ScrubSettings[],
  config: Config,
  clock: Clock,
  say: (sentence: string) => void,
): Registries {
  const states = new Map(
    scrubs.map((scrub) => [scrub.name, { scrub, asking: false, failures: 0, notBefore: 0 as Instant }]),
  );
  const askers = new Map(scrubs.map((scrub) => [scrub.name, askerOf(scrub, config, clock)]));
  return {
    ready: (name, now) => {
      const state = states.get(name);
      return state === undefined ? null : !state.asking && now >= state.notBefore;
    },
    ask: async (name, numbers) => {
      const [state, asker] = [states.get(name), askers.get(name)];
      if (state === undefined || asker === undefined) return null;
      state.asking = true;
      try {
        const { of, odd } = readAnswers(await asker(numbers), numbers);
        if (of.size === 0) throw new AskFailure('answered of none of the numbers');
        if (odd > 0)
          say(
            `The registry "${name}" answered lines that say nothing of the numbers that were asked: they are left aside.`,
          );
        state.failures = 0;
        return new Map<string, Listed>(of);
      } catch (cause) {
        state.notBefore = clock.now() + Math.min(LONGEST_REST, MINUTE * 2 ** state.failures);
        state.failures += 1;
        say(
          `The registry "${name}" ${wordsOf(cause)}: nobody who must be looked for there is dialed, and it is asked again.`,
        );
        return null;
      } finally {
        state.asking = false;
      }
    },
  };
}

function askerOf(
  { how, timeout }: ScrubSettings,
  config: Config,
  clock: Clock,
): (numbers: readonly string[]) => Promise<string> {
  const limits = (numbers: readonly string[]) => ({ clock, timeout, most: MOST_BESIDE + MOST_EACH * numbers.length });
  if (how.is === 'url') {
    const headers = headersOf(how, config);
    return (numbers) => post(how.url, headers, { numbers }, limits(numbers));
  }
  const command = commandOf(how, config);
  return (numbers) => runCommand(command, `${numbers.join('\n')}\n`, limits(numbers));
}

function commandOf({ command, dir, env }: Extract<Asked, { is: 'command' }>, { passOn }: Config) {
  return { command, dir, env: passOn.environment(env) };
}

function headersOf(
  { headersEnv }: Extract<Asked, { is: 'url' }>,
  { passOn }: Config,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headersEnv).map(([header, name]) => {
      const value = passOn.value(name);
      if (value === undefined || !/^[\x20-\x7e]+$/.test(value)) {
        const message = `outdial.json takes the header ${header} from the variable ${name}, which ${value === undefined ? 'is not set' : 'holds what no header may'}.`;
        throw userError('config_unreadable', message, `Set ${name} in the environment.`);
      }
      return [header, value];
    }),
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // As below.
  }
  throw new AskFailure('answered no JSON');
}

/** Only words of our own: what a program throws or writes may name people. */
function wordsOf(cause: unknown): string {
  return cause instanceof AskFailure ? cause.message : 'failed when it was asked';
}
