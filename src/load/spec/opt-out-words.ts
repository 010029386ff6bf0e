/** `opt_out_words`: words for "stop calling" besides the built-in ones, of an account or of a campaign. */
import { unfitPhrase } from '../../model/spoken-text.ts';
import { list, text } from './kinds.ts';

const SUCH = 'must list words such as ["no more calls"]';
const phrase = text(SUCH, 200)
  .refine((words) => unfitPhrase(words) !== 'no_words', { error: 'must hold words, such as "no more calls"' })
  .refine((words) => unfitPhrase(words) !== 'everyday', {
    error:
      'must be words that nobody says in passing, such as "no more calls": whoever says them is never called again',
  });

export const optOutWords = list(phrase, SUCH)
  .max(200, { error: 'must list at most 200 phrases' })
  .describe('Words for "stop calling", besides the built-in ones of seven languages.');
