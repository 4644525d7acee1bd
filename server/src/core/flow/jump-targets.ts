import type { SyntaxNode } from '../syntax/tree.ts';

interface Target<Block> {
  readonly label: string | undefined;
  readonly breakTo: Block;
  /** Undefined for `switch` and `select`. */
  readonly continueTo: Block | undefined;
}

/** Where `break`, `continue`, `goto` and `fallthrough` lead at the statement that is being built. */
export class JumpTargets<Block> {
  /** The next clause of the switch around the statement. */
  fallthroughTo: Block | undefined;
  readonly #targets: Target<Block>[] = [];
  readonly #labels = new Map<string, Block>();
  #pendingLabel: string | undefined;

  constructor(readonly create: () => Block) {}

  /** The block that a label stands before. */
  labelled(label: string): Block {
    let block = this.#labels.get(label);
    if (!block) {
      block = this.create();
      this.#labels.set(label, block);
    }
    return block;
  }

  /** The label, or none, of the statement that comes next. */
  announce(label: string | undefined): void {
    this.#pendingLabel = label;
  }

  /** The label of the statement at hand; those inside have their own. */
  takeLabel(): string | undefined {
    const label = this.#pendingLabel;
    this.#pendingLabel = undefined;
    return label;
  }

  /** What follows stands inside a statement that `break` leaves. */
  enter(target: Target<Block>): void {
    this.#targets.push(target);
  }

  leave(): void {
    this.#targets.pop();
  }

  /** Where a jump leads; undefined in code that does not compile. */
  of(jump: SyntaxNode): Block | undefined {
    const label = jump.firstNamedChild?.text;
    switch (jump.kind) {
      case 'break_statement':
        return this.#targets.findLast((target) => label === undefined || target.label === label)?.breakTo;
      case 'continue_statement':
        return this.#targets.findLast((target) =>
          label === undefined ? target.continueTo !== undefined : target.label === label,
        )?.continueTo;
      case 'goto_statement':
        return this.labelled(label ?? '');
      default:
        return this.fallthroughTo;
    }
  }
}
