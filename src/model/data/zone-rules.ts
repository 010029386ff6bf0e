/** How far time zones are from UTC, by IANA's rules. Made by scripts/make-zone-rules.mjs of moment-timezone (MIT, see NOTICE); do not edit. */
export const ZONE_RULES_VERSION = '2026f';
/** What stands below holds from the first of these instants to before the second. */
export const ZONE_RULES_FROM = 1704067200000;
export const ZONE_RULES_UNTIL = 2145916800000;
/** `OFFSETS|ORDER|STEPS` → its zones. Offsets in minutes east; which of them holds in turn; quarter hours from one change to the next, base 36. */
// prettier-ignore
export const ZONES_BY_RULE: Readonly<Record<string, string>> = {
  '0|0|':
    'Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Sao_Tome Africa/Timbuktu America/Danmarkshavn Atlantic/Reykjavik Atlantic/St_Helena Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT GMT+0 GMT-0 GMT0 Greenwich Iceland UCT UTC Universal Zulu',
  '180|0|':
    'Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi Antarctica/Syowa Asia/Aden Asia/Amman Asia/Baghdad Asia/Bahrain Asia/Damascus Asia/Istanbul Asia/Kuwait Asia/Qatar Asia/Riyadh Etc/GMT-3 Europe/Istanbul Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol Europe/Volgograd Indian/Antananarivo Indian/Comoro Indian/Mayotte Turkey W-SU',
  '60|0|':
    'Africa/Algiers Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo Africa/Tunis Etc/GMT-1',
  '120|0|':
    'Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Juba Africa/Khartoum Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo Africa/Maseru Africa/Mbabane Africa/Tripoli Africa/Windhoek Etc/GMT-2 Europe/Kaliningrad Libya',
  '120 180|01010101010101010101010101010|8l4 dzw cys dzw cys dzw dhg dh8 dhg dh8 dhg dh8 dhg dzw cys dzw dhg dh8 dhg dh8 dhg dh8 dhg dh8 dhg dzw cys dzw':
    'Africa/Cairo Egypt',
  '60 0|01010101|548 2lc nc0 340 nc0 2lc dh8':
    'Africa/Casablanca Africa/El_Aaiun',
  '60 120|01010101010101010101010101010|6o4 fk0 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'Africa/Ceuta Arctic/Longyearbyen Atlantic/Jan_Mayen CET Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich MET Poland',
  '-600 -540|01010101010101010101010101010|55c hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Adak America/Atka US/Aleutian',
  '-540 -480|01010101010101010101010101010|558 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat US/Alaska',
  '-240|0|':
    'America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon America/Boa_Vista America/Campo_Grande America/Caracas America/Cuiaba America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Guyana America/Kralendijk America/La_Paz America/Lower_Princes America/Manaus America/Marigot America/Martinique America/Montserrat America/Port_of_Spain America/Porto_Velho America/Puerto_Rico America/Santo_Domingo America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola America/Virgin Brazil/West Etc/GMT+4',
  '-180|0|':
    'America/Araguaina America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Bahia America/Belem America/Buenos_Aires America/Catamarca America/Cayenne America/Cordoba America/Fortaleza America/Jujuy America/Maceio America/Mendoza America/Montevideo America/Paramaribo America/Punta_Arenas America/Recife America/Rosario America/Santarem America/Sao_Paulo Antarctica/Palmer Antarctica/Rothera Atlantic/Stanley Brazil/East Etc/GMT+3',
  '-180 -240|010|65o eis':
    'America/Asuncion',
  '-300|0|':
    'America/Atikokan America/Bogota America/Cancun America/Cayman America/Coral_Harbour America/Eirunepe America/Guayaquil America/Jamaica America/Lima America/Panama America/Porto_Acre America/Rio_Branco Brazil/Acre EST Etc/GMT+5 Jamaica',
  '-360|0|':
    'America/Bahia_Banderas America/Belize America/Chihuahua America/Costa_Rica America/El_Salvador America/Guatemala America/Managua America/Merida America/Mexico_City America/Monterrey America/Regina America/Swift_Current America/Tegucigalpa Canada/Saskatchewan Etc/GMT+6 Mexico/General Pacific/Galapagos',
  '-420 -360|01010101010101010101010101010|550 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Denver America/Shiprock MST7MDT Navajo US/Mountain',
  '-360 -300|01010101010101010101010101010|54w hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Knox_IN America/Matamoros America/Menominee America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Rankin_Inlet America/Resolute CST6CDT US/Central US/Indiana-Starke',
  '-180 -240|010|770 bes':
    'America/Coyhaique',
  '-420|0|':
    'America/Creston America/Dawson America/Dawson_Creek America/Fort_Nelson America/Hermosillo America/Mazatlan America/Phoenix America/Whitehorse Canada/Yukon Etc/GMT+7 MST Mexico/BajaSur US/Arizona',
  '-300 -240|01010101010101010101010101010|54s hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Detroit America/Fort_Wayne America/Grand_Turk America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville America/Montreal America/Nassau America/New_York America/Nipigon America/Pangnirtung America/Port-au-Prince America/Thunder_Bay America/Toronto Canada/Eastern EST5EDT US/East-Indiana US/Eastern US/Michigan',
  '-420 -360|010101|550 hmk 9c4 hmk 9c4':
    'America/Edmonton America/Inuvik America/Yellowknife Canada/Mountain',
  '-480 -420|01010101010101010101010101010|554 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Ensenada America/Los_Angeles America/Santa_Isabel America/Tijuana Mexico/BajaNorte PST8PDT US/Pacific',
  '-240 -180|01010101010101010101010101010|54o hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda Canada/Atlantic',
  '-120 -60|01010101010101010101010101010|6o4 fk0 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'America/Godthab America/Nuuk',
  '-300 -240|010101010101010101010101010|54k hmo 9c0 hmo 9c0 1940 9c0 hmo 9c0 hmo 9c0 hmo 9c0 hmo 9uo hmo 9c0 hmo 9c0 hmo 9c0 hmo 9c0 hmo 9c0 hmo':
    'America/Havana Cuba',
  '-180 -120|01010101010101010101010101010|54k hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/Miquelon',
  '-120|0|':
    'America/Noronha Atlantic/South_Georgia Brazil/DeNoronha Etc/GMT+2',
  '-360 -300|010101|54w hmk 9c4 hmk 9c4':
    'America/Rainy_River America/Winnipeg Canada/Central',
  '-180 -240|01010101010101010101010101010|770 bes fjw bes fjw bes fjw bes fjw bes g2k aw4 g2k bes fjw bes fjw bes fjw bes fjw bes g2k aw4 g2k bes fjw bes':
    'America/Santiago Chile/Continental',
  '-60 -120|0101010101010101010101010101|m84 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'America/Scoresbysund',
  '-210 -150|01010101010101010101010101010|54m hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9us hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk 9c4 hmk':
    'America/St_Johns Canada/Newfoundland',
  '-480 -420|010101|554 hmk 9c4 hmk 9c4':
    'America/Vancouver Canada/Pacific',
  '480|0|':
    'Antarctica/Casey Asia/Brunei Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Hong_Kong Asia/Irkutsk Asia/Kuala_Lumpur Asia/Kuching Asia/Macao Asia/Macau Asia/Makassar Asia/Manila Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Ujung_Pandang Asia/Ulaanbaatar Asia/Ulan_Bator Australia/Perth Australia/West Etc/GMT-8 Hongkong PRC ROC Singapore',
  '420|0|':
    'Antarctica/Davis Asia/Bangkok Asia/Barnaul Asia/Ho_Chi_Minh Asia/Hovd Asia/Jakarta Asia/Krasnoyarsk Asia/Novokuznetsk Asia/Novosibirsk Asia/Phnom_Penh Asia/Pontianak Asia/Saigon Asia/Tomsk Asia/Vientiane Etc/GMT-7 Indian/Christmas',
  '600|0|':
    'Antarctica/DumontDUrville Asia/Ust-Nera Asia/Vladivostok Australia/Brisbane Australia/Lindeman Australia/Queensland Etc/GMT-10 Pacific/Chuuk Pacific/Guam Pacific/Port_Moresby Pacific/Saipan Pacific/Truk Pacific/Yap',
  '660 600|01010101010101010101010101010|75s dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc e00 dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc e00 dhc dhc dhc dhc':
    'Antarctica/Macquarie Australia/ACT Australia/Canberra Australia/Currie Australia/Hobart Australia/Melbourne Australia/NSW Australia/Sydney Australia/Tasmania Australia/Victoria',
  '300|0|':
    'Antarctica/Mawson Antarctica/Vostok Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Ashkhabad Asia/Atyrau Asia/Dushanbe Asia/Karachi Asia/Oral Asia/Qyzylorda Asia/Samarkand Asia/Tashkent Asia/Yekaterinburg Etc/GMT-5 Indian/Kerguelen Indian/Maldives',
  '780 720|01010101010101010101010101010|75k cyo e00 cyo e00 cyo e00 cyo e00 cyo e00 dhc e00 cyo e00 cyo e00 cyo e00 cyo e00 cyo e00 dhc e00 cyo e00 cyo':
    'Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland',
  '0 120|01010101010101010101010101010|6o4 fk0 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'Antarctica/Troll',
  '360 300|01|4fc':
    'Asia/Almaty Asia/Qostanay',
  '720|0|':
    'Asia/Anadyr Asia/Kamchatka Etc/GMT-12 Kwajalein Pacific/Fiji Pacific/Funafuti Pacific/Kwajalein Pacific/Majuro Pacific/Nauru Pacific/Tarawa Pacific/Wake Pacific/Wallis',
  '240|0|':
    'Asia/Baku Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan Etc/GMT-4 Europe/Astrakhan Europe/Samara Europe/Saratov Europe/Ulyanovsk Indian/Mahe Indian/Mauritius Indian/Reunion',
  '120 180|01010101010101010101010101010|6ns fjw bes fjw bes fjw bes g2k aw4 g2k aw4 g2k bes fjw bes fjw bes g2k aw4 g2k aw4 g2k aw4 g2k bes fjw bes fjw':
    'Asia/Beirut',
  '360|0|':
    'Asia/Bishkek Asia/Dacca Asia/Dhaka Asia/Kashgar Asia/Omsk Asia/Thimbu Asia/Thimphu Asia/Urumqi Etc/GMT-6 Indian/Chagos',
  '330|0|':
    'Asia/Calcutta Asia/Colombo Asia/Kolkata',
  '540|0|':
    'Asia/Chita Asia/Dili Asia/Jayapura Asia/Khandyga Asia/Pyongyang Asia/Seoul Asia/Tokyo Asia/Yakutsk Etc/GMT-9 Japan Pacific/Palau ROK',
  '120 180|01010101010101010101010101010|6o4 fk0 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'Asia/Famagusta Asia/Nicosia EET Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Mariehamn Europe/Nicosia Europe/Riga Europe/Sofia Europe/Tallinn Europe/Tiraspol Europe/Uzhgorod Europe/Vilnius Europe/Zaporozhye',
  '120 180|01010101010101010101010101010|85c dzw cg4 eik bes fjw bes g2k aw4 g2k aw4 g2k bes fjw bes fjw bes g2k aw4 g2k aw4 g2k aw4 g2k bes f18 bxg eik':
    'Asia/Gaza Asia/Hebron',
  '120 180|01010101010101010101010101010|6io fp8 b9g fp8 b9g fp8 b9g g7w aqs g7w aqs g7w b9g fp8 b9g fp8 b9g g7w aqs g7w aqs g7w aqs g7w b9g fp8 b9g fp8':
    'Asia/Jerusalem Asia/Tel_Aviv Israel',
  '270|0|':
    'Asia/Kabul',
  '345|0|':
    'Asia/Kathmandu Asia/Katmandu',
  '660|0|':
    'Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Etc/GMT-11 Pacific/Bougainville Pacific/Efate Pacific/Guadalcanal Pacific/Kosrae Pacific/Noumea Pacific/Pohnpei Pacific/Ponape',
  '390|0|':
    'Asia/Rangoon Asia/Yangon Indian/Cocos',
  '210|0|':
    'Asia/Tehran Iran',
  '-60 0|01010101010101010101010101010|6o4 fk0 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'Atlantic/Azores',
  '0 60|01010101010101010101010101010|6o4 fk0 beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o beo fk0 beo fk0 beo g2o aw0 g2o aw0 g2o aw0 g2o beo fk0 beo fk0':
    'Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Eire Europe/Belfast Europe/Dublin Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/Lisbon Europe/London GB GB-Eire Portugal WET',
  '-60|0|':
    'Atlantic/Cape_Verde Etc/GMT+1',
  '630 570|01010101010101010101010101010|75u dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc e00 dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc e00 dhc dhc dhc dhc':
    'Australia/Adelaide Australia/Broken_Hill Australia/South Australia/Yancowinna',
  '570|0|':
    'Australia/Darwin Australia/North',
  '525|0|':
    'Australia/Eucla',
  '660 630|01010101010101010101010101010|75o dhe dha dhe dha dhe dha dhe dha dhe dha e02 dha dhe dha dhe dha dhe dha dhe dha dhe dha e02 dha dhe dha dhe':
    'Australia/LHI Australia/Lord_Howe',
  '-300 -360|01010101010101010101010101010|770 bes fjw bes fjw bes fjw bes fjw bes g2k aw4 g2k bes fjw bes fjw bes fjw bes fjw bes g2k aw4 g2k bes fjw bes':
    'Chile/EasterIsland Pacific/Easter',
  '-600|0|':
    'Etc/GMT+10 HST Pacific/Honolulu Pacific/Johnston Pacific/Rarotonga Pacific/Tahiti US/Hawaii',
  '-660|0|':
    'Etc/GMT+11 Pacific/Midway Pacific/Niue Pacific/Pago_Pago Pacific/Samoa US/Samoa',
  '-720|0|':
    'Etc/GMT+12',
  '-480|0|':
    'Etc/GMT+8 Pacific/Pitcairn',
  '-540|0|':
    'Etc/GMT+9 Pacific/Gambier',
  '780|0|':
    'Etc/GMT-13 Pacific/Apia Pacific/Enderbury Pacific/Fakaofo Pacific/Kanton Pacific/Tongatapu',
  '840|0|':
    'Etc/GMT-14 Pacific/Kiritimati',
  '825 765|01010101010101010101010101010|75k cyo e00 cyo e00 cyo e00 cyo e00 cyo e00 dhc e00 cyo e00 cyo e00 cyo e00 cyo e00 cyo e00 dhc e00 cyo e00 cyo':
    'NZ-CHAT Pacific/Chatham',
  '-570|0|':
    'Pacific/Marquesas',
  '720 660|01010101010101010101010101010|75o dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc e00 dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc dhc e00 dhc dhc dhc dhc':
    'Pacific/Norfolk',
};
