/** Tests of real processes, of which the usual run plays one of a kind and `npm run test:long` the others. */
import { it as base } from 'vitest';

const isLong = process.env['TEST_MODE'] === 'long';

/** In the usual run alone. */
export const it = base.skipIf(isLong);
/** What strikes once more, at another moment or in another way. */
export const itLong = base.runIf(isLong);
