import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { ALWAYS_SCANNED, ANY_COLUMNS } from '../knowledge/scan-functions.ts';
import type { PackageModel } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Whether the error that a call returns is always nil: what is written to grows in memory, or every column fits. */
export function neverFails(pkg: PackageModel, call: SyntaxNode): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee) return false;
  if (ANY_COLUMNS.has(callee.id)) return scansAnything(pkg, call);
  if (behaviourOf(callee.id)?.neverFails) return true;
  // a hash writes as the interface that it embeds says
  return (
    callee.id === 'io.Writer.Write' && callee.receiver !== undefined && isHash(pkg.typeOf(callee.receiver))
  );
}

function isHash(type: GoType | undefined): boolean {
  return behaviourOf(`${namedId(type) ?? ''}.Write`)?.neverFails === true;
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
