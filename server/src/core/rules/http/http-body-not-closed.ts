import type { Severity } from '../../finding.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import type { VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import {
  deferredClose,
  insertAfter,
  insertBefore,
  plainClose,
  removeLine,
  startsLine,
} from '../support/insert.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './http-body-not-closed.card.ts';

const TYPE = 'http-response';

export const httpBodyNotClosed: Rule<OwnedResource> = {
  meta: {
    name: 'http-body-not-closed',
    group: 'http',
    severity: 'warning',
    fixes: 'safe',
    since: '0.1.0',
    // a wrapper of another file or package may acquire, so only the plainest sign of a call is asked for
    tokens: [
      [
        'http',
        'Body',
        'resp',
        'Resp',
        'res,',
        'response',
        'Response',
        'StatusCode',
        ', err :=',
        ', err =',
        ', _ ',
      ],
    ],
    inTests: 'lower',
    aliases: ['nolint:bodyclose'],
    overlaps: [],
    card: CARD,
    example: {
      bad: `package example

import (
	"errors"
	"io"
	"net/http"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
`,
      good: `package example

import (
	"errors"
	"io"
	"net/http"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return io.ReadAll(resp.Body)
}
`,
    },
    sources: [
      'net/http/client.go: "The client must close the response body when finished with it"',
      'net/http/transport.go: (*persistConn).readLoop puts the connection back only after EOF or Close',
    ],
  },

  *detect({ file, flow }: RuleContext) {
    for (const fn of file.functions) {
      for (const resource of flow.resourcesOf(fn, TYPE)) if (resource.leaks.length > 0) yield resource;
    }
  },

  report(resource: OwnedResource, context: RuleContext): Report {
    const { file } = context;
    const leak = mainLeak(resource);
    const name = resource.name?.text ?? 'the response';
    const exitLine = lineOf(file, exitNode(leak));
    const isMain = file.packageName === 'main' && resource.function.name === 'main';
    // after a read error net/http has closed the connection itself
    const isMild = (isMain && leak.reason === 'never-released') || leak.reading === 'failed';
    const severity: Severity = isMild ? 'info' : 'warning';
    return {
      anchor: anchorOf(resource.acquisition),
      message: message(leak, name, exitLine),
      severity,
      confidence: resource.certainty === 'proved' ? 'high' : 'medium',
      related: related(leak, name),
      facts: {
        variable: resource.name?.text ?? 'resp',
        function: resource.function.name,
        line: String(lineOf(file, resource.acquisition)),
        exitLine: String(exitLine),
      },
      ...(leak.reading === 'unknown' ? {} : { lowered: READ_TO_END[leak.reading] }),
    };
  },

  fix(resource: OwnedResource, context: RuleContext): readonly RuleFix[] {
    return fixes(resource, context);
  },
};

/** What a read to the end changes about the card (net/http/transport.go, bodyEOFSignal.Read). */
const READ_TO_END: Readonly<Record<'failed' | 'ended', Report['message']>> = {
  failed: {
    en: 'On this path reading the body failed, and net/http gives a connection up after a read error: this costs little as long as the body is always read to its end.',
    'zh-cn': '这条路径上读取响应体已经出错，net/http 在读取出错后会放弃连接：只要每次都读到末尾，代价很小。',
  },
  ended: {
    en: 'On this path the body was read to its end, which gives an HTTP/1.x connection back: the chain begins when a later change stops reading early.',
    'zh-cn':
      '这条路径上响应体已读到末尾，HTTP/1.x 连接会因此归还：以后有人改成提前停止读取时，这条链才会开始。',
  },
};

/** An early return says more than the end of the function. */
function mainLeak(resource: OwnedResource): Leak {
  const order: readonly Leak['reason'][] = ['early-return', 'overwritten', 'loop-iteration'];
  return (
    [...resource.leaks].sort(
      (a, b) =>
        Number(a.reading === 'failed') - Number(b.reading === 'failed') ||
        rank(order, a.reason) - rank(order, b.reason) ||
        a.exit.start - b.exit.start,
    )[0] ?? resource.leaks[0]!
  );
}

function rank(order: readonly Leak['reason'][], reason: Leak['reason']): number {
  const index = order.indexOf(reason);
  return index < 0 ? order.length : index;
}

/** `client.Do` of a call that may go over several lines. */
function anchorOf(call: SyntaxNode): SyntaxNode {
  return call.text.includes('\n') ? (call.field('function') ?? call) : call;
}

/** Where a function ends is its closing brace. */
function exitNode(leak: Leak): SyntaxNode {
  return leak.exit.kind === 'block' ? leak.exit.children[leak.exit.children.length - 1]! : leak.exit;
}

function message(leak: Leak, name: string, line: number): Report['message'] {
  if (leak.reading === 'failed') {
    return {
      en: `${name}.Body is not closed on the path that returns at line ${line}, after a read error`,
      'zh-cn': `读取出错后从第 ${line} 行返回的路径上，${name}.Body 没有关闭`,
    };
  }
  if (leak.reading === 'ended' && !leak.releasedElsewhere) {
    return {
      en: `${name}.Body is never closed: only reading it to its end gives the connection back`,
      'zh-cn': `${name}.Body 从未关闭：只有读到末尾才会归还连接`,
    };
  }
  switch (leak.reason) {
    case 'discarded':
      return {
        en: 'The response is dropped, so its body is never closed: each call keeps one connection',
        'zh-cn': '响应被丢弃，响应体永远不会关闭：每次调用占用一个连接',
      };
    case 'overwritten':
      return {
        en: `${name} is overwritten at line ${line} with its body open: each time keeps one connection`,
        'zh-cn': `${name} 在第 ${line} 行被覆盖时响应体仍未关闭：每次占用一个连接`,
      };
    case 'loop-iteration':
      return {
        en: `${name}.Body is still open when the loop goes round: each iteration keeps one connection`,
        'zh-cn': `进入下一次循环时 ${name}.Body 仍未关闭：每次迭代占用一个连接`,
      };
    case 'early-return':
      if (leak.releasedElsewhere) {
        return {
          en: `${name}.Body stays open on the path that returns at line ${line}: it keeps one connection per call`,
          'zh-cn': `在第 ${line} 行返回的路径上 ${name}.Body 没有关闭：每次调用占用一个连接`,
        };
      }
      break;
    default:
  }
  return {
    en: `${name}.Body is not closed: each call keeps one connection until the body is read to its end`,
    'zh-cn': `${name}.Body 没有关闭：在读到末尾之前，每次调用占用一个连接`,
  };
}

function related(leak: Leak, name: string): Report['related'] {
  const places: { node: SyntaxNode; message: Report['message'] }[] = [];
  const { acquisition } = leak.resource;
  if (leak.reason !== 'discarded') {
    places.push({
      node: anchorOf(acquisition),
      message: { en: `${name} is acquired here`, 'zh-cn': `${name} 在这里取得` },
    });
    const branches = leak.path.filter((step) => step.kind === 'branch');
    for (const step of branches.slice(-2)) {
      const taken = step.taken;
      places.push({
        node: step.node,
        message:
          taken === undefined
            ? { en: 'this case is taken', 'zh-cn': '走这个分支' }
            : taken
              ? { en: `${condition(step.node)} is true`, 'zh-cn': `${condition(step.node)} 成立` }
              : { en: `${condition(step.node)} is false`, 'zh-cn': `${condition(step.node)} 不成立` },
      });
    }
    places.push({
      node: exitNode(leak),
      message: { en: 'leaves here with the body open', 'zh-cn': '在这里离开，响应体仍未关闭' },
    });
  }
  return places;
}

/** A condition as it is written, when it is short. */
function condition(node: SyntaxNode): string {
  return node.text.length <= 60 && !node.text.includes('\n') ? node.text : 'this';
}

function fixes(resource: OwnedResource, context: RuleContext): RuleFix[] {
  const { file, flow, config, package: pkg } = context;
  const { name, heldFrom } = resource;
  const leak = mainLeak(resource);
  // without a name, or without an error check behind it, there is no place where the body surely is
  if (!name || leak.reason === 'discarded' || resource.function.file !== file) return [];
  const object = pkg.objectOf(name);
  if (object?.kind !== 'var') return [];
  const close = `${name.text}.Body.Close()`;
  const graph = flow.graphOf(resource.function);
  const block = graph.blockOf(resource.acquisition);
  const isLooping = block !== undefined && graph.inLoop(block);
  const isReleasedSomewhere = resource.leaks.some((each) => each.releasedElsewhere);
  const assignments = pkg
    .referencesTo(object)
    .filter((node) => node.parent?.kind === 'expression_list' && node.parent.fieldName === 'left').length;

  const late = heldFrom && lateDefer(heldFrom, close, pkg, object);
  if (!isLooping && !resource.movesAway && isReleasedSomewhere && heldFrom && late && assignments <= 1) {
    return [
      {
        title: {
          en: `Move defer ${close} up, right behind the error check`,
          'zh-cn': `把 defer ${close} 移到错误检查之后`,
        },
        safety: 'safe',
        edits: [insertAfter(file, heldFrom, [late.text]), removeLine(file, late)],
        imports: [],
      },
    ];
  }
  if (!isLooping && !resource.movesAway && !isReleasedSomewhere && heldFrom && assignments <= 1) {
    return [
      {
        title: {
          en: `Close the body when ${shortName(resource)} returns: defer ${close}`,
          'zh-cn': `函数返回时关闭响应体：defer ${close}`,
        },
        safety: 'safe',
        edits: [insertAfter(file, heldFrom, [deferredClose(close, config)])],
        imports: [],
      },
    ];
  }
  const exits = resource.leaks.map((each) => each.exit);
  const isProved = exits.every((exit) => resource.leakingExits.includes(exit));
  const edits = exits.map((exit) =>
    exit.kind === 'return_statement' && startsLine(file, exit) && !needsBody(exit, name.text)
      ? insertBefore(file, exit, [plainClose(close, config)])
      : undefined,
  );
  if (!isProved || edits.some((edit) => edit === undefined)) return [];
  return [
    {
      title: {
        en: `Close the body before ${edits.length === 1 ? 'the return' : `each of ${edits.length} returns`}: ${close}`,
        'zh-cn': `在返回之前关闭响应体：${close}`,
      },
      safety: isLooping || assignments > 1 ? 'suggested' : 'safe',
      edits: edits.filter((edit) => edit !== undefined),
      imports: [],
    },
  ];
}

/** Whether a statement uses the response in a way that a Close before it would change: all but its other fields. */
function needsBody(statement: SyntaxNode, name: string): boolean {
  for (const identifier of statement.descendants('identifier')) {
    if (identifier.text !== name) continue;
    const parent = identifier.parent;
    const field = parent?.kind === 'selector_expression' ? parent.field('field')?.text : undefined;
    if (field === undefined || !BODILESS_FIELDS.has(field)) return true;
  }
  return false;
}

/** Fields of http.Response that mean the same after the body is closed (net/http/response.go). */
const BODILESS_FIELDS: ReadonlySet<string> = new Set([
  'Status',
  'StatusCode',
  'Proto',
  'Header',
  'ContentLength',
  'Request',
  'TLS',
]);

/** The only mention of the close, when it is a deferred one in the block of the error check, too late for an early return. */
function lateDefer(
  heldFrom: SyntaxNode,
  close: string,
  pkg: RuleContext['package'],
  object: VarObject,
): SyntaxNode | undefined {
  const closes = pkg
    .referencesTo(object)
    .filter((node) => node.parent?.parent?.parent?.text === close)
    .map((node) => node.parent!.parent!.parent!.parent!);
  const [only] = closes;
  if (closes.length !== 1 || only?.kind !== 'defer_statement' || only.parent !== heldFrom.parent)
    return undefined;
  return only.start > heldFrom.end ? only : undefined;
}

function shortName(resource: OwnedResource): string {
  return resource.function.node.kind === 'func_literal' ? 'the function literal' : resource.function.name;
}
