/** "Stop calling" in English. */
import type { Language } from './language.ts';

const CALL = '(?:call|phone|ring|contact|dial|bother|disturb|harass|text)';
const CALLING = '(?:calling|phoning|ringing|contacting|dialing|bothering|disturbing|harassing|texting)';
const ME =
  '(?:me|us|here|my (?:\\w+ )?(?:number|phone|house|cell|home|line)|this (?:\\w+ )?(?:number|phone|house|line))';

export const ENGLISH: Language = {
  name: 'English',
  clear: [
    `\\b(?:stop|quit|cease) (?:\\w+ing )?${CALLING}(?: ${ME})?`,
    `\\bcease and desist\\b(?: ${CALLING}(?: ${ME})?)?`,
    `\\b(?:do not|don ?t|never) (?:you )?(?:ever )?(?:dare )?${CALL} (?:${ME}|again|back|anymore|any more)`,
    `\\b(?:don ?t|do not) want (?:you|you guys|you people|anyone|anybody) (?:to (?:ever )?${CALL}|${CALLING})(?: ${ME})?`,
    `\\b(?:don ?t|do not) want (?:to (?:get|receive|have) )?(?:any )?(?:more )?(?:of )?(?:these |those |your |any )?(?:phone )?calls\\b`,
    `\\b(?:don ?t|do not|never) (?:want|wish|like) to (?:be (?:called|contacted|phoned)|hear from you)\\b`,
    `\\b(?:take|get|remove|delete|drop|scratch|strike) (?:me|us|my (?:\\w+ )?(?:name|number|phone|information|details)|this number|that number) (?:off|out|from)(?: of)?(?: of)? (?:\\w+ ){0,4}(?:list|lists|database|system|records|contacts|roster)\\b`,
    `\\b(?:put|add|place) (?:me|us|my number|this number) (?:on|to|in) (?:\\w+ )?(?:do not|don ?t|no) call\\b(?: (?:list|registry))?`,
    `\\bno more (?:phone )?calls\\b`,
    `\\blose (?:my|this) number\\b`,
    `\\b(?:opt|opting) (?:me |us )?out\\b`,
    `\\bunsubscribe(?: me| us)?\\b`,
  ],
  follows:
    '(?:please|now|again|anymore|any more|ever|here|at this|on this|from|already|thanks?|ok|okay|or|every day|everyday|all the time|immediately|and|i|we|back|forever|right now|you|altogether|of|with|then|sir|for good|list|registry)',
  doubtful: [
    '^(?:just |please |no )*stop(?: it| this| that| please| now)*$',
    `\\b(?:do not|don ?t|never) ${CALL}$`,
    '\\bleave (?:me|us) alone\\b',
    '\\b(?:take|get) (?:me|us) off\\b',
    '\\bremove (?:me|us|my number)\\b',
    '\\bdo not call list\\b',
    '\\b(?:not|n t) (?:\\w+ )?(?:be )?calling (?:me|us|here)\\b',
    '\\bhow did you get (?:my|this) number\\b.*\\bstop\\b',
  ],
  negates:
    '\\b(?:not|never|no need|don ?t|didn ?t|doesn ?t|won ?t|wouldn ?t|isn ?t|wasn ?t|can ?t|cannot|couldn ?t|haven ?t|without)\\b',
  quotes:
    '\\b(?:he|she|they|wife|husband|mom|mother|dad|father|boss|son|daughter|brother|sister|neighbor|neighbour|people|someone|somebody|everyone|everybody|anyone|who|recording|song|movie|message|email)\\b (?:\\w+ ){0,3}(?:said|says|say|saying|told|tells|tell|asked|asks|wants|wanted|goes|was like)\\b',
  asks: '\\b(?:why|when|did|does|how|what|should|do i|can i|could i|are you saying|was it|where)\\b',
  conditions: '\\b(?:if|unless|whether|until|in case)\\b',
  parts: '(?:and|so|but|please|just|because|then|ok|okay|yes|no|well|look|listen|hey)',
  agent: [
    '\\b(?:take|taken|taking|remove|removed|removing) (?:you|your (?:\\w+ )?number) (?:off|from)\\b',
    '\\b(?:won ?t|will not|never|no longer|not) (?:be )?(?:call|calling|called|contact|contacting|contacted)\\b(?: you)?',
    '\\bstop calling you\\b',
    '\\bdo not call list\\b',
  ],
  yes: '(?:yes|yeah|yep|yup|sure|please|yes please|please do|correct|right|absolutely|ok|okay|of course|do that|i do|i would|that would be great)',
};
