/** In which state a postal code lies, by its first three digits (USPS publication 65), and where zones or states part within it. */

/** First three digits, or the first and the last of a run → state. What is nowhere here is a soldier's (APO) or nobody's. */
export const STATE_BY_ZIP3: Readonly<Record<string, string>> = {
  '005': 'NY', '006-007': 'PR', '008': 'VI', '009': 'PR', '010-027': 'MA', '028-029': 'RI', '030-038': 'NH',
  '039-049': 'ME', '050-054': 'VT', '055': 'MA', '056-059': 'VT', '060-069': 'CT', '070-089': 'NJ', '100-149': 'NY',
  '150-196': 'PA', '197-199': 'DE', '200': 'DC', '201': 'VA', '202-205': 'DC', '206-219': 'MD', '220-246': 'VA',
  '247-268': 'WV', '270-289': 'NC', '290-299': 'SC', '300-319': 'GA', '320-339': 'FL', '341-342': 'FL', '344': 'FL',
  '346-347': 'FL', '349': 'FL', '350-369': 'AL', '370-385': 'TN', '386-397': 'MS', '398-399': 'GA', '400-427': 'KY',
  '430-459': 'OH', '460-479': 'IN', '480-499': 'MI', '500-528': 'IA', '530-549': 'WI', '550-567': 'MN', '569': 'DC',
  '570-577': 'SD', '580-588': 'ND', '590-599': 'MT', '600-629': 'IL', '630-658': 'MO', '660-679': 'KS', '680-693': 'NE',
  '700-714': 'LA', '716-729': 'AR', '730-732': 'OK', '733': 'TX', '734-749': 'OK', '750-799': 'TX', '800-816': 'CO',
  '820-831': 'WY', '832-838': 'ID', '840-847': 'UT', '850-865': 'AZ', '870-884': 'NM', '885': 'TX', '889-898': 'NV',
  '900-961': 'CA', '967-968': 'HI', '969': 'GU', '970-979': 'OR', '980-994': 'WA', '995-999': 'AK',
};

/** Of states with more than one zone: where somebody with that code may be. What is not here is in the state's main zone, the first. */
export const ZONES_BY_ZIP3: Readonly<Record<string, readonly [main: string, parts: Readonly<Record<string, string>>]>> = {
  AK: ['America/Anchorage', { 'America/Adak America/Anchorage': '995', 'America/Juneau': '998 999' }],
  AZ: ['America/Phoenix', { 'America/Denver America/Phoenix': '860 864 865' }],
  FL: ['America/New_York', { 'America/Chicago America/New_York': '323 324', 'America/Chicago': '325' }],
  ID: ['America/Boise', { 'America/Boise America/Los_Angeles': '835', 'America/Los_Angeles': '838' }],
  IN: ['America/New_York', { 'America/Chicago America/New_York': '465 469 475 476 478 479', 'America/Chicago': '463 464 477' }],
  KS: ['America/Chicago', { 'America/Chicago America/Denver': '677 678 679' }],
  KY: ['America/New_York', { 'America/Chicago America/New_York': '401 425 426 427', 'America/Chicago': '420 421 422 423 424' }],
  MI: ['America/New_York', { 'America/Chicago America/New_York': '498 499' }],
  ND: ['America/Chicago', { 'America/Chicago America/Denver America/North_Dakota/Center': '585 586 587 588' }],
  NE: ['America/Chicago', { 'America/Chicago America/Denver': '690 691 692', 'America/Denver': '693' }],
  NV: ['America/Los_Angeles', { 'America/Boise America/Denver America/Los_Angeles': '898' }],
  OR: ['America/Los_Angeles', { 'America/Boise America/Los_Angeles': '978 979' }],
  SD: ['America/Chicago', { 'America/Chicago America/Denver': '575 576', 'America/Denver': '577' }],
  TN: ['America/Chicago', { 'America/Chicago America/New_York': '373 377 378 385', 'America/New_York': '374 376 379' }],
  TX: ['America/Chicago', { 'America/Chicago America/Denver': '797 798', 'America/Denver': '799 885' }],
};

/** Post offices of one state that deliver in another as well, or lie where their first digits do not say: every state of theirs. */
export const STATES_BY_ZIP: Readonly<Record<string, string>> = {
  '02861': 'MA RI', '20588': 'MD', '20598': 'VA', '03579': 'ME NH', '06390': 'CT NY', '20135': 'VA WV', '21912': 'DE MD', '30165': 'AL GA', '31905': 'AL GA',
  '37317': 'GA NC TN', '38063': 'MS TN', '38326': 'MS TN', '38852': 'AL MS TN', '42223': 'KY TN', '51001': 'IA SD', '51023': 'IA SD',
  '51360': 'IA MN', '51557': 'IA NE', '51640': 'IA MO', '52542': 'IA MO', '52573': 'IA MO', '52626': 'IA MO', '54540': 'MI WI',
  '56027': 'IA MN', '56136': 'MN SD', '56144': 'MN SD', '56164': 'MN SD', '56219': 'MN SD', '56744': 'MN ND', '57026': 'MN SD',
  '57030': 'MN SD', '57068': 'MN SD', '57078': 'NE SD', '57255': 'ND SD', '57260': 'ND SD', '57430': 'ND SD', '57432': 'ND SD',
  '57437': 'ND SD', '57441': 'ND SD', '57446': 'ND SD', '57457': 'ND SD', '57623': 'ND SD', '57638': 'ND SD', '57641': 'ND SD',
  '57642': 'ND SD', '57645': 'ND SD', '57648': 'ND SD', '57660': 'ND SD', '57717': 'MT SD', '57724': 'MT SD', '58030': 'ND SD', '58041': 'ND SD',
  '58043': 'ND SD', '58225': 'MN ND', '58413': 'ND SD', '58436': 'ND SD', '58439': 'ND SD', '58458': 'ND SD', '58533': 'ND SD', '58538': 'ND SD',
  '58568': 'ND SD', '58623': 'MT ND', '58649': 'ND SD', '58653': 'ND SD', '59221': 'MT ND', '59270': 'MT ND', '59275': 'MT ND', '59847': 'ID MT',
  '63673': 'IL MO', '65729': 'AR MO', '65733': 'AR MO', '65761': 'AR MO', '66541': 'KS NE', '67950': 'KS OK', '68325': 'KS NE', '68719': 'NE SD',
  '68755': 'NE SD', '68978': 'KS NE', '69201': 'NE SD', '69212': 'NE SD', '69216': 'NE SD', '69337': 'NE SD', '71749': 'AR LA', '72643': 'AR MO', '72338': 'AR TN',
  '72395': 'AR TN', '72644': 'AR MO', '73949': 'OK TX', '73960': 'OK TX', '75556': 'AR TX', '79922': 'NM TX', '79837': 'NM TX', '80758': 'CO NE', '81137': 'CO NM',
  '81324': 'CO UT', '82063': 'CO WY', '82082': 'NE WY', '82701': 'SD WY', '82930': 'UT WY', '83111': 'ID WY', '83120': 'ID WY', '83312': 'ID UT',
  '83342': 'ID UT', '83414': 'ID WY', '84034': 'NV UT', '84531': 'AZ UT', '84536': 'AZ UT', '86044': 'AZ UT', '86504': 'AZ NM', '86514': 'AZ UT', '86515': 'AZ NM',
  '87328': 'AZ NM', '88063': 'NM TX', '88220': 'NM TX', '88430': 'NM TX', '89010': 'CA NV', '89019': 'CA NV', '89060': 'CA NV', '89061': 'CA NV',
  '89421': 'NV OR', '89439': 'CA NV', '89832': 'ID NV', '96799': 'AS', '96950': 'MP', '96951': 'MP', '96952': 'MP', '97635': 'CA OR',
  '97910': 'ID OR', '97913': 'ID OR', '99128': 'ID WA', '99362': 'OR WA',
};

/**
 * Zones → post offices of which the first three digits do not say it: whose people keep the clock of the town across the
 * line, whatever the law says (Phenix City, Kenton, Hyder, Texline), or whose bounds cross one.
 */
export const OFFICES_BY_ZONES: Readonly<Record<string, string>> = {
  'America/Chicago America/New_York':
    '36850 36851 36852 36854 36855 36856 36858 36859 36860 36863 36867 36868 36869 36870 36871 36872 36874 36875 36877 37405 37419 ' +
    '46301 46340 46348 46350 46360 46361 46365 46366 46371 46374 46380 46382 46390 46391 47116 47118 47123 47137 47140 47145 47174 47175',
  'America/Chicago America/Denver': '73946 79087 79314 79325 79855',
  'America/Juneau America/Vancouver': '99923',
  'Pacific/Wake': '96898',
};

/** Countries of their own with which the US Postal Service works. */
export const COUNTRY_BY_ZIP: Readonly<Record<string, string>> = {
  '96939': 'PW', '96940': 'PW', '96941': 'FM', '96942': 'FM', '96943': 'FM', '96944': 'FM', '96960': 'MH', '96970': 'MH',
};

/** Of Canada, by the first letter: the provinces. */
export const PROVINCES_BY_LETTER: Readonly<Record<string, string>> = {
  A: 'NL', B: 'NS', C: 'PE', E: 'NB', G: 'QC', H: 'QC', J: 'QC', K: 'ON', L: 'ON', M: 'ON', N: 'ON', P: 'ON', R: 'MB',
  S: 'SK', T: 'AB', V: 'BC', X: 'NT NU', Y: 'YT',
};

/** Of provinces with several zones, by the longest beginning; what is not here may be in any of its province's. */
export const ZONES_BY_FSA: Readonly<Record<string, string>> = {
  A1: 'America/St_Johns', A5: 'America/St_Johns', A8: 'America/St_Johns', G: 'America/Toronto', H: 'America/Toronto', J: 'America/Toronto',
  // The Magdalen Islands, the Lower North Shore, Listuguj.
  G4T: 'America/Halifax', G0B: 'America/Halifax America/Toronto', G0G: 'America/Halifax America/Toronto', G0C: 'America/Halifax America/Toronto',
  K: 'America/Toronto', L: 'America/Toronto', M: 'America/Toronto', N: 'America/Toronto', P: 'America/Toronto',
  // West of the ninetieth meridian.
  P0: 'America/Chicago America/Toronto America/Winnipeg', P8: 'America/Chicago America/Toronto America/Winnipeg',
  P9: 'America/Chicago America/Toronto America/Winnipeg',
  // Creighton lives by Manitoba's clock.
  S0P: 'America/Regina America/Winnipeg',
  V: 'America/Vancouver', V0: 'America/Edmonton America/Vancouver', V1A: 'America/Edmonton America/Vancouver',
  V1C: 'America/Edmonton America/Vancouver', V1G: 'America/Edmonton America/Vancouver', V1J: 'America/Edmonton America/Vancouver',
};

/** Of Australia, by the longest beginning: states, then zones. The capital's lie among those of New South Wales. */
export const PLACES_BY_AU_POSTCODE: Readonly<Record<string, readonly [states: string, zones: string]>> = {
  '02': ['ACT', 'Australia/Sydney'], '0': ['NT', 'Australia/Darwin'],
  '0872': ['NT SA WA', 'Australia/Adelaide Australia/Darwin Australia/Perth'],
  '1': ['NSW', 'Australia/Sydney'], '2': ['ACT NSW', 'Australia/Sydney'],
  '2406': ['NSW QLD', 'Australia/Brisbane Australia/Sydney'],
  '2879': ['NSW', 'Australia/Broken_Hill Australia/Sydney'], '2880': ['NSW', 'Australia/Broken_Hill Australia/Sydney'],
  '2898': ['NSW', 'Australia/Lord_Howe'], '2899': ['NSW', 'Pacific/Norfolk'],
  '3': ['NSW VIC', 'Australia/Melbourne'],
  '4': ['QLD', 'Australia/Brisbane'], '4375': ['NSW QLD', 'Australia/Brisbane Australia/Sydney'],
  '4377': ['NSW QLD', 'Australia/Brisbane Australia/Sydney'], '4380': ['NSW QLD', 'Australia/Brisbane Australia/Sydney'],
  '4383': ['NSW QLD', 'Australia/Brisbane Australia/Sydney'], '4385': ['NSW QLD', 'Australia/Brisbane Australia/Sydney'],
  '4825': ['NT QLD', 'Australia/Brisbane Australia/Darwin'],
  '5': ['SA', 'Australia/Adelaide'], '6': ['WA', 'Australia/Perth'], '6443': ['WA', 'Australia/Eucla Australia/Perth'],
  '6798': ['WA', 'Indian/Christmas'], '6799': ['WA', 'Indian/Cocos'],
  '7': ['TAS', 'Australia/Hobart'], '8': ['VIC', 'Australia/Melbourne'], '9': ['QLD', 'Australia/Brisbane'],
};
