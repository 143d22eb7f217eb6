import { useStopReason } from '../reasons/use-stop-reason.ts';

/** What a call says of itself: a machine gives a code of the plant's reasons, a person writes. */
export function useDescription(): (description: string) => string {
  const reasonOf = useStopReason();
  return (description) =>
    /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(description) ? reasonOf(description) : description;
}
