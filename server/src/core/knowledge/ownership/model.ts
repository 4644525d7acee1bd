/** A kind of value that somebody must release. Every fact in the rows says where it is from. */
export interface OwnershipType {
  readonly name: string;
  /** Where Go says so: a file and what stands there. */
  readonly source?: string;
  /** Named types of the value (`net/http.Response`), without pointer. */
  readonly types: readonly string[];
  /** Interfaces as which a function of the program may hand it out: `io.ReadCloser` for a file. */
  readonly heldAs: readonly string[];
  /** Calls that give an owned value: canonical name to the index of the result. */
  readonly acquire: ReadonlyMap<string, number>;
  /** Packages of which every function, method and named function type that has the value as a result acquires it. */
  readonly acquireIn: ReadonlySet<string>;
  /** Of these, calls whose value lets its resources go by itself from a version of their module on, as [major, minor]: what is told of the older ones. */
  readonly endsItselfSince: ReadonlyMap<
    string,
    { readonly module: string; readonly version: readonly [number, number] }
  >;
  /** Calls that give a value of the type in which there is nothing to release: canonical name to the index of the result. */
  readonly givesEmpty: ReadonlyMap<string, number>;
  /**
   * By what a call of unknown body (interface method, function value) is known to acquire: the type of its last
   * parameter, `same-name` for a method with the name of one that acquires (an interface that the library's type fits),
   * or `any` when the value's own type says it; its result is one of `types`. Undefined when such a call may as well
   * give out a value that another keeps.
   */
  readonly shape: { readonly parameter: string } | undefined;
  /**
   * Whether a function of a library that gives one beside an error (a cancel function: beside its context), and gets
   * none, has made it: such functions dial, listen, open and query; what another keeps they give without an error.
   */
  readonly isMadeByLibraries: boolean;
  /** What the acquired value is: something with a method that releases it, or a function whose call does. */
  readonly role: 'value' | 'closer';
  /** Fields from the value to the closer: `Body`. */
  readonly path: readonly string[];
  /** Methods on what the path leads to that release it. */
  readonly release: ReadonlySet<string>;
  /** Methods on the value itself that release it. */
  readonly releaseSelf: ReadonlySet<string>;
  /** Methods whose result `false` says that the value has released itself: `Next` of rows. */
  readonly releasedWhenFalse: ReadonlySet<string>;
  /** Methods whose result `true` says that the value is released already: `Closed` of a client. */
  readonly releasedWhenTrue: ReadonlySet<string>;
  /** Methods whose channel says, when it gives something or is closed, that the value has released itself: `Done` of a session. */
  readonly releasedWhenReceived: ReadonlySet<string>;
  /** Methods that have released the value when they return an error: `Scan` of pgx's rows. */
  readonly releasedOnError: ReadonlySet<string>;
  /** Functions that release the value passed at an index on every path. */
  readonly releasedBy: ReadonlyMap<string, number>;
  /** The argument of the call that gives it, a value of another row, with whose release it ends as well. */
  readonly endsWith: { readonly argument: number; readonly type: string } | undefined;
  /** Whether printing the value releases it: its `String` is one of `releaseSelf`. */
  readonly releasedWhenPrinted: boolean;
  /** Whether the value lives on each context that the call which gives it gets, itself or in an option: `es.Ping.WithContext(ctx)`. */
  readonly livesOnGivenContexts: boolean;
  /** Methods and named function types of a library whose calls give a value that holds nothing, although it asks for its release. */
  readonly holdsNothingFrom: ReadonlySet<string>;
  /** Methods after which others may hold what the value stands for: `Fd` of a file. */
  readonly exposes: ReadonlySet<string>;
  /** Methods that give what the value stands over, whose release is the value's as well: `NetConn` of a websocket. */
  readonly unwraps: ReadonlySet<string>;
  /** Fields and methods of it that mean the same after its release: `Name` of a file, `StatusCode` of a response. */
  readonly outlasting: ReadonlySet<string>;
  /** Fields that stand for the value as a reader does, so that who takes one lives from it: `C` of a ticker. */
  readonly lends: ReadonlySet<string>;
  /**
   * What a function does whose body is not known and that gives back a result: takes the value over, likely only when
   * it does not fail (a session over a connection), likely only uses it (a file that is parsed), or surely only uses it
   * (a gRPC stub takes an interface without Close).
   */
  readonly unknownCallee: 'takes-over' | 'takes-over-unless-it-fails' | 'likely-uses' | 'uses';
  /** Whether the calls of `acquire` give a value on which methods can be called beside an error, too. */
  readonly comesWithError: boolean;
  /** Whether values of this kind are often released by both sides, so that a release after a call says nothing of the call. */
  readonly isReleasedTwice: boolean;
  /** Conditions under which there is nothing to release: selector on the value, and constants it is equal to. */
  readonly absentWhen: { readonly field: string; readonly values: readonly bigint[] } | undefined;
}

/** What most rows have in common: a value with a method `Close`. */
export const CLOSER: Omit<OwnershipType, 'name' | 'types' | 'acquire'> = {
  heldAs: ['io.Closer', 'io.ReadCloser', 'io.WriteCloser', 'io.ReadWriteCloser'],
  acquireIn: new Set(),
  endsItselfSince: new Map(),
  givesEmpty: new Map(),
  shape: undefined,
  isMadeByLibraries: false,
  role: 'value',
  path: [],
  release: new Set(['Close']),
  releaseSelf: new Set(),
  releasedWhenFalse: new Set(),
  releasedWhenTrue: new Set(),
  releasedWhenReceived: new Set(),
  releasedOnError: new Set(),
  releasedBy: new Map(),
  endsWith: undefined,
  releasedWhenPrinted: false,
  livesOnGivenContexts: false,
  holdsNothingFrom: new Set(),
  exposes: new Set(),
  unwraps: new Set(),
  outlasting: new Set(),
  lends: new Set(),
  unknownCallee: 'takes-over',
  comesWithError: false,
  isReleasedTwice: false,
  absentWhen: undefined,
};

/** Rows of `acquire` for calls that give the value as the same result. */
export function results(index: number, names: readonly string[]): [string, number][] {
  return names.map((name) => [name, index]);
}

/** `package.Type.Method` for several methods. */
export function methods(type: string, names: readonly string[]): string[] {
  return names.map((name) => `${type}.${name}`);
}
