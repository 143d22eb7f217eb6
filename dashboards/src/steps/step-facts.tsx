import type { Step } from '../../../edge/api/contract/steps.ts';
import { useWords } from '../i18n/language.tsx';
import { stepsWords } from './words.ts';

/** Who did a step, with which program and tools; where nothing is told, that it is not. */
export function StepFacts({ step }: { readonly step: Step }) {
  const words = useWords(stepsWords);
  const { as, position, operator, signedOn, recipe, activeRecipe, order, tools = [] } = step;
  const facts: readonly (readonly [word: string, said: string])[] = [
    signedOn === undefined
      ? [words.operator, operator ?? words.nobody]
      : [words.signedOn, signedOn.join(', ')],
    activeRecipe === undefined
      ? [words.recipe, recipe === undefined ? words.noRecipe : sayRecipe(recipe)]
      : [words.activeRecipe, sayRecipe(activeRecipe)],
    ...(order === undefined ? [] : [[words.order, order] as const]),
    ...(tools.length === 0 ? [] : [[words.tools, tools.join(', ')] as const]),
  ];
  const where = [
    ...(as === undefined ? [] : [words.as(as)]),
    ...(position === undefined ? [] : [words.position(position)]),
  ];
  return (
    <>
      {where.length > 0 && <p>{where.join(' · ')}</p>}
      <p className="history-facts">
        {facts.map(([word, said]) => (
          <span key={word}>
            <span className="muted">{word}</span> {said}
          </span>
        ))}
      </p>
    </>
  );
}

function sayRecipe({ program, revision }: NonNullable<Step['recipe']>): string {
  return revision === undefined ? program : `${program} · ${revision}`;
}
