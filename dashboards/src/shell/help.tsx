import type { RefObject } from 'react';
import { useText } from '../i18n/language.tsx';

export function Help({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) {
  const text = useText();
  const keys = [
    ['/', text.help.search],
    ['g l', text.help.lines],
    ['g t', text.help.trace],
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
