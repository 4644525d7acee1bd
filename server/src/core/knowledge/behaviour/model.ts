/** What a blocking call waits for. */
export type BlockingCategory =
  | 'http'
  | 'sql'
  | 'dial'
  | 'grpc'
  | 'exec'
  /** A store, a queue or a service of another kind behind the network. */
  | 'client'
  /** Bytes of a connection. */
  | 'network'
  /** Whoever connects; it goes on until the listener or the server is closed. */
  | 'serve'
  /** Time, a lock, a group, another goroutine. */
  | 'wait';

/** A call that waits for somebody else, and what ends the wait. */
export interface Blocking {
  readonly category: BlockingCategory;
  /** Index of the context among the arguments, or what carries it: the request argument, or the command it is called on. */
  readonly context?: number | 'request' | 'command';
  /**
   * Whether what the call returns lives on the context: cancelling it closes sql.Rows, rolls a sql.Tx back and ends the
   * read of a response body.
   */
  readonly result?: 'settled' | 'tied';
  /** Index of the SQL text among the arguments. */
  readonly statement?: number;
}

/** A result that holds an argument. */
export interface Wrap {
  readonly argument: number;
  readonly result: number;
  /** Whether closing the result closes the argument. */
  readonly closesUnderlying: boolean;
  /** Set when the result reads the argument, or its first part, as it is: it fails only where that does. */
  readonly reads?: 'whole' | 'part';
}

/**
 * What a function does that its signature does not tell. Arguments are counted from 0 without the receiver, which is
 * -1.
 */
export interface Behaviour {
  /** The file of the package and the words in it that say so: `server.go: defer l.Close()`. */
  readonly source: string;
  /** Arguments that are closed when it returns, whatever it returns. */
  readonly closes?: readonly number[];
  /** Arguments that it closes when the argument after them, a bool, is true. */
  readonly closesIfNextIsTrue?: readonly number[];
  /** Arguments that somebody else closes from here on: it does so later, or whoever owns the result or receiver. */
  readonly takesOver?: readonly number[];
  /** Arguments that it uses for longer than the call and never closes: they stay the caller's, and must stay open. */
  readonly stores?: readonly number[];
  /** The function after which it uses no longer what it stores. */
  readonly storesUntil?: string;
  /** Arguments that it uses during the call and leaves to the caller, where their type does not say so. */
  readonly borrows?: readonly number[];
  readonly wraps?: readonly Wrap[];
  /** An argument that comes back as a result. */
  readonly returns?: { readonly argument: number; readonly result: number };
  /** Argument that it reads to its end. */
  readonly readsToEnd?: number;
  /** Argument of which it reads as much as it is told; its error says that this one failed or ended before. */
  readonly readsPart?: number;
  /** Whether it reads as much from its receiver's reader as one value takes. */
  readonly readsOneValue?: boolean;
  /** Whether it closes what keeps nothing but memory of its own: nothing is lost where it is not called. */
  readonly releasesNothing?: true;
  /** Whether the error that it returns, its last result, is always nil. */
  readonly neverFails?: true;
  /** The Go version, as [major, minor], from which on that holds. */
  readonly neverFailsSince?: readonly [number, number];
  /** Argument, a reader, whose error is the only one that it returns as its last result. */
  readonly failsOnlyWith?: number;
  /** Index of rows that it reads to their end, row by row, when the argument behind them points to one column's value. */
  readonly readsRestOf?: number;
  /**
   * Whether its error says that the receiver has been released: there is none while it is open and nobody else has it, with a
   * bound as long as an argument is a constant up to that.
   */
  readonly failsWhenReleased?: true | { readonly argument: number; readonly most: bigint };
  /** `panic` unwinds and runs deferred calls; `exit` ends the process or the goroutine. */
  readonly neverReturns?: 'panic' | 'exit';
  /** Methods that end the process when they are called on its result, or at the end of a chain of calls on it. */
  readonly exitsWith?: readonly string[];
  /** Argument, a context, that the result lives on. */
  readonly storesContext?: number;
  /** A call on the same receiver that closes the first result, so that nobody else has to. */
  readonly resultClosedBy?: string;
  /** A result that the caller must release: fields from it to what has the method, and the methods that do. */
  readonly mustRelease?: {
    readonly result: number;
    readonly path: readonly string[];
    readonly by: readonly string[];
  };
  readonly blocks?: Blocking;
}

export interface PackageBehaviour {
  /** Import paths of the package: several where it moved without a change. */
  readonly paths: readonly string[];
  /** Whether every function of it prints or inspects values of any type and keeps none. */
  readonly keepsNothing?: boolean;
  /** Names that start a server and block, for every import path that is the prefix or lies below it. */
  readonly serverStarts?: { readonly prefix: string; readonly names: readonly string[] };
  /** Functions by name, methods as `Type.Method`. */
  readonly functions: Readonly<Record<string, Behaviour>>;
  /** What every method of a type does that `functions` says nothing of. */
  readonly methods?: Readonly<Record<string, Behaviour>>;
}

/** The same behaviour for several functions: `Type.Method` for each owner and name, or the names alone. */
export function each(
  names: readonly string[],
  behaviour: Behaviour,
  owners: readonly string[] = [],
): Record<string, Behaviour> {
  const all =
    owners.length === 0 ? names : owners.flatMap((owner) => names.map((name) => `${owner}.${name}`));
  return Object.fromEntries(all.map((name) => [name, behaviour]));
}
