/** On one machine the engine does itself what it decides. */
import type { Tasks } from '../session.ts';
import { walkOnce } from '../settle/poller.ts';
import { lookUp } from '../settle/reconciler.ts';
import { dial } from './dialer.ts';
import { hear } from './hear.ts';

export const OWN_TASKS: Tasks = {
  early: 0,
  dial,
  walk: (session, agent, open) => walkOnce(session, agent, open, session.epoch),
  lookUp: async (session, agent, doubted) => void (await lookUp(session, agent, doubted)),
  tell: hear,
};
