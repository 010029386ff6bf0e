/** Where the fixed lines of countries with several hours are, by their first digits (national plans; checked against Google's map and IANA 2026f). */
// A mobile number says nothing of where its owner is, so what is a mobile's, or in doubt, stands nowhere here: it gets every
// zone of its country. Mexico's mobiles are numbered like its fixed lines, as those of the United States are.

/** Country → zones → first digits after the country's code; the longest that fit decide. */
export const AREAS_BY_ZONES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AU: {
    'Australia/Sydney': '2',
    'Australia/Lord_Howe Australia/Sydney': '255 265',
    'Australia/Hobart Australia/Melbourne': '3',
    // Tweed Heads, which keeps Sydney's time, has Queensland's numbers.
    'Australia/Brisbane Australia/Sydney': '7',
    'Australia/Adelaide Australia/Darwin': '87',
    'Australia/Adelaide': '88',
    'Australia/Darwin': '889',
    'Australia/Perth': '86 89',
    'Australia/Eucla Australia/Perth': '8903 8690',
    'Australia/Perth Indian/Christmas Indian/Cocos': '8910 8911 8912 8913 8914 8916 8917 8919',
  },
  // The third digit tells a fixed line, 2 to 5, from a mobile, 9.
  BR: {
    'America/Sao_Paulo': fixed(
      '11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 64',
    ),
    'America/Araguaina': fixed('63'),
    'America/Bahia': fixed('71 73 74 75 77'),
    'America/Maceio': fixed('79 82'),
    'America/Fortaleza': fixed('83 84 85 86 88 89 98 99'),
    'America/Recife': fixed('87'),
    'America/Noronha America/Recife': fixed('81'),
    'America/Belem': fixed('91 94 96'),
    'America/Santarem': fixed('93'),
    'America/Cuiaba': fixed('65'),
    // The east of Mato Grosso lives by Brasilia's clock.
    'America/Cuiaba America/Sao_Paulo': fixed('66'),
    'America/Campo_Grande': fixed('67'),
    'America/Porto_Velho': fixed('69'),
    'America/Manaus': fixed('92'),
    'America/Eirunepe America/Manaus': fixed('97'),
    'America/Boa_Vista': fixed('95'),
    'America/Rio_Branco': fixed('68'),
  },
  CD: { 'Africa/Kinshasa': '1', 'Africa/Lubumbashi': '2' },
  CL: {
    'America/Santiago': '2 322 323 33 34 35 41 42 43 45 51 52 53 55 57 58 63 64 65 71 72 73 75',
    'America/Santiago Pacific/Easter': '32 3221 3225',
    'America/Punta_Arenas America/Santiago': '61',
    'America/Coyhaique America/Santiago': '67',
  },
  CN: { 'Asia/Shanghai': '10 2 3 4 5 6 7 8 91 93 94 95 96 97 98' },
  EC: { 'America/Guayaquil': '2 3 4 6 7' },
  ES: {
    'Europe/Madrid': '81 83 84 85 86 87 88 91 93 94 95 96 97 98 820 821 823 824 825 826 920 921 923 924 925 926 927',
    'Atlantic/Canary': '822 828 922 928',
    // Nobody agrees on whose this one is.
    'Atlantic/Canary Europe/Madrid': '827',
  },
  ID: {
    'Asia/Jakarta': '2 31 32 33 34 35 6 7',
    'Asia/Makassar': '36 37 38 4',
    'Asia/Jayapura Asia/Makassar': '403',
    'Asia/Pontianak': '513 519 522 525 528 53 56',
    'Asia/Jakarta Asia/Makassar Asia/Jayapura': '379 458 516 539 915 920 952 958 963 979',
    'Asia/Makassar Asia/Pontianak': '511 512 517 518 526 527 54 55',
    'Asia/Jayapura': '90 91 92 93 95 96 97 98',
  },
  // A quarter of the country's area codes were given to mobiles as well: the code's hours hold for both.
  MX: {
    'America/Mexico_City':
      '22 23 24 27 28 29 31 32 33 34 35 37 38 39 4 55 56 58 59 7 91 92 93 94 95 96 98 99 618 671 674 675 676 677 81',
    'America/Matamoros America/Monterrey': '82 83 84 86 87 89',
    'America/Mazatlan': '311 319 323 324 325 327 389 612 613 624 667 668 669 672 673 687 694 695 696 697 698',
    'America/Bahia_Banderas America/Mazatlan': '322 329',
    'America/Hermosillo': '622 623 631 632 633 634 637 638 641 642 643 644 645 647 651 662',
    'America/Hermosillo America/Tijuana': '653',
    'America/Mazatlan America/Tijuana': '615',
    'America/Tijuana': '616 646 658 661 663 664 665 686',
    'America/Chihuahua America/Ciudad_Juarez America/Ojinaga': '614 621 625 626 627 628 629 635 636 639 648 649 652 656 657 659',
    'America/Cancun America/Merida': '983 984 987 997 998',
  },
  MN: { 'Asia/Ulaanbaatar': '11 12 13 15 21 22 23 25' },
  NZ: { 'Pacific/Auckland': '3 4 6 7 92 93 94 95 96 97 98 99', 'Pacific/Auckland Pacific/Chatham': '330' },
  PT: { 'Europe/Lisbon': '21 22 23 24 25 26 27 28', 'Atlantic/Madeira': '291', 'Atlantic/Azores': '292 295 296' },
  RU: {
    'Europe/Kaliningrad': '401',
    'Europe/Moscow': '47 48 49 811 812 813 814 815 816 817 818 820 821 831 833 834 835 836 841 843 847 855 861 862 863 865 866 867 871 872 873 877 878 879',
    'Europe/Volgograd': '844',
    'Europe/Simferopol': '365 869',
    'Europe/Samara': '341 842 846 848',
    'Europe/Saratov': '845',
    'Europe/Astrakhan': '851',
    'Asia/Yekaterinburg': '342 343 345 346 347 349 351 352 353',
    'Asia/Omsk': '381',
    'Asia/Novosibirsk': '383',
    'Asia/Tomsk': '382',
    'Asia/Novokuznetsk': '384',
    'Asia/Barnaul': '385 388',
    'Asia/Krasnoyarsk': '390 391 394',
    'Asia/Irkutsk': '301 395',
    'Asia/Chita': '302',
    'Asia/Yakutsk': '416',
    'Asia/Srednekolymsk Asia/Ust-Nera Asia/Yakutsk': '411',
    'Asia/Vladivostok': '421 423 426',
    'Asia/Magadan': '413',
    'Asia/Sakhalin': '424',
    'Asia/Kamchatka': '415',
    'Asia/Anadyr': '427',
  },
};

function fixed(areas: string): string {
  return areas
    .split(' ')
    .flatMap((area) => ['2', '3', '4', '5'].map((digit) => area + digit))
    .join(' ');
}
