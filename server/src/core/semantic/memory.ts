import { outermost } from './declarations.ts';
import { editOf, type FileEdit, keyOf, topLevelOf } from './edits-log.ts';
import { folderOf } from './go-mod.ts';
import type { FileModel, GoFunction, PackageModel, ProgramModel } from './model.ts';
import { moved } from './moved.ts';

/** How a result is worked out; must depend on nothing but its arguments and tables. */
export type Compute<Value> = (pkg: PackageModel, fn: GoFunction) => Value;

/** A result and what records that somebody uses it: see `Memory.recorded`. */
export interface Remembered<Value> {
  readonly value: Value;
  readonly replay: (() => void) | undefined;
}

export interface Question<Value> {
  /** Names the question among those about the function. */
  readonly name: string;
  readonly compute: Compute<Value>;
  /** The answer while it is being worked out: for recursion. */
  readonly meanwhile: Value;
  /** Answers of different families about a function are kept apart: one may rest on another without being lost with it. */
  readonly family?: string;
  /** Worked out each time that it is asked: a cheap answer that rests on what is not recorded. */
  readonly isInput?: boolean;
  /** Whether answers hold syntax nodes; those cannot be compared, so who uses one is asked anew when its function is. */
  readonly holdsNodes?: boolean;
}

interface Answer {
  value: unknown;
  /** The function that the nodes in the value belong to. */
  fn: GoFunction;
  readonly isOpen: boolean;
  /** What those who use it have in common. */
  use: Use | undefined;
}

/** A name whose mentions in a folder were looked for; one object per name and folder. */
interface UsedName {
  readonly folder: string;
  readonly name: string;
}

/** An answer about another function that was used, and what it was. */
interface Use {
  readonly path: string;
  readonly key: string;
  readonly literal: number;
  readonly question: Question<unknown>;
  readonly digest: string;
}

/** The answers of one family about a declared function and its literals, and what they rest on besides its own text. */
interface FunctionRecord {
  readonly path: string;
  readonly key: string;
  fn: GoFunction;
  /** Last version of the program for which the answers are known to hold. */
  revision: number;
  readonly answers: Map<string, Answer>;
  readonly uses: Set<Use>;
  /** Where mentions of package-level names were looked for. */
  readonly names: Set<UsedName>;
  /** `path key`: functions whose text was read. */
  readonly texts: Set<string>;
}

/** A file before and after a change. */
export interface FileChange {
  readonly before: FileModel;
  /** Undefined when more has changed than the text says. */
  readonly after: () => FileModel | undefined;
}

/** A change after which nothing is known to hold. */
const EVERYTHING = 'everything';
type Change = typeof EVERYTHING | (() => readonly FileEdit[] | typeof EVERYTHING);

/**
 * Answers about functions that outlive a version of the program. An answer holds as long as neither the text of its
 * function, nor a declaration of its package or of a package that it imports, nor an answer that it used has changed.
 * What an answer used is recorded while it is worked out. One memory goes along a line of versions.
 */
export class Memory {
  readonly #records = new Map<string, FunctionRecord>();
  readonly #changes: Change[] = [];
  readonly #read = new Map<number, readonly FileEdit[] | typeof EVERYTHING>();
  readonly #stack: (FunctionRecord | undefined)[] = [];
  readonly #checking = new Set<FunctionRecord>();
  readonly #kept = new Map<string, unknown>();
  /** Empty records: most of what is recorded is nothing. */
  readonly #unused: FunctionRecord[] = [];
  readonly #names = new Map<string, Map<string, UsedName>>();
  /** Told each time that an answer is worked out. */
  onCompute: ((fn: GoFunction, question: string) => void) | undefined;

  /** The number of changes so far. */
  get revision(): number {
    return this.#changes.length;
  }

  /** Forgets every answer. */
  forget(): void {
    this.#records.clear();
    this.#kept.clear();
  }

  /** What somebody keeps from one version to the next, and checks itself; made anew when everything may have changed. */
  kept<Value>(name: string, create: () => Value): Value {
    let value = this.#kept.get(name) as Value | undefined;
    if (value === undefined) {
      value = create();
      this.#kept.set(name, value);
    }
    return value;
  }

  /** Notes the change from one version to the next; `undefined` when everything may have changed. */
  advance(change: readonly FileChange[] | undefined): void {
    if (!change) {
      this.forget();
      this.#changes.push(EVERYTHING);
      return;
    }
    this.#changes.push(() => {
      const edits: FileEdit[] = [];
      for (const { before, after } of change) {
        const now = after();
        if (!now) return EVERYTHING;
        edits.push(editOf(before, now));
      }
      return edits;
    });
  }

  /** The answer to a question about a function. @param pkg the package that judges the function */
  ask<Value>(pkg: PackageModel, fn: GoFunction, question: Question<Value>): Value {
    pkg.program.effort.take();
    if (question.isInput) return this.#input(pkg, fn, question);
    const record = this.#recordOf(pkg, fn, question.family);
    const literal = fn.node.id - record.fn.node.id;
    const name = `${literal} ${question.name}`;
    const known = record.answers.get(name);
    let value = known && (this.#brought(record, known) as Value | undefined);
    const isOpen = known?.isOpen === true;
    if (!known || value === undefined) {
      record.answers.set(name, { value: question.meanwhile, fn: record.fn, isOpen: true, use: undefined });
      value = this.#within(record, () => question.compute(pkg, fn));
      record.answers.set(name, { value, fn: record.fn, isOpen: false, use: undefined });
      this.onCompute?.(fn, question.name);
    }
    const user = this.#stack.at(-1);
    if (user && user !== record) {
      const answer = record.answers.get(name)!;
      if (!answer.use) {
        const digest = isOpen || question.holdsNodes ? OPEN : digestOf(value);
        answer.use = { path: record.path, key: record.key, literal, question, digest };
      }
      user.uses.add(answer.use);
    }
    return value;
  }

  #input<Value>(pkg: PackageModel, fn: GoFunction, question: Question<Value>): Value {
    const value = this.apart(() => question.compute(pkg, fn));
    const top = outermost(fn);
    const literal = fn.node.id - top.node.id;
    const use = { path: fn.file.path, key: keyOf(top), literal, question, digest: digestOf(value) };
    this.#stack.at(-1)?.uses.add(use);
    return value;
  }

  /** Works something out on behalf of a function: what it uses counts for every answer of a family about the function. */
  within<Value>(pkg: PackageModel, fn: GoFunction, compute: () => Value, family?: string): Value {
    return this.#within(this.#recordOf(pkg, fn, family), compute);
  }

  /** Works something out on nobody's behalf. */
  apart<Value>(compute: () => Value): Value {
    return this.#within(undefined, compute);
  }

  #within<Value>(record: FunctionRecord | undefined, compute: () => Value): Value {
    this.#stack.push(record);
    try {
      return compute();
    } finally {
      this.#stack.pop();
    }
  }

  /** Mentions of a name of a package were looked for. */
  usesName(folder: string, name: string): void {
    const user = this.#stack.at(-1);
    if (!user) return;
    let inFolder = this.#names.get(folder);
    if (!inFolder) {
      inFolder = new Map();
      this.#names.set(folder, inFolder);
    }
    let used = inFolder.get(name);
    if (!used) {
      used = { folder, name };
      inFolder.set(name, used);
    }
    user.names.add(used);
  }

  /** The body of another function was read. */
  usesText(fn: GoFunction): void {
    const record = this.#stack.at(-1);
    if (!record) return;
    const top = outermost(fn);
    record.texts.add(`${fn.file.path} ${keyOf(top)}`);
  }

  /** What a computation adds to the record at hand, to be added again when its remembered result is used. */
  recorded<Value>(compute: () => Value): Remembered<Value> {
    const scratch = this.#unused.pop() ?? emptyRecord();
    const value = this.#within(scratch, compute);
    const replay = this.#replay(scratch);
    if (replay) replay();
    else this.#unused.push(scratch);
    return { value, replay };
  }

  #replay(scratch: FunctionRecord): (() => void) | undefined {
    if (scratch.names.size + scratch.texts.size + scratch.uses.size === 0) return undefined;
    return () => {
      const user = this.#stack.at(-1);
      if (!user) return;
      for (const name of scratch.names) user.names.add(name);
      for (const text of scratch.texts) user.texts.add(text);
      for (const use of scratch.uses) user.uses.add(use);
    };
  }

  #recordOf(pkg: PackageModel, fn: GoFunction, family = ''): FunctionRecord {
    const top = outermost(fn);
    const key = keyOf(top);
    const path = fn.file.path;
    // a file that several builds share may be judged with each of them
    const isOwn = pkg.program.packageOf(path) === pkg;
    const id = [family, path, key, ...(isOwn ? [] : pkg.files.map((file) => file.path))].join(' ');
    const known = this.#records.get(id);
    if (known?.fn === top && known.revision === this.revision) return known;
    if (known && isOwn && this.#holds(known, pkg.program)) {
      known.fn = top;
      known.revision = this.revision;
      return known;
    }
    const record: FunctionRecord = { ...emptyRecord(), path, key, fn: top, revision: this.revision };
    this.#records.set(id, record);
    return record;
  }

  /** Whether the answers of a record hold in the current version. */
  #holds(record: FunctionRecord, program: ProgramModel): boolean {
    if (this.#checking.has(record)) return false; // recursion: worked out anew
    for (let revision = record.revision; revision < this.revision; revision++) {
      const edits = this.#editsOf(revision);
      if (edits === EVERYTHING || edits.some((edit) => touches(edit, record, program))) return false;
    }
    this.#checking.add(record);
    try {
      return [...record.uses].every((use) => this.#isSame(use, program));
    } finally {
      this.#checking.delete(record);
    }
  }

  #isSame({ path, key, literal, question, digest }: Use, program: ProgramModel): boolean {
    const file = program.fileModel(path);
    const pkg = file && program.packageOf(path);
    const top = file && topLevelOf(file).get(key);
    if (!pkg || !top) return false;
    const fn = literal === 0 ? top : file.functions.find((each) => each.node.id - top.node.id === literal);
    if (!fn) return false;
    if (digest === OPEN) return false;
    return this.#within(undefined, () => digestOf(this.ask(pkg, fn, question))) === digest;
  }

  #editsOf(revision: number): readonly FileEdit[] | typeof EVERYTHING {
    let edits = this.#read.get(revision);
    if (!edits) {
      const change = this.#changes[revision]!;
      edits = change === EVERYTHING ? EVERYTHING : change();
      this.#read.set(revision, edits);
      this.#changes[revision] = EVERYTHING; // lets go of the models
    }
    return edits;
  }

  /** An answer with its nodes in the current text; undefined when that cannot be. */
  #brought(record: FunctionRecord, answer: Answer): unknown {
    if (answer.fn === record.fn) return answer.value;
    const value = moved(answer.value, answer.fn, record.fn);
    answer.value = value;
    answer.fn = record.fn;
    return value;
  }
}

/** Stands for an answer of which it is not known whether it stays the same. */
const OPEN = 'open';

function emptyRecord(): FunctionRecord {
  return {
    path: '',
    key: '',
    fn: undefined as unknown as GoFunction,
    revision: 0,
    answers: new Map(),
    uses: new Set(),
    names: new Set(),
    texts: new Set(),
  };
}

function touches(edit: FileEdit, record: FunctionRecord, program: ProgramModel): boolean {
  const folder = folderOf(edit.path);
  if (edit.declarations && program.reaches(folderOf(record.path), folder)) return true;
  if (edit.path === record.path && edit.functions.has(record.key)) return true;
  for (const key of edit.functions) if (record.texts.has(`${edit.path} ${key}`)) return true;
  for (const used of record.names) if (used.folder === folder && edit.names.has(used.name)) return true;
  return false;
}

const DIGESTS = new WeakMap<object, string>();

/** A value as text: equal for equal values without nodes, different for any two others. */
function digestOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const known = typeof value === 'object' && value !== null ? DIGESTS.get(value) : undefined;
  if (known !== undefined) return known;
  const plain = (_: string, part: unknown): unknown => {
    if (part instanceof Set) return [...part].sort();
    return part instanceof Map ? [...part] : part;
  };
  const digest = JSON.stringify(value, plain) ?? '';
  if (typeof value === 'object' && value !== null) DIGESTS.set(value, digest);
  return digest;
}
