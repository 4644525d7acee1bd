import type { FieldName, NodeKind } from './kinds.ts';

/** Words per node in the flat array written by the wasm core; see flatten.c for the layout. */
export const WORDS = 8;
enum Word {
  Kind = 0,
  Start = 1,
  End = 2,
  Parent = 3,
  FirstChild = 4,
  NextSibling = 5,
  Field = 6,
  SubtreeEnd = 7,
}
enum Flag {
  Named = 1 << 16,
  Error = 1 << 17,
  Missing = 1 << 18,
  HasError = 1 << 19,
  Extra = 1 << 20,
}
const NONE = -1;

/**
 * An immutable syntax tree: the pre-order array of 32-bit records produced by the wasm core, and the text it was
 * made from. Offsets are UTF-16 code units into `text`, as in LSP. It holds no wasm memory and needs no freeing.
 */
export class SyntaxTree {
  readonly #nodes: (SyntaxNode | undefined)[] = [];
  #identifiers: Map<string, number[]> | undefined;

  /**
   * @param text source text
   * @param words `WORDS` 32-bit integers per node, in pre-order
   * @param kinds node kind per symbol number
   * @param fields field name per field number (0 is none)
   */
  constructor(
    readonly text: string,
    readonly words: Int32Array,
    readonly kinds: readonly NodeKind[],
    readonly fields: readonly (FieldName | undefined)[],
  ) {}

  get nodeCount(): number {
    return this.words.length / WORDS;
  }

  get root(): SyntaxNode {
    return this.node(0)!;
  }

  /** The node of a pre-order index, the same object each time; undefined for -1. */
  node(id: number): SyntaxNode | undefined {
    if (id < 0) return undefined;
    let node = this.#nodes[id];
    if (node === undefined) {
      node = new SyntaxNode(this, id);
      this.#nodes[id] = node;
    }
    return node;
  }

  /** Identifiers, field and type identifiers with a text, in source order; those of a subtree, or all. */
  identifiersNamed(text: string, within: SyntaxNode = this.root): readonly SyntaxNode[] {
    this.#identifiers ??= this.#indexIdentifiers();
    const ids = this.#identifiers.get(text) ?? [];
    const end = this.words[within.id * WORDS + Word.SubtreeEnd]!;
    const found: SyntaxNode[] = [];
    for (let at = firstAtLeast(ids, within.id); at < ids.length && ids[at]! < end; at++) {
      found.push(this.node(ids[at]!)!);
    }
    return found;
  }

  #indexIdentifiers(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    const wanted = wantedKinds(this.kinds, ['identifier', 'field_identifier', 'type_identifier']);
    for (let id = 0, at = 0; at < this.words.length; id++, at += WORDS) {
      if (wanted[this.words[at]! & 0xffff] !== 1) continue;
      const text = this.text.slice(this.words[at + Word.Start], this.words[at + Word.End]);
      const list = index.get(text);
      if (list) list.push(id);
      else index.set(text, [id]);
    }
    return index;
  }

  /** The smallest node, named unless `anonymous`, whose range holds [start, end]. */
  nodeAt(start: number, end = start, anonymous = false): SyntaxNode {
    let best = this.root;
    for (let next: SyntaxNode | undefined = best; next; ) {
      if (anonymous || next.isNamed) best = next;
      next = next.children.find((child) => child.start <= start && end <= child.end);
    }
    return best;
  }
}

/** Index of the first of ascending numbers that is not below a limit. */
function firstAtLeast(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const WANTED = new WeakMap<readonly NodeKind[], Map<string, Uint8Array>>();

/** For each symbol number, 1 when its kind is one of those asked for. */
function wantedKinds(all: readonly NodeKind[], kinds: readonly NodeKind[]): Uint8Array {
  let bySet = WANTED.get(all);
  if (!bySet) {
    bySet = new Map();
    WANTED.set(all, bySet);
  }
  const key = kinds.length === 1 ? kinds[0]! : kinds.join();
  let wanted = bySet.get(key);
  if (!wanted) {
    wanted = Uint8Array.from(all, (kind) => (kinds.includes(kind) ? 1 : 0));
    bySet.set(key, wanted);
  }
  return wanted;
}

/** One node of a `SyntaxTree`. Two calls that reach the same node give the same object, so nodes can be Map keys. */
export class SyntaxNode {
  #children: readonly SyntaxNode[] | undefined;

  constructor(
    readonly tree: SyntaxTree,
    readonly id: number,
  ) {}

  #word(word: Word): number {
    return this.tree.words[this.id * WORDS + word]!;
  }

  get kind(): NodeKind {
    return this.tree.kinds[this.#word(Word.Kind) & 0xffff]!;
  }
  get start(): number {
    return this.#word(Word.Start);
  }
  get end(): number {
    return this.#word(Word.End);
  }
  get text(): string {
    return this.tree.text.slice(this.start, this.end);
  }
  get isNamed(): boolean {
    return (this.#word(Word.Kind) & Flag.Named) !== 0;
  }
  get isError(): boolean {
    return (this.#word(Word.Kind) & Flag.Error) !== 0;
  }
  get isMissing(): boolean {
    return (this.#word(Word.Kind) & Flag.Missing) !== 0;
  }
  /** Whether the subtree holds an ERROR or a missing node. */
  get hasError(): boolean {
    return (this.#word(Word.Kind) & Flag.HasError) !== 0;
  }
  /** Comments are extras: they may stand between any two children. */
  get isExtra(): boolean {
    return (this.#word(Word.Kind) & Flag.Extra) !== 0;
  }
  get parent(): SyntaxNode | undefined {
    return this.tree.node(this.#word(Word.Parent));
  }
  get nextSibling(): SyntaxNode | undefined {
    return this.tree.node(this.#word(Word.NextSibling));
  }
  get fieldName(): FieldName | undefined {
    return this.tree.fields[this.#word(Word.Field)];
  }

  /** All children: tokens and comments included. */
  get children(): readonly SyntaxNode[] {
    if (this.#children === undefined) {
      const children: SyntaxNode[] = [];
      for (let id = this.#word(Word.FirstChild); id !== NONE; ) {
        const child = this.tree.node(id)!;
        children.push(child);
        id = child.#word(Word.NextSibling);
      }
      this.#children = children;
    }
    return this.#children;
  }

  /** Named children without comments. */
  get namedChildren(): readonly SyntaxNode[] {
    return this.children.filter((child) => child.isNamed && !child.isExtra);
  }

  get firstNamedChild(): SyntaxNode | undefined {
    return this.children.find((child) => child.isNamed && !child.isExtra);
  }

  /** The first child with a field name. */
  field(name: FieldName): SyntaxNode | undefined {
    return this.children.find((child) => child.fieldName === name);
  }

  /** All named children with a field name (`name` repeats in `a, b int`). */
  fieldAll(name: FieldName): readonly SyntaxNode[] {
    return this.children.filter((child) => child.fieldName === name && child.isNamed);
  }

  /** The nearest ancestor of one of the kinds; not the node itself. */
  ancestor(...kinds: readonly NodeKind[]): SyntaxNode | undefined {
    let node = this.parent;
    while (node && !kinds.includes(node.kind)) node = node.parent;
    return node;
  }

  contains(other: SyntaxNode): boolean {
    return this.tree === other.tree && this.id <= other.id && other.id < this.#word(Word.SubtreeEnd);
  }

  /** The node and all its descendants in source order; with kinds, only those (a linear scan of the flat array). */
  *descendants(...kinds: readonly NodeKind[]): Generator<SyntaxNode> {
    const { tree } = this;
    const end = this.#word(Word.SubtreeEnd);
    const wanted = kinds.length === 0 ? undefined : wantedKinds(tree.kinds, kinds);
    for (let id = this.id; id < end; id++) {
      if (wanted === undefined || wanted[tree.words[id * WORDS]! & 0xffff] === 1) yield tree.node(id)!;
    }
  }

  toString(): string {
    return `${this.kind}@${this.start}`;
  }
}
