/** On one machine the engine does itself what it decides. */
import type { Tasks } from '../core.ts';
import { pollAgent } from '../settle/poller.ts';
import { lookUp } from '../settle/look-up.ts';
import { dial } from './dialer.ts';
import { applyReport } from './apply-report.ts';

export const LOCAL_TASKS: Tasks = {
  early: 0,
  dial,
  scan: (core, agent, open) => pollAgent(core, agent, open, core.epoch),
  lookUp: async (core, agent, doubted) => void (await lookUp(core, agent, doubted)),
  report: applyReport,
};
