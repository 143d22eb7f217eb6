const lookAlikes: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  B: '8',
  S: '5',
  0: 'O',
  1: 'I',
  8: 'B',
  5: 'S',
};

/**
 * What a person may have meant by a code that nobody knows: characters that look alike, and then
 * the beginning and the end of it. The likeliest first.
 */
export function nearCodes(text: string): readonly string[] {
  const half = Math.ceil(text.length / 2);
  const codes = [
    readAlike(text, /[OIBS]+/gi, /\d/),
    readAlike(text, /[0185]+/g, /[A-Z]/i),
    text.slice(0, -1),
    text.slice(0, half),
    text.slice(-half),
  ];
  return [...new Set(codes)].filter((code) => code.length >= 2 && code !== text);
}

/** Letters among digits were digits, and the other way round; elsewhere they are what they are. */
function readAlike(text: string, doubtful: RegExp, neighbour: RegExp): string {
  const isNeighbour = (index: number) => neighbour.test(text.charAt(index));
  return text.replace(doubtful, (run, index: number) =>
    isNeighbour(index - 1) || isNeighbour(index + run.length)
      ? run.replace(/./g, (character) => lookAlikes[character.toUpperCase()] ?? character)
      : run,
  );
}
