/** `/__sandbox/…`: the sandbox's own record and switches, for tests in another process; no part of the contract. */
import { parseFaults } from './faults-json.ts';
import type { FaultBox } from './faults.ts';
import { OUTCOMES } from './outcomes.ts';
import type { Reply } from './replies.ts';

export const ADMIN_PREFIX = '/__sandbox/';

export type Admin = {
  readonly faults: FaultBox;
  readonly record: () => readonly unknown[];
  readonly requests: () => readonly unknown[];
};

/**
 * GET `record` → `{calls, requests}`; GET `faults`, PUT `faults` (replaces all of them) → the faults in force;
 * GET `outcomes` → what happens by last digits. Times are milliseconds since 1970.
 */
export function adminReply(method: string, url: string, text: string, admin: Admin): Reply {
  switch (`${method} ${url.slice(ADMIN_PREFIX.length)}`) {
    case 'GET record':
      return { status: 200, body: { calls: admin.record(), requests: admin.requests() } };
    case 'GET outcomes':
      return { status: 200, body: OUTCOMES.map(({ from, to, name, shows }) => ({ from, to, name, shows })) };
    case 'GET faults':
      return { status: 200, body: admin.faults.get() };
    case 'PUT faults': {
      const faults = parseFaults(parsed(text));
      if (typeof faults === 'string') return { status: 400, body: { message: faults } };
      admin.faults.set(faults);
      return { status: 200, body: faults };
    }
    default:
      return { status: 404, body: { message: 'There are GET record, GET outcomes, GET faults and PUT faults.' } };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
