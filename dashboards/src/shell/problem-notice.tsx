import { ApiProblem } from '../api/http.ts';
import { useText } from '../i18n/language.tsx';

type ProblemNoticeProps = { readonly problem: Error; readonly onRetry: () => void };

/** What happened in the edge's own words, and what to do. */
export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  const text = useText();
  const { status, detail } =
    problem instanceof ApiProblem ? problem : { status: undefined, detail: undefined };
  return (
    <div className="notice card" role="alert">
      <h2>{text.app.failed}</h2>
      {status === 0 ? (
        <p>{text.app.unreachable}</p>
      ) : (
        <p>
          <strong>{problem.message}</strong> {status !== undefined && <>({status})</>}
        </p>
      )}
      {detail !== undefined && <p>{detail}</p>}
      <button type="button" className="primary" onClick={onRetry}>
        {text.app.again}
      </button>
    </div>
  );
}
