import type { FileModel, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { configuredValueOf } from './configured-values.ts';
import { isStream } from './contexts-calls.ts';
import { clientLimit, moduleFacts } from './contexts-limits.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** A request that is sent with no context and over a client without a limit. */
export interface UnlimitedRequest {
  readonly call: SyntaxNode;
  /** The literal of the client, where that is the only one that it can be. */
  readonly literal: SyntaxNode | undefined;
  /** Whether the client is http.DefaultClient, by its name or because a function of net/http uses it. */
  readonly isDefault: boolean;
  /** Whether it goes to this machine. */
  readonly isLocal: boolean;
  /** Whether the body is copied on to somewhere: a download, which may take any time. */
  readonly isDownload: boolean;
}

/** net/http/client.go: `func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }`, and the like. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  ['Get', 'Head', 'Post', 'PostForm'].map((name) => `net/http.${name}`),
);
const METHOD = /^net\/http\.Client\.(?:Get|Head|Post|PostForm|Do)$/;
const LOCAL_URL = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/i;

/** Every request of a file that nothing but the server ends. */
export function* unlimitedRequestsIn(pkg: PackageModel, file: FileModel): Generator<UnlimitedRequest> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const callee = pkg.calleeOf(call);
    if (!callee) continue;
    const isFunction = FUNCTIONS.has(callee.id);
    const client = METHOD.test(callee.id) ? callee.receiver : undefined;
    if (!isFunction && !client) continue;
    const [first] = call.field('arguments')?.namedChildren ?? [];
    if (!first) continue;
    const url = callee.id.endsWith('.Do') ? urlOf(pkg, first) : first;
    if (!url) continue;
    if (isFunction && moduleFacts(pkg).configuresDefaultClient) continue;
    if (client && clientLimit(pkg, client) !== 'none') continue;
    if (isStream(pkg, call)) continue;
    const made = client ? configuredValueOf(pkg, client).made : [];
    const [literal] = made;
    const text = pkg.constantOf(url);
    yield {
      call,
      literal: made.length === 1 && literal?.kind === 'composite_literal' ? literal : undefined,
      isDefault:
        isFunction || (client !== undefined && qualifiedId(pkg, client) === 'net/http.DefaultClient'),
      isLocal: text?.kind === 'string' && LOCAL_URL.test(text.parts[0] ?? ''),
      isDownload: isCopied(pkg, call),
    };
  }
}

/** The address of a request that only http.NewRequest can have made: its context is context.Background. */
function urlOf(pkg: PackageModel, request: SyntaxNode): SyntaxNode | undefined {
  const origins = originsOf(pkg, request, { fields: false })?.all ?? [];
  const urls = origins.map(({ node }) =>
    node.kind === 'call_expression' && pkg.calleeOf(node)?.id === 'net/http.NewRequest'
      ? node.field('arguments')?.namedChildren[1]
      : undefined,
  );
  return urls.includes(undefined) ? undefined : urls[0];
}

/** Functions that read a body to its end while they write it somewhere else. */
const COPIERS: ReadonlySet<string> = new Set(['io.Copy', 'io.CopyN', 'io.CopyBuffer', 'io.TeeReader']);

function isCopied(pkg: PackageModel, call: SyntaxNode): boolean {
  const statement = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
  const name = statement?.field('left')?.firstNamedChild;
  const response = name && variable(pkg, name);
  if (!response) return false;
  return pkg.referencesTo(response).some(({ parent }) => {
    if (parent?.kind !== 'selector_expression' || parent.field('field')?.text !== 'Body') return false;
    const reader = parent.parent?.kind === 'argument_list' ? parent.parent.parent : undefined;
    const target = reader?.field('arguments')?.firstNamedChild;
    const isDiscard = target !== undefined && /^(?:io|ioutil)\.Discard$/.test(target.text);
    return reader !== undefined && COPIERS.has(pkg.calleeOf(reader)?.id ?? '') && !isDiscard;
  });
}
