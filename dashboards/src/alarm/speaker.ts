import type { Tone } from './alarms.ts';

/** Whether this browser plays: it waits for a gesture (`blocked`) until the page was touched once. */
export type SpeakerState = 'unsupported' | 'blocked' | 'armed';

/** Sound of alarms, made by the browser itself; one for a page. */
export class Speaker {
  readonly #listeners = new Set<() => void>();
  #context: AudioContext | undefined;

  readonly state = (): SpeakerState => {
    if (!('AudioContext' in window)) return 'unsupported';
    return this.#context?.state === 'running' ? 'armed' : 'blocked';
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In a gesture this always works; without one only where the browser was told to allow it. */
  readonly arm = (): void => {
    if (this.state() !== 'blocked') return;
    if (this.#context === undefined) {
      this.#context = new AudioContext();
      this.#context.addEventListener('statechange', this.#tell);
    }
    // Never settles, or rejects, while the browser waits for a gesture.
    void this.#context.resume().then(this.#tell, () => undefined);
    this.#tell();
  };

  play(tone: Tone): void {
    const context = this.#context;
    if (context === undefined || context.state !== 'running') return;
    for (const { hertz, afterS, lastsS } of tones[tone]) {
      const beginS = context.currentTime + afterS;
      const volume = context.createGain();
      // Soft edges: a square begin and end would click.
      volume.gain.setValueAtTime(0, beginS);
      volume.gain.linearRampToValueAtTime(0.4, beginS + 0.02);
      volume.gain.setValueAtTime(0.4, beginS + lastsS - 0.05);
      volume.gain.linearRampToValueAtTime(0, beginS + lastsS);
      const voice = context.createOscillator();
      voice.type = 'triangle';
      voice.frequency.value = hertz;
      voice.connect(volume).connect(context.destination);
      voice.onended = () => volume.disconnect();
      voice.start(beginS);
      voice.stop(beginS + lastsS);
    }
  }

  [Symbol.dispose](): void {
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };
}

type Note = { readonly hertz: number; readonly afterS: number; readonly lastsS: number };

/** High and low by turns cut through the noise of a hall; a single middle one does not frighten. */
const tones: Readonly<Record<Tone, readonly Note[]>> = {
  urgent: [0, 1, 2, 3].map((n) => ({
    hertz: n % 2 === 0 ? 988 : 740,
    afterS: n * 0.28,
    lastsS: 0.26,
  })),
  call: [{ hertz: 659, afterS: 0, lastsS: 0.6 }],
};
