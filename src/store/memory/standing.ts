/** How campaigns stand, by a ledger in memory. */
import type { Attempt } from '../../model/attempt.ts';
import { REACHED } from '../../model/disposition.ts';
import type { LineId } from '../../model/ids.ts';
import {
  MOST_OWN_LINES,
  TOGETHER,
  type Befell,
  type HeardTally,
  type LineTally,
  type Tried,
  type WaitingGroup,
} from '../../model/standing-facts.ts';
import type { StandingReads } from '../standing-reads.ts';
import { NOTHING_SPENT } from '../spent.ts';
import { byText } from './sorted.ts';
import type { Tables } from './tables.ts';

export function memoryStanding(tables: Tables): StandingReads {
  return {
    async waiting(campaign, now) {
      const groups = new Map<string, WaitingGroup>();
      let triedBefore = 0;
      const tried = new Map<string, Tried>();
      const asked: number[] = [];
      for (const [place, { items }] of tables.ready.get(campaign) ?? []) {
        for (const { state, disposition, attempts, spentBefore = 0, callback } of items) {
          if (state.is !== 'ready') continue;
          const { dueAt } = state;
          if (callback !== undefined) asked.push(dueAt);
          const key = `${dueAt <= now ? -1 : Math.floor(dueAt / TOGETHER)} ${place}`;
          const known = groups.get(key) ?? { place, count: 0, from: dueAt, to: dueAt };
          const [from, to] = [Math.min(known.from, dueAt), Math.max(known.to, dueAt)];
          groups.set(key, { place, count: known.count + 1, from, to });
          if (disposition === null) continue;
          triedBefore += 1;
          const one = { attempts, spentBefore, callback: callback !== undefined };
          const alike = JSON.stringify(one);
          tried.set(alike, { ...one, count: (tried.get(alike)?.count ?? 0) + 1 });
        }
      }
      const callbacks = { count: asked.length, first: asked.length === 0 ? null : Math.min(...asked) };
      return { groups: [...groups.values()], triedBefore, tried: [...tried.values()], callbacks };
    },
    async capped(campaign, now) {
      const all = [...(tables.ready.get(campaign)?.values() ?? [])].flatMap(({ items }) => items);
      const due = all.flatMap(({ state }) =>
        state.is === 'ready' && state.capped === true && state.dueAt > now ? [state.dueAt] : [],
      );
      const sorted = due.sort((a, b) => a - b);
      return { waiting: due.length, first: sorted[0] ?? null, last: sorted.at(-1) ?? null };
    },
    async newestAttempts(account, lines, each) {
      const wanted = (line: LineId): readonly Attempt[] =>
        [...tables.attempts.values()]
          .filter((attempt) => attempt.line === line && attempt.account === account)
          .sort((a, b) => b.sendAt - a.sendAt)
          .slice(0, each);
      return lines.flatMap(wanted);
    },
    async attemptsTo(destinations) {
      const all = [...new Set(destinations)].flatMap((key) => tables.attemptsTo(key));
      return all.sort((a, b) => a.sendAt - b.sendAt || byText(a.id, b.id));
    },
    async sentSince(account, line, since, most) {
      return [...tables.attempts.values()]
        .filter((attempt) => attempt.line === line && attempt.account === account && attempt.sendAt > since)
        .sort((a, b) => b.sendAt - a.sendAt || byText(b.id, a.id))
        .slice(0, most);
    },
    async spent(campaign) {
      return tables.spent.get(campaign) ?? NOTHING_SPENT;
    },
    async lineTallies(campaign) {
      const tallies = new Map<LineId, LineTally>();
      for (const { campaign: of, line, state } of tables.attempts.values()) {
        if (of !== campaign || state.is !== 'ended') continue;
        const talked = state.startedAt === null ? 0 : state.endedAt - state.startedAt;
        const known = tallies.get(line) ?? { line, calls: 0, talked: 0 };
        tallies.set(line, { line, calls: known.calls + 1, talked: known.talked + talked });
      }
      return [...tallies.values()].sort((a, b) => byText(a.line, b.line));
    },
    async heardTallies(campaign) {
      const tallies = new Map<string, HeardTally>();
      for (const { outcome: row } of tables.records(campaign)) {
        if (row.is !== 'accepted') continue;
        const { heard, disposition } = row.contact;
        const [outcome, doubt] = [heard?.outcome ?? null, heard?.doubt === 'open'];
        if (outcome === null && !doubt && !REACHED.some((one) => one === disposition)) continue;
        const key = JSON.stringify([outcome, disposition, doubt]);
        tallies.set(key, { outcome, disposition, doubt, count: (tallies.get(key)?.count ?? 0) + 1 });
      }
      return [...tallies].sort(([a], [b]) => byText(a, b)).map(([, one]) => one);
    },
    async happened(campaign, since) {
      const [first] = since;
      if (first === undefined) return { own: [], contacts: [] };
      const lines = tables.log.filter((line) => line.campaign === campaign && line.at >= first);
      const found = new Map<string, Befell>();
      for (const { at, contact, event, from, to, evidence } of lines) {
        const day = since.findLast((begins) => begins <= at);
        if (contact === null || day === undefined) continue;
        const ended = evidence?.['disposition'];
        const disposition = typeof ended === 'string' ? ended : null;
        const key = JSON.stringify([day, event, from, to, disposition]);
        const count = (found.get(key)?.count ?? 0) + 1;
        found.set(key, { since: day, event, from, to, disposition, count });
      }
      const contacts = [...found].sort(([a], [b]) => byText(a, b)).map(([, one]) => one);
      const own = lines.filter(({ contact }) => contact === null).slice(-MOST_OWN_LINES);
      return { own: own.map(({ at, event, evidence }) => ({ at, event, evidence })), contacts };
    },
  };
}
