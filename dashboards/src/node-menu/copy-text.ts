/** Puts a text into the clipboard; false when the browser will not. */
export async function copyText(text: string): Promise<boolean> {
  // Browsers know `clipboard` on secure pages only; an edge on a plant's network may speak plain HTTP.
  if (navigator.clipboard === undefined) return copySelected(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr';
  document.body.append(field);
  field.select();
  const isDone = document.execCommand('copy');
  field.remove();
  return isDone;
}
