/** What another list would add to a campaign, for the question before it does. Numbers are masked. Pure. */
import type { LoadReport, Mapping, VariablePlan } from '../model/load-report.ts';
import type { Labeled } from './labeled.ts';
import { maskNumber } from './mask.ts';
import { count } from './when.ts';
import { codesWords } from './words.ts';

export type AdditionFacts = {
  readonly report: LoadReport;
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
  /** Sentences that a person should look at. */
  readonly notes: readonly string[];
};

export function additionLines({ report, mapping, variables, notes }: AdditionFacts): readonly Labeled[] {
  const { changes } = report;
  const known = changes.unchanged + changes.called_already;
  const other = changes.changed + changes.corrected_unreached + changes.corrected_reached + changes.corrected_called;
  const samples = report.samples.map(maskNumber).join(', ');
  const names = variables.leave.map(({ name }) => name);
  return [
    ['list', `${report.list} (${count(report.rows, 'row')})`],
    ['numbers in', `${mapping.toNumber.join(', ')}${samples === '' ? '' : `: ${samples}`}`],
    ['agent gets', names.length === 0 ? 'nothing' : names.join(', ')],
    ['to add', count(changes.new, 'contact')],
    ...(known === 0
      ? []
      : [['known', `${count(known, 'row')} of people who are in it already: not added twice`] as const]),
    ...(other === 0
      ? []
      : [
          [
            'known',
            `${count(other, 'row says', 'rows say')} something else of people who are in it: left as they are`,
          ] as const,
        ]),
    ...(report.rejected + report.skipped === 0
      ? []
      : [['not added', codesWords(Object.entries(report.byCode))] as const]),
    ...notes.map((note): Labeled => ['note', note]),
  ];
}
