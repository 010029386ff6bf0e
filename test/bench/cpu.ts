/** Who used the processor while something was measured: seconds by process from /proc, so that what binds can be seen. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Instant } from '../../src/model/time.ts';

/** Processor seconds so far, by who. */
type Sample = { readonly at: Instant; readonly used: ReadonlyMap<string, number> };

export type Watch = {
  /** By whom a process is counted. */
  count(pid: number | undefined, who: string): void;
  /** Cores that each used between two instants, as far as samples tell; `everything` is the whole machine. */
  between(from: Instant, to: Instant): ReadonlyMap<string, number>;
  stop(): void;
};

const EVERY = 250;
/** Of /proc: what `getconf CLK_TCK` says on every Linux there is. */
const TICKS = 100;

/** `database`: its sessions are counted as PostgreSQL. Where there is no /proc, nothing is known. */
export function watchCpu(database: string | null): Watch {
  const whose = new Map<number, string>();
  // A process that has ended keeps what it used.
  const last = new Map<number, number>();
  const samples: Sample[] = [];
  const linux = existsSync('/proc/self/stat');
  const title = database === null ? null : ` ${database} `;

  const look = (): void => {
    if (!linux) return;
    if (title !== null) for (const pid of sessionsOf(title, whose)) whose.set(pid, 'PostgreSQL');
    for (const pid of whose.keys()) {
      const used = usedBy(pid);
      if (used !== null) last.set(pid, used);
    }
    const { user, system } = process.cpuUsage();
    const used = new Map([
      ['sandbox', (user + system) / 1e6],
      ['everything', everything()],
    ]);
    for (const [pid, who] of whose) used.set(who, (used.get(who) ?? 0) + (last.get(pid) ?? 0));
    samples.push({ at: Date.now(), used });
  };
  look();
  const timer = setInterval(look, EVERY);

  return {
    count: (pid, who) => void (pid !== undefined && whose.set(pid, who)),
    between: (from, to) => {
      const begin = samples.findLast(({ at }) => at <= from) ?? samples[0];
      const end = samples.find(({ at }) => at >= to) ?? samples.at(-1);
      if (begin === undefined || end === undefined || end.at <= begin.at) return new Map();
      const seconds = (end.at - begin.at) / 1_000;
      return new Map([...end.used].map(([who, used]) => [who, (used - (begin.used.get(who) ?? 0)) / seconds]));
    },
    stop: () => clearInterval(timer),
  };
}

/** "leader 0.81, workers 0.4, PostgreSQL 0.5 of 2 cores; the machine 1.9". */
export function cpuWords(cores: ReadonlyMap<string, number>): string {
  const all = cores.get('everything');
  if (all === undefined) return 'processor use unknown (no /proc)';
  const named = [...cores].filter(([who]) => who !== 'everything').sort(([, a], [, b]) => b - a);
  const words = named.map(([who, used]) => `${who} ${used.toFixed(2)}`).join(', ');
  return `${words} of ${availableParallelism()} cores (the whole machine ${all.toFixed(2)})`;
}

function sessionsOf(title: string, known: ReadonlyMap<number, string>): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && !known.has(pid))
    .filter((pid) => {
      const command = read(`/proc/${pid}/cmdline`);
      return command?.startsWith('postgres:') === true && command.includes(title);
    });
}

/** Seconds; null when it has ended. */
function usedBy(pid: number): number | null {
  const text = read(`/proc/${pid}/stat`);
  if (text === null) return null;
  // After the name, which may hold anything: state is the first field, user and system time the 12th and 13th.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Seconds that all cores were not idle. */
function everything(): number {
  const [, user, nice, system, , , irq, softirq] = (read('/proc/stat') ?? '').split('\n')[0]?.split(/\s+/) ?? [];
  return [user, nice, system, irq, softirq].reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
