/**
 * The rows of a CSV text by their header (RFC 4180), with `,`, `;` or a tab between the fields,
 * whichever the header has most of. Names are in lower case; an empty field is left out.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [header = ''] = text.split(/\r?\n/, 1);
  const separator = separatorOf(header);
  const [names = [], ...rows] = fieldsOf(text.replace(/^\uFEFF/, ''), separator);
  return rows
    .filter((row) => row.some((field) => field.trim() !== ''))
    .map((row) => {
      const named = row.map((field, index): [string, string] => [
        (names[index] ?? `column ${index + 1}`).trim().toLowerCase(),
        field.trim(),
      ]);
      return Object.fromEntries(named.filter(([, field]) => field !== ''));
    });
}

function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length;
  const [most = ','] = [',', ';', '\t'].toSorted((a, b) => count(b) - count(a));
  return most;
}

function fieldsOf(text: string, separator: string): string[][] {
  const field = new RegExp(
    String.raw`(?:"((?:[^"]|"")*)"|([^"\r\n${separator}]*))(${separator}|\r?\n|$)`,
    'y',
  );
  const rows: string[][] = [[]];
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (found === null) throw new SyntaxError(`a field of row ${rows.length} is not closed`);
    const [, quoted, plain = '', end] = found;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== separator && field.lastIndex < text.length) rows.push([]);
  }
  return rows;
}
