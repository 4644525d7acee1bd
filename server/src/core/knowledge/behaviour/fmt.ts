import type { PackageBehaviour } from './model.ts';

/** fmt/print.go, fmt/scan.go: values are formatted or filled during the call. */
export const FMT: PackageBehaviour = { paths: ['fmt'], keepsNothing: true, functions: {} };
/** errors/errors.go, errors/wrap.go: chains of errors, which hold no resource. */
export const ERRORS: PackageBehaviour = { paths: ['errors'], keepsNothing: true, functions: {} };
/** reflect/value.go: looks at a value. */
export const REFLECT: PackageBehaviour = { paths: ['reflect'], keepsNothing: true, functions: {} };
