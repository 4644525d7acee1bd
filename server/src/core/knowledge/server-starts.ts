import { PACKAGES } from './behaviour/index.ts';

/** Method or function names of a package that start serving and block. */
export interface ServerStart {
  /** Import path or its prefix (`github.com/gofiber/fiber/v2` counts for `github.com/gofiber/fiber`). */
  readonly path: string;
  readonly names: readonly string[];
}

/** What starts a server in Go services. */
export const SERVER_STARTS: readonly ServerStart[] = PACKAGES.flatMap(({ serverStarts }) =>
  serverStarts ? [{ path: serverStarts.prefix, names: serverStarts.names }] : [],
);

/** Every name of `SERVER_STARTS`, for a first look at a text. */
export const SERVER_START_NAMES: ReadonlySet<string> = new Set(SERVER_STARTS.flatMap((start) => start.names));

export function isImportOf(importPath: string, prefix: string): boolean {
  return importPath === prefix || importPath.startsWith(`${prefix}/`);
}
