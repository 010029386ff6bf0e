/** A word as a shell hands it over unchanged: for command lines that a person is to type. */
import { sep } from 'node:path';

/** Left for the person to fill in. */
export const BLANK = '…';

