/** Whose fault a refusal is, by its code and words: the destination's, the campaign's, the account's, or nobody can tell. */
// A campaign's fault that is taken for a person's burns the whole list, one person after the other, in seconds. A person's
// that is taken for the campaign's stops everybody until somebody looks. Where nobody can tell, the person's own small
// budget and the count of equal words (dial/refusals.ts) bound the harm either way.
import type { Blame } from '../port.ts';
import { digitsOf } from './fields.ts';
import type { ProviderError } from './provider-error.ts';

/** Who may be called, and for what money, is the account's. */
const ACCOUNT =
  /credential|\bapi ?keys?\b|authenticat|\bunauthori[sz]ed\b|\baccounts?\b|(?<!numbering |dial |dialing |dialling )\bplans?\b|\bbalance|\bbilling|\bpayments?\b|\binvoice|\bquota|\bcredits?\b|\bfunds\b|subscription|\bsuspended\b|usage limit|\boverage|\bwallet|\bprepaid\b|\btrial\b|organi[sz]ation/;

/** What a campaign names or sends, and what carries its calls. */
const CAMPAIGN =
  /\bvariables?\b|\bagents?\b|\bdeploy|\bpublish|\btrunks?\b|\bproviders?\b|\btelephony\b|\btwilio\b|\bsip\b|(welcome|initial|first) message|\bgreeting|\bprompts?\b|\binstructions\b|\btemplate|\bplaceholder|\bmetadata\b|\bwebhook|\btools?\b|caller ?id|\bfrom (phone )?number|\bsource number|\b(ap|pn) [a-z\d]{2,}\b|\bconfigur|\bsettings?\b|\b(api )?version\b|\b(voice|model) (was )?not found|(not|cannot|can ?t|unable to|does ?n.?t) (\w+ ){0,3}(place|make|support|enabled for|used for|configured for) outbound|outbound (calls?|calling|dialing) (is|are) not (supported|enabled|allowed|available)( (by|on|for|from)\b|$|\.)|\brequired\b|\bmissing\b/;

/** Said of a destination and of nothing else. */
const DESTINATION_ITSELF =
  /unallocated|do not call|\bdnc\b|opted out|unsubscribed|geo(graphic)? ?permission|\binternational\b|unassigned number/;
/** What may be wrong with a destination, so that calling it again is no use … */
const UNCALLABLE =
  /invalid|malformed|not (a )?valid|\bblock(ed|list)|blacklist|barred|not (permitted|allowed|supported|in service|authori[sz]ed|enabled|reachable|dialable|callable|assigned|known)|(can ?not|can ?t|may not) be (called|dialed|dialled|reached)|unreachable|unsupported|unassigned|forbidden|prohibited|restricted|disconnected|(does|do) not exist|nonexistent|unknown/;
/** … if it is a destination that is spoken of. */
const DESTINATION =
  /number|destination|recipient|callee|called party|subscriber|\bphone\b|countr|\bdial(ed|led|ing|ling)?\b/;
const FOR_NOW = /temporar|try again|later|unavailable/;

/** Who passes the news on is not who is to blame: `Twilio rejected the request: …`, `Provider error: …`. */
const MESSENGER =
  /^(?:[\w ]{0,40}: )?(?:(?:the|your|our) )?(?:\w+ ){0,2}(?:provider|carrier|twilio|trunk|operator|network|gateway)(?: api| error| \d+)*(?: (?:rejected|refused|declined|returned|reports|reported|responded|replied|says|said|answered|failed)(?: (?:the |this |your )?(?:request|call|dial|attempt|destination))?(?: with| as| that| because)?)?(?:: |(?<=that|as) )/;

/** `to`: digits. `sent`: names of the variables that were sent along. */
export function blameOf(error: ProviderError, to: string | null, sent: readonly string[] = []): Blame {
  // What is said of a variable is said of everybody's; a name without `_` may be any word.
  if (sent.some((name) => name.includes('_') && name !== 'to_number' && namesField(error.message, name)))
    return 'campaign';
  const code = plain(error.code ?? '');
  const byCode = blameOfWords(code);
  if (byCode !== 'unplaced') return byCode;
  const words = plain(error.message);
  const said = words.replace(MESSENGER, '');
  const blame = namesAnother(error.message, to) ? 'campaign' : blameOfWords(said);
  return blame === 'unplaced' && said !== words ? blameOfWords(words) : blame;
}

/** Whether it says that this destination will never be called. A wrong yes loses a person, so "later" outranks it. */
export function isForGood(error: ProviderError): boolean {
  const text = `${plain(error.code ?? '')} ${plain(error.message)}`;
  return (UNCALLABLE.test(text) || DESTINATION_ITSELF.test(text)) && !FOR_NOW.test(text);
}

function blameOfWords(text: string): Blame {
  if (ACCOUNT.test(text)) return 'account';
  if (CAMPAIGN.test(text)) return 'campaign';
  if (DESTINATION_ITSELF.test(text)) return 'destination';
  return DESTINATION.test(text) && (UNCALLABLE.test(text) || FOR_NOW.test(text)) ? 'destination' : 'unplaced';
}

/** A phone number that is not the one that was to be called is the caller's: what is said of it is said of every call. */
function namesAnother(message: string, to: string | null): boolean {
  const numbers = (message.match(/\+?\d[\d ().-]{6,}\d/g) ?? []).map(digitsOf).filter((digits) => digits !== null);
  const phones = numbers.filter(({ length }) => length >= 10 && length <= 15);
  return to !== null && phones.length > 0 && phones.every((digits) => !digits.endsWith(to.slice(-10)));
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
