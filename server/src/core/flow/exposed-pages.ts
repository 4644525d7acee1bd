import {
  type DebugPages,
  HANDLER_WRAPPERS,
  OPEN_MIDDLEWARE,
  PAGE_HANDLERS,
  PAGE_MAKERS,
  PAGE_PACKAGES,
  PAGE_REGISTRARS,
  REGISTERING,
} from '../knowledge/debug-pages.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { type ModuleGraph, moduleGraphOf } from '../semantic/module-graph.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Choice, choiceOf } from './choices.ts';
import { configuredValueOf } from './configured-values.ts';
import { type HttpServer, httpServersIn } from './http-servers.ts';
import { originsOf } from './origins.ts';
import { programsComingTo } from './program-reach.ts';
import { reachOfObject, reachOfValue, type ValueReach } from './value-reach.ts';

const DEFAULT_MUX = 'net/http.DefaultServeMux';

/** Pages about the inside of the process that a server shows to whoever reaches it over the network. */
export interface ExposedPages {
  readonly server: HttpServer;
  readonly pages: DebugPages;
  /** The import that registers them on http.DefaultServeMux, or the call that registers them on the server's router. */
  readonly by: SyntaxNode;
  readonly isImport: boolean;
  /** Whether the server shows nothing else. */
  readonly isDedicated: boolean;
  /** Whether an option decides that they are shown; never `chosen`. */
  readonly choice: Choice;
  /** Whether a middleware whose work is not known stands before them, or somebody outside may set another handler. */
  readonly isUnsure: boolean;
}

/** Servers of a file that listen on more than this machine and show such pages without asking who it is. */
export function* exposedPagesIn(pkg: PackageModel, file: FileModel): Generator<ExposedPages> {
  for (const server of httpServersIn(pkg, file)) {
    if (server.audience !== 'network' || server.starts.length === 0 || asksForCertificate(pkg, server))
      continue;
    const found = pagesOf(pkg, file, server);
    if (!found) continue;
    const choices = server.starts.map((start) => choiceOf(homeOf(pkg, start), start));
    // somebody turned it on
    if (choices.every((choice) => choice === 'chosen') || found.choice === 'chosen') continue;
    const isPerhaps = found.choice === 'perhaps' || choices.every((choice) => choice !== 'none');
    const isSeen = server.configured === undefined || server.configured.isComplete;
    yield {
      ...found,
      server,
      choice: isPerhaps ? 'perhaps' : 'none',
      isUnsure: found.isUnsure || (!isSeen && server.handler === 'default'),
    };
  }
}

type Pages = Pick<ExposedPages, 'pages' | 'by' | 'isImport' | 'isDedicated' | 'choice' | 'isUnsure'>;

/** Whether a server takes only clients with a certificate, or how it asks for one is not seen. */
function asksForCertificate(pkg: PackageModel, { configured }: HttpServer): boolean {
  const tls = configured?.fields.get('TLSConfig');
  return (
    tls !== undefined &&
    tls.value !== 'nil' &&
    !tls.expressions.every((expression) => {
      const { isTraced, fields } = configuredValueOf(homeOf(pkg, expression), expression);
      return isTraced && !fields.has('ClientAuth');
    })
  );
}

function pagesOf(pkg: PackageModel, file: FileModel, server: HttpServer): Pages | undefined {
  const start = server.starts[0] ?? server.node;
  if (server.handler === 'default') return pagesOfDefaultMux(pkg, file, start);
  const router =
    typeof server.handler === 'object'
      ? server.handler.node
      : server.helper && pkg.calleeOf(server.node)?.receiver;
  if (!router) return undefined;
  const home = homeOf(pkg, router);
  if (qualifiedId(home, router) === DEFAULT_MUX) return pagesOfDefaultMux(pkg, file, start);
  const origins = originsOf(home, router, { fields: true, identity: true, unknowns: true })?.all ?? [];
  for (const { node, isZero, unknown } of origins) {
    if (unknown) continue;
    const owner = homeOf(pkg, node);
    if (qualifiedId(owner, node) === DEFAULT_MUX) return pagesOfDefaultMux(pkg, file, start);
    const object = isZero ? owner.objectOf(node) : undefined;
    const reach = object?.kind === 'var' ? reachOfObject(owner, object) : reachOfValue(owner, node);
    const found = pagesOfRouter(pkg, file, reach);
    if (found) return origins.length === 1 ? found : { ...found, isUnsure: true };
  }
  return undefined;
}

/**
 * What imports have put on http.DefaultServeMux in a program that comes to where it is served.
 * @param at the start of the server, or the mention of the router
 */
function pagesOfDefaultMux(pkg: PackageModel, file: FileModel, at: SyntaxNode): Pages | undefined {
  const graph = moduleGraphOf(pkg, file);
  for (const [path, pages] of PAGE_PACKAGES) {
    const importers = graph.importersOf(file, path).filter((name) => isRunWith(pkg, graph, name, at));
    const nearest = importers.find((name) => name === file.path) ?? importers[0];
    const by = nearest && fileAt(pkg, nearest)?.imports.find((spec) => spec.path === path)?.node;
    if (!by) continue;
    const isDedicated = !isUsedOtherwise(pkg, file);
    return { pages, by, isImport: true, isDedicated, choice: 'none', isUnsure: false };
  }
  return undefined;
}

/** Whether a program that comes to a node runs a file too, as far as is seen. */
function isRunWith(pkg: PackageModel, graph: ModuleGraph, name: string, at: SyntaxNode): boolean {
  const importer = fileAt(pkg, name);
  const programs = programsComingTo(homeOf(pkg, at), at);
  return !importer || !programs || [...programs].some((main) => graph.runs(main, importer));
}

function fileAt(pkg: PackageModel, path: string): FileModel | undefined {
  try {
    return pkg.program.fileModel(path);
  } catch {
    return undefined; // a parse failure is told for the file itself
  }
}

/** Whether the module registers something of its own on http.DefaultServeMux, or may. */
function isUsedOtherwise(pkg: PackageModel, file: FileModel): boolean {
  return pkg.program
    .modulePackages(file, ['.Handle', 'DefaultServeMux'])
    .some((member) =>
      member.files.some(
        (each) =>
          !each.isTest &&
          [...each.tree.identifiersNamed('Handle'), ...each.tree.identifiersNamed('HandleFunc')].some(
            ({ parent }) => parent && /^net\/http\.Handle/.test(qualifiedId(member, parent) ?? ''),
          ),
      ),
    );
}

/** What is registered on a router: pages, and whether something else is. */
function pagesOfRouter(pkg: PackageModel, file: FileModel, reach: ValueReach): Pages | undefined {
  let found: Pages | undefined;
  let isDedicated = true;
  let isUnsure = false;
  for (const selection of reach.selections) {
    const home = homeOf(pkg, selection);
    if (home.fileOf(selection).isTest) continue;
    if (/^(?:Use|With|UseFunc|Middleware)$/.test(selection.field('field')?.text ?? ''))
      isUnsure ||= !isOpen(home, selection);
    const registered = registrationOf(home, selection);
    if (registered === undefined) continue;
    const { call, handler } = registered;
    const pages = handler && pagesOfHandler(pkg, home, file, handler);
    if (!pages) isDedicated = false;
    else if (!found || (found.choice === 'chosen' && choiceOf(home, call) !== 'chosen'))
      found = { pages, by: call, isImport: false, isDedicated, choice: choiceOf(home, call), isUnsure };
  }
  for (const { call, id } of reach.passed) {
    const pages = PAGE_REGISTRARS.get(id);
    if (!pages || call.kind !== 'call_expression') continue;
    const choice = choiceOf(homeOf(pkg, call), call);
    found ??= { pages, by: call, isImport: false, isDedicated, choice, isUnsure };
  }
  return found && { ...found, isDedicated, isUnsure };
}

/** Whether every middleware that a call of `Use` adds lets everybody through. */
function isOpen(pkg: PackageModel, selection: SyntaxNode): boolean {
  const args = selection.parent?.field('arguments')?.namedChildren ?? [];
  return args.every((argument) => {
    const id = argument.kind === 'call_expression' ? pkg.calleeOf(argument)?.id : qualifiedId(pkg, argument);
    return OPEN_MIDDLEWARE.has(id ?? '');
  });
}

/**
 * The call that registers a handler on a router whose method is selected, at the end of a chain such as
 * `r.PathPrefix("/debug").Handler(h)`; the handler where nothing but texts stands beside it, so that no middleware comes before it.
 */
function registrationOf(
  pkg: PackageModel,
  selection: SyntaxNode,
): { call: SyntaxNode; handler: SyntaxNode | undefined } | undefined {
  let others = 0;
  for (let method = selection; ; ) {
    const call = method.parent;
    if (call?.kind !== 'call_expression' || method.fieldName !== 'function') return undefined;
    const args = call.field('arguments')?.namedChildren ?? [];
    const rest = args.filter((argument) => pkg.constantOf(argument)?.kind !== 'string');
    if (REGISTERING.has(method.field('field')?.text ?? '')) {
      const handler = others === 0 && rest.length === 1 ? rest[0] : undefined;
      return { call, handler };
    }
    others += rest.length;
    const next = call.parent;
    if (next?.kind !== 'selector_expression' || call.fieldName !== 'operand') return undefined;
    method = next;
  }
}

/** The pages that a handler shows. */
function pagesOfHandler(
  pkg: PackageModel,
  home: PackageModel,
  file: FileModel,
  handler: SyntaxNode,
): DebugPages | undefined {
  if (handler.kind === 'call_expression') {
    const id = home.calleeOf(handler)?.id ?? '';
    const given = handler.field('arguments')?.firstNamedChild;
    if (given && HANDLER_WRAPPERS.has(id)) return pagesOfHandler(pkg, home, file, given);
    const converted = home.calleeOf(handler)?.kind === 'conversion' ? given : undefined;
    return converted ? pagesOfHandler(pkg, home, file, converted) : PAGE_MAKERS.get(id);
  }
  const id = qualifiedId(home, handler) ?? '';
  if (id === DEFAULT_MUX) return pagesOfDefaultMux(pkg, file, handler)?.pages;
  return PAGE_HANDLERS.get(id);
}
