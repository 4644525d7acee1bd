import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import type { ClientRequest } from './client-requests.ts';
import { isLogged } from './logged-rows.ts';
import { variable } from './nil-comparison.ts';

/** Calls that make a request, and at which argument they have its method; address and body follow. */
const NEW_REQUESTS: ReadonlyMap<string, { readonly method: number }> = new Map([
  ['net/http.NewRequest', { method: 0 }],
  ['net/http.NewRequestWithContext', { method: 1 }],
]);
/** Calls that answer yes or no about text. */
const COMPARES = /^(?:bytes|strings)\.(?:Contains|Equal|EqualFold|HasPrefix|HasSuffix)$/;
const READS_ALL: ReadonlySet<string> = new Set(['io.ReadAll', 'io/ioutil.ReadAll']);

/**
 * Whether a request asks by GET or HEAD and carries nothing but its address and the name of the host, and of the answer the function only
 * looks at the status, asks whether the text has something in it, and logs the text. The address is given as a whole: where the function puts something
 * into it, the answer may be about that, as for whether a user may do something.
 */
export function onlyComparesAnswer({ pkg, call }: ClientRequest): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  const isBare = /\.(?:Get|Head)$/.test(id)
    ? isGivenWhole(pkg, call.field('arguments')?.firstNamedChild)
    : /\.Do$/.test(id) && isBareRequest(pkg, call);
  if (!isBare) return false;
  const response = namedResult(pkg, call);
  return (
    response !== undefined &&
    pkg.referencesTo(response).every((mention) => {
      if (mention === response.node || isAssignedWhole(mention)) return true;
      const part = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
      const name = part?.field('field')?.text;
      return name === 'StatusCode' || (name === 'Body' && isOnlyCompared(pkg, part!));
    })
  );
}

/** The variable that gets the first result of a call. */
function namedResult(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  const list = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
  const name = list?.field('left')?.firstNamedChild;
  return name && variable(pkg, name);
}

/** Whether what a call sends was made beside it, and got no header, no cookie and no body. */
function isBareRequest(pkg: PackageModel, call: SyntaxNode): boolean {
  const given = call.field('arguments')?.firstNamedChild;
  const request = given && variable(pkg, given);
  if (request?.role !== 'local') return false;
  const makes: SyntaxNode[] = [];
  for (const mention of pkg.referencesTo(request)) {
    if (mention === given) continue;
    if (mention === request.node || isAssignedWhole(mention)) {
      const made = assignedTo(mention)?.value;
      if (!made) return false;
      makes.push(made);
      continue;
    }
    const part = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
    if (part?.field('field')?.text !== 'Host' || !isAssignedWhole(part)) return false;
  }
  return makes.length > 0 && makes.every((made) => isBare(pkg, made));
}

function isBare(pkg: PackageModel, made: SyntaxNode): boolean {
  const places = made.kind === 'call_expression' && NEW_REQUESTS.get(pkg.calleeOf(made)?.id ?? '');
  const given = (places && made.field('arguments')?.namedChildren) || [];
  if (!places || !given[places.method] || !isGivenWhole(pkg, given[places.method + 1])) return false;
  const body = given[places.method + 2];
  const method = pkg.constantOf(given[places.method]!);
  const text = method?.kind === 'string' ? method.parts.join('') : undefined;
  const isEmpty = body?.kind === 'nil' || body?.text === 'http.NoBody';
  return isEmpty && (text === 'GET' || text === 'HEAD' || text === '');
}

/** Whether an address is a parameter or a field, into which the function puts nothing. */
function isGivenWhole(pkg: PackageModel, address: SyntaxNode | undefined): boolean {
  if (address?.kind === 'selector_expression') {
    const field = pkg.objectOf(address.field('field') ?? address);
    return field?.kind === 'var' && field.role === 'field';
  }
  const object = address && variable(pkg, address);
  return (
    object?.role === 'parameter' && !pkg.referencesTo(object).some((mention) => isAssignedWhole(mention))
  );
}

/** Whether the body of an answer is closed, or read into a variable of which one only asks whether it has something in it, or logs it. */
function isOnlyCompared(pkg: PackageModel, body: SyntaxNode): boolean {
  const method = body.parent?.kind === 'selector_expression' ? body.parent.field('field')?.text : undefined;
  if (method !== undefined) return method === 'Close';
  let read = body.parent?.kind === 'argument_list' ? body.parent.parent : undefined;
  if (read && pkg.calleeOf(read)?.id === 'io.LimitReader')
    read = read.parent?.kind === 'argument_list' ? read.parent.parent : undefined;
  if (!read) return false;
  const callee = pkg.calleeOf(read);
  const isBuffer = callee?.id === 'bytes.Buffer.ReadFrom';
  const text = isBuffer
    ? callee.receiver && variable(pkg, callee.receiver)
    : READS_ALL.has(callee?.id ?? '')
      ? namedResult(pkg, read)
      : undefined;
  return text !== undefined && isTextOnlyCompared(pkg, text, callee?.receiver);
}

/** @param reader the mention of a buffer that gets the text */
function isTextOnlyCompared(pkg: PackageModel, text: VarObject, reader: SyntaxNode | undefined): boolean {
  if (text.role !== 'local') return false;
  return pkg.referencesTo(text).every((mention) => {
    if (mention === text.node || isAssignedWhole(mention) || mention === reader) return true;
    const value = textFrom(mention);
    const call = value.parent?.kind === 'argument_list' ? value.parent.parent : undefined;
    if (call?.kind === 'call_expression')
      return COMPARES.test(pkg.calleeOf(call)?.id ?? '') || isLogged(pkg, call);
    // the same text under another name
    const name = value === mention ? undefined : namedResult(pkg, value);
    return name !== undefined && name !== text && isTextOnlyCompared(pkg, name, undefined);
  });
}

/** A variable, what its method `Bytes` or `String` gives, or `string(variable)`. */
function textFrom(mention: SyntaxNode): SyntaxNode {
  const { parent } = mention;
  if (parent?.kind === 'selector_expression' && /^(?:Bytes|String)$/.test(parent.field('field')?.text ?? ''))
    return parent.parent ?? mention;
  if (parent?.kind === 'argument_list' && parent.parent?.field('function')?.text === 'string')
    return parent.parent;
  return parent?.kind === 'type_conversion_expression' ? parent : mention;
}
