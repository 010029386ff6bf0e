/** What the driver of PostgreSQL is told of a server: all that it would otherwise look for in the environment or in files. */
import { userInfo } from 'node:os';
import { userError } from '../../model/errors.ts';
import { codeOf } from './address.ts';
import type { PostgresAddress } from './postgres.ts';

/** Options of `pg`, for every connection that anybody here opens. */
export type DriverOptions = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: () => string;
  readonly ssl: false | { readonly rejectUnauthorized: true; readonly ca?: string };
  readonly sslnegotiation: 'postgres';
  readonly client_encoding: 'utf8';
};

/**
 * What is left out or empty, `pg` takes from PGHOST, PGUSER, PGPASSWORD, PGSSLMODE, PGSSLNEGOTIATION, PGCLIENT_ENCODING and
 * from `~/.pgpass`: nothing is left out. (PGOPTIONS and PGREPLICATION cannot be shut out here: `store/postgres/client.ts`,
 * and `config/environment.ts` for the whole process.)
 */
export function driverOptions({
  host,
  port,
  database,
  user,
  password,
  tls,
  place,
  setting,
}: PostgresAddress): DriverOptions {
  return {
    host,
    port,
    database,
    user: user ?? systemUser(setting),
    // A function: the driver asks for it when the server does, and prints no function.
    password: () => {
      if (password !== null) return password;
      const hint = `Write postgres://user:password@host/database in ${setting}, or in the file of ${setting}_FILE.`;
      throw userError(
        'postgres_denied',
        `PostgreSQL at ${place} asks for a password, and ${setting} holds none.`,
        hint,
      );
    },
    ssl: tls === false ? false : { rejectUnauthorized: true, ...tls },
    sslnegotiation: 'postgres',
    client_encoding: 'utf8',
  };
}

/** As PostgreSQL's own tools do; some containers have users without a name. */
function systemUser(setting: PostgresAddress['setting']): string {
  try {
    return userInfo().username;
  } catch {
    const hint = 'Write it as in postgres://user@host/database.';
    throw userError(codeOf(setting), `${setting} names no user, and this system has no name for its own.`, hint);
  }
}
