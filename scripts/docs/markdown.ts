/** What stands at the top of each document that nobody writes by hand. */
export const generatedNote = 'Made from the schemas by `npm run docs`; do not edit it by hand.';

/** A table whose cells may hold anything but line breaks. A column that is empty is left out. */
export function toTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = header.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[]): string => {
    const shown = cells.filter((_, column) => used[column]);
    return `| ${shown.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  };
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Paragraphs, headings and tables as one document. */
export function toDocument(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
