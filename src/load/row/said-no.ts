/** Does a row itself say that its person is not to be called? By a column such as "Do not call", or by a consent that was refused. */
// Rung all the same, somebody who said no is called by a list that said so; left out wrongly, they are named, and wait for
// whoever mends the cell. So what stands in such a column is a no unless it says plainly that it is none.
import { plainHeader } from './headers.ts';
import { remembered } from './remembered.ts';

export type SaidNo = { readonly column: string; readonly value: string };

/** The whole header, compared by letters and digits: "Do Not Call?", "DNC_Flag", "Opt-out (calls)". */
const NO_CALLS = new RegExp(
  `^(?:is|has|flag|phone|call|calls|voice|contact|customer|patient|client|member)?(?:${[
    ...['donotcall', 'donotphone', 'donotring', 'donotcontact', 'donotdial', 'dontcall', 'dontcontact', 'nocall'],
    ...[
      'nocalls',
      'nevercall',
      'dnc',
      'dndcall',
      'dncregistry',
      'dnclist',
      'ondnc',
      'optout',
      'optedout',
      'optoutcall',
    ],
    ...['optoutcalls', 'calloptout', 'phoneoptout', 'unsubscribed', 'unsubscribe', 'callblocked', 'suppressed'],
    ...['nollamar', 'nocontactar', 'nodeseallamadas', 'bajadellamadas', 'listarobinson'],
    ...['nepasappeler', 'neplusappeler', 'nepascontacter', 'bloctel', 'oppositionappels'],
    ...[
      'nichtanrufen',
      'nichtmehranrufen',
      'keineanrufe',
      'nichtkontaktieren',
      'anrufsperre',
      'werbesperre',
      'robinsonliste',
    ],
    ...['naoligar', 'naocontatar', 'naoperturbe', 'naocontactar'],
    ...['nonchiamare', 'noncontattare', 'registroopposizioni'],
    ...['nietbellen', 'nietmeerbellen', 'bellenietmeer', 'belmenietregister', 'nietcontacteren'],
  ].join('|')})(?:flag|yn|status|list|calls?|phone|requested|request|date|on|at|since)?$`,
);

/** What says that they may be called: a plain no in it is a no. */
const MAY_CALL = new RegExp(
  `^(?:${[
    ...['oktocall', 'okaytocall', 'maywecall', 'cancall', 'callconsent', 'consenttocall', 'consenttocalls'],
    ...['phoneconsent', 'callpermission', 'permissiontocall', 'optin', 'optedin', 'calloptin', 'phoneoptin'],
    ...['consent', 'tcpaconsent', 'consentgiven', 'calleable', 'callable'],
    ...['consentimiento', 'consentimientollamadas', 'sepuedellamar', 'consentement', 'consentementappel'],
    ...['einwilligung', 'einwilligunganruf', 'darfangerufenwerden', 'consentimento', 'consenso', 'consensochiamate'],
    ...['toestemming', 'toestemmingbellen'],
  ].join('|')})(?:flag|yn|given)?$`,
);

const NOES: ReadonlySet<string> = new Set(
  [
    'no',
    'n',
    'false',
    'f',
    '0',
    'off',
    'nein',
    'non',
    'nao',
    'nee',
    'none',
    'never',
    'denied',
    'refused',
    'declined',
  ].concat(['revoked', 'withdrawn', 'optedout', 'optout', 'falsch', 'faux', 'falso', 'onwaar']),
);
/** In a column of refusals: nothing was refused. */
const NOTHING: ReadonlySet<string> = new Set(
  ['', 'no', 'n', 'false', 'f', '0', 'off', 'nein', 'non', 'nao', 'nee', 'none', 'na', 'null', 'falsch', 'faux'].concat(
    [
      'falso',
      'onwaar',
      'ok',
      'okay',
      'oktocall',
      'active',
      'allowed',
      'notset',
      'unknown',
      'blank',
      'clear',
      'cleared',
    ],
  ),
);

type Meaning = 'no_calls' | 'may_call' | null;

const meaningOf = remembered((header: string): Meaning => {
  const plain = folded(header.replace(/[([][^()[\]]*[)\]]/g, ''));
  if (NO_CALLS.test(plain)) return 'no_calls';
  return MAY_CALL.test(plain) ? 'may_call' : null;
});

/** Whether they may be called is the caller's own business: nothing to be told to an agent. */
export function isAboutCalling(header: string): boolean {
  return meaningOf(header) !== null;
}

/** `Consent`, `OK to call`: a yes in it is one. */
export function meansMayCall(header: string): boolean {
  return meaningOf(header) === 'may_call';
}

/** Undefined: the row says nothing against it. `consents`: columns that say it by whatever name they have. */
export function saidNo(cells: Readonly<Record<string, string>>, consents: readonly string[] = []): SaidNo | undefined {
  for (const [column, value] of Object.entries(cells)) {
    const meaning = meaningOf(column) ?? (consents.includes(column) ? 'may_call' : null);
    if (meaning === null) continue;
    const plain = folded(value);
    const no = meaning === 'no_calls' ? !NOTHING.has(plain) || /^[☑✓✔✗✘☒]/u.test(value.trim()) : NOES.has(plain);
    if (no) return { column, value };
  }
  return undefined;
}

/** `Não ligar` → `naoligar`. */
function folded(text: string): string {
  return plainHeader(text.normalize('NFKD').replace(/\p{M}+/gu, ''));
}
