/** Workbooks part by part as Excel, Google Sheets and Numbers write them: what each leaves out, and what only it writes. */
import { excelParts, type Parts } from '../../support/workbook.ts';

const cells = (...all: readonly string[]): string => all.join('');

/** Excel 365: spans, descents, a calculation chain, rich text with phonetic runs, a hidden sheet of codes before the list. */
export function excelShape(): Parts {
  const row = (number: number, extra: string, inner: string): string =>
    `<row r="${number}" spans="1:9" x14ac:dyDescent="0.25"${extra}>${inner}</row>`;
  const rows = [
    row(
      1,
      ' s="1" customFormat="1"',
      ['Phone', 'Name', 'Appt', 'Time', 'ZIP', 'Balance', 'SSN', 'Clinic', 'Due']
        .map((_, at) => `<c r="${'ABCDEFGHI'[at]}1" s="1" t="s"><v>${at}</v></c>`)
        .join(''),
    ),
    row(
      2,
      '',
      cells(
        '<c r="A2"><v>14155550101</v></c><c r="B2" t="s"><v>9</v></c><c r="C2" s="2"><v>46357.604166666664</v></c>',
        '<c r="D2" s="3"><v>0.60416666666666663</v></c><c r="E2" s="4"><v>2134</v></c>',
        '<c r="F2" s="5"><v>0.30000000000000004</v></c><c r="G2" t="s"><v>12</v></c><c r="H2" t="s"><v>13</v></c>',
        '<c r="I2" t="b"><f>F2&gt;0</f><v>1</v></c>',
      ),
    ),
    row(3, ' hidden="1"', '<c r="A3" s="6"><v>4155550102</v></c><c r="B3" t="s"><v>10</v></c><c r="H3" s="7"/>'),
    row(
      4,
      '',
      cells(
        '<c r="A4" t="s"><v>14</v></c><c r="B4" t="s"><v>11</v></c><c r="C4" s="2"><v>46358</v></c><c r="H4" s="7"/>',
        '<c r="I4" t="e"><f>VLOOKUP(1,Codes!A:B,2,0)</f><v>#N/A</v></c>',
      ),
    ),
    row(5, '', '<c r="A5" s="6"/><c r="B5" s="6"/>'),
    row(6, '', '<c r="A6"><v>1.4155550103E10</v></c><c r="B6" t="str"><f>"Bo"&amp;" Ek"</f><v>Bo Ek</v></c>'),
  ];
  const parts = excelParts({
    sheets: [
      { name: 'Codes', state: 'hidden', xml: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>' },
      {
        name: 'December',
        xml: cells(
          '<sheetPr filterMode="1"/><dimension ref="A1"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>',
          '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>',
          '<cols><col min="1" max="1" width="14.5703125" bestFit="1" customWidth="1"/><col min="7" max="7" width="0" hidden="1" customWidth="1"/></cols>',
          `<sheetData>${rows.join('')}</sheetData>`,
          '<autoFilter ref="A1:I6"><filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn></autoFilter>',
          '<mergeCells count="1"><mergeCell ref="H2:H4"/></mergeCells>',
          '<conditionalFormatting sqref="A2"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>',
          '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
        ),
      },
      { name: 'Empty', xml: '<dimension ref="A1"/><sheetData/>' },
    ],
    strings: [
      'Phone',
      'Name',
      'Appt',
      'Time',
      'ZIP',
      'Balance',
      'SSN',
      'Clinic',
      'Due',
      '<r><t xml:space="preserve">Ann </t></r><r><rPr><b/><sz val="11"/></rPr><t>Lee</t></r>',
      'Filtered Out',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
      '000-00-0001',
      '<t>North_x000D_\nMain St</t>',
      '+1 (415) 555-0104',
    ],
    formats: [0, 22, 20, '00000', 44, '[<=9999999]###\\-####;\\(###\\)\\ ###\\-####', 0],
  });
  return {
    ...parts,
    'xl/calcChain.xml': '<calcChain><c r="I2" i="2"/></calcChain>',
    'docProps/app.xml': '<Properties/>',
    'xl/theme/theme1.xml': '<a:theme/>',
  };
}

/** Google Sheets: numbers in Java's notation, no spans, a style on every cell, formulas with their results. */
export function googleShape(): Parts {
  return excelParts({
    sheets: [
      {
        name: 'Sheet1',
        xml: cells(
          '<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews>',
          '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/><sheetData>',
          '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c></row>',
          '<row r="2"><c r="A2" s="1"><v>1.4155550101E10</v></c><c r="B2" s="1" t="s"><v>3</v></c><c r="C2" s="2"><v>46357.0</v></c></row>',
          '<row r="3"><c r="A3" s="1" t="s"><v>4</v></c><c r="B3" s="1" t="str"><f>UPPER("bo")</f><v>BO</v></c><c r="C3" s="1" t="b"><v>0</v></c></row>',
          '<row r="4"><c r="A4" s="1"/><c r="B4" s="1"/></row>',
          '</sheetData><drawing r:id="rId1"/>',
        ),
      },
    ],
    strings: ['phone', 'first_name', 'day', 'Zoë', '+1 415-555-0102'],
    formats: [0, 'm/d/yyyy'],
  });
}

/** Numbers: a sheet for each table behind a summary of the export, and the table's title in a merged row above its header. */
export function numbersShape(): Parts {
  return excelParts({
    sheets: [
      {
        name: 'Export Summary',
        xml: '<sheetData><row r="3" ht="50" customHeight="1"><c r="B3" t="s" s="1"><v>0</v></c></row></sheetData>',
      },
      {
        name: 'Sheet 1 - Patients',
        xml: cells(
          '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
          '<sheetFormatPr defaultColWidth="16.3333" defaultRowHeight="19.9" customHeight="1" outlineLevelRow="0" outlineLevelCol="0"/>',
          '<cols><col min="1" max="2" width="16.3516" style="1" customWidth="1"/><col min="3" max="16384" width="16.3516" style="1" customWidth="1"/></cols>',
          '<sheetData><row r="1" ht="27.65" customHeight="1"><c r="A1" t="s" s="1"><v>1</v></c><c r="B1" s="1"/></row>',
          '<row r="2" ht="20.25" customHeight="1"><c r="A2" t="s" s="1"><v>2</v></c><c r="B2" t="s" s="1"><v>3</v></c></row>',
          '<row r="3" ht="20.25" customHeight="1"><c r="A3" s="1"><v>14155550101</v></c><c r="B3" t="s" s="1"><v>4</v></c></row>',
          '<row r="4" ht="20.05" customHeight="1"><c r="A4" t="s" s="1"><v>5</v></c><c r="B4" t="s" s="1"><v>6</v></c></row></sheetData>',
          '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
        ),
      },
    ],
    strings: [
      'This document was exported from Numbers. Each table was converted to an Excel worksheet.',
      'Patients',
      'Mobile',
      'Name',
      'Ann',
      '+1 415 555 0102',
      'Bo',
    ],
    formats: [49],
  });
}
