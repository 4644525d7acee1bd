import { PGX_LIBRARIES } from './pgx.ts';
import { SERVICE_LIBRARIES } from './services.ts';
import { SQL_LIBRARIES } from './sql.ts';

/** Third-party packages by import path, as Go declarations without bodies. Source in the program wins over these. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  ...PGX_LIBRARIES,
  ...SQL_LIBRARIES,
  ...SERVICE_LIBRARIES,
};
