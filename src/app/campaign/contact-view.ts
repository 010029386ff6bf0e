/** A contact as a program sees it: by its own id and its own columns, and by nothing that only the ledger knows. */
import { plainHeader } from '../../load/row/headers.ts';
import type { Campaign } from '../../model/campaign.ts';
import { cellsOf } from '../../report/results.ts';
import type { Personal } from '../../store/port.ts';

/** Somebody of a campaign, by the row that was loaded. */
export type ContactView = {
  /** The cell of the campaign's id column (`"columns": {"id": …}`); null where contacts are known by their numbers. */
  readonly id: string | null;
  /** In E.164; null once the person was forgotten. */
  readonly number: string | null;
  /** The row's cells by the headers of the list, as text. Empty once the person was forgotten. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the agent is told: by the names of the variables. */
  readonly variables: Readonly<Record<string, string | number | boolean>>;
  /** The campaign's name. */
  readonly campaign: string;
};

/** A copy: whatever a program does to it changes nothing here. */
export function contactView({ name, plan }: Campaign, body: Personal['body'] | undefined): ContactView {
  const columns = cellsOf(body);
  const number = body?.['to_number'];
  return {
    id: plan.identity === null ? null : ownId(columns, plan.identity),
    number: typeof number === 'string' && number !== '' ? number : null,
    columns,
    variables: { ...(body?.['variables'] as ContactView['variables'] | undefined) }, // written by the loader
    campaign: name,
  };
}

function ownId(columns: Readonly<Record<string, string>>, identity: string): string | null {
  const wanted = plainHeader(identity);
  const cell = Object.entries(columns).find(([header]) => plainHeader(header) === wanted)?.[1];
  return cell === undefined || cell === '' ? null : cell;
}
