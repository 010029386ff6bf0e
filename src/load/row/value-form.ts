/** A variable as the campaign file writes it: a column, or a column and the form in which its values are said; and back again. */
import type { NamedColumn } from '../../model/load-report.ts';

/** Checked against the schema before. */
export type WrittenColumn =
  | string
  | {
      readonly column: string;
      readonly format?: 'spoken' | 'as_is' | undefined;
      readonly timezone?: string | undefined;
      readonly language?: string | undefined;
      readonly order?: 'mdy' | 'dmy' | undefined;
    };

export function namedColumn(name: string, given: WrittenColumn): NamedColumn {
  if (typeof given === 'string') return { name, column: given };
  const { column, format, timezone = 'contact', language = 'en', order = null } = given;
  if (format === undefined) return { name, column };
  return { name, column, form: format === 'as_is' ? { is: 'as_is' } : { is: 'spoken', timezone, language, order } };
}

/** For a hint that says what to write: nothing of the form may be lost by copying it. */
export function writtenColumn({ column, form }: NamedColumn): WrittenColumn {
  if (form === undefined) return column;
  if (form.is === 'as_is') return { column, format: 'as_is' };
  const { timezone, language, order } = form;
  return {
    column,
    format: 'spoken',
    ...(timezone === 'contact' ? {} : { timezone }),
    ...(language === 'en' ? {} : { language }),
    ...(order === null ? {} : { order }),
  };
}
