import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Place } from './goroutines/held-functions.ts';

/**
 * golang.org/x/sys windows/svc/service.go, Handler: "Execute will be called by the package code at the start of the service,
 * and the service will exit once Execute completes"; `Execute(args []string, r <-chan ChangeRequest, s chan<- Status)`.
 */
const SERVICE_REQUEST = 'golang.org/x/sys/windows/svc.ChangeRequest';

/** Whether a function is what runs as long as a Windows service does. */
export function isServiceRun(pkg: PackageModel, fn: GoFunction): boolean {
  if (fn.node.kind !== 'method_declaration' || fn.node.field('name')?.text !== 'Execute') return false;
  return fn.parameters.some((parameter) => {
    const type = parameter && pkg.typeOfObject(parameter);
    return type?.kind === 'chan' && namedId(type.element) === SERVICE_REQUEST;
  });
}

/**
 * sigs.k8s.io/controller-runtime pkg/manager/manager.go, Manager: "Add will [...] cause the component to be started when Start
 * is called"; the component is a Runnable, `Start(context.Context) error`.
 */
const CONTROLLER_RUNTIME = 'sigs.k8s.io/controller-runtime';

/**
 * tedsuo/ifrit runner.go, Runner, `Run(signals <-chan os.Signal, ready chan<- struct{}) error`: "By default, Runners are not considered
 * restartable; Run will only be called once." process.go runs one by `Invoke`, `Envoke` or `Background`; grouper/members.go, `Member`,
 * and sigmon/sigmon.go, `New`, get one for that. What ifrit/restart gets it runs again.
 */
const IFRIT = 'github.com/tedsuo/ifrit';
const RUNS = new Set(['.Invoke', '.Envoke', '.Background', '/sigmon.New'].map((name) => IFRIT + name));
const MEMBER = `${IFRIT}/grouper.Member`;

/**
 * Where the module has a library run a method once: the calls and literals outside tests that get a value of the method's type.
 * @param isSure whether values of which nothing says the type are left out
 */
export function registrationsOf(pkg: PackageModel, fn: GoFunction, isSure = false): readonly Place[] {
  const type = fn.receiver && namedId(pkg.typeOfObject(fn.receiver));
  if (!type) return [];
  if (isManaged(pkg, fn)) return managersOf(pkg, fn, type);
  return isRunner(pkg, fn) ? runnersOf(pkg, fn, type, isSure) : [];
}

function isManaged(pkg: PackageModel, fn: GoFunction): boolean {
  const [context, ...others] = pkg.signatureOf(fn).parameters;
  const name = fn.node.field('name')?.text;
  return name === 'Start' && others.length === 0 && namedId(context?.type) === 'context.Context';
}

/** Whether a method is what ifrit runs as long as a process lasts. */
export function isRunner(pkg: PackageModel, fn: GoFunction): boolean {
  if (fn.node.field('name')?.text !== 'Run') return false;
  const [signals, ready, ...others] = pkg.signatureOf(fn).parameters.map(({ type }) => type);
  return (
    others.length === 0 &&
    signals?.kind === 'chan' &&
    namedId(signals.element) === 'os.Signal' &&
    ready?.kind === 'chan'
  );
}

function managersOf(pkg: PackageModel, fn: GoFunction, type: string): readonly Place[] {
  const places: Place[] = [];
  for (const member of pkg.program.modulePackages(fn.file, ['.Add('])) {
    for (const file of member.files) {
      if (file.isTest) continue;
      for (const mention of file.tree.identifiersNamed('Add')) {
        const call = mention.fieldName === 'field' ? mention.parent?.parent : undefined;
        if (call?.kind !== 'call_expression' || !mayBeManager(member, call)) continue;
        const given = call.field('arguments')?.firstNamedChild;
        if (given && namedId(member.typeOf(given)) === type) places.push({ pkg: member, node: call });
      }
    }
  }
  return places;
}

function runnersOf(pkg: PackageModel, fn: GoFunction, type: string, isSure: boolean): readonly Place[] {
  const places: Place[] = [];
  for (const member of pkg.program.modulePackages(fn.file, [IFRIT])) {
    for (const file of member.files) {
      if (file.isTest || !file.imports.some(({ path }) => path.startsWith(IFRIT))) continue;
      for (const node of file.tree.root.descendants('call_expression', 'literal_value')) {
        if (
          givenToRunner(member, node).some((each) =>
            isSure ? namedId(member.typeOf(each)) === type : mayBeOf(member, each, type),
          )
        )
          places.push({ pkg: member, node });
      }
    }
  }
  return places;
}

/** Whether a value is of a type, or nothing says of which one. */
function mayBeOf(pkg: PackageModel, value: SyntaxNode, id: string): boolean {
  const type = pkg.typeOf(value);
  const kind = pkg.underlying(pointed(type))?.kind;
  return namedId(type) === id || kind === undefined || kind === 'interface';
}

/** The values that ifrit gets to run by a call or a literal. */
function givenToRunner(pkg: PackageModel, node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'call_expression') {
    const given = RUNS.has(pkg.calleeOf(node)?.id ?? '')
      ? node.field('arguments')?.firstNamedChild
      : undefined;
    return given ? [given] : [];
  }
  if (!isMember(pkg, node)) return [];
  return node.namedChildren.flatMap((element) => {
    const value = element.kind === 'keyed_element' ? element.field('value') : element;
    return value?.kind === 'literal_element' ? (value.firstNamedChild ?? []) : [];
  });
}

/** Whether a literal's value is that of a member of a group, also where a list of them is written without its type. */
function isMember(pkg: PackageModel, value: SyntaxNode): boolean {
  const { parent } = value;
  if (parent?.kind === 'composite_literal') return namedId(pkg.typeOf(parent)) === MEMBER;
  if (namedId(pkg.typeOf(value)) === MEMBER) return true;
  const list = parent?.parent?.parent;
  return list?.kind === 'composite_literal' && namedId(pkg.typeOf(list)) === `${MEMBER}s`;
}

/** Whether a call may be of a manager's method; its type is not known where the library is not at hand. */
function mayBeManager(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (callee && callee.id !== '') return callee.id.startsWith(`${CONTROLLER_RUNTIME}/`);
  return pkg.fileOf(call).imports.some(({ path }) => path.startsWith(CONTROLLER_RUNTIME));
}
