import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/** net/http/httptest/server.go: "NewServer starts and returns a new Server", and its siblings. */
const STARTS_SERVER = /^net\/http\/httptest\.New(?:TLS|Unstarted)?Server$/;

/** os/exec/exec.go: "Command returns the Cmd struct to execute the named program with the given arguments." */
const MAKES_PROCESS: ReadonlySet<string> = new Set(['os/exec.Command', 'os/exec.CommandContext']);

/**
 * Whether the server of a handler that a test makes is there for another process: its URL goes nowhere but to functions of the
 * program that start one, so that the test itself asks another server.
 * @param handler a literal, given to what starts a test server
 */
export function isForProcess(pkg: PackageModel, { node }: GoFunction): boolean {
  const server = serverOf(pkg, node);
  if (!server) return false;
  const mentions = pkg
    .referencesTo(server)
    .filter((mention) => mention !== server.node && !isClosed(mention));
  return mentions.length > 0 && mentions.every((mention) => goesToProcess(pkg, mention));
}

/** The variable that gets the server which a call around a handler starts. */
function serverOf(pkg: PackageModel, handler: SyntaxNode): VarObject | undefined {
  for (let each = handler.parent; each && each.kind !== 'func_literal'; each = each.parent) {
    if (each.kind !== 'call_expression' || !STARTS_SERVER.test(pkg.calleeOf(each)?.id ?? '')) continue;
    const [target, ...others] = targetsOf(each.parent?.parent);
    return target && others.length === 0 ? variable(pkg, target) : undefined;
  }
  return undefined;
}

function isClosed({ parent }: SyntaxNode): boolean {
  return parent?.kind === 'selector_expression' && parent.field('field')?.text === 'Close';
}

function goesToProcess(pkg: PackageModel, { parent }: SyntaxNode): boolean {
  const isUrl = parent?.kind === 'selector_expression' && parent.field('field')?.text === 'URL';
  const call = isUrl && parent.parent?.kind === 'argument_list' ? parent.parent.parent : undefined;
  const fn = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.function : undefined;
  if (!fn?.body) return false;
  const home = homeOf(pkg, fn);
  home.program.memory.usesText(fn);
  return [...fn.body.descendants('call_expression')].some((each) =>
    MAKES_PROCESS.has(home.calleeOf(each)?.id ?? ''),
  );
}
