import { LIBRARIES } from './libraries.generated.ts';
import { STANDARD_LIBRARY } from './stdlib.generated.ts';

/** Declarations of packages whose source is not in the program: import path to Go source without bodies. */
export const STUBS: Readonly<Record<string, string>> = { ...LIBRARIES, ...STANDARD_LIBRARY };
