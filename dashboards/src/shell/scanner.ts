/** A key as the scanner's detection needs it; the tests make them without a browser. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly timeStamp: number;
};

export type Scan = {
  readonly code: string;
  /** A Vietnamese keyboard changed characters; `code` is rebuilt from the keys themselves. */
  readonly rebuilt: boolean;
};

const gapMaxMs = 35;
const charactersMin = 4;
const charactersMax = 256;
/** Parts of a GS1 code are separated by it. */
const groupSeparator = '\u001d';

/**
 * Tells a scanner that types from a person who types: keys at most 35 ms apart, at least four, with
 * Enter or Tab at the end. Wherever the focus is, a scan is a scan.
 */
export class ScanReader {
  #typed = '';
  #rebuilt = false;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** True when the next key would begin a burst: what it types into may have to be taken back. */
  isIdleAt(timeStamp: number): boolean {
    return timeStamp - this.#lastMs > gapMaxMs;
  }

  /** The scan that ends with this key, if one does. */
  press(press: KeyPress): Scan | undefined {
    if (press.key === 'Shift') return undefined; // Held between characters, and no character itself.
    if (this.isIdleAt(press.timeStamp)) this.#forget();
    this.#lastMs = press.timeStamp;
    if (press.key === 'Enter' || press.key === 'Tab') {
      const scan = { code: this.#typed.trim(), rebuilt: this.#rebuilt };
      this.#forget();
      this.#lastMs = Number.NEGATIVE_INFINITY; // Whatever comes next begins anew.
      return scan.code.length >= charactersMin ? scan : undefined;
    }
    const character = characterOf(press);
    if (character !== press.key) this.#rebuilt = true;
    this.#typed = (this.#typed + character).slice(-charactersMax);
    return undefined;
  }

  #forget(): void {
    this.#typed = '';
    this.#rebuilt = false;
  }
}

/** Scanners type ASCII; anything else was made by an input method out of the key that was pressed. */
function characterOf({ key, code, shiftKey }: KeyPress): string {
  if (key === groupSeparator || /^[ -~]$/.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  return /^Digit(\d)$/.exec(code)?.[1] ?? '';
}
