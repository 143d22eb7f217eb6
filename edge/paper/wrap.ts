type Fits = (part: string) => boolean;

/** A text in lines that fit; a word that does not fit alone is cut. */
export function wrap(text: string, isFitting: Fits): string[] {
  if (isFitting(text)) return [text];
  const words = text.split(' ').flatMap((word) => joined([...word], '', isFitting));
  return joined(words, ' ', isFitting);
}

/** As many parts a line as fit, at least one. */
function joined(parts: readonly string[], separator: string, isFitting: Fits): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    const longer = line === undefined ? part : line + separator + part;
    if (line === undefined || !isFitting(longer)) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
