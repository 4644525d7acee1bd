import type { SyntaxNode } from '../../syntax/tree.ts';
import type { NodeEdit, RuleContext } from '../rule.ts';
import { importedName } from './imports.ts';
import { insertAfter, insertBefore, startsLine, statementAround } from './insert.ts';
import { addField } from './literal-fields.ts';

/** What a request goes over: the literal of the transport or the call of Clone, and the literal of the client. */
export interface TransportOfRequest {
  /** Undefined for http.DefaultTransport. */
  readonly transport: SyntaxNode | undefined;
  readonly client: SyntaxNode | undefined;
}

/**
 * Sets a field of a transport: in its literal, behind the Clone that makes it, or on a copy of http.DefaultTransport for the
 * client that has none of its own.
 * @returns undefined where transport and client are made in another file, or in a way that is not handled
 */
export function settingOnTransport(
  { transport, client }: TransportOfRequest,
  field: string,
  value: string,
  { file, package: pkg }: RuleContext,
): readonly NodeEdit[] | undefined {
  if (transport) {
    if (pkg.fileOf(transport) !== file) return undefined;
    if (transport.kind === 'composite_literal') {
      const edit = addField(file, transport, field, value);
      return edit && [edit];
    }
    const statement = statementAround(transport);
    const [name, ...more] = statement?.field('left')?.namedChildren ?? [];
    const isPlain =
      statement?.kind === 'short_var_declaration' && more.length === 0 && startsLine(file, statement);
    return name && isPlain ? [insertAfter(file, statement, [`${name.text}.${field} = ${value}`])] : undefined;
  }
  // a client with the default transport gets a copy of it
  const statement = client && pkg.fileOf(client) === file ? statementAround(client) : undefined;
  const http = client && importedName(pkg, file, 'net/http', 'http', client);
  if (!client || !statement || http === undefined || pkg.lookup('transport', client)) return undefined;
  const before = insertBefore(file, statement, [
    `transport := ${http}.DefaultTransport.(*${http}.Transport).Clone()`,
    `transport.${field} = ${value}`,
  ]);
  const added = addField(file, client, 'Transport', 'transport');
  return before && added && [before, added];
}
