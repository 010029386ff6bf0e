/** `outdial doctor`: is everything set up? Each finding says how to mend it. */
import type { Command } from 'commander';
import { examine } from '../../app/doctor/examine.ts';
import { lookHere, type Here } from '../../app/doctor/here.ts';
import { assertNever } from '../../model/errors.ts';
import type { AgentId } from '../../model/ids.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { fileWord } from '../terminal/next-command.ts';

const MARKS = { ok: 'ok   ', warning: 'warn ', fails: 'FAILS', unknown: '?    ' } as const;

export function addDoctor(command: Command, context: Context, done: Done): void {
  command
    .option('--agent-id <id>', 'look at this agent too')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExamples:\n  $ outdial doctor\n  $ outdial doctor --agent-id agent_… --json')
    .action(async (options: { agentId?: string; json?: true }) => {
      const { terminal } = context;
      const agent = (options.agentId ?? null) as AgentId | null;
      const machine = { versions: process.versions, platform: context.at.platform };
      const findings = await examine(() => configOf(context, command), agent, machine, context);
      const failing = findings.filter(({ is }) => is === 'fails').length;
      if (options.json === true) {
        await terminal.out(JSON.stringify({ ok: failing === 0, findings }));
      } else {
        for (const { check, is, message, mend } of findings) {
          await terminal.tell(`${MARKS[is]}  ${check.replaceAll('_', ' ').padEnd(12)}  ${message}`);
          if (mend !== undefined) await terminal.tell(`       ${''.padEnd(12)}  → ${mend}`);
        }
      }
      if (failing === 0) sayNext(context, nextOf(lookHere(context.cwd)));
      else sayNext(context, 'outdial doctor', 'Mend what fails, then look again:');
      done(failing === 0 ? EXIT.ok : EXIT.attention);
    });
}

/** About what is there: a file that is not would be an error at once. */
function nextOf(here: Here): string {
  switch (here.is) {
    case 'campaign':
      return `outdial check ${fileWord(here.name)}`;
    case 'list':
      return `outdial init ${fileWord(here.name)}`;
    case 'nothing':
      return 'outdial demo';
    default:
      return assertNever(here);
  }
}
