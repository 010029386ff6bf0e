/** What the header of a column says of its cells, as far as it decides whether they can be said: dates, times, names, money. */
// English, Spanish, French, German, Portuguese, Italian, Dutch: the languages of `sensitive-columns.ts`.

import type { NamedColumn } from '../../model/load-report.ts';

/** `date`: `surely` where a bare 46357 is a day, `perhaps` where it may be an order's number too. */
export type Meaning = {
  readonly date: 'surely' | 'perhaps' | 'no';
  readonly time: boolean;
  /** Of a person: "Null" and "Nan" are names. */
  readonly name: boolean;
  readonly money: boolean;
  /** Of a place: NA is Namibia, and a part of America. */
  readonly place: boolean;
  /** A day that has yet to come when it is spoken of. */
  readonly coming: boolean;
  /** One that is past: the last visit. */
  readonly over: boolean;
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const DATE = set(
  'date dates datetime timestamp appointment appointments appt appts fecha fechas cita citas rdv ' +
    'datum data termin termine terminen appuntamento appuntamenti afspraak afspraken dia jour giorno tag dag day',
);
const PERHAPS = set(
  'when visit slot due deadline start starts begin expiry expires expiration schedule scheduled arrival departure ' +
    'checkin checkout delivery pickup renewal meeting booking reservation vencimiento visita reserva echeance visite ' +
    'rendezvous beginn faellig fallig lieferung consulta agendamento marcacao vencimento scadenza prenotazione vervaldatum bezoek',
);
const TIME = set(
  'time times hour datetime timestamp appointment appt slot hora horas horario heure heures horaire uhrzeit zeit ' +
    'termin ora ore orario tijd tijdstip cita rdv appuntamento afspraak',
);
/** Of compounds: Liefertermin, Startuhrzeit, Vervaldatum. */
const DATE_END = /(?:datum|termin|afspraak)$/;
const TIME_END = /(?:uhrzeit|termin|tijdstip|tijd|zeit)$/;

/** What makes a number of a column that speaks of dates one to be counted or looked up. */
const COUNTED = set(
  'id ids no nr num number numero nummer code codigo ref reference count qty quantity zone zona zip duration spent ' +
    'response wait minutes mins hours days weeks type tipo reason status dauer duree durata duracion zeitzone tijdzone',
);
const MONEY = set(
  'price prices amount total cost costs fee fees balance value salary income payment rent loan quote budget sum usd eur gbp ' +
    'precio importe monto saldo costo coste tarifa valor prix montant solde cout tarif betrag preis summe kosten ' +
    'preco custo prezzo importo costo totale prijs bedrag',
);
const NAME = set(
  'name names firstname lastname surname forename fullname middlename first last family given initial initials fname lname ' +
    'nombre nombres apellido apellidos nom prenom noms vorname nachname familienname zuname nome cognome sobrenome ' +
    'apelido naam voornaam achternaam roepnaam patient patients customer client contact guest member owner parent ' +
    'paciente cliente kunde patientin ospite paziente klant doctor dr provider physician arzt medico medecin arts',
);
const JOINS = set('and or of the de del della des du et und en van der');
const PLACE = set(
  'country region state province territory area land pais estado pays etat provincia provincie paese regione staat bundesland',
);
const COMING = set(
  'appointment appointments appt appts cita citas rdv termin appuntamento afspraak consulta visit visita due slot deadline ' +
    'delivery pickup reservation booking meeting renewal expires vencimiento vencimento scadenza echeance',
);
const GONE = set(
  'last previous prior past since created updated modified joined birth born dob ultimo ultima anterior dernier derniere ' +
    'precedent letzte letzter letztes vorige seit laatste ultimi ultime sent completed closed first signup registered ordered purchase',
);

/** A variable, and what the header of its column says. */
export type SaidColumn = { readonly one: NamedColumn; readonly meaning: Meaning };

const columns = new WeakMap<NamedColumn, SaidColumn>();

/** A list has few columns and many rows: each header is read once. */
export function saidColumn(one: NamedColumn): SaidColumn {
  const known = columns.get(one);
  if (known !== undefined) return known;
  const made = { one, meaning: meaningOf(one.column) };
  columns.set(one, made);
  return made;
}

/** Says the header nothing but whose name it is? `Last, First`, `Nombre y apellidos`; not `Patient group`. */
export function isNameAlone(header: string): boolean {
  const words = wordsOf(header).filter((word) => word.length > 1 && !/^\d+$/.test(word) && !JOINS.has(word));
  return words.length > 0 && words.every((word) => NAME.has(word));
}

export function meaningOf(header: string): Meaning {
  const words = wordsOf(header);
  // "Check-in" and "rendez-vous" are one word too.
  const all = [...words, ...words.slice(1).map((word, at) => `${words[at] ?? ''}${word}`)];
  const says = (list: ReadonlySet<string>): boolean => all.some((word) => list.has(word));
  const money = says(MONEY);
  const counted = money || says(COUNTED);
  const gone = says(GONE);
  const surely = says(DATE) || words.some((word) => DATE_END.test(word));
  return {
    date: counted ? 'no' : surely ? 'surely' : says(PERHAPS) ? 'perhaps' : 'no',
    time: !counted && (says(TIME) || words.some((word) => TIME_END.test(word))),
    name: says(NAME),
    money,
    place: says(PLACE),
    coming: says(COMING) && !gone,
    over: gone,
  };
}

function wordsOf(header: string): readonly string[] {
  return header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
