/** A rule of the campaign file that its shape cannot say, broken: where, and how to mend it. */
import type { Path } from './source-text.ts';

export type Broken = { readonly path: Path; readonly message: string; readonly hint?: string };
