/** A list alone is no campaign: on a terminal it is offered to make one of it, elsewhere it is said how. */
import { NOBODY, readSource, saysWhoCalls } from '../../app/campaign/source.ts';
import type { Config } from '../../config/environment.ts';
import { userError } from '../../model/errors.ts';
import { accountFor } from './account.ts';
import { specFlags } from './campaign-flags.ts';
import { EXIT, type Context, type Exit } from './context.ts';
import { fileWord } from './next-command.ts';
import type { RunFlags } from './run-flags.ts';

/** Null: the files say who calls, or it cannot be told. `file`: the campaign that was made; null: none was. */
export async function offerInit(
  files: readonly string[],
  flags: RunFlags,
  config: Config,
  context: Context,
): Promise<{ readonly exit: Exit; readonly file: string | null } | null> {
  const [file, another] = files;
  if (file === undefined || another !== undefined || file === '-') return null;
  if (flags.agentId !== undefined && flags.fromNumberId !== undefined) return null;
  const source = await readSource(context.cwd, file, specFlags(flags), accountFor([], config, context), NOBODY);
  if (!source.bare || saysWhoCalls(source)) return null;
  const { terminal } = context;
  const command = `outdial init ${fileWord(file)}`;
  const yes =
    flags.yes === true ? null : await terminal.ask(`${file} is a list without a campaign. Make one of it now?`);
  if (yes === null) {
    const message = 'This is a list without a campaign: nobody has said which number calls, and which agent talks.';
    const hint = `Make a campaign of it: ${command}. Or add --agent-id and --from-number-id.`;
    throw userError('not_chosen', message, hint, { file });
  }
  if (!yes) {
    terminal.say('Nothing was loaded, and nobody was dialed.');
    return { exit: EXIT.cannot, file: null };
  }
  const { init } = await import('../commands/init.ts');
  const { settings } = flags;
  const made = await init(
    file,
    { ...specFlags(flags), ...(settings === undefined ? {} : { settings }) },
    config,
    context,
  );
  // What needs mending is mended before anybody is called.
  return made.exit === EXIT.ok ? made : { ...made, file: null };
}

/** The campaign that was made holds them. */
export function withoutKeys(flags: RunFlags): RunFlags {
  const keys = new Set(Object.keys(specFlags(flags)));
  return Object.fromEntries(Object.entries(flags).filter(([key]) => !keys.has(key)));
}
