/** A rule that a campaign file breaks, though its shape is right. */
import type { Path } from './source-text.ts';

/** `message` completes the name of the key. */
export type Broken = { readonly path: Path; readonly message: string; readonly hint?: string };
