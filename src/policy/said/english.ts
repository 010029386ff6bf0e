/** "Stop calling" in English. */
import type { Language } from './language.ts';

const CALL = '(?:call|phone|ring|contact|dial|bother|disturb|harass|text)';
const CALLING = '(?:calling|phoning|ringing|contacting|dialing|bothering|disturbing|harassing|texting)';
const ME =
  '(?:me|us|here|my (?:\\w+ )?(?:number|phone|house|cell|home|line)|this (?:\\w+ )?(?:number|phone|house|line))';

export const ENGLISH: Language = {
  name: 'English',
  clear: [
    `\\b(?:stop|quit|cease) (?:\\w+ing )?${CALLING}(?: ${ME})?(?: up)?`,
    `\\bcease and desist\\b(?: ${CALLING}(?: ${ME})?)?`,
    `\\b(?:do not|don ?t|never) (?:you )?(?:ever )?(?:dare )?${CALL} (?:${ME}|again|back|anymore|any more)`,
    `\\b(?:don ?t|do not) want (?:you|you guys|you people|anyone|anybody) (?:to (?:ever )?${CALL}|${CALLING})(?: ${ME})?`,
    `\\b(?:don ?t|do not) want (?:to (?:get|receive|have) )?(?:any )?(?:more )?(?:of )?(?:these |those |your |any )?(?:phone )?calls\\b`,
    `\\b(?:don ?t|do not|never|no longer) (?:(?:want|wish|like) to|wanna) (?:be (?:called|contacted|phoned)|hear from you|(?:get|receive|have) (?:\\w+ ){0,3}calls)\\b`,
    `\\b(?:don ?t|do not) want no more (?:phone )?calls\\b`,
    `\\b(?:revoke|withdraw|take back|cancel) (?:my |any |all )*consent\\b(?: to (?:be )?(?:called|calls|call me|call us|contact me|contacted))?`,
    `\\b(?:don ?t|do not) have (?:my |our )?(?:permission|consent) to ${CALL}(?: ${ME})?`,
    `\\b(?:stop|quit|enough|done) with (?:all )?(?:the|these|those|your) (?:phone )?calls\\b`,
    `\\bbe (?:taken|removed|deleted) (?:off|out|from)(?: of)? (?:\\w+ ){0,4}(?:list|lists|database|system|records|roster)\\b`,
    `\\b(?:take|get|remove|delete|drop|scratch|strike|scrub|erase) (?:me|us|my (?:\\w+ ){0,3}(?:name|number|phone|information|details)|this number|that number) (?:off|out|from)(?: of)?(?: of)? (?:\\w+ ){0,4}(?:list|lists|database|system|records|contacts|roster)\\b`,
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
    '\\b(?:stop|quit|cease|enough)\\b(?: \\w+){0,4} (?:calls|calling|phoning|ringing)\\b',
    '\\b(?:stop|quit) \\w+ing (?:\\w+ )?(?:me|us|my (?:phone|cell|house))\\b',
    // A word of refusal near one of calling: sentences that nobody foresaw.
    '\\b(?:tell|told|said|say)(?: you)?(?: to)? stop\\b',
    '\\b(?:not|never|don ?t|didn ?t|won ?t)\\b(?: \\w+){0,4} (?:call|calling|called|contact|contacting|phone|use this number)(?: \\w+){0,3} (?:anymore|any more|again|ever)\\b',
    '\\b(?:not|never|don ?t) (?:\\w+ ){0,2}use this number\\b',
    '\\b(?:tired|sick|fed up|annoyed|done|enough|need|want|no)\\b(?: \\w+){0,4} (?:these|those|your|any|more)(?: \\w+){0,2} calls\\b',
    '\\byou(?: \\w+){0,2} (?:keep|kept)(?: on)? calling (?:me|us|here)\\b',
    '\\boff (?:of )?(?:your|the|this|that) (?:\\w+ )?(?:list|lists)\\b',
    '\\b(?:take|get|want) my (?:name|number) off\\b',
    '\\bdo not call (?:registry|register)\\b',
    '\\b(?:discontinue|refrain from|desist from|cease)\\b',
    '\\bblock (?:my|this) number\\b',
    '\\b(?:don ?t|do not|never|no) (?:\\w+ )?consent\\b',
    '\\bstop it$',
    '\\b(?:asked|told|begged|warned)(?: you)?(?: guys| people)? not to (?:be )?(?:call|called|contact|contacted|phone)\\b',
    '\\b(?:no|any) (?:right|permission|business|reason)(?: \\w+){0,2} (?:call|calling|contact|contacting)\\b',
    '\\b(?:nobody|no one|none of you|not one of you)(?: \\w+){0,2} calls? (?:me|us|here|this number)\\b',
    '\\b(?:sick|tired|fed up)(?: \\w+){0,4} (?:calling|calls)\\b',
    '\\b(?:harassment|harassing|stalking)\\b',
    '\\b(?:any )?more of (?:your|these|those) calls\\b',
    '^(?:please )?(?:no|never)(?: ever)? calls?(?: please)?$',
    '\\bforget (?:my|this) number\\b',
    '\\b(?:delete|erase|scrub) (?:my|this|our) (?:\\w+ )?number\\b',
    '\\bcall(?:ed|ing)? (?:me |us |here |this number )?(?:again|back)\\b.*\\b(?:lawyer|attorney|police|sue|suing|report|complaint|harassment)\\b',
    '^(?:oh |just |please |hey )*(?:buzz off|get lost|go away|piss off|fuck off|bugger off)\\b',
  ],
  negates:
    '\\b(?:not|never|no need|don ?t|didn ?t|doesn ?t|won ?t|wouldn ?t|isn ?t|wasn ?t|can ?t|cannot|couldn ?t|haven ?t|without)\\b',
  quotes:
    '\\b(?:he|she|they|wife|husband|mom|mother|dad|father|boss|son|daughter|brother|sister|neighbor|neighbour|people|someone|somebody|everyone|everybody|anyone|who|recording|song|movie|message|email)\\b (?:\\w+ ){0,3}(?:said|says|say|saying|told|tells|tell|asked|asks|wants|wanted|goes|was like)\\b',
  limits:
    '(?:until|till|before|after|today|tonight|tomorrow|this (?:week|morning|evening|month)|on (?:sunday|saturday|the weekend|weekend|my cell|my work)|at (?:night|work|home|this hour|this time|noon)|during|while|in the (?:morning|evening|afternoon|night)|so (?:early|late)|for (?:a while|a few|the next|now))\\b',
  asks: '\\b(?:why|when|did|does|how|what|should|do i|can i|could i|are you saying|was it|where)\\b',
  conditions: '\\b(?:if|unless|whether|until|in case)\\b',
  parts: '(?:and|so|but|please|just|because|then|ok|okay|yes|no|well|look|listen|hey)',
  agent: [
    '\\b(?:take|taken|taking|remove|removed|removing) (?:you|your (?:\\w+ )?number) (?:off|from)\\b',
    '\\b(?:won ?t|will not|never|no longer|not) (?:be )?(?:call|calling|called|contact|contacting|contacted)\\b(?: you)?',
    '\\bstop calling you\\b',
    '\\bdo not call list\\b',
  ],
  offers: '\\b(?:say|press|reply|text us|tell (?:us|me)|let (?:us|me) know|just ask|any ?time)\\b',
  yes: '(?:yes|yeah|yep|yup|sure|please|yes please|please do|correct|right|absolutely|ok|okay|of course|do that|i do|i would|that would be great)',
};
