/** Is a column named like one that says what somebody agreed to, when, or where that was written down? */
// Taken for another's (of e-mail, of a text message), a consent would be seen where none is: those are left alone.
import { plainHeader } from './headers.ts';
import { remembered } from './remembered.ts';
import { meansMayCall } from './said-no.ts';

export type ConsentUse = 'level' | 'at' | 'source';

/** Whose or which; never of another channel than the telephone. */
const BEFORE = '(?:tcpa|call|calls|calling|phone|voice|telephone|customer|contact|client|patient|lead|user|marketing)*';
const NOUN =
  '(?:consent|optin|optedin|permission|einwilligung|zustimmung|consentimiento|consentement|consentimento|consenso|toestemming)';
const LEVEL = new RegExp(`^${BEFORE}${NOUN}(?:level|type|status|kind|grade|given|tocall|tocalls)$`);
const WHEN = '(?:at|on|date|time|timestamp|datetime|dateandtime|day|since|utc|am|vom|datum|fecha|le|data|il|op)+';
const AT = new RegExp(
  `^(?:${BEFORE}${NOUN}(?:given|granted|obtained|collected|received|signed|captured|recorded)?${WHEN}` +
    `|(?:date|time|timestamp|day|datum|fecha|data)(?:of|de|der|del|du|da|di)?(?:la|l)?${BEFORE}${NOUN}` +
    `|consented${WHEN}|opted?in${WHEN})$`,
);
const FROM =
  '(?:source|method|channel|url|form|page|proof|evidence|basis|origin|via|by|text|language|record|quelle|fuente|origen|fonte|bron)+';
const SOURCE = new RegExp(
  `^(?:${BEFORE}${NOUN}(?:given|granted|obtained|collected|signed)?${FROM}|(?:source|method|proof|basis)of${BEFORE}${NOUN})$`,
);

/** Null: none of them. */
export const consentUse = remembered((header: string): ConsentUse | null => {
  const plain = plainHeader(
    header
      .replace(/[([][^()[\]]*[)\]]/g, '')
      .normalize('NFKD')
      .replace(/\p{M}+/gu, ''),
  );
  if (AT.test(plain)) return 'at';
  if (SOURCE.test(plain)) return 'source';
  return LEVEL.test(plain) || meansMayCall(header) ? 'level' : null;
});
