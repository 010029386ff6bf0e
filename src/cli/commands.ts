/** Which commands there are. The file of a command, and all that it needs, is loaded only when that command is typed. */
import type { Command } from 'commander';
import type { Context, Done } from './terminal/context.ts';

/** Gives a command its flags and what it does. */
export type Fill = (command: Command, context: Context, done: Done) => void;

export type CommandEntry = {
  /** Name and arguments, as in `status [name]`. */
  readonly usage: string;
  readonly about: string;
  readonly load: () => Promise<Fill>;
};

/** In the order of `outdial --help`: what does something, then what asks. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    usage: 'run <file...>',
    about: 'load campaigns (or a bare list) and dial them to the end',
    load: async () => (await import('./commands/run-or-rehearse.ts')).addRun,
  },
  {
    usage: 'call <number...>',
    about: 'one test call, followed to its end, with what was said',
    load: async () => (await import('./commands/call.ts')).addCall,
  },
  {
    usage: 'init <list>',
    about: 'make a campaign file of a list: shows its columns, asks a few questions, checks it',
    load: async () => (await import('./commands/init.ts')).addInit,
  },
  {
    usage: 'demo',
    about: 'a whole campaign against a stand-in on this machine; nobody is called',
    load: async () => (await import('./commands/demo.ts')).addDemo,
  },
  {
    usage: 'rehearse <file>',
    about: 'your own list or campaign against the same stand-in; nobody is called, nothing of the real run is touched',
    load: async () => (await import('./commands/rehearse.ts')).addRehearse,
  },
  {
    usage: 'pause [names...]',
    about: 'no new call of a campaign from this moment on; its run waits, open calls go on',
    load: async () => (await import('./commands/pause.ts')).addPause,
  },
  {
    usage: 'resume [names...]',
    about: 'go on with a paused or stopped campaign: whoever dials does, else this dials it to the end',
    load: async () => (await import('./commands/resume.ts')).addResume,
  },
  {
    usage: 'cancel <name>',
    about: 'end a campaign for good: nobody of it is dialed any more',
    load: async () => (await import('./commands/cancel.ts')).addCancel,
  },
  {
    usage: 'resolve [query]',
    about: 'settle calls of which it is not known whether they rang; without a verdict, list them',
    load: async () => (await import('./commands/resolve.ts')).addResolve,
  },
  {
    usage: 'retry <name>',
    about: 'dial people again who were not reached, or whom the provider refused',
    load: async () => (await import('./commands/retry.ts')).addRetry,
  },
  {
    usage: 'suppress',
    about: 'nobody calls a number any more (outdial suppress NUMBER); ls, rm, import, export',
    load: async () => (await import('./commands/suppress.ts')).addSuppress,
  },
  {
    usage: 'add <name> <list>',
    about: 'the people of another list join a campaign, also while it is dialed',
    load: async () => (await import('./commands/add.ts')).addAdd,
  },
  {
    usage: 'set <name> <settings...>',
    about: 'change limits of a campaign while it runs: pace, calls at once, hours, tries …',
    load: async () => (await import('./commands/set.ts')).addSet,
  },
  {
    usage: 'callback <query>',
    about: 'call somebody back at an hour of their own clock, ahead of everybody else',
    load: async () => (await import('./commands/callback.ts')).addCallback,
  },
  {
    usage: 'forget <query>',
    about: 'erase a person: number, columns and conversations, here and at the provider',
    load: async () => (await import('./commands/forget.ts')).addForget,
  },
  {
    usage: 'purge',
    about: 'erase what is older than outdial.json lets the ledger keep (retention)',
    load: async () => (await import('./commands/purge.ts')).addPurge,
  },
  {
    usage: 'backup <file>',
    about: 'copy the ledger into a file, safe while outdial dials',
    load: async () => (await import('./commands/backup.ts')).addBackup,
  },
  {
    usage: 'phone-numbers',
    about: "the account's numbers: list them, say which agent answers them",
    load: async () => (await import('./commands/phone-numbers.ts')).addPhoneNumbers,
  },
  {
    usage: 'sandbox',
    about: 'a stand-in for the Cartesia API on this machine; nobody is called',
    load: async () => (await import('./commands/sandbox.ts')).addSandbox,
  },
  {
    usage: 'worker',
    about: 'dial from a ledger that several machines share (DATABASE_URL), until asked to end',
    load: async () => (await import('./commands/worker.ts')).addWorker,
  },
  {
    usage: 'migrate',
    about: 'bring the ledger in PostgreSQL (DATABASE_URL) to the schema of this version',
    load: async () => (await import('./commands/migrate.ts')).addMigrate,
  },
  {
    usage: 'check <file>',
    about: 'what is in a campaign or list, and what is wrong with it; dials nothing',
    load: async () => (await import('./commands/check.ts')).addCheck,
  },
  {
    usage: 'simulate <file>',
    about: 'when a campaign will end and what it will cost: plays it on a virtual clock, calls nobody',
    load: async () => (await import('./commands/simulate.ts')).addSimulate,
  },
  {
    usage: 'status [name]',
    about: 'how a campaign stands, when it ends, what it used; without a name, every campaign',
    load: async () => (await import('./commands/status.ts')).addStatus,
  },
  {
    usage: 'why <query>',
    about: 'the story of a contact: what happened, what comes next, and when',
    load: async () => (await import('./commands/why.ts')).addWhy,
  },
  {
    usage: 'export [name]',
    about: 'a line for every row read: what became of it, and its own columns',
    load: async () => (await import('./commands/export.ts')).addExport,
  },
  {
    usage: 'rules [pack]',
    about: 'the rules of law that calls are judged by, and their sources',
    load: async () => (await import('./commands/rules.ts')).addRules,
  },
  {
    usage: 'verify',
    about: "check the log's chain: every line is sealed with the one before it",
    load: async () => (await import('./commands/verify.ts')).addVerify,
  },
  {
    usage: 'audit <log>',
    about: "a referee for anyone's call log: every call against every rule, wherever the number may be",
    load: async () => (await import('./commands/audit.ts')).addAudit,
  },
  {
    usage: 'explain [code]',
    about: 'what a code means that a row, an error or a result carries, and what to do about it',
    load: async () => (await import('./commands/explain.ts')).addExplain,
  },
  {
    usage: 'doctor',
    about: 'is everything set up? key, host, numbers, agent, clock, time zones, ledger',
    load: async () => (await import('./commands/doctor.ts')).addDoctor,
  },
];
