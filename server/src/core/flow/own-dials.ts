import { behaviourOf } from '../knowledge/behaviour/index.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { FlowModel } from './model.ts';

/** net/http/transport.go, Transport: functions that make the connections. */
const DIALS = ['DialContext', 'DialTLSContext', 'Dial', 'DialTLS'];

/**
 * Whether the http.Client that a call is made on gets its connections from a literal beside it that does not dial itself:
 * a pipe in memory, as a rule.
 * @param call of a method of http.Client
 */
export function getsConnections(pkg: PackageModel, flow: FlowModel, call: SyntaxNode): boolean {
  const client = pkg.calleeOf(call)?.receiver;
  const transports = client && flow.configuredValue(client).fields.get('Transport')?.expressions;
  if (!transports?.length) return false;
  return transports.every((transport) => {
    const { fields } = flow.configuredValue(transport);
    const dials = DIALS.flatMap((name) => fields.get(name)?.expressions ?? []);
    return (
      dials.length > 0 &&
      dials.every(
        (dial) =>
          dial.kind === 'func_literal' &&
          [...dial.descendants('call_expression')].every((each) => {
            return behaviourOf(pkg.calleeOf(each)?.id ?? '')?.blocks?.category !== 'dial';
          }),
      )
    );
  });
}
