/** Counts the cells that are sent as nothing, column by column: told once the whole list was read, since only then it shows. */
import type { NamedColumn, RowIssue, VariablePlan } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { quoteList } from './headers.ts';
import { showCell } from '../number/messages.ts';
import type { RowOutcome } from './types.ts';

/** An issue that stands for `count` rows, of which `rows` are the first. */
export type Gathered = { readonly issue: RowIssue; readonly count: number; readonly rows: readonly number[] };

const SHOWN_ROWS = 3;
/** Further columns with gaps share one note: a list may have forty that nobody fills in. */
const SHOWN_COLUMNS = 4;

export class EmptyCells {
  readonly #columns: readonly { readonly one: NamedColumn; readonly rows: number[] }[];
  readonly #counts: number[];
  #sent = 0;
  #first = 0;

  /** `told`: variables of which each empty cell was told on its own. */
  constructor(plan: VariablePlan, told: readonly string[]) {
    this.#columns = plan.leave.filter(({ name }) => !told.includes(name)).map((one) => ({ one, rows: [] }));
    this.#counts = this.#columns.map(() => 0);
  }

  /** A row that is dialed. */
  add({ row, accepted, cells }: RowOutcome): void {
    if (accepted === null) return;
    this.#sent += 1;
    if (this.#sent === 1) this.#first = row;
    this.#columns.forEach(({ one, rows }, at) => {
      // What was emptied because it stood for nothing was told as that.
      if (own(accepted.variables, one.name) !== '' || (own(cells, one.column) ?? '').trim() !== '') return;
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
      if (rows.length < SHOWN_ROWS) rows.push(row);
    });
  }

  /** The columns that are nearly full first: what is missing there was most likely meant to be. */
  issues(): readonly Gathered[] {
    const found = this.#columns.map(({ one, rows }, at) => ({ one, rows, count: this.#counts[at] ?? 0 }));
    const gaps = found.filter(({ count }) => count > 0 && count < this.#sent).sort((a, b) => a.count - b.count);
    const bare = found.filter(({ count }) => count > 0 && count === this.#sent).map(({ one }) => one.column);
    const rest = gaps.slice(SHOWN_COLUMNS);
    return [
      ...gaps.slice(0, SHOWN_COLUMNS).map((gap) => this.#gap(gap)),
      ...(rest.length === 0 ? [] : [this.#more(rest)]),
      ...(bare.length === 0 ? [] : [this.#bare(bare)]),
    ];
  }

  #gap({ one, rows, count }: { one: NamedColumn; rows: readonly number[]; count: number }): Gathered {
    const message = `"${showCell(one.column)}" is empty here: the agent gets an empty {{${one.name}}}, and says nothing in its place.`;
    return this.#gathered('empty_value', message, FILL, rows, count, one.column);
  }

  #more(rest: readonly { one: NamedColumn; rows: readonly number[]; count: number }[]): Gathered {
    const named = rest.map(({ one, count }) => `"${showCell(one.column)}" (${count})`).join(', ');
    const message = `These are empty in some rows too: ${named}.`;
    const most = Math.max(...rest.map(({ count }) => count));
    return this.#gathered('empty_value', message, FILL, rest[0]?.rows ?? [], most);
  }

  #bare(columns: readonly string[]): Gathered {
    const are = columns.length === 1 ? 'is' : 'are';
    const message = `${quoteList(columns)} ${are} sent, and empty in every row that is dialed.`;
    const hint =
      'If the agent does not need it, leave it out with "variables"; else look whether the right column is sent.';
    return this.#gathered('empty_column', message, hint, [this.#first], this.#sent);
  }

  #gathered(
    code: 'empty_value' | 'empty_column',
    message: string,
    hint: string,
    rows: readonly number[],
    count: number,
    column?: string,
  ): Gathered {
    const row = rows[0] ?? this.#first;
    const where = column === undefined ? {} : { column, value: '' };
    return { issue: { row, code, severity: 'warning', ...where, message, hint }, count, rows };
  }
}

const FILL = 'Fill the cells in, or see that the agent can do without.';
