import { keepsNothing } from '../knowledge/behaviour/index.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { isTestHelper, moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { originsOf } from './origins.ts';
import { reachOfValue } from './value-reach.ts';

/** A channel of a sarama.AsyncProducer on which it waits for a reader. */
export type ReturnChannel = 'Errors' | 'Successes';

/** A producer of the program that sends, and a channel of which nobody reads. */
export interface UndrainedProducer {
  readonly call: SyntaxNode;
  readonly channels: readonly ReturnChannel[];
  /** Where a message is given to it. */
  readonly input: SyntaxNode;
}

const MAKER = /^github\.com\/(?:IBM|Shopify)\/sarama\.NewAsyncProducer$/;
const NEW_CONFIG = /^github\.com\/(?:IBM|Shopify)\/sarama\.NewConfig$/;
const READS = /^github\.com\/(?:IBM|Shopify)\/sarama\.AsyncProducer\.(Errors|Successes)$/;

/** The producers of a file that send, and whose errors (or successes, where these are turned on) nobody in the module reads. */
export function* undrainedProducersIn(pkg: PackageModel, file: FileModel): Generator<UndrainedProducer> {
  // somebody may read in a file that is not seen yet
  if (!pkg.program.moduleIsComplete || isTestHelper(pkg, file)) return;
  for (const call of file.tree.root.descendants('call_expression')) {
    if (!MAKER.test(pkg.calleeOf(call)?.id ?? '')) continue;
    const returned = returnedOf(pkg, call.field('arguments')?.namedChildren[1]);
    const { selections, passed, returnedBy, lost, isCollected } = reachOfValue(pkg, call);
    if (!returned || lost || isCollected || passed.some(({ id }) => !keepsNothing(id))) continue;
    // whoever imports the module may read
    if (!moduleGraphOf(pkg, file).hasMain && returnedBy.some(isExportedFunction)) continue;
    const input = selections.find((each) => each.field('field')?.text === 'Input');
    const channels = returned.filter((name) => !isRead(pkg, file, name));
    if (input && channels.length > 0) yield { call, channels, input };
  }
}

/** The channels that a producer of a configuration writes to; undefined where that is not known. */
function returnedOf(pkg: PackageModel, config: SyntaxNode | undefined): ReturnChannel[] | undefined {
  if (config?.kind === 'nil') return ['Errors'];
  if (config?.kind === 'call_expression' && NEW_CONFIG.test(pkg.calleeOf(config)?.id ?? ''))
    return ['Errors'];
  const origins = config && originsOf(pkg, config, { fields: false })?.all;
  const isFresh = origins?.every(
    ({ node }) => node.kind === 'call_expression' && NEW_CONFIG.test(pkg.calleeOf(node)?.id ?? ''),
  );
  const object = config?.kind === 'identifier' ? pkg.objectOf(config) : undefined;
  if (!isFresh || origins?.length !== 1 || object?.kind !== 'var' || object.role !== 'local')
    return undefined;
  const returned = new Map<ReturnChannel, boolean>([
    ['Errors', true],
    ['Successes', false],
  ]);
  for (const mention of pkg.referencesTo(object)) {
    const { parent } = mention;
    // another function may set anything
    if (parent?.kind === 'argument_list' && !MAKER.test(pkg.calleeOf(parent.parent!)?.id ?? ''))
      return undefined;
    const way = [...waysFrom(mention)].map((each) => each.field('field')?.text);
    if (way[0] !== 'Producer' || way[1] !== 'Return') continue;
    const name = way[2];
    const value = valueSet(pkg, mention);
    if ((name !== 'Errors' && name !== 'Successes') || value === undefined) return undefined;
    returned.set(name, value);
  }
  return [...returned].flatMap(([name, isOn]) => (isOn ? name : []));
}

/** The selectors around a name, inner first: `c.Producer`, `c.Producer.Return`. */
function* waysFrom(name: SyntaxNode): Generator<SyntaxNode> {
  for (let each = name; each.parent?.kind === 'selector_expression' && each.fieldName === 'operand'; ) {
    each = each.parent;
    yield each;
  }
}

/** The constant that the field at the end of a way gets, whatever happens. */
function valueSet(pkg: PackageModel, name: SyntaxNode): boolean | undefined {
  const target = [...waysFrom(name)].at(-1);
  const statement = name.ancestor('assignment_statement');
  if (!statement || statement.parent?.parent?.parent !== pkg.functionOf(name)?.node) return undefined;
  const value = assignmentsOf(statement).find((each) => each.target === target)?.value;
  const constant = value && pkg.constantOf(value);
  return constant?.kind === 'bool' ? constant.value : undefined;
}

/** Whether the module reads such a channel of any asynchronous producer outside tests. */
function isRead(pkg: PackageModel, file: FileModel, name: ReturnChannel): boolean {
  return pkg.program.modulePackages(file, [`.${name}`]).some((member) =>
    member.files.some(
      (each) =>
        !each.isTest &&
        each.tree.identifiersNamed(name).some((identifier) => {
          const selector = identifier.parent;
          const call = selector?.parent;
          if (selector?.kind !== 'selector_expression') return false;
          // a method value goes anywhere
          if (call?.kind !== 'call_expression' || selector.fieldName !== 'function')
            return selector.text.indexOf('.Return.') < 0;
          const id = member.calleeOf(call)?.id ?? '';
          return id === '' || READS.exec(id)?.[1] === name;
        }),
    ),
  );
}
