import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import type { ControlFlowGraph } from './model.ts';
import { isSamePlace, type Place, placeOf } from './places.ts';

/** How much of the files of a form FormFile keeps in memory (net/http/request.go: "defaultMaxMemory = 32 << 20 // 32 MB"). */
const FORM_MEMORY = 32n << 20n;

/**
 * Whether a call opens an uploaded file that has stayed in memory: all of the body of its request is limited to what the form keeps
 * there (mime/multipart/formdata.go, ReadForm, writes a part to a file only when it is larger).
 * @param call of FormFile
 */
export function staysInMemory(pkg: PackageModel, graph: ControlFlowGraph, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  const request = callee?.id === 'net/http.Request.FormFile' ? placeOf(pkg, callee.receiver) : undefined;
  const block = graph.blockOf(call);
  if (!request || !block) return false;
  const memories = callsOn(pkg, graph, call, request, 'ParseMultipartForm').map((each) =>
    integer(pkg, each.field('arguments')?.firstNamedChild),
  );
  return limitsOf(pkg, graph, call, request).some((limit) =>
    [FORM_MEMORY, ...memories].every((memory) => memory !== undefined && limit <= memory),
  );
}

/** The limits that a body gets on every way to a call, by `r.Body = http.MaxBytesReader(w, r.Body, limit)`. */
function limitsOf(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  call: SyntaxNode,
  request: Place,
): readonly bigint[] {
  const body: Place = { root: request.root, fields: [...request.fields, 'Body'] };
  const limits: bigint[] = [];
  for (const mention of graph.function.body?.descendants('selector_expression') ?? []) {
    if (!isAssignedWhole(mention) || !isSamePlace(body, placeOf(pkg, mention))) continue;
    if (!runsBefore(graph, mention, call)) continue;
    const value = assignedTo(mention)?.value;
    const isLimit =
      value?.kind === 'call_expression' && pkg.calleeOf(value)?.id === 'net/http.MaxBytesReader';
    const limit = isLimit ? integer(pkg, value.field('arguments')?.namedChildren[2]) : undefined;
    // whatever else the body becomes has a length of its own
    if (limit === undefined) return [];
    limits.push(limit);
  }
  return limits;
}

/** The calls of a method of a request in a function other than the call at hand. */
function callsOn(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  other: SyntaxNode,
  request: Place,
  method: string,
): readonly SyntaxNode[] {
  return [...(graph.function.body?.descendants('call_expression') ?? [])].filter((call) => {
    const called = call.field('function');
    return (
      call !== other &&
      called?.field('field')?.text === method &&
      isSamePlace(request, placeOf(pkg, called.field('operand')))
    );
  });
}

/** Whether a node has run on every way to a call. */
function runsBefore(graph: ControlFlowGraph, node: SyntaxNode, call: SyntaxNode): boolean {
  const [first, second] = [graph.blockOf(node), graph.blockOf(call)];
  if (!first || !second) return false;
  return first === second ? node.start < call.start : graph.dominates(first, second);
}

function integer(pkg: PackageModel, node: SyntaxNode | undefined): bigint | undefined {
  const value = node && pkg.constantOf(node);
  return value?.kind === 'int' ? value.value : undefined;
}
