/** Which letters beyond a to z the languages write, the frequent ones first, and names that hold them: by these a table is recognized. */
// Order of the letters: by their frequency in running text and in names, roughly; a slip costs a warning with a sample.
import type { TableName } from './tables.ts';

export type Language = {
  readonly tables: readonly TableName[];
  readonly letters: string;
  readonly script: 'latin' | 'cyrillic' | 'greek';
};

const WESTERN = ['windows-1252', 'iso-8859-15', 'macintosh', 'ibm850'] as const;
const CENTRAL = ['windows-1250', 'iso-8859-2'] as const;
const western = (letters: string): Language => ({ tables: WESTERN, letters, script: 'latin' });
const central = (letters: string): Language => ({ tables: CENTRAL, letters, script: 'latin' });

export const LANGUAGES: readonly Language[] = [
  western('áíóéñúü'),
  western('éèàêçôâîûïëùœ'),
  western('üäöß'),
  western('ãçáéíóêõâúôà'),
  western('òàèùéìóí'),
  western('øåäöæé'),
  western('ëéïèöüó'),
  western('áíðéúóþæöý'),
  // A list of a country where all of them live.
  western('éóáíñüöäçèåøãôêâëïà'),
  central('łóąęśżńćźö'),
  central('áíéřěčžýšůúňďťôľäĺŕóö'),
  central('áéőöóíüúű'),
  central('ăâîşţșț'),
  central('čšžćđ'),
  { tables: ['windows-1251'], letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёієїґ', script: 'cyrillic' },
  { tables: ['windows-1253'], letters: 'αοιετσνηυρπκμλςωδγχάθίόέφύβήώξζψϊϋ', script: 'greek' },
  { tables: ['windows-1254'], letters: 'ışğüöçâîû', script: 'latin' },
];

/** How often each table is met, in the measure of the letters' weights: it decides where nothing else does. */
export const PRIORS: Readonly<Partial<Record<TableName, number>>> = {
  'windows-1252': 3,
  'iso-8859-15': 2.9,
  macintosh: 1.5,
  'windows-1250': 1,
  'iso-8859-2': 0.9,
  'windows-1251': 1,
  'windows-1253': 1,
  'windows-1254': 1,
  ibm850: 0,
};

export const KNOWN_NAMES: ReadonlySet<string> = new Set(
  (
    'josé maría garcía jesús núñez muñoz peña ibáñez gonzález hernández martínez lópez pérez sánchez ramírez rodríguez ' +
    'fernández gómez díaz álvarez jiménez vázquez gutiérrez suárez ángel sofía lucía inés raúl andrés mónica verónica ' +
    'adrián sebastián ramón simón tomás joaquín martín agustín iñigo begoña castañeda méxico bogotá medellín españa ' +
    'rené andré françois françoise hélène jérôme chloé zoé noël anaïs benoît léa élodie céline québec montréal ' +
    'müller schröder schäfer jürgen günther jörg björn käthe groß weiß köhler krüger könig bäcker straße münchen köln ' +
    'zürich joão gonçalves conceição são antónio antônio mário júlia luís nicolò niccolò forlì søren jørgensen ' +
    'sørensen bjørn åsa åke öberg göran håkan sjöberg lindström guðrún þór sigurðardóttir ' +
    'wałęsa kowalczyk łukasz michał paweł wiśniewski wójcik kamiński zieliński woźniak kozłowski małgorzata łódź kraków ' +
    'dvořák novák novotný černý procházka kučera veselý horák němec jiří tomáš šťastný lukáš františek růžička ' +
    'erdős szabó tóth horváth kovács molnár jános lászló istván győr ştefan ionuţ mihăilescu ' +
    'milošević jovanović petrović đorđević ivanović nikolić yılmaz şahin doğan çelik öztürk yıldız kılıç özdemir arslan ' +
    'aydın yıldırım çetin kaya gülşen ayşe'
  ).split(' '),
);
