/** "Stop calling" in German and Dutch. */
import type { Language } from './language.ts';

export const GERMAN: Language = {
  name: 'German',
  clear: [
    '\\bh(?:or|oe?r)(?:en|t|e)? (?:sie |endlich |bitte |sofort |jetzt )*auf(?: ,| endlich| bitte| damit| sofort)*(?: mich| uns| hier| diese nummer| bei mir| bei uns)*(?: standig| immer| dauernd)? (?:anzurufen|zu belastigen|zu nerven|zu storen|zu kontaktieren)',
    '\\bh(?:or|oe?r)(?:en|t|e)? (?:sie |endlich |bitte |sofort |jetzt )*(?:mit )?(?:den|diesen|ihren) anrufen auf',
    '\\b(?:ruf|rufe|rufen|ruft|kontaktieren|belastigen|storen|nerven) (?:sie |bitte |mich |uns |hier |bei mir |bei uns |diese nummer |unter dieser nummer |doch )*(?:nicht|nie|niemals)(?: mehr| wieder| noch einmal| nochmal| noch mal)?',
    '\\b(?:nicht|nie|niemals) (?:mehr|wieder) (?:an(?:rufen|gerufen|zurufen)|kontaktiert|kontaktieren|belastigt|gestort)',
    '\\bkeine (?:weiteren |ihrer |solchen |weitere )?(?:werbe)?anrufe (?:mehr|von ihnen)',
    '\\b(?:will|mochte|wunsche|verbitte mir) (?:\\w+ ){0,2}keine (?:weiteren |ihrer |solchen )?anrufe',
    '\\b(?:streich|streichen|losch|loschen|entfern|entfernen|nehmen|nimm|werfen)(?: sie)?(?: bitte)? (?:mich|uns|meine (?:\\w+ )?(?:nummer|telefonnummer|daten)|diese nummer)(?: bitte| sofort)? (?:aus|von) (?:\\w+ ){0,3}(?:liste|listen|kartei|datenbank|system|verteiler|daten|kundenliste|anrufliste)\\b',
  ],
  follows:
    '(?:an|mehr|wieder|bitte|danke|hier|unter|jetzt|endlich|sofort|sonst|und|ich|mich|uns|werden|raus|heraus|noch|kontaktiert)',
  doubtful: [
    '\\b(?:lassen|lass|lasst)(?: sie)? (?:mich|uns)(?: \\w+){0,2} in (?:ruhe|frieden)',
    '\\bsperrliste\\b',
    '^(?:bitte )?(?:nicht anrufen|aufhoren|horen sie auf|hor auf)(?: bitte| damit)*$',
    '\\baufhoren (?:\\w+ ){0,2}anzurufen',
    '\\bwiderspreche\\b',
  ],
  negates: '\\b(?:nicht|nie|niemals|kein|keine|keinen|ohne)\\b',
  quotes:
    '\\b(?:er|sie|mann|frau|chef|chefin|mutter|vater|sohn|tochter|bruder|schwester|jemand|leute|nachbar|nachbarin)\\b (?:\\w+ ){0,3}(?:sagte|sagt|gesagt|meinte|meint|wollte|will)\\b',
  asks: '\\b(?:warum|wieso|weshalb|wann|wer|soll ich|darf ich|haben sie gesagt)\\b',
  conditions: '\\b(?:wenn|falls|ob|bevor)\\b',
  parts: '(?:und|aber|also|weil|bitte|dann|horen sie mal|schauen sie|ja|nein)',
  agent: [
    '\\b(?:rufen|rufe|kontaktieren|kontaktiere) (?:wir |ich )?(?:sie |dich )?nicht (?:mehr|wieder)',
    '\\b(?:streiche|streichen|losche|loschen|nehme|nehmen|gestrichen|geloscht|entfernt)\\b.*\\bliste\\b',
    '\\bnicht (?:mehr|wieder) (?:anrufen|angerufen|kontaktieren)',
  ],
  yes: '(?:ja|ja bitte|bitte|gerne|genau|richtig|stimmt|ok|okay|in ordnung|machen sie das)',
};

const PLEASE = '(?:alsjeblieft |alstublieft |aub |eens |nou |nu |er )*';

export const DUTCH: Language = {
  name: 'Dutch',
  clear: [
    `\\b(?:stop|stopt|hou|houd|houdt) (?:u )?${PLEASE}(?:op )?(?:er )?${PLEASE}(?:met )?(?:mij |me |ons |dit nummer )?(?:steeds )?(?:te )?(?:bellen|opbellen|lastigvallen|lastig te vallen|contacteren|telefoneren)`,
    `\\b(?:bel|belt|bellen) (?:u |jullie )?(?:mij|me|ons|dit nummer|hier) ${PLEASE}(?:niet|nooit)(?: meer| weer| nog eens)?(?: op| terug)?`,
    '\\b(?:niet|nooit) (?:meer|weer) (?:te )?(?:gebeld|bellen|opbellen|opgebeld|lastigvallen|lastiggevallen|contacteren|benaderd)(?: te)?(?: worden)?',
    '\\bval (?:mij|me|ons) (?:niet|nooit)(?: meer)? lastig',
    '\\bgeen (?:telefoontjes|telefoons|gesprekken|oproepen|telefonische verkoop)(?: van (?:u|jullie))? (?:meer|ontvangen)',
    `\\b(?:haal|haalt|verwijder|verwijdert|schrap|gooi|wis|streep) (?:u )?(?:mij|me|ons|mijn (?:\\w+ )?(?:nummer|naam|gegevens|telefoonnummer)|dit nummer) ${PLEASE}(?:van|uit) (?:\\w+ ){0,2}(?:lijst|lijsten|bestand|bestanden|systeem|database|bellijst)\\b`,
  ],
  follows:
    '(?:meer|weer|alsjeblieft|alstublieft|aub|op|terug|hier|nu|bedankt|dank|ooit|steeds|en|ik|worden|af|ontvangen|graag|onmiddellijk|meteen|de hele)',
  doubtful: [
    '\\blaat (?:mij|me|ons)(?: \\w+)? met rust',
    '\\b(?:uitschrijven|afmelden)\\b',
    '\\bbel(?:t)? (?:niet|nooit)$',
    '\\bbel me niet register\\b',
    '^(?:alsjeblieft |alstublieft )?(?:stop|hou op|houd op)(?: ermee| alstublieft| alsjeblieft| daarmee)*$',
  ],
  negates: '\\b(?:niet|nooit|geen|zonder)\\b',
  quotes:
    '\\b(?:hij|zij|ze|man|vrouw|moeder|vader|baas|zoon|dochter|broer|zus|iemand|mensen|buurman|buurvrouw)\\b (?:\\w+ ){0,3}(?:zei|zegt|zeggen|gezegd|vroeg|vraagt|wil|wilde)\\b',
  asks: '\\b(?:waarom|wanneer|hoe|wie|moet ik|mag ik|zei u)\\b',
  conditions: '\\b(?:als|wanneer|of|tenzij|voordat)\\b',
  parts: '(?:en|maar|dus|want|omdat|luister|kijk|ja|nee)',
  agent: [
    '\\b(?:bellen|bel|zullen|zal) (?:wij |we |ik )?u (?:niet|nooit) (?:meer|weer)',
    '\\b(?:haal|halen|gehaald|verwijder|verwijderd|verwijderen)\\b.*\\blijst\\b',
    '\\bstoppen met (?:u te )?bellen',
  ],
  yes: '(?:ja|ja graag|graag|ja alstublieft|klopt|precies|dat klopt|ok|oke|prima|doe maar)',
};
