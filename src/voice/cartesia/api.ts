/** How every request is addressed and signed. */
import type { Outgoing } from './exchange.ts';
import type { Host } from './host.ts';
import type { Versions } from './version.ts';

export type Api = {
  readonly host: Host;
  readonly versions: Versions;
  outgoing(method: Outgoing['method'], path: string, version: string, body?: unknown): Outgoing;
  /** Without the key: for what is public. */
  anonymous(path: string): Outgoing;
};

export function openApi(host: Host, key: string, versions: Versions): Api {
  const common = { accept: 'application/json', 'user-agent': 'outdial' };
  return {
    host,
    versions,
    outgoing: (method, path, version, body) => ({
      method,
      path: host.prefix + path,
      headers: {
        ...common,
        authorization: `Bearer ${key}`,
        'cartesia-version': version,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    }),
    anonymous: (path) => ({ method: 'GET', path: host.prefix + path, headers: common, body: null }),
  };
}
