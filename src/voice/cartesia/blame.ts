/** Whose fault a refusal is, by its code and words: the destination's, the campaign's, the account's, or nobody can tell. */
// A campaign's fault that is taken for a person's burns the whole list, one person after the other, in seconds. A person's
// that is taken for the campaign's stops everybody until somebody looks. Where nobody can tell, the person's own small
// budget and the count of equal words (engine/dial/refusal-brake.ts) bound the harm either way.
import type { Blame } from '../port.ts';
import { digitsOf } from './fields.ts';
import type { ProviderError } from './provider-error.ts';

/** Who may be called, and for what money, is the account's. */
const ACCOUNT =
  /credential|\bapi ?(key|token)s?\b|\btokens?\b|password|user ?name|authenticat|\bunauthori[sz]ed\b|\baccounts?\b|\bworkspace|\bproject\b|\btenant|organi[sz]ation|(?<!numbering |dial |dialing |dialling )\bplans?\b|\bbalance|\bbilling|\bpayments?\b|\binvoice|\bquota|\bcredits?\b|\bfunds\b|subscription|\bsuspended\b|(usage|spending|daily|monthly|minute|call) limit|limit reached|\bminutes (left|remaining|exhausted|used)|\boverage|\bwallet|\bprepaid\b|\btrial\b|\bupgrade\b|enabled for you\b/;

/** What a campaign names or sends, and what carries its calls. */
const CAMPAIGN =
  /\bvariables?\b|\bagents?\b|\bdeploy|\bpublish|\btrunks?\b|\bproviders?\b|\btelephony\b|\btwilio\b|\bsip\b|certificate|\btls\b|registration|(welcome|initial|first) message|\bgreeting|\bprompts?\b|\binstructions\b|\btemplate|\bplaceholder|\bmetadata\b|\bwebhook|\btools?\b|\bcodec|\bllm\b|\b(voice|language) model|\bmodel\b|\btimeouts?\b|\bserver error|\binternal error|\barguments?\b|\bparameters?\b|\bregions?\b|\bconcurrent|caller ?(id|number)|call(ing|ed)? from\b|\bfrom (phone )?number|\b(source|sender|originating|your|own) (phone )?number|\bsender\b|\b(ap|pn) [a-z\d]{2,}\b|\bconfigur|\bsettings?\b|\b(api )?version\b|\bvoice (was )?not found|(not|cannot|can ?t|unable to|does ?n.?t) (\w+ ){0,3}(place|make|support|enabled for|used for|configured for) outbound|outbound (calls?|calling|dialing) (is|are) not (supported|enabled|allowed|available)( (by|on|for|from)\b|$|\.)|\brequired\b|\bmissing\b/;

/** Said of a destination and of nothing else. */
const DESTINATION_ITSELF =
  /unallocated|do not call|\bdnc\b|opted out|unsubscribed|geo(graphic)? ?permission|\binternational (calls?|calling|numbers?|destinations?|dialing|dialling)\b|unassigned number/;
/** What may be wrong with a destination, so that calling it again is no use … */
const UNCALLABLE =
  'invalid|malformed|not (?:a )?valid|not in e 164|must be (?:in )?e ?\\.?164|blocked|block ?listed|blacklisted|barred|not (?:currently )?(?:permitted|allowed|supported|in service|authori[sz]ed|enabled|reachable|dialable|callable|assigned|known|in the numbering plan)|(?:can ?not|can ?t|may not) be (?:called|dialed|dialled|reached)|unreachable|unsupported|unassigned|forbidden|prohibited|restricted|disconnected|(?:does|do) not exist|nonexistent|unknown(?! (?:error|reason|failure))';
const NOT_NOW = '(?:temporarily )?unavailable|temporarily [a-z ]{0,20}';
/** … said of it: `the destination number is blocked`, `invalid phone number`, `calls to this country are not permitted`. */
const DESTINATION =
  '(?:(?:destination|recipient|callee|called|dialed|dialled|to|phone|telephone|this|the|that|target) )*(?:phone |telephone )?(?:numbers?|destinations?|recipients?|callees?|called party|subscribers?|countr(?:y|ies))(?! of\\b)';
const SAID_AFTER = new RegExp(
  `\\b${DESTINATION}(?: [+•#\\d][\\d ().-]*)?(?: (?:is|was|are|were|has been|seems|looks|status|must be))*(?: not| a| an| on the| currently)*[ :]+(?:${UNCALLABLE}|${NOT_NOW})\\b`,
);
const SAID_BEFORE = new RegExp(
  `\\b(?:${UNCALLABLE}|not support(?: calling)?|block(?:ed|s)?)(?: (?:or|and) \\w+)?(?: (?:calls?|calling|dialing) to)?(?: the| this| that| a| an| to)* ${DESTINATION}\\b`,
);

/** Twilio's own codes for a call (https://www.twilio.com/docs/api/errors): each means one thing, whatever words are around it. */
const BY_TWILIO: ReadonlyMap<string, Blame> = new Map([
  ...['13223', '13224', '13225', '13226', '13227'].map((code) => [code, 'destination'] as const),
  ...['21211', '21214', '21215', '21216', '21217'].map((code) => [code, 'destination'] as const),
  ...['21201', '21205', '21210', '21212', '21213', '21218'].map((code) => [code, 'campaign'] as const),
  ...['10001', '20003', '20005', '20006', '21219'].map((code) => [code, 'account'] as const),
]);

/** The code of the error, or one that Twilio is said to have answered with. */
function twilioCode({ code, message }: ProviderError): string | undefined {
  return code !== null && /^\d{5}$/.test(code) ? code : /twilio\D{0,40}\b(\d{5})\b/i.exec(message)?.[1];
}

/** Who passes the news on is not who is to blame: `Twilio rejected the request: …`, `Provider error: …`. */
const MESSENGER =
  /^(?:[\w ]{0,40}: )?(?:(?:the|your|our) )?(?:\w+ ){0,2}(?:provider|carrier|twilio|trunk|operator|network|gateway)(?: api| error| \d+)*(?: (?:rejected|refused|declined|returned|reports|reported|responded|replied|says|said|answered|failed)(?: (?:the |this |your )?(?:request|call|dial|attempt|destination))?(?: with| as| that| because)?)?(?:: |(?<=that|as) )/;

/** `to`: digits. `sent`: names of the variables that were sent along. */
export function blameOf(error: ProviderError, to: string | null, sent: readonly string[] = []): Blame {
  // What is said of a variable is said of everybody's; a name without `_` may be any word.
  if (sent.some((name) => name.includes('_') && name !== 'to_number' && namesField(error.message, name)))
    return 'campaign';
  const byTwilio = BY_TWILIO.get(twilioCode(error) ?? '');
  if (byTwilio !== undefined) return byTwilio;
  const byCode = blameOfWords(plain(error.code ?? ''));
  const words = plain(error.message);
  const said = words.replace(MESSENGER, '');
  const byWords = namesAnother(error.message, to) ? 'campaign' : blameOfWords(said);
  // What all share outranks what is one person's, whichever of the two says it.
  for (const blame of ['account', 'campaign', 'destination'] as const) {
    if (byCode === blame || byWords === blame) return blame;
  }
  return said === words ? 'unplaced' : blameOfWords(words);
}

const FOR_NOW = /temporar|try again|later|unavailable/;

/** Of what is said of a destination: whether it will never be called. A wrong yes loses a person, so "later" outranks it. */
export function isForGood(error: ProviderError): boolean {
  return !FOR_NOW.test(`${plain(error.code ?? '')} ${plain(error.message)}`);
}

function blameOfWords(text: string): Blame {
  if (ACCOUNT.test(text)) return 'account';
  if (CAMPAIGN.test(text)) return 'campaign';
  const its = DESTINATION_ITSELF.test(text) || SAID_AFTER.test(text) || SAID_BEFORE.test(text);
  return its ? 'destination' : 'unplaced';
}

/** A phone number that is not the one that was to be called is the caller's: what is said of it is said of every call. */
function namesAnother(message: string, to: string | null): boolean {
  const numbers = (message.match(/\+?\d[\d ().-]{6,}\d/g) ?? []).map(digitsOf).filter((digits) => digits !== null);
  const phones = numbers.filter(({ length }) => length >= 10 && length <= 15);
  return to !== null && phones.length > 0 && phones.some((digits) => !digits.endsWith(to.slice(-10)));
}

function namesField(message: string, name: string): boolean {
  return message.split(/[^\w]+/).includes(name);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’`]/g, "'")
    .replace(/[_-]/g, ' ')
    .replace(/["']/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
