/** What a cell that is sent may say: what rejects its row, what is mended and told, and what is left in peace. */
import { describe, expect, it } from 'vitest';
import { sayable } from '../../src/load/row/sayable.ts';
import { saidColumn } from '../../src/load/row/sayable-headers.ts';
import type { ValueForm } from '../../src/model/load-report.ts';

type Judged = { readonly codes: readonly string[]; readonly text: string };

function judge(text: string, column = 'Info', form?: ValueForm): Judged {
  const said = sayable(text, saidColumn({ name: 'info', column, ...(form === undefined ? {} : { form }) }));
  return { codes: said.issues.map(({ code }) => code), text: said.text };
}

/** Each text gets exactly this code, and is an error or a warning as it says. */
function all(code: string, texts: readonly string[], column = 'Info'): void {
  const wrong = texts.filter((text) => judge(text, column).codes.join() !== code);
  expect(wrong.map((text) => [text, judge(text, column)])).toEqual([]);
}

/** Nothing is said of them, and they are sent as they stand. */
function untouched(texts: readonly string[], column = 'Info'): void {
  const wrong = texts.filter((text) => judge(text, column).codes.length > 0 || judge(text, column).text !== text);
  expect(wrong.map((text) => [text, judge(text, column)])).toEqual([]);
}

const AS_IS: ValueForm = { is: 'as_is' };

describe('what an office writes', () => {
  it('is left as it is', () => {
    untouched([
      ...[
        "O'Brien",
        'AT&T',
        'AT&T;',
        'R&D',
        'R&B; soul',
        'Tom & Jerry',
        'C# developer',
        '#12 Main',
        'Suite #4',
        'Apt #N',
      ],
      ...[
        'Apt #NV',
        'Unit #NV',
        '#1',
        "We're #1!",
        'No. #3?',
        '#hashtag',
        '#WINNING',
        'card ####1234',
        'Dr. <3',
        'a < b',
      ],
      ...['3 < 4 > 2', '50% off', '50% OFF%', '20% off 30%', '100% sure', '[sic]', '[Building A]', '(on call)', '{b}'],
      ...[
        '«Les Halles»',
        'Mercedes «Benz»',
        'M*A*S*H',
        'A* search',
        '$12.50',
        '12,50 €',
        '©2024 Acme®',
        '½ price',
        '♥',
      ],
      ...[
        "N'Golo",
        'Zoë',
        'Müller-Lüdenscheidt',
        'नमस्ते',
        'عَلِي',
        'می‌خواهم',
        '田中 太郎',
        'A/B',
        'C:\\temp',
        '10:30',
        "'Tis",
      ],
      ...[
        'TBD soon',
        'Null Island',
        'Mr. None',
        'x',
        'xx',
        '0',
        'no',
        'yes',
        '-5',
        '+4',
        '2.0',
        '12.5',
        '3.14159265',
        '90210',
      ],
      ...['02134', '46357', '25000.5', '46357.13', '2E10', 'acme.com', '{"a"} \\ {b}', '[1]', 'x'.repeat(1000), ''],
    ]);
  });
});

describe('a spreadsheet’s error', () => {
  it('of each language, whole or within a text, rejects the row', () => {
    all('spreadsheet_error', [
      ...['#REF!', '#N/A', '#NV', '#NULL!', '#DIV/0!', '#VALUE!', '#WERT!', '#NAME?', '#NUM!', '#ZAHL!', '#BEZUG!'],
      ...[
        '#¡REF!',
        '#¡VALOR!',
        '#¿NOMBRE?',
        '#¡DIV/0!',
        '#NOM?',
        '#NOMBRE!',
        '#VALEUR!',
        '#SPILL!',
        '#CALC!',
        '#ÜBERLAUF!',
      ],
      ...[
        '#GETTING_DATA',
        '#ERROR!',
        '#RIF!',
        '#VALORE!',
        '#VERW!',
        '#WAARDE!',
        '#NAAM?',
        '#GETAL!',
        '#DEEL/0!',
        '#N/D',
      ],
      ...['#N/B', '#NÚM!', '#SAYI/0!', '#ССЫЛКА!', '#ADR!', 'Err:502', 'Fehler:504', '#####', '##', '#', 'Loading...'],
      ...['Dr. #N/A', 'Your visit is on #REF!', 'at #####', 'Dr. #NV', '#ref!', '#n/a', '=#REF!', '#Ref!A1', '(#N/A)'],
      ...['=VLOOKUP(A2,B:C,2)', '=A1', '=SUMME(A1:A3)', "='Sheet 2'!B3", '#DIV/0! error', 'Room #VALUE!, 2nd floor'],
    ]);
  });

  it('is one whatever the campaign file says of the column', () => {
    expect(judge('#N/A', 'Doctor', AS_IS).codes).toEqual(['spreadsheet_error']);
    expect(judge('#N/A', 'Time', { is: 'spoken', timezone: 'contact', language: 'en', order: null }).codes).toEqual([
      'spreadsheet_error',
    ]);
  });
});

describe('a field that nobody filled in', () => {
  it('rejects the row', () => {
    all('template_leftover', [
      ...[
        '${name}',
        '<<name>>',
        '{first_name}',
        '{firstName}',
        '{name}',
        '[FIRST NAME]',
        '[First Name]',
        '[Your Name]',
      ],
      ...['%NAME%', '%FIRST_NAME%', '%%first%%', '«Name»', '«First_Name»', '«Prénom»', '*|FNAME|*', '{!Contact.Name}'],
      ...[
        '{% if x %}',
        '<%= name %>',
        '[[name]]',
        '{0}',
        'Hello %s',
        'Hi [Name],',
        '<First Name>',
        '[INSERT DATE HERE]',
      ],
    ]);
    expect(judge('{first_name}', 'Info', AS_IS)).toEqual({ codes: [], text: '{first_name}' });
  });
});

describe('code of a web page', () => {
  it.each([
    ['A &amp; B', 'A & B'],
    ['A&nbsp;B', 'A B'],
    ['<b>Ann</b>', 'Ann'],
    ['<b>A</b>nn', 'Ann'],
    ['Line<br/>two', 'Line two'],
    ['<p>Hi</p><p>there</p>', 'Hi there'],
    ['<div class="x">Ann</div>', 'Ann'],
    ['<a href="http://x.y">here</a>', 'here'],
    ['<!-- c -->x', 'x'],
    ['M&uuml;ller &amp; S&ouml;hne', 'Müller & Söhne'],
    ['&Eacute;ric', 'Éric'],
    ['O&#39;Brien', "O'Brien"],
    ['O&#x27;Brien', "O'Brien"],
    ['O&rsquo;Brien', 'O’Brien'],
    ['&amp;nbsp;x', 'x'],
    ['&lt;b&gt;x&lt;/b&gt;', 'x'],
  ])('%s is sent as what a person would have seen: %s', (written, seen) => {
    expect(judge(written)).toEqual({ codes: ['markup_removed'], text: seen });
    expect(judge(written, 'Info', AS_IS)).toEqual({ codes: [], text: written });
  });

  it('rejects the row where nobody can tell what that was', () => {
    all('markup', [
      ...['<script>alert(1)</script>', '<style>p{}</style>x', '<img src=x>', '<foo bar="1">', 'x</foo>', '<b', '&foo;'],
      ...['<break time="1s"/>', '<spell>AB1</spell>', '<iframe src="x">', '<input type=text>'],
    ]);
  });

  it('hides nothing: what entities say is looked at again', () => {
    expect(judge('&#36;&#123;x1&#125;').codes).toEqual(['markup_removed', 'template_leftover']);
    expect(judge('&#35;N/A').codes).toEqual(['markup_removed', 'spreadsheet_error']);
  });
});

describe('data of a program', () => {
  it('rejects the row', () => {
    all('not_text', [
      '{"a":1}',
      '["a","b"]',
      '[{"a":1}]',
      '[object Object]',
      "{'a': 1}",
      "['a', 'b']",
      'function () {}',
    ]);
  });
});

describe('what stands for nothing', () => {
  it('is sent as nothing', () => {
    const texts = [
      ...[
        'NULL',
        'null',
        'None',
        'none',
        'undefined',
        'NaN',
        'N/A',
        'n/a',
        'N.A.',
        'nil',
        'NA',
        '(blank)',
        '(null)',
        '<null>',
      ],
      ...[
        '[none]',
        '{null}',
        '\\N',
        '-',
        '--',
        '—',
        '?',
        '??',
        '...',
        '…',
        'TBD',
        'tba',
        'xxx',
        'XXX',
        'unknown',
        'Unknown',
      ],
      ...['sin datos', 'non renseigné', 'keine Angabe', 'k.A.', 'não informado', 'sconosciuto', 'onbekend', '(leer)'],
      ...[
        'Invalid Date',
        '0000-00-00',
        '1900-01-00',
        '1/0/1900',
        '12/30/1899',
        '1970-01-01T00:00:00Z',
        'not available',
      ],
    ];
    all('placeholder_value', texts);
    expect(texts.map((text) => judge(text).text)).toEqual(texts.map(() => ''));
    expect(judge('N/A', 'Info', AS_IS)).toEqual({ codes: [], text: 'N/A' });
  });

  it('may be a name where names stand, and then is kept', () => {
    for (const column of ['Last Name', 'surname', 'Nachname', 'Apellido', 'Prénom', 'Patient'])
      for (const name of ['Null', 'Nan', 'Na', 'Nil'])
        expect(judge(name, column)).toEqual({ codes: ['placeholder_name'], text: name });
    all('placeholder_value', ['NULL', 'null', 'nan', 'NaN', 'N/A', 'None', 'Unknown', '-', '(Null)'], 'Last Name');
  });

  it('is a place where places stand', () => {
    untouched(['NA', 'na'], 'Country');
    untouched(['NA'], 'Region');
    untouched(['1970-01-01'], 'Birth date');
  });
});

describe('numbers', () => {
  it.each([
    'Appt Date',
    'Date',
    'Fecha',
    'Fecha de cita',
    'Date du RDV',
    'Termin',
    'Liefertermin',
    'Data',
    'Afspraak',
    'Appointment',
  ])('that count days are dates under "%s"', (column) =>
    all('date_serial', ['46357.375', '46357', '45000', '46357,375'], column),
  );

  it('that count parts of a day are times where times stand', () => {
    for (const column of ['Time', 'Appt Time', 'Hora', 'Uhrzeit', 'Heure', 'Orario', 'Tijd'])
      all('date_serial', ['0.375', '0.395833333333333', '0,5'], column);
    untouched(['0.375', '0.5'], 'Share');
  });

  it('with whole minutes behind the point are dates anywhere but beside money', () => {
    all('date_serial', ['46357.375', '46357.395833333']);
    all('date_serial_likely', ['46357.5']);
    all('date_serial_likely', ['46357'], 'Visit');
    untouched(['46357.375', '46357.5'], 'Price');
    untouched(['46357'], 'Appointment ID');
    untouched(['46357'], 'Order No');
    untouched(['46357'], 'Zip');
    untouched(['12', '90210', '100', '2026-12-01'], 'Appt Date');
    expect(judge('46357.375', 'Date', AS_IS)).toEqual({ codes: [], text: '46357.375' });
  });

  it('that were rounded, cut, or have noise behind them', () => {
    all('excel_scientific_notation', ['1.23E+11', '1,23E+11', '1E+05']);
    all('digits_lost', ['4111111111111110', '12345678901234500000']);
    expect(judge('0.30000000000000004')).toEqual({ codes: ['number_rounded'], text: '0.3' });
    expect(judge('12.000000001')).toEqual({ codes: ['number_rounded'], text: '12' });
    expect(judge('1.9999999999999')).toEqual({ codes: ['number_rounded'], text: '2' });
    expect(judge('33.333333333333336')).toEqual({ codes: ['number_rounded'], text: '33.3333' });
    expect(judge('12345.0')).toEqual({ codes: ['decimal_stripped'], text: '12345' });
    expect(judge('="0123"')).toEqual({ codes: ['excel_text_wrapper'], text: '0123' });
    expect(judge("'0123")).toEqual({ codes: ['quote_stripped'], text: '0123' });
  });
});

describe('what nobody says', () => {
  it.each([
    ['a\u200bb', 'ab', 'invisible_characters_removed'],
    ['\u202eabc', 'abc', 'invisible_characters_removed'],
    ['soft\u00adhyphen', 'softhyphen', 'invisible_characters_removed'],
    ['a\u0007b', 'a b', 'invisible_characters_removed'],
    ['Ann 😀', 'Ann', 'emoji_removed'],
    ['👨‍👩‍👧 family', 'family', 'emoji_removed'],
    ['⭐ Star', 'Star', 'emoji_removed'],
  ])('%j is taken out', (written, sent, code) => {
    expect(judge(written)).toEqual({ codes: [code], text: sent });
  });

  it('addresses and long texts are told', () => {
    all('link_in_value', ['https://x.com/a', 'see www.acme.com now', 'HTTP://X.COM/']);
    all('long_value', ['x '.repeat(501).trim()]);
  });
});

it('hints name the variable and its column, as they are to be written', () => {
  const [issue] = sayable('46357.375', saidColumn({ name: 'time', column: 'Appt "Time"' })).issues;
  const json = /"time": (\{.*?\})\./.exec(issue?.hint ?? '')?.[1] ?? '';
  expect(JSON.parse(json)).toEqual({ column: 'Appt "Time"', format: 'spoken' });
});

it('no text takes long, and none is refused with an exception', () => {
  const units = [
    '<',
    '&',
    '{',
    '[',
    '#',
    '<a ',
    '<b x=',
    '%a',
    '__',
    '«a',
    "['a'",
    '\u200d',
    '{"a":',
    '0.',
    '<!--',
    'http://',
    '1',
    ' ',
  ];
  for (const unit of units) expect(() => judge(unit.repeat(Math.floor(19_000 / unit.length)))).not.toThrow();
});
