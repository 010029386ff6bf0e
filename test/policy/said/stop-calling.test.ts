/** Who asks not to be called any more is heard in seven languages, and nobody else is. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES, wishOf, type Line } from '../../../src/policy/said/stop-calling.ts';
import { MORE_SENTENCES } from './more-sentences.ts';
import { SENTENCES } from './sentences.ts';

const says = (text: string, own: readonly string[] = []): string => wishOf([{ by: 'person', text }], own)?.is ?? 'no';

it.each(Object.entries(SENTENCES))('%s', (_, sentences) => {
  const wrong = sentences.filter(([is, text]) => says(text) !== is).map(([is, text]) => [is, text, says(text)]);
  expect(wrong).toEqual([]);
});

it.each(Object.entries(MORE_SENTENCES))(
  '%s, as a recogniser writes it down',
  (_, { clear = [], doubtful = [], no = [] }) => {
    expect(clear.filter((text) => says(text) !== 'clear')).toEqual([]);
    expect(doubtful.filter((text) => says(text) !== 'doubtful')).toEqual([]);
    expect(no.filter((text) => says(text) !== 'no')).toEqual([]);
  },
);

it('each language has a table of at least twenty, both ways', () => {
  expect(Object.keys(SENTENCES).sort()).toEqual(LANGUAGES.map(({ name }) => name).sort());
  for (const [name, sentences] of Object.entries(SENTENCES)) {
    expect(sentences.length, name).toBeGreaterThanOrEqual(20);
    for (const is of ['clear', 'doubtful', 'no']) {
      expect(sentences.filter(([one]) => one === is).length, `${name} ${is}`).toBeGreaterThanOrEqual(6);
    }
  }
});

describe('a conversation', () => {
  const of = (...lines: readonly (readonly [Line['by'], string])[]): string => {
    const wish = wishOf(lines.map(([by, text]) => ({ by, text })));
    return wish === null ? 'no' : `${wish.is} ${wish.at}`;
  };

  it('a clear wish counts wherever it stands, and names its line', () => {
    expect(of(['agent', 'Hello.'], ['person', 'Stop.'], ['person', 'Stop calling me.'])).toBe('clear 2');
    expect(of(['agent', 'Hello.'], ['person', 'Stop.'], ['person', 'Yes?'])).toBe('doubtful 1');
  });

  it("the agent's own words are no wish; a yes to them is a doubt, and so is what it promises", () => {
    expect(of(['agent', 'Say stop calling me to opt out at any time?'], ['person', 'I will come at nine.'])).toBe('no');
    expect(of(['agent', 'Shall we stop calling you?'], ['person', 'Yes, please.'])).toBe('doubtful 0');
    expect(of(['agent', 'Shall we stop calling you?'], ['person', 'No, no.'])).toBe('no');
    expect(of(['person', 'Hm.'], ['agent', 'I have removed you from our list.'], ['person', 'Bye.'])).toBe(
      'doubtful 1',
    );
    expect(of(['agent', '¿Dejamos de llamarle?'], ['person', 'Sí, por favor.'])).toBe('doubtful 0');
    expect(of(['agent', 'I understand. I will take you off our list.'], ['person', 'Bye.'])).toBe('doubtful 0');
  });

  it.each([
    'If you want us to stop calling you, just say so. Is this Bob?',
    'This is a recorded line. Say "stop calling" at any time to opt out. Do you have a minute?',
    'Si desea que dejemos de llamarle, dígalo en cualquier momento. ¿Hablo con Ana?',
    'Si vous voulez que nous arrêtions de vous appeler, dites-le à tout moment. Vous allez bien ?',
    'Wenn Sie nicht mehr angerufen werden möchten, sagen Sie es jederzeit. Spreche ich mit Frau Kern?',
    'Se non vuole più ricevere chiamate, lo dica in qualsiasi momento. Parlo con Anna?',
    'Se não quiser que liguemos mais, diga a qualquer momento. Falo com a Ana?',
    'Als u niet meer gebeld wilt worden, zeg het op elk moment. Spreek ik met Jan?',
  ])('an opening that only offers it makes no doubt of a yes: %s', (opening) => {
    expect(of(['agent', opening], ['person', 'Yes.'], ['person', 'Sí. Oui. Ja. Sim.'])).toBe('no');
  });
});

it('words that a file adds are clear, whole words, in any spelling of them', () => {
  expect(says('Nu e momentul, NU MĂ mai sunați!', ['nu ma mai sunati'])).toBe('clear');
  expect(says('Nu mai sunati', ['nu ma mai sunati'])).toBe('no');
  expect(says('concatenate', ['cat'])).toBe('no');
  expect(says('hello', ['', '  '])).toBe('no');
  // Of languages that are not built in, in their own letters.
  expect(says('Алло? Пожалуйста, больше не звоните!', ['больше не звоните'])).toBe('clear');
  expect(says('请你们不要再打电话了', ['不要再打'])).toBe('clear');
  expect(says('もう電話しないでください。', ['電話しないで'])).toBe('clear');
  expect(says('πάρτε με αύριο', ['μη με ξαναπάρετε'])).toBe('no');
});

it('what does not end is read in its time', () => {
  const began = performance.now();
  for (const text of ['stop '.repeat(50_000), 'do not '.repeat(20_000), '"'.repeat(90_000), 'a, '.repeat(40_000)])
    says(text);
  expect(performance.now() - began).toBeLessThan(2_000);
});
