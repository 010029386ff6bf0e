/** Cartesia's telephony API as a `Voice`: reports what is known, retries nothing, follows nothing. */
import { systemClock, type Clock } from '../../clock.ts';
import type { Voice } from '../port.ts';
import { openApi } from './api.ts';
import type { Timeouts } from './exchange.ts';
import { checkKey, readHost } from './host.ts';
import { place } from './place.ts';
import { openReads } from './reads.ts';
import { openVersions } from './version.ts';
import { openWire, type Wire } from './wire.ts';

export type CartesiaOptions = {
  /** `https://api.cartesia.ai`; http only to this machine. A path is a prefix of every request's. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** `CARTESIA_VERSION`: sent instead of the version that follows the agent; before 2026-08-14 data goes as `metadata`. */
  readonly version?: string | null;
  /** Milliseconds. Their sum is below the core's `REQUEST_TIMEOUT`, or silence would become doubt before we know. */
  readonly timeouts?: Partial<Timeouts>;
  readonly clock?: Clock;
  /** PEM of further authorities to trust. */
  readonly ca?: string;
};

const TIMEOUTS: Timeouts = { connect: 10_000, headers: 30_000, body: 15_000 };
const MOST_BYTES = 32 * 1024 * 1024;

/** @throws UserError for a base URL, key or version that cannot work. Contacts nobody until asked. */
export function openCartesia(options: CartesiaOptions): Voice {
  const host = readHost(options.baseUrl);
  const secret = checkKey(options.apiKey);
  const clock = options.clock ?? systemClock();
  const api = openApi(host, secret, openVersions(options.version ?? undefined));
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const wire = (): Wire =>
    openWire({
      origin: host.origin,
      connectTimeout: timeouts.connect,
      limits: { timeouts, bodyBytes: MOST_BYTES },
      clock,
      secret,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    });
  const placing = wire();
  const reading = wire();
  return {
    ...openReads(api, reading, clock),
    place: (request, gate) => place(api, placing, clock, request, gate),
    close: async () => {
      await Promise.all([placing.close(), reading.close()]);
    },
  };
}
