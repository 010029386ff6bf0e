/** A rule that a file breaks: where, in which words, and how it is mended. */
import type { Path } from './source-text.ts';

export type Broken = { readonly path: Path; readonly message: string; readonly hint?: string };
