const letterReadAsDigit: Readonly<Record<string, string>> = { O: '0', I: '1', B: '8', S: '5' };
const digitReadAsLetter: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 8: 'B', 5: 'S' };

/**
 * What a person may have meant by a code that nobody knows: characters that look alike, and then
 * the beginning and the end of it. At most five, the likeliest first.
 */
export function nearCodes(text: string): readonly string[] {
  const swap = (map: Readonly<Record<string, string>>) =>
    text.replace(/./gu, (character) => map[character.toUpperCase()] ?? character);
  const half = Math.ceil(text.length / 2);
  const codes = [
    swap(letterReadAsDigit),
    swap(digitReadAsLetter),
    text.slice(0, -1),
    text.slice(0, half),
    text.slice(-half),
  ];
  return [...new Set(codes)].filter((code) => code.length >= 2 && code !== text);
}
