import type { Channel, ChannelMake, ChannelOperation, Origin, Slot } from './channels.ts';

/** What one slot says: the slots it shares values with, and what is done with what it holds. */
export interface Flows {
  readonly slots: readonly Slot[];
  readonly makes: readonly ChannelMake[];
  readonly operations: readonly ChannelOperation[];
  readonly escapes: { readonly receive: boolean; readonly send: boolean };
  /** The same for unseen callers of a function, who bring or get other channels than the callers that are seen. */
  readonly callers: { readonly receive: boolean; readonly send: boolean };
  readonly wokenBy: Channel['wokenBy'];
  readonly isUncalled: boolean;
}

/** Collects what happens to a slot while its mentions are read. */
export class Notes {
  readonly slots = new Set<Slot>();
  readonly makes: ChannelMake[] = [];
  readonly operations: ChannelOperation[] = [];
  readonly escapes = { receive: false, send: false };
  readonly callers = { receive: false, send: false };
  wokenBy: Channel['wokenBy'];
  isUncalled = false;

  /** @param type what the other side sees; a one-way channel type limits what it can do */
  escape(direction: 'both' | 'send' | 'receive' = 'both'): void {
    if (direction !== 'send') this.escapes.receive = true;
    if (direction !== 'receive') this.escapes.send = true;
  }

  /** Unseen code calls the function that has it as a parameter or result. */
  calledUnseen(direction: 'both' | 'send' | 'receive' = 'both'): void {
    if (direction !== 'send') this.callers.receive = true;
    if (direction !== 'receive') this.callers.send = true;
  }

  add(origin: Origin): void {
    for (const slot of origin.slots) this.slots.add(slot);
    this.makes.push(...origin.makes);
    this.wokenBy ??= origin.wokenBy;
    if (origin.isUnknown) this.escape();
  }

  done(): Flows {
    return { ...this, slots: [...this.slots] };
  }
}
