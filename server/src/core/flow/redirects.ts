import type { PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { FlowModel } from './model.ts';

const CLIENT = 'net/http.Client.';

/** Whether a request is sent by an http.Client that is seen to have its own CheckRedirect. */
export function setsCheckRedirect(pkg: PackageModel, flow: FlowModel, call: SyntaxNode): boolean {
  return checkRedirects(pkg, flow, call).length > 0;
}

/**
 * Whether a request may come back with an error and a response whose body is closed (net/http/client.go, Do: "On error,
 * any Response can be ignored. A non-nil Response with a non-nil error only occurs when CheckRedirect fails"). Who only
 * stops at the redirect, with http.ErrUseLastResponse, gets no error.
 */
export function mayFailWithResponse(pkg: PackageModel, flow: FlowModel, call: SyntaxNode): boolean {
  return checkRedirects(pkg, flow, call).some((check) => {
    if (check.kind !== 'func_literal') return true;
    return [...check.descendants('return_statement')].some((statement) => {
      const error = statement.firstNamedChild?.firstNamedChild;
      return !error || (error.kind !== 'nil' && qualifiedId(pkg, error) !== 'net/http.ErrUseLastResponse');
    });
  });
}

/** What the CheckRedirect of the client that sends a request is set to. */
function checkRedirects(pkg: PackageModel, flow: FlowModel, call: SyntaxNode): readonly SyntaxNode[] {
  const callee = pkg.calleeOf(call);
  if (!callee?.receiver || !callee.id.startsWith(CLIENT)) return [];
  const field = flow.configuredValue(callee.receiver).fields.get('CheckRedirect');
  return field && field.value !== 'nil' ? field.expressions : [];
}
