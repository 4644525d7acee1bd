import { SERVE_METHODS } from '../knowledge/http-servers.ts';
import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsOfCommand } from './commands.ts';
import { definitionAt, writtenTo } from './definitions.ts';
import { flagDefaultOf, flagDefaultsNamed, givenDefaultOf, tagDefaultOf } from './flag-defaults.ts';
import { callsInModule } from './goroutines/once.ts';
import type { HttpServer } from './http-servers.ts';
import { type Beginning, LISTEN, ofAddress, ofHost, textOf, wrappedListener } from './listen-addresses.ts';
import { ownDefaultsNamed } from './own-options.ts';

/** Variables, fields and calls between an address and where it is given. */
const MOST_STEPS = 24;
/** net/net.go: Listener is an interface, and the package has two types of its own that fit it; soheilhy/cmux cmux.go: a CMux is made of one. */
const LISTENER = /^(?:net\.(?:Listener|TCPListener|UnixListener)|github\.com\/soheilhy\/cmux\.CMux)$/;
/** Expressions that are looked at for one server. */
const MOST_EXPRESSIONS = 200;

/**
 * Whether a server listens where only programs of this machine reach it unless somebody who runs the program says otherwise:
 * all that is seen of its addresses, through fields, options and functions of the whole module, are defaults of flags, and
 * those name this machine.
 */
export function opensByChoice(pkg: PackageModel, server: HttpServer): boolean {
  if (server.audience === 'network' || !pkg.program.moduleIsComplete) return false;
  const places = placesOf(pkg, server);
  return places.length > 0 && places.every((place) => place.some((each) => isLocalByDefault(...each)));
}

type Seen = readonly [pkg: PackageModel, expression: SyntaxNode];

/** For each start of a server the expressions that say where it listens. */
function placesOf(pkg: PackageModel, { helper, node, starts, configured }: HttpServer): readonly Seen[][] {
  const address = (configured?.fields.get('Addr')?.expressions ?? []).map((each): Seen => seen(pkg, each));
  return starts.map((start) => {
    const target = start.kind === 'call_expression' ? start.field('function') : start;
    const index =
      helper && start === node
        ? (helper.listener ?? helper.address)
        : SERVE_METHODS.get(target?.field('field')?.text ?? '');
    const given = index === undefined ? undefined : start.field('arguments')?.namedChildren[index];
    return given ? [seen(pkg, given), ...address] : address;
  });
}

function seen(pkg: PackageModel, node: SyntaxNode): Seen {
  return [homeOf(pkg, node), node];
}

/** Whether the addresses that an address or a listener is made of are of this machine, as far as they are seen. */
function isLocalByDefault(pkg: PackageModel, expression: SyntaxNode): boolean {
  const search = new DefaultSearch();
  search.follow(pkg, expression, { from: 'code', result: 0, steps: 0 });
  return search.isLocal && !search.isOpen;
}

/** How an expression was come to: what a field of a configuration gets in the code is a setting like any other. */
interface Step {
  readonly from: 'code' | 'field' | 'flag';
  readonly result: number;
  readonly steps: number;
  /** The field of a struct of a library that was selected on the way: what it is given in a literal or an assignment counts. */
  readonly field?: string | undefined;
}

/** Goes back from an address to what it is made of. */
class DefaultSearch {
  /** Whether a default that names this machine was found. */
  isLocal = false;
  /** Whether an address that others reach was found. */
  isOpen = false;
  readonly #done = new Set<SyntaxNode | VarObject>();
  /** What was come to as the default of a flag, which may be the field of a configuration that was met before. */
  readonly #ofFlags = new Set<SyntaxNode | VarObject>();

  follow(pkg: PackageModel, node: SyntaxNode, step: Step): void {
    if (
      step.steps > MOST_STEPS ||
      this.#done.size + this.#ofFlags.size > MOST_EXPRESSIONS ||
      this.#wasAt(node, step)
    )
      return;
    const text = step.field === undefined ? textOf(pkg, node) : undefined;
    if (text && (text.isWhole || text.text !== '')) {
      this.#judge(text, step);
      return;
    }
    const next: Step = { ...step, steps: step.steps + 1 };
    if (node.kind === 'identifier' || node.kind === 'selector_expression')
      this.#named(pkg, node, { ...next, result: 0 });
    else if (node.kind === 'call_expression') this.#called(pkg, node, next);
    else if (step.field !== undefined) this.#selected(pkg, node, next);
    else for (const inner of innerOf(pkg, node)) this.follow(pkg, inner, next);
  }

  /** Whether this was looked at in the same way before; it counts as seen from now on. */
  #wasAt(what: SyntaxNode | VarObject, { from }: Step): boolean {
    const seenSoFar = from === 'flag' ? this.#ofFlags : this.#done;
    const was = seenSoFar.has(what);
    seenSoFar.add(what);
    return was;
  }

  /** What a field gets in the literal that is pointed to: `&url.URL{Host: host}`. */
  #selected(pkg: PackageModel, node: SyntaxNode, step: Step): void {
    const operand = node.kind === 'unary_expression' ? node.field('operand') : undefined;
    if (operand) this.follow(pkg, operand, step);
    const elements = node.kind === 'composite_literal' ? (node.field('body')?.namedChildren ?? []) : [];
    const value = elements
      .find((each) => each.field('key')?.text === step.field)
      ?.field('value')?.firstNamedChild;
    if (value) this.follow(pkg, value, { ...step, field: undefined });
  }

  #judge(text: Beginning, { from }: Step): void {
    if (text.text === '') return;
    const audience = text.text.includes(':') ? ofAddress(text) : ofHost(text);
    if (audience === 'network') this.isOpen = true;
    if (audience === 'local' && from !== 'field') this.isLocal = true;
  }

  #named(pkg: PackageModel, node: SyntaxNode, step: Step): void {
    const name = node.kind === 'identifier' ? node : node.field('field');
    const object = name && pkg.objectOf(name);
    const operand = node.field('operand');
    if (operand && step.field === undefined && isOfLibrary(pkg, operand)) {
      this.follow(pkg, operand, { ...step, field: name!.text });
      return;
    }
    if (object?.kind !== 'var' || this.#wasAt(object, step)) return;
    if (step.field !== undefined) {
      this.#holder(pkg, object, step);
      return;
    }
    const tagged = tagDefaultOf(object);
    if (tagged !== undefined) this.#judge({ text: tagged, isWhole: true }, { ...step, from: 'flag' });
    const isSetting = object.role === 'field' && step.from === 'code' && !isListener(pkg, node);
    const from = isSetting ? 'field' : step.from;
    for (const [member, mention] of mentionsOf(pkg, object)) {
      const whole = mention.fieldName === 'field' ? mention.parent! : mention;
      const flag = flagDefaultOf(member, whole);
      if (flag) this.follow(member, flag, { ...step, from: 'flag' });
      const definition = definitionAt(whole);
      const written = typeof definition === 'object' ? definition : writtenTo(mention);
      if (typeof written === 'object' && written.value)
        this.follow(member, written.value, { ...step, from, result: written.result });
    }
    const fn = object.role === 'parameter' ? object.function : undefined;
    if (fn) this.#given(homeOf(pkg, fn), fn, fn.parameters.indexOf(object), step);
  }

  /** What a variable holds whose field was selected, and what that field is given through it. */
  #holder(pkg: PackageModel, object: VarObject, step: Step): void {
    for (const [member, mention] of mentionsOf(pkg, object)) {
      const whole = mention.fieldName === 'field' ? mention.parent! : mention;
      const definition = definitionAt(whole);
      const written = typeof definition === 'object' ? definition : writtenTo(mention);
      if (typeof written === 'object' && written.value)
        this.follow(member, written.value, { ...step, result: written.result });
      const { parent } = whole;
      const selected = parent?.field('field');
      const given = selected?.text === step.field ? writtenTo(selected!) : undefined;
      if (typeof given === 'object' && given.value)
        this.follow(member, given.value, { ...step, field: undefined, result: given.result });
    }
  }

  /** What the calls of a function give for a parameter. */
  #given(pkg: PackageModel, fn: GoFunction, index: number, step: Step): void {
    for (const { pkg: home, node } of callsInModule(pkg, fn) ?? callsOfCommand(pkg, fn)) {
      const argument = node.field('arguments')?.namedChildren[index];
      if (argument) this.follow(home, argument, step);
    }
  }

  #called(pkg: PackageModel, call: SyntaxNode, step: Step): void {
    if (step.field === undefined) {
      this.#listened(pkg, call, { ...step, result: 0 });
      const own = ownDefaultsNamed(pkg, call);
      for (const [home, value] of own) this.follow(home, value, { ...step, result: 0, from: 'flag' });
      // what the function finds under other names is of other options
      if (own.length > 0) return;
    }
    const callee = pkg.calleeOf(call);
    if (callee?.function && callee.kind !== 'value') this.#returned(pkg, callee.function, step);
  }

  #listened(pkg: PackageModel, call: SyntaxNode, step: Step): void {
    const handed = handedOn(pkg, call);
    if (handed) this.follow(pkg, handed, step);
    const flag = givenDefaultOf(pkg, call);
    if (flag) this.follow(pkg, flag, { ...step, from: 'flag' });
    for (const [home, value] of flagDefaultsNamed(pkg, call))
      this.follow(home, value, { ...step, from: 'flag' });
  }

  #returned(pkg: PackageModel, fn: GoFunction, step: Step): void {
    const home = homeOf(pkg, fn);
    for (const statement of fn.body?.descendants('return_statement') ?? []) {
      if (home.functionOf(statement) !== fn) continue;
      const values = statement.firstNamedChild?.namedChildren ?? [];
      const isSpread = values.length === 1 && fn.results.length > 1;
      const value = isSpread ? values[0] : values[step.result];
      if (value) this.follow(home, value, isSpread ? step : { ...step, result: 0 });
      else if (fn.results[step.result]) this.follow(home, fn.results[step.result]!.node, step);
    }
  }
}

/** Whether an operand is of a struct that the module does not declare, whose fields have no mentions to look at. */
function isOfLibrary(pkg: PackageModel, operand: SyntaxNode): boolean {
  const id = namedId(pointed(pkg.typeOf(operand)));
  return id !== undefined && !moduleGraphOf(pkg, pkg.fileOf(operand)).declares(id);
}

/** What an expression gives another form to, or begins with; of a struct the listeners in it, which it wraps. */
function innerOf(pkg: PackageModel, node: SyntaxNode): readonly SyntaxNode[] {
  const operand = node.field('operand');
  switch (node.kind) {
    case 'parenthesized_expression':
      return node.namedChildren;
    case 'unary_expression':
    case 'type_conversion_expression':
      return operand ? [operand] : [];
    case 'binary_expression':
      return node.field('operator')?.text === '+' ? [node.field('left')!] : [];
    case 'composite_literal':
      return (node.field('body')?.namedChildren ?? []).flatMap((element) => {
        const held = element.kind === 'keyed_element' ? element.field('value') : element;
        const value = held?.kind === 'literal_element' ? held.firstNamedChild : held;
        return value && isListener(pkg, value) ? [value] : [];
      });
    default:
      return [];
  }
}

/** Whether an expression is a listener of package net, or what divides the connections of one: no file of a configuration gives that. */
function isListener(pkg: PackageModel, node: SyntaxNode): boolean {
  return LISTENER.test(namedId(pointed(pkg.typeOf(node))) ?? '');
}

/** The argument of a library's function, or of a conversion, that says where what it gives listens. */
function handedOn(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const callee = pkg.calleeOf(call);
  const args = call.field('arguments')?.namedChildren ?? [];
  const index = LISTEN.get(callee?.id ?? '');
  if (index !== undefined) return args[index + 1];
  if (callee?.kind === 'conversion' || callee?.id === 'net.JoinHostPort') return args[0];
  if (callee?.id === 'fmt.Sprintf') return /^["`]%[sv]:/.test(args[0]?.text ?? '') ? args[1] : undefined;
  return wrappedListener(pkg, call);
}

/** Where a variable or field is named outside tests: in its function or package, or, exported, in the module. */
function mentionsOf(pkg: PackageModel, object: VarObject): readonly Seen[] {
  const isShared = object.role === 'field' || object.role === 'package';
  const home = pkg.files.includes(object.file) ? pkg : pkg.program.packageOf(object.file.path);
  if (!home) return [];
  if (!isShared || !isExported(object.name)) {
    return home
      .referencesTo(object)
      .flatMap((each): Seen[] => (home.fileOf(each).isTest ? [] : [[home, each]]));
  }
  return pkg.program
    .modulePackages(object.file, [object.name], false)
    .flatMap((member) =>
      member.files.flatMap((file) =>
        file.isTest
          ? []
          : file.tree
              .identifiersNamed(object.name)
              .flatMap((each): Seen[] => (member.objectOf(each) === object ? [[member, each]] : [])),
      ),
    );
}
