import { version } from '../../../package.json';

/** Version of the product. */
export const TOOL_VERSION: string = version;
