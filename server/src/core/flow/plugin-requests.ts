import { PLUGIN_CONTEXT } from '../knowledge/request-types.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';

/**
 * Whether the requests of a package come from the host of a plugin, which makes them anew without their context: one of its
 * functions is given what only that host gives beside a request.
 */
export const servesPluginHost = memoized<PackageModel, boolean>((pkg) =>
  pkg.files
    .flatMap(({ functions }) => functions)
    .some((fn) => {
      const types = pkg.signatureOf(fn).parameters.map(({ type }) => namedId(type) ?? '');
      return types.includes('net/http.Request') && types.some((type) => PLUGIN_CONTEXT.test(type));
    }),
);
