import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { variable } from './nil-comparison.ts';

const SARAMA_CONFIG = /^github\.com\/(?:IBM|Shopify)\/sarama\.Config$/;
const SARAMA_MAKER = /^github\.com\/(?:IBM|Shopify)\/sarama\.(New\w+)$/;

/** A field of a sarama.Config that a statement sets whatever happens. */
export interface SaramaSetting {
  /** The configuration: `config` in `config.Producer.Retry.Max = 0`. */
  readonly config: SyntaxNode;
  readonly value: SyntaxNode;
}

/** What a statement sets on a way of fields of a sarama.Config; undefined behind a condition, which may be somebody's option. */
export function saramaSetting(
  pkg: PackageModel,
  statement: SyntaxNode,
  path: readonly string[],
): SaramaSetting | undefined {
  for (const { target, value } of assignmentsOf(statement)) {
    let config: SyntaxNode | undefined = target;
    for (const name of path.toReversed()) {
      const isField: boolean = config?.kind === 'selector_expression' && config.field('field')?.text === name;
      config = isField ? config?.field('operand') : undefined;
    }
    if (!config || !value || !SARAMA_CONFIG.test(namedId(pkg.typeOf(config)) ?? '')) continue;
    if (!isConditional(pkg, statement)) return { config, value };
  }
  return undefined;
}

/** What is made with a configuration in its function, by the name of the function of sarama: `NewSyncProducer`. */
export function madeWith(pkg: PackageModel, config: SyntaxNode): readonly string[] {
  const object = variable(pkg, config);
  if (!object) return [];
  return pkg.referencesTo(object).flatMap((mention) => {
    const call = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
    const id = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
    return SARAMA_MAKER.exec(id ?? '')?.[1] ?? [];
  });
}

/** Whether a node runs only on some paths of its function. */
export function isConditional(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn: GoFunction | undefined = pkg.functionOf(node);
  for (let each = node.parent; each && each !== fn?.node; each = each.parent) {
    if (/^(if_statement|expression_case|default_case|type_case)$/.test(each.kind)) return true;
  }
  return false;
}
