/** Where on the screen a menu was asked for, and of which object. */
export type MenuAsked = {
  readonly object: string;
  readonly x: number;
  readonly y: number;
  /** What has the focus again when the menu closes. */
  readonly opener: Element | null;
};

type Asking = {
  readonly clientX: number;
  readonly clientY: number;
  readonly preventDefault: () => void;
};

/** By the right button of the mouse, a long touch, or the menu key of the keyboard. */
export function menuAsked(event: Asking, object: string): MenuAsked {
  event.preventDefault();
  return { object, x: event.clientX, y: event.clientY, opener: document.activeElement };
}

/** By a button: below it. */
export function menuBelow(button: Element, object: string): MenuAsked {
  const { left, bottom } = button.getBoundingClientRect();
  return { object, x: left, y: bottom + 2, opener: button };
}
