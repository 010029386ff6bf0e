/** How a language asks not to be called, as data: what is clear, what leaves a doubt, and what turns the one into the other. */
// Patterns over plain letters: lower case, no accents, an apostrophe is a space, a comma or a colon parts clauses. They are
// ours and bounded; what a user adds is compared as words (stop-calling.ts).

export type Language = {
  readonly name: string;
  /** Asks for good, where what follows in its clause is `follows` or nothing: "don't call me Bob" is no such thing. */
  readonly clear: readonly string[];
  readonly follows: string;
  /** May ask: a person is to say. */
  readonly doubtful: readonly string[];
  /** Before it in the same clause: "please don't stop calling". */
  readonly negates: string;
  /** Before it in the sentence: others' words. */
  readonly quotes: string;
  /** Right after it: "don't call me again until Friday" is no wish for good. */
  readonly limits: string;
  /** Before it in a question about it: "why did you stop calling?" is no wish. A recogniser may leave out the mark: first in a sentence they ask too. */
  readonly asks: string;
  /** Before it in the same clause. */
  readonly conditions: string;
  /** Words that part clauses. */
  readonly parts: string;
  /** How the agent says that they are not called any more. */
  readonly agent: readonly string[];
  /** In a sentence of the agent's that only offers it: "say stop calling at any time". */
  readonly offers: string;
  /** The whole answer to an agent that asks. */
  readonly yes: string;
};
