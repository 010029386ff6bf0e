/** Settings for servers that several machines share: where PostgreSQL and Redis are, and whose certificates to trust. */
import { X509Certificate } from 'node:crypto';
import { userError } from '../model/errors.ts';
import { postgresAddress } from './servers/postgres.ts';
import { redisAddress } from './servers/redis.ts';
import type { Layers, Said } from './settings/layers.ts';
import { mayGo, originWords, type Origin } from './settings/origin.ts';

export type ServerSettings = {
  /** Where the shared ledger is; null: the ledger is a file on this machine. May hold a password: never print it. */
  readonly databaseUrl: string | null;
  /** Where the hand-over is; null: none of its own. May hold a password: never print it. */
  readonly redisUrl: string | null;
  /** PEM of the authorities that PostgreSQL's certificate may come from; null: those that Node trusts. */
  readonly databaseCa: string | null;
  readonly redisCa: string | null;
  /** The PostgreSQL with the do-not-call list that a team shares; null: `outdial.json` says, or there is none. */
  readonly suppressionUrl: string | null;
  readonly suppressionCa: string | null;
};

/** What is said of them, for people: where they are, and what says so. */
export type ServerOrigins = {
  readonly database: { readonly place: string; readonly origin: Origin } | null;
  readonly redis: { readonly place: string; readonly origin: Origin } | null;
  readonly suppression: { readonly place: string; readonly origin: Origin } | null;
};

export function serverSettings({ secret, content }: Layers): ServerSettings & { readonly servers: ServerOrigins } {
  const database = secret('DATABASE_URL');
  const redis = secret('REDIS_URL');
  const suppression = secret(SUPPRESSION);
  const databaseCa = authority('DATABASE_CA_FILE', content, database);
  const redisCa = authority('REDIS_CA_FILE', content, redis);
  const suppressionCa = authority('OUTDIAL_SUPPRESSION_CA_FILE', content, suppression);
  return {
    databaseUrl: database?.value ?? null,
    redisUrl: redis?.value ?? null,
    databaseCa,
    redisCa,
    suppressionUrl: suppression?.value ?? null,
    suppressionCa,
    servers: {
      database: database && {
        place: postgresAddress(database.value, databaseCa ?? undefined).place,
        origin: database.origin,
      },
      redis: redis && { place: redisAddress(redis.value, redisCa ?? undefined).place, origin: redis.origin },
      suppression: suppression && {
        place: postgresAddress(suppression.value, suppressionCa ?? undefined, SUPPRESSION).place,
        origin: suppression.origin,
      },
    },
  };
}

const SUPPRESSION = 'OUTDIAL_SUPPRESSION_URL';

/** Whoever says which certificates are good says who may stand in for the server. */
function authority(name: string, content: Layers['content'], url: Said | null): string | null {
  const said = content(name);
  if (said === null) return null;
  checkCertificate(name, said.value);
  if (url === null || mayGo(url.origin, said.origin)) return said.value;
  const message = `${originWords(said.origin)} would decide who may pose as the server that ${originWords(url.origin)} names.`;
  const plain = url.origin.name.replace(/_FILE$/, '');
  throw userError('ca_astray', message, `Put ${plain} into the same file, or ${name} into the environment.`);
}

function checkCertificate(name: string, pem: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    const message = `${name}: what is in the file is not a certificate.`;
    throw userError('bad_ca', message, 'It must be PEM text: -----BEGIN CERTIFICATE----- … of the authority.');
  }
}
