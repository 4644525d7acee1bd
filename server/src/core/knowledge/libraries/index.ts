import { SERVICE_LIBRARIES } from './services.ts';
import { SQL_LIBRARIES } from './sql.ts';

/** Third-party packages by import path, as Go declarations without bodies. Source in the program wins over these. */
export const LIBRARIES: Readonly<Record<string, string>> = { ...SQL_LIBRARIES, ...SERVICE_LIBRARIES };
