/** A session with PostgreSQL that is told nothing but what we tell it. */
import pg from 'pg';

type Parameters = { options?: string | undefined; replication?: string | undefined };

/** `pg` adds PGOPTIONS and PGREPLICATION of the environment to the greeting: settings of a session that we know nothing of. */
export class PlainClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const { connectionParameters } = this as unknown as { connectionParameters: Parameters };
    connectionParameters.options = config?.options;
    connectionParameters.replication = undefined;
  }
}
