import { SERVE_METHODS } from '../knowledge/http-servers.ts';
import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsOfCommand } from './commands.ts';
import { callsInModule } from './goroutines/once.ts';
import type { HttpServer } from './http-servers.ts';
import {
  audienceOf,
  audienceOfListener,
  isOfPickedPort,
  LISTEN,
  wrappedListener,
} from './listen-addresses.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { type Origin, originsOf } from './origins.ts';

/** Functions between the one that serves and the one that makes the listener. */
const MOST_STEPS = 4;

/**
 * Whether every start of a server serves a listener that its function is given, and all calls which the module makes of that
 * function give one of this machine: a unix socket, a loopback address. Code outside the module may give another.
 */
export function isGivenLocalListeners(pkg: PackageModel, server: HttpServer): boolean {
  return everyListener(pkg, server, (home, listener) => isGivenLocal(home, listener, 0));
}

/** Whether a server only listens at ports that the system picks: whoever is to ask it is told where by the program itself. */
export function listensAtPickedPorts(pkg: PackageModel, server: HttpServer): boolean {
  return everyListener(pkg, server, isOfPickedPort);
}

/**
 * Whether the address that a server listens on is given by whoever starts it, and all who do outside of its own package give one of this
 * machine, tests included.
 */
export function listensWhereItIsTold(pkg: PackageModel, server: HttpServer): boolean {
  return everyListener(pkg, server, (home, listener) => {
    const made = originsOf(home, listener, { fields: true, unknowns: true, passes: wrappedListener })?.all;
    return made !== undefined && made.length > 0 && made.every((origin) => isToldLocal(home, origin));
  });
}

function isToldLocal(pkg: PackageModel, { node, unknown }: Origin): boolean {
  const home = homeOf(pkg, node);
  const index =
    unknown || node.kind !== 'call_expression' ? undefined : LISTEN.get(home.calleeOf(node)?.id ?? '');
  const address = index === undefined ? undefined : node.field('arguments')?.namedChildren[index + 1];
  const object = address && variable(home, address);
  const fn = object?.role === 'parameter' ? object.function : undefined;
  if (!fn) return false;
  const calls = (callsInModule(home, fn, true) ?? []).filter((call) => call.pkg.path !== home.path);
  return (
    calls.length > 0 &&
    calls.every((call) => {
      const given = call.node.field('arguments')?.namedChildren[fn.parameters.indexOf(object!)];
      return given !== undefined && audienceOf(call.pkg, given) === 'local';
    })
  );
}

/** Whether a server is started, each time with a listener for which something holds. */
function everyListener(
  pkg: PackageModel,
  { helper, node, starts }: HttpServer,
  holds: (home: PackageModel, listener: SyntaxNode) => boolean,
): boolean {
  return (
    starts.length > 0 &&
    starts.every((start) => {
      const called = start.kind === 'call_expression' ? start.field('function') : undefined;
      const index =
        helper && start === node ? helper.listener : SERVE_METHODS.get(called?.field('field')?.text ?? '');
      const listener = index === undefined ? undefined : start.field('arguments')?.namedChildren[index];
      const home = homeOf(pkg, start);
      return listener !== undefined && holds(home, listener);
    })
  );
}

function isGivenLocal(pkg: PackageModel, listener: SyntaxNode, steps: number): boolean {
  const audience = audienceOfListener(pkg, listener);
  if (audience !== 'unknown' || steps > MOST_STEPS) return audience === 'local';
  const object = variable(pkg, unwrapped(listener));
  const fn = object?.role === 'parameter' ? object.function : undefined;
  if (!fn) return false;
  const index = fn.parameters.indexOf(object!);
  const calls = callsOfCommand(homeOf(pkg, fn), fn);
  return (
    calls.length > 0 &&
    calls.every(({ pkg: home, node }) => {
      const argument = node.field('arguments')?.namedChildren[index];
      return argument !== undefined && isGivenLocal(home, argument, steps + 1);
    })
  );
}
