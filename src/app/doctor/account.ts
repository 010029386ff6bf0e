/** What `doctor` says of `outdial.json`: each key in force and the file that says it, and what of it means nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_FILE, type AccountFile } from '../../config/account-file.ts';
import type { Config } from '../../config/environment.ts';
import type { Account } from '../../load/spec/account.ts';
import type { Retention } from '../../model/retention.ts';
import { formatDuration, type Duration } from '../../model/time.ts';
import { shellWord } from '../../report/shell-word.ts';
import { count } from '../../report/when.ts';
import { zoneOverrideWords } from '../../report/zone-words.ts';
import type { PhoneNumber } from '../../voice/port.ts';
import { failures, type Finding } from './finding.ts';
import { lookHere } from './here.ts';

export type AccountLook = {
  /** Null: there is no such file, or it cannot be read. */
  readonly account: Account | null;
  readonly findings: readonly Finding[];
};

/** `cwd`: a file of that name that lies there may be anybody's; it can only allow less, to the campaign files beside it. */
export async function lookAtAccount(
  { accountFile: file, suppressionUrl }: Pick<Config, 'accountFile' | 'suppressionUrl'>,
  cwd: string,
): Promise<AccountLook> {
  const near = await nearFindings({ accountFile: file, suppressionUrl }, cwd);
  try {
    if (file.text() === undefined && suppressionUrl === null) return { account: null, findings: near };
    // What reads it is loaded only where there is one.
    const { readAccount } = await import('../account-file.ts');
    const account = readAccount({ accountFile: file, suppressionUrl });
    return { account, findings: [...keyFindings(account, file.path), ...near] };
  } catch (error) {
    return { account: null, findings: [...failures('account_file', error), ...near] };
  }
}

/** Of the working folder: what it changes for the campaign files that lie there, or that nobody reads it. */
async function nearFindings(
  config: Pick<Config, 'accountFile' | 'suppressionUrl'>,
  cwd: string,
): Promise<readonly Finding[]> {
  const path = join(cwd, ACCOUNT_FILE);
  if (path === config.accountFile.path || !existsSync(path)) return [];
  const here = lookHere(cwd);
  if (here.is !== 'campaign' || config.accountFile.near === undefined) return [strayFinding(config.accountFile, path)];
  try {
    const { accountBeside, isSameFile } = await import('../account-file.ts');
    if (isSameFile(path, config.accountFile.path)) return [];
    const { near } = accountBeside(config)(join(cwd, here.name));
    return (near?.keys ?? []).map((key) => ({
      check: 'setting',
      is: 'ok',
      message: `campaign files of this folder have ${key} of ${path}`,
    }));
  } catch (error) {
    return failures('account_file', error);
  }
}

function keyFindings(
  {
    file: own,
    slots,
    inboundReserve,
    lines,
    prices,
    suppression,
    sharedSuppression,
    retention,
    zoneOverrides,
    defaults,
  }: Account,
  file: string,
): Finding[] {
  const keys = (of: object): string => Object.keys(of).join(', ');
  const said: readonly (readonly [what: string | null, key: string])[] = [
    [slots === null ? null : `${count(slots, 'call')} at once`, 'account.slots'],
    [
      inboundReserve === 0 ? null : `${count(inboundReserve, 'slot')} kept for incoming calls`,
      'account.inbound_reserve',
    ],
    ...lines.map(({ name, callsPerSecond, pricePerMinute }) => {
      const pace = callsPerSecond === null ? [] : [`${count(callsPerSecond, 'call')} a second`];
      const price = pricePerMinute === null ? [] : [`$${pricePerMinute} a minute`];
      return [`${name}: ${[...pace, ...price].join(', ') || 'nothing said'}`, `lines.${name}`] as const;
    }),
    [prices === null ? null : 'prices of the account', 'prices'],
    [
      suppression.length === 0 ? null : `${count(suppression.length, 'do-not-call file')} for every campaign`,
      'suppression',
    ],
    [
      sharedSuppression === null || own === null ? null : 'a do-not-call list shared with the team',
      'suppression.shared',
    ],
    ...retentionSettings(retention),
    ...zoneOverrides.map((one) => [`time zone ${zoneOverrideWords(one)}`, `zone_overrides.${one.zone}`] as const),
    [Object.keys(defaults).length === 0 ? null : `campaigns begin with ${keys(defaults)}`, 'defaults'],
  ];
  const found = said.flatMap(([what, key]): Finding[] =>
    what === null ? [] : [{ check: 'setting', is: 'ok', message: `${what} (${key} of ${file})` }],
  );
  return [...found, ...suppression.filter((path) => !existsSync(path)).map(missing)];
}

function retentionSettings({ personal, transcripts, log }: Retention): readonly (readonly [string | null, string])[] {
  const kept = (what: string, ms: Duration | null, after: string): string | null =>
    ms === null ? null : `${what} are erased ${formatDuration(ms)} after ${after}`;
  const said = 'transcripts';
  return [
    [kept('names and numbers', personal, 'the end of their campaign'), 'retention.personal'],
    [
      transcripts === 'never' ? `${said} are never fetched` : kept(said, transcripts, 'the end of the call'),
      'retention.transcripts',
    ],
    [kept('lines of the log', log, 'they were written'), 'retention.log'],
  ];
}

/** A run would stop at it; better now. */
function missing(path: string): Finding {
  return {
    check: 'account_file',
    is: 'fails',
    message: `the do-not-call file ${path} is not there`,
    mend: 'Put it there, or take it out of "suppression" in outdial.json.',
  };
}

function strayFinding(file: AccountFile, path: string): Finding {
  const mend = `If it is your account's: --config ${shellWord(path)}, or move it to ${file.path}.`;
  return { check: 'account_file', is: 'warning', message: `${path} is not read`, mend };
}

/** A misspelt number has no limit, and nobody would notice. */
export function unknownLines(account: Account | null, numbers: readonly PhoneNumber[], isNamed: IsNamed): Finding[] {
  const strangers = (account?.lines ?? []).filter(({ name }) => !numbers.some((number) => isNamed(name, number)));
  return strangers.map(({ name }) => ({
    check: 'account_file',
    is: 'warning',
    message: `lines.${name} of ${account?.file ?? ACCOUNT_FILE} is no number of this account: what it says holds for nothing`,
    mend: 'Name it by its id, its number or its label: outdial phone-numbers ls',
  }));
}

type IsNamed = (name: string, number: PhoneNumber) => boolean;
