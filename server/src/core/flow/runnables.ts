import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
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

/** Where the module has a manager start a method once: the calls outside tests that give it a value of the method's type. */
export function registrationsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] {
  if (fn.node.field('name')?.text !== 'Start' || fn.parameters.length !== 1 || !fn.receiver) return [];
  const type = namedId(pkg.typeOfObject(fn.receiver));
  const [context] = fn.parameters;
  if (!type || !context || namedId(pkg.typeOfObject(context)) !== 'context.Context') return [];
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

/** Whether a call may be of a manager's method; its type is not known where the library is not at hand. */
function mayBeManager(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (callee && callee.id !== '') return callee.id.startsWith(`${CONTROLLER_RUNTIME}/`);
  return pkg.fileOf(call).imports.some(({ path }) => path.startsWith(CONTROLLER_RUNTIME));
}
