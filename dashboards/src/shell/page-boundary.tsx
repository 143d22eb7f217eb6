import { Component, type ReactNode, useEffect } from 'react';
import { useText } from '../i18n/language.tsx';

type PageBoundaryProps = {
  readonly children: ReactNode;
  /** Where it stands: at another place it tries again. */
  readonly place: string;
};

/**
 * Keeps the frame when a page's file cannot be had: the edge is away, or has other files since an upgrade.
 * React takes errors of what it draws in classes only; those of our own making are passed on.
 */
export class PageBoundary extends Component<PageBoundaryProps, { readonly error?: unknown }> {
  override readonly state: { readonly error?: unknown } = {};
  #missing: unknown;

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidMount() {
    window.addEventListener('vite:preloadError', this.#note);
  }

  override componentDidUpdate({ place }: PageBoundaryProps) {
    const { error } = this.state;
    if (error !== undefined && place !== this.props.place) this.setState({ error: undefined });
  }

  override componentWillUnmount() {
    window.removeEventListener('vite:preloadError', this.#note);
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (error !== this.#missing) throw error;
    return <Missing />;
  }

  readonly #note = (event: VitePreloadErrorEvent): void => {
    this.#missing = event.payload;
  };
}

const askAgainMs = 2000;

/** Loads everything anew, but only once the edge answers: a browser's own error page never comes back. */
function Missing() {
  const text = useText();
  useEffect(() => {
    const timer = setInterval(() => {
      fetch('/health/live').then(
        ({ ok }) => {
          if (ok) location.reload();
        },
        () => undefined, // It is still away.
      );
    }, askAgainMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="notice card" role="alert">
      <h1>{text.app.pageMissing}</h1>
      <p>{text.app.unreachable}</p>
    </div>
  );
}
