import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { ADDRESS_SPLITTERS, PORT_PARSERS } from '../knowledge/net-types.ts';
import { ALWAYS_SCANNED, ANY_COLUMNS } from '../knowledge/scan-functions.ts';
import { homeOf } from '../semantic/home.ts';
import type { Question } from '../semantic/memory.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { type GoType, givesError, isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { definitionAt } from './definitions.ts';
import { alwaysEncodes } from './encoded-values.ts';
import { listedFunctions } from './goroutines/listed-functions.ts';
import { CONTROL, graphsOf } from './graphs.ts';
import { allThatMayRun } from './implementations.ts';
import { methodsMade } from './made-types.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { isHostPort, parsesOwnPort } from './own-addresses.ts';
import { isTextOfParsedUrl } from './parsed-urls.ts';

/**
 * Whether the error that a call returns is always nil: what is written to grows in memory, every column fits, a value is made of
 * what JSON always takes, what is taken apart is what an open socket or a parsed URL says of itself, or comes from the system's random numbers, or every return of the function called
 * gives nil, with an interface those of each method that the call may run.
 */
export function neverFails(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee) return false;
  if (ANY_COLUMNS.has(callee.id)) return scansAnything(pkg, call);
  const behaviour = behaviourOf(callee.id);
  if (behaviour?.neverFails || isAtLeast(pkg, call, behaviour?.neverFailsSince)) return true;
  const reader =
    callee.id === 'io.Reader.Read'
      ? callee.receiver
      : behaviour?.failsOnlyWith !== undefined &&
        call.field('arguments')?.namedChildren[behaviour.failsOnlyWith];
  if (reader && isRandomReader(pkg, reader)) return true;
  if (ADDRESS_SPLITTERS.has(callee.id)) {
    const text = call.field('arguments')?.firstNamedChild;
    return text !== undefined && isHostPort(pkg, text);
  }
  if (callee.id === 'net/url.Parse') {
    const text = call.field('arguments')?.firstNamedChild;
    return text !== undefined && isTextOfParsedUrl(pkg, text);
  }
  if (JSON_ENCODERS.has(callee.id)) {
    const value = call.field('arguments')?.firstNamedChild;
    return value !== undefined && alwaysEncodes(pkg, value);
  }
  if (PORT_PARSERS.has(callee.id)) return parsesOwnPort(pkg, callee.id, call);
  const behind = allThatMayRun(pkg, callee) ?? methodsOfMade(pkg, callee);
  if (behind) {
    const answers = behind.map((fn) => pkg.program.memory.ask(homeOf(pkg, fn), fn, SUCCEEDS));
    return answers.some(({ succeeds }) => succeeds) && answers.every((each) => each.succeeds || each.panics);
  }
  const named = call.field('function');
  const element = callee.kind === 'value' && !callee.function && named ? variable(pkg, named) : undefined;
  const called = element ? listedFunctions(pkg, element) : callee.function?.body && [callee.function];
  if (called) return called.every((fn) => pkg.program.memory.ask(homeOf(pkg, fn), fn, SUCCEEDS).succeeds);
  // a hash writes as the interface that it embeds says
  return (
    callee.id === 'io.Writer.Write' && callee.receiver !== undefined && takesAllWrites(pkg, callee.receiver)
  );
}

const JSON_ENCODERS: ReadonlySet<string> = new Set(['encoding/json.Marshal', 'encoding/json.MarshalIndent']);

/** The methods that a call through any interface runs, where all that is in it is made in sight. */
function methodsOfMade(pkg: PackageModel, { kind, receiver, id }: Callee): readonly GoFunction[] | undefined {
  const made =
    kind === 'interface-method' && receiver
      ? methodsMade(pkg, receiver, id.slice(id.lastIndexOf('.') + 1))
      : undefined;
  return made && [...made];
}

/** Whether every write to a writer succeeds: a hash, what grows in memory, one that drops what it gets. */
export function takesAllWrites(pkg: PackageModel, writer: SyntaxNode): boolean {
  const node = unwrapped(writer);
  if (node.kind === 'call_expression' && pkg.calleeOf(node)?.id === 'io.MultiWriter')
    return (node.field('arguments')?.namedChildren ?? []).every((each) => takesAllWrites(pkg, each));
  if (DISCARDS.has(qualifiedId(pkg, node) ?? '')) return true;
  const type = node.kind === 'unary_expression' ? pkg.typeOf(node.field('operand')!) : pkg.typeOf(node);
  return behaviourOf(`${namedId(type) ?? ''}.Write`)?.neverFails === true;
}

/** io/io.go, discard.Write: `return len(p), nil`. */
const DISCARDS: ReadonlySet<string> = new Set(['io.Discard', 'io/ioutil.Discard']);

/** Whether the module of a call asks for a version of Go, as [major, minor], or a later one. */
function isAtLeast(
  pkg: PackageModel,
  call: SyntaxNode,
  version: readonly [number, number] | undefined,
): boolean {
  const own = pkg.fileOf(call).goVersion;
  if (!own || !version) return false;
  return own[0] > version[0] || (own[0] === version[0] && own[1] >= version[1]);
}

const RANDOM = 'crypto/rand.Reader';

/**
 * Whether a reader is that of crypto/rand, which the package does not replace: since Go 1.24 it ends the program where the
 * system has no random bytes (crypto/internal/rand/rand.go, reader.Read: `drbg.Read(b); return len(b), nil`).
 */
function isRandomReader(pkg: PackageModel, reader: SyntaxNode): boolean {
  const expression = unwrapped(reader);
  if (qualifiedId(pkg, expression) !== RANDOM || !isAtLeast(pkg, reader, [1, 24])) return false;
  return !pkg.files.some((file) =>
    [...file.tree.root.descendants('assignment_statement')].some((statement) =>
      targetsOf(statement).some((target) => qualifiedId(pkg, unwrapped(target)) === RANDOM),
    ),
  );
}

const SUCCEEDS: Question<{ readonly succeeds: boolean; readonly panics: boolean }> = {
  name: 'never fails',
  family: CONTROL,
  compute: (pkg, fn) => ({
    succeeds: givesNoError(pkg, fn),
    panics: fn.body !== undefined && graphsOf(pkg).endOfBody(fn) === 'panic',
  }),
  meanwhile: { succeeds: false, panics: false }, // recursion knows nothing
};

/** Whether the last result of a function is an error that is nil at each of its returns. */
function givesNoError(pkg: PackageModel, fn: GoFunction): boolean {
  if (!givesError(pkg.signatureOf(fn))) return false;
  const named = fn.results.at(-1);
  const exits = graphsOf(pkg)
    .graphOf(fn)
    .exits.filter(({ kind, isRecovered }) => kind === 'return' || kind === 'end' || isRecovered);
  let isNamedResult = named !== undefined && isMentionedInLiteral(pkg, fn, named);
  for (const { kind, node } of exits) {
    const value = kind === 'return' ? node.firstNamedChild?.namedChildren.at(-1) : undefined;
    if (!value) isNamedResult = true;
    else if (!isNilError(pkg, value)) return false;
  }
  // what is unnamed stays zero where a panic was stopped
  return exits.length > 0 && (!isNamedResult || !named || holdsNil(pkg, named));
}

/** Whether a literal, which may be deferred, sees a named result of a function. */
function isMentionedInLiteral(pkg: PackageModel, fn: GoFunction, result: VarObject): boolean {
  return pkg
    .referencesTo(result)
    .some((reference) => reference !== result.node && pkg.functionOf(reference) !== fn);
}

/** Whether the error that an expression stands for, or the last result of a call, is always nil. */
export function isNilError(pkg: PackageModel, expression: SyntaxNode): boolean {
  const value = unwrapped(expression);
  if (value.kind === 'nil') return true;
  if (value.kind === 'call_expression') return neverFails(pkg, value);
  const object = variable(pkg, value);
  return (object?.role === 'local' || object?.role === 'result') && holdsNil(pkg, object);
}

/** Whether an error is only ever assigned nil or the error of a call that never fails. */
function holdsNil(pkg: PackageModel, object: VarObject): boolean {
  if (!isErrorType(pkg.typeOfObject(object))) return false;
  return pkg.referencesTo(object).every((reference) => {
    const { parent } = reference;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return false;
    const definition = definitionAt(reference);
    if (definition === 'unknown') return false;
    const value = definition?.value && unwrapped(definition.value);
    if (!value || value.kind === 'nil') return true;
    if (value.kind !== 'call_expression' || !neverFails(pkg, value)) return false;
    const results = pkg.calleeOf(value)?.signature?.results.length ?? 0;
    return definition.result === results - 1;
  });
}

/** Whether every target of a scan takes whatever the driver gives, NULL included. */
function scansAnything(pkg: PackageModel, call: SyntaxNode): boolean {
  const targets = call.field('arguments')?.namedChildren ?? [];
  return (
    targets.length > 0 &&
    targets.every((target) => {
      const isAddress = target.kind === 'unary_expression' && target.field('operator')?.text === '&';
      const pointed = isAddress ? pkg.typeOf(target.field('operand')!) : elementOf(pkg.typeOf(target));
      return takesAnything(pointed);
    })
  );
}

function takesAnything(type: GoType | undefined): boolean {
  switch (type?.kind) {
    case 'named':
      return ALWAYS_SCANNED.has(namedId(type) ?? '');
    case 'interface':
      return type.node === undefined || type.node.namedChildren.length === 0;
    case 'slice':
      return type.element?.kind === 'basic' && type.element.name === 'uint8';
    case 'pointer':
      // NULL makes it nil
      return type.element?.kind === 'basic' ? type.element.name === 'string' : takesAnything(type.element);
    default:
      return false;
  }
}

function elementOf(type: GoType | undefined): GoType | undefined {
  return type?.kind === 'pointer' ? type.element : undefined;
}
