import type { Edge, WitnessStep } from './model.ts';

/** How a path came to a point: the edge, and what was before it. */
export interface Arrival {
  readonly from: Arrival | undefined;
  readonly edge: Edge | undefined;
}

/**
 * The branches taken on the way to a point, the first one first.
 *
 * @param withLoops whether it is told as well that a range had one more element, or none left
 */
export function branchesTo(last: Arrival, withLoops: boolean): WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (let visit: Arrival | undefined = last; visit; visit = visit.from) {
    const edge = visit.edge;
    if (!edge?.condition) continue;
    if (edge.kind === 'true' || edge.kind === 'false') {
      steps.push({ node: edge.condition, kind: 'branch', taken: edge.kind === 'true' });
    } else if (edge.kind === 'case' || edge.kind === 'default') {
      steps.push({ node: edge.condition, kind: 'branch', taken: undefined });
    } else if (withLoops) {
      steps.push({ node: edge.condition, kind: 'loop', taken: edge.kind === 'iterate' });
    }
  }
  return steps.reverse();
}
