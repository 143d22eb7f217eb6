import type { RefObject } from 'react';
import type { Address } from '../address.ts';
import { useText } from '../i18n/language.tsx';
import { pages } from '../pages.tsx';

type HelpProps = {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly address: Address;
};

/** The keys, those of the pages among them. */
export function Help({ dialog, address }: HelpProps) {
  const text = useText();
  const keys = [
    ['/', text.help.search],
    ...pages.flatMap(({ inNavigation, title }) =>
      inNavigation === undefined ? [] : [[`g ${inNavigation.key}`, title(text, address)]],
    ),
    ['[  ]', text.help.direction],
    ['← ↑ ↓ →', text.help.rows],
    ['?', text.help.help],
  ];
  return (
    <dialog ref={dialog} aria-labelledby="help-title">
      <h2 id="help-title">{text.help.title}</h2>
      <table>
        <tbody>
          {keys.map(([key, meaning]) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{text.help.scanner}</p>
      <form method="dialog">
        <button type="submit" className="primary">
          {text.app.close}
        </button>
      </form>
    </dialog>
  );
}
