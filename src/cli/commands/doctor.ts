/** `outdial doctor`: is everything set up? Each finding says how to mend it. */
import type { Command } from 'commander';
import { UserError } from '../../model/errors.ts';
import type { AgentId } from '../../model/ids.ts';
import type { Config } from '../../config/environment.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { providerFindings } from '../../app/doctor/provider.ts';
import { ledgerFindings, nodeFindings } from '../../app/doctor/machine.ts';
import { settingFindings } from '../../app/doctor/settings.ts';
import { sharedFindings } from '../../app/doctor/servers.ts';

export type Finding = {
  /** snake_case, stable. */
  readonly check: string;
  /** `warning`: works, but not as it should. `unknown`: could not be looked at, because something before it fails. */
  readonly is: 'ok' | 'warning' | 'fails' | 'unknown';
  readonly message: string;
  readonly mend?: string;
};

const MARKS = { ok: 'ok   ', warning: 'warn ', fails: 'FAILS', unknown: '?    ' } as const;

export function addDoctor(command: Command, context: Context, done: Done): void {
  command
    .option('--agent-id <id>', 'look at this agent too')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExamples:\n  $ outdial doctor\n  $ outdial doctor --agent-id agent_… --json')
    .action(async (options: { agentId?: string; json?: true }) => {
      const { terminal } = context;
      const findings = await examine(context, command, (options.agentId ?? null) as AgentId | null);
      const failing = findings.filter(({ is }) => is === 'fails').length;
      if (options.json === true) {
        await terminal.out(JSON.stringify({ ok: failing === 0, findings }));
      } else {
        for (const { check, is, message, mend } of findings) {
          await terminal.out(`${MARKS[is]}  ${check.replaceAll('_', ' ').padEnd(12)}  ${message}`);
          if (mend !== undefined) await terminal.out(`       ${''.padEnd(12)}  → ${mend}`);
        }
      }
      if (failing === 0) sayNext(context, 'outdial check campaign.json');
      else sayNext(context, 'outdial doctor', 'Mend what fails, then look again:');
      done(failing === 0 ? EXIT.ok : EXIT.attention);
    });
}

async function examine(context: Context, command: Command, agent: AgentId | null): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = configOf(context, command);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const settings = error.problems.map(({ message, hint }): Finding => ({
      check: 'settings',
      is: 'fails',
      message,
      ...(hint && { mend: hint }),
    }));
    return [...settings, ...nodeFindings(process.versions)];
  }
  return [
    ...settingFindings(config),
    ...(await providerFindings(config, agent, context)),
    ...nodeFindings(process.versions),
    ...(await (config.databaseUrl === null ? ledgerFindings : sharedFindings)(config, context)),
  ];
}
