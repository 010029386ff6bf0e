/** `outdial simulate`: the campaign on a virtual clock, with the real engine, before anyone's phone rings. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { LINE_TYPES, type LineType } from '../../app/campaign/names.ts';
import { simulateSource, type SimulationNotice } from '../../app/campaign/simulate.ts';
import { NOBODY, type CampaignKeys } from '../../app/campaign/source.ts';
import { simulationInputs } from '../../app/simulation-inputs.ts';
import type { Config, SettingFlags } from '../../config/environment.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { simulationLines } from '../../report/sim-lines.ts';
import { bindingJson } from '../../report/rule-table.ts';
import { forecastJson } from '../../report/simulation.ts';
import { operatorZone } from '../../report/when.ts';
import { accountFor } from '../terminal/account.ts';
import { addCampaignFlags, specFlags } from '../terminal/campaign-flags.ts';
import { configOf, EXIT, sayNext, settingFlags, type Context, type Exit, type Done } from '../terminal/context.ts';
import { whole } from '../terminal/flags.ts';
import { afterALook, typeAgain } from '../terminal/next-command.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { showNotice, writeDials } from '../terminal/show-simulation.ts';
import { readTyped } from '../terminal/typed-source.ts';

type Options = CampaignKeys & {
  start?: Instant;
  seed: number;
  seeds?: number;
  model?: string;
  dials?: string;
  lineType?: LineType;
  json?: true;
  rejects?: string;
  force?: true;
};

export function addSimulate(command: Command, context: Context, done: Done): void {
  addCampaignFlags(command)
    .option('--start <instant>', 'when it starts (default: schedule.start_at, else now)', instant)
    .option('--seed <n>', 'the seed of its luck; the same seed gives the same calls', whole(0, 2 ** 31), 1)
    .option(
      '--seeds <n>',
      'how many seeds P50 and P90 are taken of (default: 20, fewer for long lists)',
      whole(1, 1_000),
    )
    .option('--model <file>', 'answer rates, talk times and prices (see campaigns/model.json)')
    .option('--dials <file>', 'write every dial of the first seed as CSV (readable by you only)')
    .addOption(new Option('--line-type <type>', 'take the lines as named, without looking them up').choices(LINE_TYPES))
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nWithout an API key the lines are taken as named, as Cartesia numbers unless --line-type says otherwise.' +
        '\nExit codes: 0 everybody is dialed · 1 somebody never is · 2 cannot run\n' +
        '\nExamples:\n  $ outdial simulate campaign.json\n  $ outdial simulate campaign.json --max-concurrent-calls 20 --json\n' +
        '  $ outdial simulate campaign.json --start 2026-12-01T09:00:00-05:00 --model model.json --dials dials.csv',
    )
    .action(async (file: string, options: Options, self: Command) => {
      done(await simulate(file, options, settingFlags(self), configOf(context, self), context));
    });
}

async function simulate(
  file: string,
  options: Options,
  settings: SettingFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  const { terminal, cwd } = context;
  const { seed, start = null, seeds = null, lineType = null, rejects, force = false, dials } = options;
  const source = await readTyped(cwd, file, specFlags(options), settings, accountFor([file], config, context), NOBODY);
  const inputs = await simulationInputs(source.spec, options.model, cwd);
  const outputs = [
    { flag: '--dials', path: dials },
    { flag: '--rejects', path: rejects },
  ];
  await refuseOverwrite(context, outputs, { sources: [source], dataDir: config.dataDir, force });
  const onNotice = (notice: SimulationNotice): void => showNotice(notice, terminal);
  const asked = { inputs, start, seed, seeds, lineType, rejects, force, onNotice, bytes: context.stdin };
  const simulated = await simulateSource(source, asked, config, context);
  const { report, forecast, first, contacts, plan, binding } = simulated;
  const { rows, accepted, rejected, skipped } = report;
  const { name } = source.spec;
  if (options.json === true) {
    const rules = bindingJson(plan.rules, binding);
    const json = { name, rows, accepted, rejected, skipped, rules, ...forecastJson(forecast, first) };
    await terminal.out(JSON.stringify(json));
  } else {
    const told = { name, forecast, first, plan, binding, contacts, rejected, skipped };
    for (const line of simulationLines({ ...told, ...inputs, zone: operatorZone() })) await terminal.tell(line);
  }
  if (dials !== undefined) await writeDials(dials, simulated, force, context);
  const after = afterALook(source, config.apiKey !== null);
  if (accepted === 0) sayNext(context, typeAgain('check', [source]));
  else sayNext(context, after.next, after.first);
  return forecast.complete && contacts > 0 ? EXIT.ok : EXIT.attention;
}

function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  throw new InvalidArgumentError('Give an instant with its offset, such as 2026-12-01T09:00:00-05:00.');
}
