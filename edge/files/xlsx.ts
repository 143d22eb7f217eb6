import { strToU8, Zip, ZipDeflate } from 'fflate';
import { escapeXml, type Sheet, sheetXml, stylesXml } from './sheet.ts';

/** So much XML is compressed at a time. */
const chunkLength = 64 * 1024;

/**
 * A workbook (ECMA-376) as a zip file, written row by row: its memory does not grow with its rows.
 */
export function* xlsx(sheets: readonly Sheet[]): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  function* taken(): Generator<Uint8Array> {
    const chunks = ready;
    ready = [];
    yield* chunks;
  }

  for (const [path, parts] of filesOf(sheets)) {
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = '2000-01-01T00:00:00'; // The same content makes the same file.
    zip.add(file);
    for (const chunk of chunked(parts)) {
      file.push(strToU8(chunk), false);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

function* chunked(parts: Iterable<string>): Generator<string> {
  let gathered = '';
  for (const part of parts) {
    gathered += part;
    if (gathered.length < chunkLength) continue;
    yield gathered;
    gathered = '';
  }
  yield gathered;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

function filesOf(sheets: readonly Sheet[]): [string, Iterable<string>][] {
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));
  return [
    ['[Content_Types].xml', [head, contentTypes(sheets.length)]],
    ['_rels/.rels', [head, relationships([['officeDocument', 'xl/workbook.xml']])]],
    ['xl/workbook.xml', [head, workbook(sheets)]],
    [
      'xl/_rels/workbook.xml.rels',
      [
        head,
        relationships([
          ...numbered.map(({ number }): Target => ['worksheet', `worksheets/sheet${number}.xml`]),
          ['styles', 'styles.xml'],
        ]),
      ],
    ],
    ['xl/styles.xml', [head, stylesXml]],
    ...numbered.map(({ sheet, number }): [string, Iterable<string>] => [
      `xl/worksheets/sheet${number}.xml`,
      sheetXml(sheet),
    ]),
  ];
}

function contentTypes(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${main}.worksheet+xml"/>`,
  );
  return (
    `<Types xmlns="${packaged}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/>${parts.join('')}</Types>`
  );
}

type Target = readonly [kind: string, path: string];

/** The first has the id rId1, and so on. */
function relationships(targets: readonly Target[]): string {
  const list = targets.map(
    ([kind, path], index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/${kind}" Target="${path}"/>`,
  );
  return `<Relationships xmlns="${packaged}/relationships">${list.join('')}</Relationships>`;
}

function workbook(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    `xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`
  );
}
