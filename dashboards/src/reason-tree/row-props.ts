import type { ReasonsReply } from '../../../edge/api/contract/calendar.ts';
import type { Reason, ReasonFault } from './tree.ts';

/** A reason in the tree, and what can be done with it. */
export type ReasonRowProps = {
  readonly reason: Reason;
  readonly reasons: readonly Reason[];
  readonly depth: number;
  /** It was never saved, so no stop can have it. */
  readonly isNew: boolean;
  readonly use: ReasonsReply['used'][number] | undefined;
  readonly faults: readonly ReasonFault[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (reason: Reason) => void;
  readonly onRemove: () => void;
  readonly onAddBelow: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly drag: {
    readonly isDragged: boolean;
    readonly onStart: () => void;
    readonly onEnd: () => void;
    readonly onDrop: () => void;
  };
};
