import { behaviourOf } from '../knowledge/behaviour/index.ts';
import { CONTEXT_TWINS } from '../knowledge/context-twins.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './nil-comparison.ts';
import { textPartsOf } from './text-parts.ts';

/** The argument of a call of database/sql, sqlx and their like that holds the statement. */
export function statementOf(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const id = pkg.calleeOf(call)?.id ?? '';
  const index = CONTEXT_TWINS.get(id)?.statement ?? behaviourOf(id)?.blocks?.statement;
  return index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
}

/** The tables that the statement of a call reads, as far as it names them. */
export function tablesReadBy(pkg: PackageModel, call: SyntaxNode): readonly string[] {
  return [...textOf(pkg, call).matchAll(/\b(?:from|join)\s+([\w."`]+)/gi)].map(([, name]) => plain(name!));
}

/** The table that the statement of a call writes to. */
export function tableWrittenBy(pkg: PackageModel, call: SyntaxNode): string | undefined {
  const name = /^\s*(?:insert\s+into|replace\s+into|update)\s+([\w."`]+)/i.exec(textOf(pkg, call))?.[1];
  return name && plain(name);
}

/** Whether one of some variables is the table, or a part of its name, that the statement of a call selects from. */
export function selectsFromEach(
  pkg: PackageModel,
  call: SyntaxNode,
  variables: readonly VarObject[],
): boolean {
  const statement = statementOf(pkg, call);
  let before = '';
  for (const part of statement ? textPartsOf(pkg, statement) : []) {
    if (typeof part === 'string') before += part;
    else {
      const names = part.kind === 'identifier' ? [part] : [...part.descendants('identifier')];
      const isVaried = names.some((name) => variables.some((each) => each === variable(pkg, name)));
      if (isVaried && /\b(?:from|join)\s+[\w."`[]*$/i.test(before)) return true;
      before += 'x';
    }
  }
  return false;
}

function textOf(pkg: PackageModel, call: SyntaxNode): string {
  const statement = statementOf(pkg, call);
  return (statement ? textPartsOf(pkg, statement) : [])
    .map((part) => (typeof part === 'string' ? part : ' '))
    .join('');
}

function plain(table: string): string {
  return table.replace(/["`]/g, '').toLowerCase();
}
