import type { GoFunction, VarObject } from '../semantic/model.ts';
import { type GoType, isErrorType } from '../semantic/types.ts';
import type { ParameterEffect } from './model.ts';
import type { Alias, Way } from './path-state.ts';

/** What one mention of an owned value does to it. */
export type Use = (
  | { readonly kind: 'read' }
  | { readonly kind: 'release'; readonly surely: boolean }
  /** It is somebody else's from here on; `result` is set when it is returned. */
  | {
      readonly kind: 'move';
      readonly result: number | undefined;
      readonly isHolder?: boolean;
      /** The way from the result to the closer, when that is a struct of the program which owns the value. */
      readonly way?: Way;
      /** Set when the call that gives the result leaves the value open where it returns an error. */
      readonly staysOnFailure?: boolean;
    }
  /** Another variable stands for it; `error` is the one that comes with it when a call handed it through. */
  | {
      readonly kind: 'alias';
      readonly object: VarObject;
      readonly alias: Alias;
      readonly error?: VarObject;
      /** Set when a boolean says whether the value is there. */
      readonly isHeld?: VarObject;
    }
) & {
  /** Set when a function of unknown body is taken for a reader because it was seen to leave such values open. */
  readonly isGuess?: boolean;
  /** Set when what uses it may do so after the function has returned: in a goroutine, or a function value that is kept. */
  readonly mayOutlast?: boolean;
};

export type MoveUse = Extract<Use, { readonly kind: 'move' }>;

/** What the classification needs to know of other functions. */
export interface Effects {
  /** Effect of a function on a parameter (-1: the receiver) that receives the value. @param way from there to the closer */
  ofParameter(fn: GoFunction, index: number, way: Way): ParameterEffect;
  /** Effect of a literal, when it runs, on a variable that it captures. */
  ofCapture(literal: GoFunction, object: VarObject, alias: Alias): ParameterEffect;
  /** What a function does with a parameter that receives a function value which uses the value: keep, return or call it. */
  ofFunctionParameter(fn: GoFunction, index: number): ParameterEffect;
  /** Whether the package shows that a function of unknown body leaves the value at an argument open. */
  isSeenToLeaveOpen(callee: string, index: number): boolean;
}

export const READ: Use = { kind: 'read' };
export const MOVE: MoveUse = { kind: 'move', result: undefined };

/** A function value that uses the value when it runs and never releases it. */
export const FUNCTION: Alias = { rest: [], role: 'function', isHolder: true };

/** What a call does to a value that it gets, when that is all that happens to it there. */
export function fromEffect(effect: ParameterEffect): Use {
  if (effect.releases !== 'never') return { kind: 'release', surely: effect.releases === 'always' };
  return effect.keeps || effect.returns !== undefined ? MOVE : withGuess(READ, effect);
}

/** With an error the value is still held by who passed it. */
export function staying(use: Use): Use {
  if (use.kind === 'move') return { ...use, staysOnFailure: true };
  if (use.kind !== 'alias') return use;
  const { error: _, ...rest } = use;
  return rest;
}

export function withGuess(use: Use, effect: ParameterEffect): Use {
  const guessed = effect.isGuess ? { ...use, isGuess: true } : use;
  return effect.mayOutlast ? { ...guessed, mayOutlast: true } : guessed;
}

/** Whether a result can refer to a reader: not an error, a number, a string or bytes. */
export function canHold(type: GoType | undefined): boolean {
  switch (type?.kind) {
    case undefined:
    case 'basic':
      return false;
    case 'slice':
    case 'array':
      return canHold(type.element);
    case 'named':
      return !isErrorType(type);
    default:
      return true;
  }
}
