/** On one machine the engine does itself what it decides. */
import type { Tasks } from '../session.ts';
import { pollAgent } from '../settle/poller.ts';
import { lookUp } from '../settle/look-up.ts';
import { dial } from './dialer.ts';
import { applyReport } from './apply-report.ts';

export const LOCAL_TASKS: Tasks = {
  early: 0,
  dial,
  scan: (session, agent, open) => pollAgent(session, agent, open, session.epoch),
  lookUp: async (session, agent, doubted) => void (await lookUp(session, agent, doubted)),
  report: applyReport,
};
