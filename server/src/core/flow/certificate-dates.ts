import type { FileModel, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';

export type CertificateDate = 'NotAfter' | 'NotBefore';
const DATES: readonly CertificateDate[] = ['NotAfter', 'NotBefore'];

/** A comparison of a date of a certificate with the present, without a margin. */
export interface DateComparison {
  readonly node: SyntaxNode;
  readonly date: CertificateDate;
  readonly certificate: SyntaxNode;
  /** The expression for the present; undefined where a function brings it along: `time.Until(cert.NotAfter)`. */
  readonly present: SyntaxNode | undefined;
  /** Whether it is true of a certificate that is not valid now; else it is true of one that is. */
  readonly meansInvalid: boolean;
}

/** Where dates of certificates are mentioned: `cert.NotAfter`. */
export function* mentionedDates(
  pkg: PackageModel,
  file: FileModel,
  within: SyntaxNode = file.tree.root,
): Generator<{
  readonly node: SyntaxNode;
  readonly date: CertificateDate;
  readonly certificate: SyntaxNode;
}> {
  for (const date of DATES) {
    for (const name of file.tree.identifiersNamed(date, within)) {
      const node = name.parent;
      const certificate = node?.kind === 'selector_expression' ? node.field('operand') : undefined;
      if (node && certificate && name.fieldName === 'field' && isCertificate(pkg, certificate))
        yield { node, date, certificate };
    }
  }
}

function isCertificate(pkg: PackageModel, node: SyntaxNode): boolean {
  return namedId(pkg.typeOf(node)) === 'crypto/x509.Certificate';
}

/** The comparisons of certificates' dates with the present in a file, in the order of `mentionedDates`. */
export function* dateComparisons(pkg: PackageModel, file: FileModel): Generator<DateComparison> {
  for (const { node, date, certificate } of mentionedDates(pkg, file)) {
    const compared = comparisonOf(pkg, node);
    if (!compared) continue;
    const { whole, present, isPast } = compared;
    yield { node: whole, date, certificate, present, meansInvalid: isPast === (date === 'NotAfter') };
  }
}

interface Compared {
  readonly whole: SyntaxNode;
  readonly present: SyntaxNode | undefined;
  /** Whether it is true when the date is past. */
  readonly isPast: boolean;
}

function comparisonOf(pkg: PackageModel, date: SyntaxNode): Compared | undefined {
  const { parent } = date;
  // `date.Before(now)`, `date.Sub(now) < 0`
  if (parent?.kind === 'selector_expression' && date.fieldName === 'operand') {
    const call = parent.parent?.kind === 'call_expression' ? parent.parent : undefined;
    const present = call?.field('arguments')?.firstNamedChild;
    if (!call || !present || !isPresent(pkg, present)) return undefined;
    const id = pkg.calleeOf(call)?.id;
    if (id === 'time.Time.Before') return { whole: call, present, isPast: true };
    if (id === 'time.Time.After') return { whole: call, present, isPast: false };
    return id === 'time.Time.Sub' ? withZero(pkg, call, present, false) : undefined;
  }
  const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
  if (call?.kind !== 'call_expression') return undefined;
  const callee = pkg.calleeOf(call);
  if (callee?.id === 'time.Until') return withZero(pkg, call, undefined, false);
  if (callee?.id === 'time.Since') return withZero(pkg, call, undefined, true);
  const present = callee?.receiver;
  if (!present || !isPresent(pkg, present)) return undefined;
  if (callee.id === 'time.Time.After') return { whole: call, present, isPast: true };
  if (callee.id === 'time.Time.Before') return { whole: call, present, isPast: false };
  return callee.id === 'time.Time.Sub' ? withZero(pkg, call, present, true) : undefined;
}

/** A length of time that is compared with zero; `growsAfter` when it is above zero after the date. */
function withZero(
  pkg: PackageModel,
  length: SyntaxNode,
  present: SyntaxNode | undefined,
  growsAfter: boolean,
): Compared | undefined {
  const whole = length.parent;
  const operator = whole?.kind === 'binary_expression' ? whole.field('operator')?.text : undefined;
  if (!whole || !operator || !/^[<>]=?$/.test(operator)) return undefined;
  const isLeft = length.fieldName === 'left';
  const other = whole.field(isLeft ? 'right' : 'left');
  const constant = other && pkg.constantOf(other);
  if (constant?.kind !== 'int' || constant.value !== 0n) return undefined;
  const isAbove = operator.startsWith('>') === isLeft;
  return { whole, present, isPast: isAbove === growsAfter };
}

/** Methods that give the same moment. Source: time/time.go. */
const SAME_MOMENT: ReadonlySet<string> = new Set(['time.Time.UTC', 'time.Time.Local', 'time.Time.In']);

/** Whether an expression is the present: `time.Now()`, or a variable that its function sets to that. */
function isPresent(pkg: PackageModel, expression: SyntaxNode): boolean {
  const node = unwrapped(expression);
  if (node.kind === 'call_expression') {
    const callee = pkg.calleeOf(node);
    if (callee?.id === 'time.Now') return true;
    return callee?.receiver !== undefined && SAME_MOMENT.has(callee.id) && isPresent(pkg, callee.receiver);
  }
  const object = variable(pkg, node);
  if (object?.role !== 'local' || object.function !== pkg.functionOf(node)) return false;
  const value = onlyAssigned(pkg, object);
  return value?.kind === 'call_expression' && isPresent(pkg, value);
}
