import type { LockMode } from '../../knowledge/locks.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Step } from './field-chains.ts';
import type { LockKind } from './kinds.ts';
import type { LockEffect, LockSummary } from './model.ts';
import type { LockPaths, PlacePath } from './paths.ts';
import type { Condition } from './state.ts';

// Places and summaries without nodes: numbers stand for declarations, functions and calls (NodeNames), so that they
// outlive a version of the program and can be compared.

/** A variable that a place starts from. */
export interface PlainRoot {
  readonly declaration: number;
  /** The function that declares it; undefined at package level. */
  readonly owner: number | undefined;
  /** Index of a parameter, -1 for the receiver; undefined for any other variable. */
  readonly index: number | undefined;
}

export interface PlainStep extends Omit<Step, 'declaration'> {
  readonly declaration: number | undefined;
}

export interface PlainPlace {
  readonly root: PlainRoot;
  readonly steps: readonly PlainStep[];
  /** Variables inside indices. */
  readonly indexes: readonly number[];
}

export interface PlainEffect extends Omit<LockEffect, 'lock' | 'takenAt'> {
  readonly place: PlainPlace;
  readonly mode: LockMode;
  readonly declaration: number;
  readonly name: string;
  readonly kind: LockKind;
  readonly takenAt: number | undefined;
}

export interface PlainSummary {
  readonly effects: readonly PlainEffect[];
  readonly releasesForeign: readonly number[];
  readonly isOverBudget: boolean;
}

/** A fact without nodes. */
export interface PlainFact extends Omit<Condition, 'objects'> {
  readonly objects: readonly number[];
  readonly holds: boolean;
}

/** Nothing is done to a lock. */
export const NOTHING: PlainSummary = { effects: [], releasesForeign: [], isOverBudget: false };

/** Equal for the place that `LockPaths.keyOf` gives the same key. */
export function keyOfPlain({ root, steps }: PlainPlace): string {
  return [root.declaration, ...steps.map((step) => step.key ?? step.text)].join('.');
}

/** Translates between nodes of one version of a package and numbers. */
export class Plain {
  readonly #places = new Map<string, PlainPlace>();

  constructor(
    readonly pkg: PackageModel,
    readonly paths: LockPaths,
  ) {}

  /** The same object for the same place, as long as this lives. */
  place(path: PlacePath): PlainPlace {
    const key = path.indexes.length === 0 ? this.paths.keyOf(path) : undefined;
    const known = key === undefined ? undefined : this.#places.get(key);
    if (known) return known;
    const place = this.#place(path);
    if (key !== undefined) this.#places.set(key, place);
    return place;
  }

  #place(path: PlacePath): PlainPlace {
    return {
      root: this.#root(path.root),
      steps: path.steps.map((step) => ({
        ...step,
        declaration: step.declaration && this.paths.numberOfNode(step.declaration),
      })),
      indexes: path.indexes.map((object) => this.paths.numberOf(object)),
    };
  }

  #root(object: VarObject): PlainRoot {
    const fn = object.function;
    const index = fn ? (fn.receiver === object ? -1 : fn.parameters.indexOf(object)) : undefined;
    return {
      declaration: this.paths.numberOf(object),
      owner: fn && this.numberOf(fn),
      index: index !== undefined && (index >= 0 || fn?.receiver === object) ? index : undefined,
    };
  }

  numberOf(fn: GoFunction): number {
    return this.paths.numberOfNode(fn.node);
  }

  summary({ effects, releasesForeign }: LockSummary, isOverBudget: boolean): PlainSummary {
    if (effects.length === 0 && releasesForeign.size === 0 && !isOverBudget) return NOTHING;
    return {
      effects: effects.map(({ lock, takenAt, ...rest }) => ({
        ...rest,
        place: this.place(lock.path),
        mode: lock.mode,
        declaration: this.paths.numberOfNode(lock.declaration),
        name: lock.name,
        kind: lock.kind,
        takenAt: takenAt && this.paths.numberOfNode(takenAt),
      })),
      releasesForeign: [...releasesForeign]
        .map((lock) => this.paths.numberOfNode(lock))
        .sort((a, b) => a - b),
      isOverBudget,
    };
  }

  /** The summary with the nodes of this version; effects on what is no longer there are left out. */
  summaryOf({ effects, releasesForeign }: PlainSummary): LockSummary {
    return {
      effects: effects.flatMap(({ place, mode, declaration, name, kind, takenAt, ...rest }) => {
        const path = this.pathOf(place);
        const declared = this.nodeOf(declaration);
        if (!path || !declared) return [];
        const key = `${keyOfPlain(place)}|${mode}`;
        const lock = { key, path, mode, declaration: declared, name, kind };
        return [{ ...rest, lock, takenAt: takenAt === undefined ? undefined : this.nodeOf(takenAt) }];
      }),
      releasesForeign: new Set(releasesForeign.flatMap((lock) => this.nodeOf(lock) ?? [])),
    };
  }

  pathOf({ root, steps, indexes }: PlainPlace): PlacePath | undefined {
    const object = this.variable(root.declaration);
    if (!object) return undefined;
    return {
      root: object,
      steps: steps.map((step) => ({
        ...step,
        declaration: step.declaration === undefined ? undefined : this.nodeOf(step.declaration),
      })),
      indexes: indexes.flatMap((index) => this.variable(index) ?? []),
    };
  }

  variable(declaration: number): VarObject | undefined {
    const node = this.nodeOf(declaration);
    const object = node && this.pkg.objectOf(node);
    return object?.kind === 'var' ? object : undefined;
  }

  nodeOf(number: number): SyntaxNode | undefined {
    return this.paths.names.nodeOf(number, this.pkg.program);
  }
}
