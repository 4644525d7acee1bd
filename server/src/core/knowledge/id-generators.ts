/**
 * Functions that make a generator of IDs out of a time, a counter and a number that no other running generator may have.
 * `argument` is that number (bwmarrin/snowflake snowflake.go, Generate: "Make sure you never have multiple nodes running with
 * the same node ID"), or settings whose `field` is a function that gives it (sony/sonyflake sonyflake.go, Settings: "MachineID
 * returns the unique ID of the Sonyflake instance").
 */
export interface IdGenerator {
  readonly argument: number;
  readonly field: string | undefined;
  /** The method that gives the next ID. */
  readonly next: string;
}

const SONYFLAKE: IdGenerator = { argument: 0, field: 'MachineID', next: 'NextID' };

export const ID_GENERATORS: ReadonlyMap<string, IdGenerator> = new Map([
  ['github.com/bwmarrin/snowflake.NewNode', { argument: 0, field: undefined, next: 'Generate' }],
  ['github.com/sony/sonyflake.NewSonyflake', SONYFLAKE],
  ['github.com/sony/sonyflake.New', SONYFLAKE],
  ['github.com/sony/sonyflake/v2.New', SONYFLAKE],
]);
