import { behaviourOf } from '../knowledge/behaviour/index.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { checkedCallsBefore } from './checked-calls.ts';
import type { FlowModel, Leak } from './model.ts';

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

/**
 * Whether a path loses a listener of a test only where a call failed that got the address at which the listener has just been
 * opened: nobody but who opened it is asked there, and the test does not go on without an answer.
 */
export function failsAtOwnListener(pkg: PackageModel, { resource, exit }: Leak): boolean {
  const { acquisition, function: fn } = resource;
  if (!fn.file.isTest || namedId(pkg.calleeOf(acquisition)?.signature?.results[0]?.type) !== 'net.Listener')
    return false;
  const own = addressesGiven(pkg, acquisition);
  return checkedCallsBefore(pkg, exit).some(
    ({ call, hasFailed }) =>
      hasFailed &&
      call.start > acquisition.end &&
      addressesGiven(pkg, call).some((address) => own.includes(address)),
  );
}

/** The constant addresses of host and port among the arguments of a call. */
function addressesGiven(pkg: PackageModel, call: SyntaxNode): readonly string[] {
  return (call.field('arguments')?.namedChildren ?? []).flatMap((argument) => {
    const value = pkg.constantOf(argument);
    const text = value?.kind === 'string' && !value.parts.includes(undefined) ? value.parts.join('') : '';
    return /:[1-9]\d*$/.test(text) ? [text] : [];
  });
}
