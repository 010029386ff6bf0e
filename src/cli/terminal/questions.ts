/** Questions with more answers than yes and no: chosen with the arrow keys, or typed where nothing may be drawn. Null: Ctrl-C. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { printable } from '../../model/printable.ts';

export type Option = { readonly value: string; readonly label: string };

export type Questions = {
  /** One of them; `initial` is what Enter takes. */
  choose(question: string, options: readonly Option[], initial?: string): Promise<string | null>;
  /** Any of them, none too; `chosen` is what Enter takes. */
  several(question: string, options: readonly Option[], chosen: readonly string[]): Promise<readonly string[] | null>;
  /** `refuse` says what is wrong with a text; `initial` is what Enter takes. */
  type(question: string, refuse: (text: string) => string | undefined, initial?: string): Promise<string | null>;
};

export type QuestionStreams = { readonly input: Readable; readonly output: Writable };

/** The library is loaded when the first question is asked. */
export function drawnQuestions(streams: QuestionStreams): Questions {
  const library = () => import('@clack/prompts');
  const safe = (options: readonly Option[]) => options.map(({ value, label }) => ({ value, label: printable(label) }));
  return {
    choose: async (question, options, initial) => {
      const { select, isCancel } = await library();
      const asked = { message: printable(question), options: safe(options), maxItems: 10, ...streams };
      const answer = await select<string>({ ...asked, ...(initial === undefined ? {} : { initialValue: initial }) });
      return isCancel(answer) ? null : answer;
    },
    several: async (question, options, chosen) => {
      const { multiselect, isCancel } = await library();
      const asked = { message: printable(question), options: safe(options), maxItems: 12, required: false, ...streams };
      const answer = await multiselect<string>({ ...asked, initialValues: [...chosen] });
      return isCancel(answer) ? null : answer;
    },
    type: async (question, refuse, initial) => {
      const { text, isCancel } = await library();
      const validate = (typed: string | undefined): string | undefined => refuse(typed ?? '');
      const asked = { message: printable(question), validate, ...streams };
      const answer = await text({ ...asked, ...(initial === undefined ? {} : { initialValue: initial }) });
      return isCancel(answer) ? null : answer;
    },
  };
}

/** Lines that are read aloud as well as shown; an answer is the number of a line, or a text. */
export function typedQuestions({ input, output }: QuestionStreams): Questions {
  const say = (line: string): void => void output.write(`${printable(line)}\n`);
  const list = (options: readonly Option[]): void =>
    options.forEach(({ label }, at) => say(`  ${String(at + 1).padStart(2)}  ${label}`));
  const at = (options: readonly Option[], typed: string): string | undefined =>
    /^\d+$/.test(typed) ? options[Number(typed) - 1]?.value : undefined;
  const wrong = (options: readonly Option[]): void => say(`Type a number from 1 to ${options.length}.`);
  return {
    choose: async (question, options, initial) => {
      say(question);
      list(options);
      const usual = options.findIndex(({ value }) => value === initial);
      for (;;) {
        const typed = await line(usual < 0 ? '> ' : `[${usual + 1}] > `);
        if (typed === null) return null;
        const value = typed === '' && initial !== undefined ? initial : at(options, typed);
        if (value !== undefined) return value;
        wrong(options);
      }
    },
    several: async (question, options, chosen) => {
      say(question);
      list(options);
      const usual = options.flatMap(({ value }, index) => (chosen.includes(value) ? [String(index + 1)] : []));
      say('Type their numbers, such as 1,3; 0 for none.');
      for (;;) {
        const typed = await line(`[${usual.length === 0 ? '0' : usual.join(',')}] > `);
        if (typed === null) return null;
        if (typed === '') return chosen;
        if (typed === '0') return [];
        const values = typed.split(/[\s,]+/).map((part) => at(options, part));
        const known = values.filter((value) => value !== undefined);
        if (known.length === values.length) return [...new Set(known)];
        wrong(options);
      }
    },
    type: async (question, refuse, initial) => {
      say(question);
      for (;;) {
        const typed = await line(initial === undefined ? '> ' : `[${initial}] > `);
        if (typed === null) return null;
        const text = typed === '' ? (initial ?? '') : typed;
        const why = refuse(text);
        if (why === undefined) return text;
        say(why);
      }
    },
  };

  async function line(prompt: string): Promise<string | null> {
    const lines = createInterface({ input, output });
    try {
      const stop = new AbortController();
      lines.once('close', () => stop.abort());
      lines.once('SIGINT', () => lines.close());
      return await lines.question(prompt, { signal: stop.signal }).then(
        (typed) => typed.trim(),
        () => null,
      );
    } finally {
      lines.close();
    }
  }
}
