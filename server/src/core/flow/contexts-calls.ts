import {
  BLOCKING_CALLS,
  BLOCKING_NAMES,
  type BlockingCall,
  FILE_READERS,
  GRPC_UNARY,
  SCHEMA_STATEMENT,
  SQL_SHAPES,
  WAITING_RPC,
  WAITING_STATEMENT,
} from '../knowledge/blocking-calls.ts';
import { outermost } from '../semantic/declarations.ts';
import type { Callee, FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { type GoType, isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { limitsItself } from './command-limits.ts';
import { isAcquiredAnew } from './connect-limits.ts';
import { deadlineOf } from './contexts.ts';
import { clientLimit, dialerLimit, moduleFacts, poolLimit } from './contexts-limits.ts';
import { callsInModule } from './goroutines/once.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { sqlDialectOf } from './sql-dialects.ts';

/** A blocking call whose context provably has no deadline, and that nothing else is known to end. */
export interface UnboundedCall {
  readonly call: SyntaxNode;
  readonly blocking: BlockingCall;
  /** The context expression that is handed over. */
  readonly context: SyntaxNode;
  /** The call that it is handed to: the blocking call, or the one that made its request or command. */
  readonly carrier: SyntaxNode;
  /** The calls of Background, TODO or WithoutCancel that the context stems from. */
  readonly roots: readonly SyntaxNode[];
  readonly isPassedIn: boolean;
  /** Whether no other request, command or context can be meant. */
  readonly isOnlyContext: boolean;
  readonly certainty: 'proved' | 'likely';
}

/** Every unbounded blocking call of a file. */
export function* unboundedCallsIn(pkg: PackageModel, file: FileModel): Iterable<UnboundedCall> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const found = unboundedCall(pkg, call);
    if (found) yield found;
  }
}

function unboundedCall(pkg: PackageModel, call: SyntaxNode): UnboundedCall | undefined {
  const known = blockingCall(pkg, call);
  if (!known) return undefined;
  const { blocking } = known;
  const handed = contextOf(pkg, call, blocking);
  if (!handed || (blocking.category === 'exec' && handed.some(({ carrier }) => limitsItself(pkg, carrier))))
    return undefined;
  const roots = new Set<SyntaxNode>();
  let isPassedIn = false;
  for (const each of handed) {
    const deadline = deadlineOf(pkg, each.context);
    if (deadline.kind !== 'none') return undefined;
    for (const root of deadline.roots) roots.add(root);
    isPassedIn ||= deadline.isPassedIn;
  }
  const certainty = otherwiseUnlimited(pkg, call, known);
  if (!certainty) return undefined;
  const [first] = handed;
  if (!first) return undefined;
  const isOnlyContext = handed.length === 1;
  return { call, blocking, ...first, roots: [...roots], isPassedIn, isOnlyContext, certainty };
}

interface Known {
  readonly blocking: BlockingCall;
  /** A shape is likely what it looks like; a name from the table is. */
  readonly isShape: boolean;
  readonly receiver: SyntaxNode | undefined;
}

function blockingCall(pkg: PackageModel, call: SyntaxNode): Known | undefined {
  const target = call.field('function');
  if (target?.kind !== 'selector_expression') return undefined;
  const name = target.field('field')?.text ?? '';
  const count = call.field('arguments')?.namedChildren.length ?? 0;
  if (!BLOCKING_NAMES.has(name) && count < 2) return undefined;
  const callee = pkg.calleeOf(call);
  if (!callee) return undefined;
  const receiver = callee.receiver;
  // a method that the declarations leave out still has a type in front of it
  const operand = target.field('operand')!;
  const id = callee.id !== '' ? callee.id : `${namedId(pkg.typeOf(operand)) ?? ''}.${name}`;
  const blocking = BLOCKING_CALLS.get(id);
  if (blocking)
    return { blocking, isShape: false, receiver: receiver ?? (callee.id === '' ? operand : undefined) };
  if (callee.kind !== 'interface-method' && callee.kind !== 'method') return undefined;
  if (WAITING_RPC.test(id)) return undefined;
  if (isGrpcUnary(callee)) return { blocking: GRPC_UNARY, isShape: false, receiver };
  const shape = callee.kind === 'interface-method' ? SQL_SHAPES.get(name) : undefined;
  const takesContext = namedId(callee.signature?.parameters[0]?.type) === 'context.Context';
  return shape && takesContext && namedId(callee.signature?.results[0]?.type) === shape.returns
    ? { blocking: shape.call, isShape: true, receiver }
    : undefined;
}

/** `(context.Context, *Request, ...grpc.CallOption) (*Response, error)`: streams return an interface or a named type. */
function isGrpcUnary({ signature }: Callee): boolean {
  if (!signature?.variadic || signature.parameters.length !== 3 || signature.results.length !== 2)
    return false;
  const [context, request, options] = signature.parameters.map((parameter) => parameter.type);
  const isMessage = (type: GoType | undefined): boolean =>
    type?.kind === 'pointer' && type.element?.kind === 'named';
  return (
    namedId(context) === 'context.Context' &&
    isMessage(request) &&
    options?.kind === 'slice' &&
    namedId(options.element) === 'google.golang.org/grpc.CallOption' &&
    isMessage(signature.results[0]?.type) &&
    isErrorType(signature.results[1]?.type)
  );
}

interface Handed {
  readonly context: SyntaxNode;
  readonly carrier: SyntaxNode;
}

/** The context expressions that may reach a blocking call; undefined when one of them is not in view. */
function contextOf(
  pkg: PackageModel,
  call: SyntaxNode,
  blocking: BlockingCall,
): readonly Handed[] | undefined {
  const args = call.field('arguments')?.namedChildren ?? [];
  if (blocking.context === 'request') return args[0] && requestContext(pkg, args[0]);
  if (blocking.context === 'command') {
    const command = call.field('function')?.field('operand');
    return command && commandContext(pkg, command, call);
  }
  const context = args[blocking.context];
  return context ? [{ context, carrier: call }] : undefined;
}

const REQUEST_MAKERS = new Set([
  'net/http.NewRequestWithContext',
  'net/http.Request.WithContext',
  'net/http.Request.Clone',
]);

function requestContext(pkg: PackageModel, request: SyntaxNode): readonly Handed[] | undefined {
  return carriers(pkg, originsOf(pkg, request, { fields: false })?.all, REQUEST_MAKERS);
}

function commandContext(
  pkg: PackageModel,
  command: SyntaxNode,
  call: SyntaxNode,
): readonly Handed[] | undefined {
  const origins = originsOf(pkg, command, { fields: false });
  if (!origins) return undefined;
  for (const object of origins.through) {
    for (const reference of pkg.referencesTo(object)) {
      // seen by a closure, which may kill it, or by another function
      if (pkg.functionOf(reference) !== pkg.functionOf(call)) return undefined;
      const selector = reference.parent;
      const field = selector?.kind === 'selector_expression' ? selector.field('field')?.text : undefined;
      if (field === 'Process' || field === 'Cancel') return undefined;
      // a person at the terminal ends it
      const assignment = field === 'Stdin' ? selector?.parent?.parent : undefined;
      const given = [...(assignment?.descendants('selector_expression') ?? [])];
      if (given.some((each) => qualifiedId(pkg, each) === 'os.Stdin')) return undefined;
    }
  }
  return carriers(pkg, origins.all, new Set(['os/exec.CommandContext']));
}

function carriers(
  pkg: PackageModel,
  origins: readonly { readonly node: SyntaxNode }[] | undefined,
  makers: ReadonlySet<string>,
): readonly Handed[] | undefined {
  if (!origins || origins.length === 0) return undefined;
  const handed: Handed[] = [];
  for (const { node } of origins) {
    if (node.kind !== 'call_expression' || !makers.has(pkg.calleeOf(node)?.id ?? '')) return undefined;
    const context = node.field('arguments')?.firstNamedChild;
    if (!context) return undefined;
    handed.push({ context, carrier: node });
  }
  return handed;
}

/** How sure it is that nothing but the context ends the call; undefined when something does, may well, or should not. */
function otherwiseUnlimited(
  pkg: PackageModel,
  call: SyntaxNode,
  { blocking, isShape, receiver }: Known,
): UnboundedCall['certainty'] | undefined {
  const args = call.field('arguments')?.namedChildren ?? [];
  switch (blocking.category) {
    case 'http':
      if (!receiver || clientLimit(pkg, receiver) !== 'none' || isStream(pkg, call)) return undefined;
      return 'proved';
    case 'dial': {
      if (answersAtOnce(pkg, args[1], args[2])) return undefined;
      return receiver && dialerLimit(pkg, receiver) === 'none' ? 'proved' : undefined;
    }
    case 'exec':
      return 'proved';
    case 'grpc': {
      const facts = moduleFacts(pkg);
      // an interceptor or a service configuration may set a deadline on every call
      if (facts.hasGrpcInterceptors) return undefined;
      return facts.isComplete && facts.makesGrpcConnections ? 'proved' : 'likely';
    }
    case 'sql': {
      if (isSchemaWork(pkg, call, blocking.statement) || isMeantToWait(pkg, call, blocking.statement))
        return undefined;
      if (isAcquiredAnew(pkg, call)) return undefined;
      const pool = receiver ? poolLimit(pkg, receiver) : 'unknown';
      if (pool === 'in-process' || pool === 'limited') return undefined;
      if (pool === 'none') return isShape ? 'likely' : 'proved';
      const facts = moduleFacts(pkg);
      if (facts.hasOnlyLocalDatabases) return undefined;
      // the module opens both kinds, and nothing says that this one is a server
      if (facts.hasLocalDatabases && sqlDialectOf(pkg) !== 'server') return 'likely';
      return isShape || facts.hasStatementLimit || !facts.isComplete ? 'likely' : 'proved';
    }
  }
}

/** A local socket answers or fails at once, and UDP has nothing to wait for. */
export function answersAtOnce(
  pkg: PackageModel,
  network: SyntaxNode | undefined,
  address: SyntaxNode | undefined,
): boolean {
  const text = (node: SyntaxNode | undefined): string => {
    const value = node && pkg.constantOf(node);
    return value?.kind === 'string' ? (value.parts[0] ?? '') : '';
  };
  return /^(unix|udp|ip)/.test(text(network)) || /^(127\.|\[::1\]|localhost:)/.test(text(address));
}

/** Whether a statement, as far as its text is known, asks for the wait. @param index of the statement among the arguments */
export function isMeantToWait(pkg: PackageModel, call: SyntaxNode, index: number | undefined): boolean {
  const args = call.field('arguments')?.namedChildren ?? [];
  const statement = index === undefined ? undefined : args[index];
  const origins = statement && originsOf(pkg, statement, { fields: false })?.all;
  const texts = [...(statement ? [statement] : []), ...(origins ?? []).map(({ node }) => node)];
  return texts.some((text) => {
    const value = pkg.constantOf(text);
    return (
      value?.kind === 'string' &&
      value.parts.some((part) => part !== undefined && WAITING_STATEMENT.test(part))
    );
  });
}

/** Whether a response is read as a stream, which a deadline would cut: event streams, line by line, watches. */
export function isStream(pkg: PackageModel, call: SyntaxNode): boolean {
  const fn = outermost(pkg.functionOf(call));
  if (!fn) return false;
  for (const text of fn.node.descendants('interpreted_string_literal', 'raw_string_literal'))
    if (text.text.includes('text/event-stream')) return true;
  const target = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
  const name = target?.field('left')?.firstNamedChild;
  const response = name && variable(pkg, name);
  if (!response) return false;
  return pkg.referencesTo(response).some((reference) => {
    const body = reference.parent;
    if (body?.kind !== 'selector_expression' || body.field('field')?.text !== 'Body') return false;
    const reader = body.parent?.kind === 'argument_list' ? body.parent.parent : undefined;
    const id = reader && pkg.calleeOf(reader)?.id;
    if (id === 'bufio.NewScanner' || id === 'bufio.NewReader') return true;
    // a decoder that is kept is asked more than once
    return id === 'encoding/json.NewDecoder' && reader?.parent?.kind === 'expression_list';
  });
}

/** Whether a call changes the schema, runs a script from a file, or stands in a function that does. */
export function isSchemaWork(pkg: PackageModel, call: SyntaxNode, index: number | undefined): boolean {
  if (index !== undefined && isSchemaText(pkg, call, index)) return true;
  const fn = outermost(pkg.functionOf(call));
  if (!fn) return false;
  for (const other of fn.node.descendants('call_expression')) {
    if (other === call) continue;
    const name = other.field('function')?.field('field')?.text;
    if (name === undefined || !/^(Must)?Exec(Context)?$/.test(name)) continue;
    const known = blockingCall(pkg, other);
    const statement = known?.blocking.statement ?? (name.endsWith('Exec') ? 0 : undefined);
    if (statement !== undefined && isSchemaText(pkg, other, statement)) return true;
  }
  return false;
}

/** Whether a call runs a statement that its function is given, and some caller in the module gives it one that changes the schema. */
export function isGivenSchemaWork(pkg: PackageModel, call: SyntaxNode, index: number | undefined): boolean {
  const statement = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
  const object = statement && variable(pkg, statement);
  const fn = object?.role === 'parameter' ? object.function : undefined;
  const place = fn ? fn.parameters.indexOf(object) : -1;
  return (
    fn !== undefined &&
    place >= 0 &&
    (callsInModule(pkg, fn) ?? []).some(({ pkg: home, node }) => isSchemaText(home, node, place))
  );
}

function isSchemaText(pkg: PackageModel, call: SyntaxNode, index: number): boolean {
  const statement = call.field('arguments')?.namedChildren[index];
  if (!statement) return false;
  const isSchema = (node: SyntaxNode): boolean => {
    const value = pkg.constantOf(node);
    return value?.kind === 'string' && SCHEMA_STATEMENT.test(value.parts[0] ?? '');
  };
  if (isSchema(statement)) return true;
  const ranged = rangedOver(pkg, statement);
  const origins = originsOf(pkg, ranged ?? statement, { fields: false });
  return (origins?.all ?? []).some(({ node }) => {
    if (node.kind === 'call_expression' && FILE_READERS.has(pkg.calleeOf(node)?.id ?? '')) return true;
    if (node.kind !== 'composite_literal') return isSchema(node);
    for (const text of node.descendants('interpreted_string_literal', 'raw_string_literal'))
      if (isSchema(text)) return true;
    return false;
  });
}

/** What a loop goes over, for its variable and the fields of it. */
function rangedOver(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  let base = node;
  while (base.kind === 'selector_expression') base = base.field('operand')!;
  const object = variable(pkg, base);
  const clause = object?.node.parent?.parent;
  return clause?.kind === 'range_clause' ? clause.field('right') : undefined;
}

/** Whether a call waits for something outside the process, or makes the request or command that does, with the context that it gets. */
export function worksWithContext(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  if (REQUEST_MAKERS.has(id) || id === 'os/exec.CommandContext') return true;
  return blockingCall(pkg, call) !== undefined;
}
