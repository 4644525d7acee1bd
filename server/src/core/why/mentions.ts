import type { Localized } from '../finding.ts';
import type { Use } from '../flow/uses.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Reader, same } from './reader.ts';

/** The syntax around a mention that decides what it does. */
type Site =
  | { readonly kind: 'method'; readonly call: SyntaxNode }
  | { readonly kind: 'argument'; readonly call: SyntaxNode }
  | { readonly kind: 'literal'; readonly literal: GoFunction; readonly how: 'deferred' | 'started' | 'other' }
  | { readonly kind: 'returned' | 'sent' | 'stored' | 'address' | 'plain' }
  | { readonly kind: 'assigned'; readonly target: string };

/**
 * What a mention of an owned value was taken for, in words.
 * @param fn the function that is walked
 * @param node the mention, the acquiring call, or the call of a literal that captures the value
 */
export function describeUse(
  reader: Reader,
  fn: GoFunction,
  node: SyntaxNode,
  use: Use,
  type: OwnershipType,
): Localized {
  const site = siteOf(reader.pkg, fn, node, type);
  const words = wordsFor(reader, site, node, use, type);
  if (!use.isGuess) return words;
  const guess = guessed(reader, site);
  return use.kind === 'read'
    ? guess
    : { en: `${guess.en}; ${words.en}`, 'zh-cn': `${guess['zh-cn']}；${words['zh-cn']}` };
}

function wordsFor(reader: Reader, site: Site, node: SyntaxNode, use: Use, type: OwnershipType): Localized {
  switch (use.kind) {
    case 'alias':
      return {
        en: `\`${use.object.name}\` stands for it from here on`,
        'zh-cn': `从这里起由 \`${use.object.name}\` 代表它`,
      };
    case 'read':
      return read(reader, site);
    case 'release':
      return released(reader, site, use.surely, node, type);
    case 'move':
      return moved(reader, site, use.result !== undefined);
  }
}

function siteOf(pkg: PackageModel, fn: GoFunction, mention: SyntaxNode, type: OwnershipType): Site {
  let literal = pkg.functionOf(mention);
  if (literal && literal !== fn) {
    while (literal.outer && literal.outer !== fn) literal = literal.outer;
    const call = literal.node.parent?.kind === 'call_expression' ? literal.node.parent.parent : undefined;
    const how =
      call?.kind === 'defer_statement' ? 'deferred' : call?.kind === 'go_statement' ? 'started' : 'other';
    return { kind: 'literal', literal, how };
  }
  const leadsOn = new Set([...type.path, ...type.release, ...type.releaseSelf]);
  let node = mention;
  for (let parent = node.parent; parent; node = parent, parent = node.parent) {
    switch (parent.kind) {
      case 'parenthesized_expression':
      case 'type_assertion_expression':
      case 'type_conversion_expression':
      case 'expression_list':
        continue;
      case 'selector_expression':
        if (parent.parent?.kind === 'call_expression' && parent.fieldName === 'function')
          return { kind: 'method', call: parent.parent };
        // another field of the value is not the value
        if (!leadsOn.has(parent.field('field')?.text ?? '')) return { kind: 'plain' };
        continue;
      case 'call_expression':
        return { kind: 'method', call: parent };
      case 'argument_list':
        return parent.parent ? { kind: 'argument', call: parent.parent } : { kind: 'plain' };
      case 'return_statement':
        return { kind: 'returned' };
      case 'send_statement':
        return { kind: 'sent' };
      case 'literal_element':
      case 'keyed_element':
        return { kind: 'stored' };
      case 'unary_expression':
        return { kind: parent.field('operator')?.text === '&' ? 'address' : 'plain' };
      case 'assignment_statement':
      case 'short_var_declaration': {
        const targets = parent.field('left')?.namedChildren ?? [];
        const values = parent.field('right')?.namedChildren ?? [];
        const index =
          values.length === targets.length ? values.findIndex((value) => value.contains(mention)) : 0;
        return { kind: 'assigned', target: targets[index]?.text ?? '' };
      }
      default:
        return { kind: 'plain' };
    }
  }
  return { kind: 'plain' };
}

function read(reader: Reader, site: Site): Localized {
  if (site.kind === 'argument') {
    const name = called(reader, site.call);
    return { en: `${name} reads it and leaves it open`, 'zh-cn': `${name} 只读取它，并让它保持打开` };
  }
  if (site.kind === 'literal') {
    return {
      en: 'the function literal neither releases nor keeps it',
      'zh-cn': '该函数字面量既不释放也不保留它',
    };
  }
  return { en: 'only looked at', 'zh-cn': '只是读取' };
}

function guessed(reader: Reader, site: Site): Localized {
  const name = site.kind === 'argument' ? called(reader, site.call) : 'it';
  return {
    en: `${name}, whose body is not known, is taken to leave it open: the package releases what it gave to ${name} elsewhere`,
    'zh-cn': `${name} 的函数体未知；视为让它保持打开，因为包内别处在调用 ${name} 之后自行释放`,
  };
}

function released(
  reader: Reader,
  site: Site,
  surely: boolean,
  node: SyntaxNode,
  type: OwnershipType,
): Localized {
  const isDeferred = node.ancestor('defer_statement', 'func_literal')?.kind === 'defer_statement';
  const when: Localized = isDeferred
    ? { en: ' when the function ends (deferred)', 'zh-cn': '（defer，函数结束时）' }
    : same('');
  const often: Localized = surely
    ? same('')
    : {
        en: ' on some of its paths only, so nothing more is said',
        'zh-cn': '（仅在其部分路径上，因此不再判断）',
      };
  if (site.kind === 'literal') {
    const who: Localized =
      site.how === 'deferred'
        ? { en: 'the deferred function literal', 'zh-cn': 'defer 的函数字面量' }
        : { en: 'the function literal', 'zh-cn': '该函数字面量' };
    return { en: `${who.en} releases it${often.en}`, 'zh-cn': `${who['zh-cn']}释放它${often['zh-cn']}` };
  }
  const name = site.kind === 'method' || site.kind === 'argument' ? called(reader, site.call) : type.name;
  return {
    en: `released by ${name}${when.en}${often.en}`,
    'zh-cn': `由 ${name} 释放${when['zh-cn']}${often['zh-cn']}`,
  };
}

function moved(reader: Reader, site: Site, isReturned: boolean): Localized {
  if (isReturned || site.kind === 'returned')
    return { en: 'moves away: returned', 'zh-cn': '移交：作为结果返回' };
  switch (site.kind) {
    case 'argument':
      return takenOver(reader, site.call);
    case 'sent':
      return { en: 'moves away: sent on a channel', 'zh-cn': '移交：发送到通道' };
    case 'stored':
      return { en: 'moves away: stored in a composite literal', 'zh-cn': '移交：存入复合字面量' };
    case 'address':
      return { en: 'moves away: its address is taken', 'zh-cn': '移交：取了它的地址' };
    case 'assigned':
      return {
        en: `moves away: stored in \`${site.target}\``,
        'zh-cn': `移交：存入 \`${site.target}\``,
      };
    case 'literal':
      return site.how === 'started'
        ? { en: 'moves away: a goroutine captures it', 'zh-cn': '移交：被 goroutine 捕获' }
        : {
            en: 'moves away: a function literal that captures it goes elsewhere',
            'zh-cn': '移交：捕获它的函数字面量去了别处',
          };
    default:
      return { en: 'moves away', 'zh-cn': '移交' };
  }
}

function takenOver(reader: Reader, call: SyntaxNode): Localized {
  const callee = knownCallee(reader, call);
  const name = called(reader, call);
  if (!callee) {
    const why = whyUnknown(reader, call);
    return {
      en: `moves away: unknown call ${name} takes it over (${why.en})`,
      'zh-cn': `移交：未知的调用 ${name} 接管它（${why['zh-cn']}）`,
    };
  }
  if (callee.function) {
    return {
      en: `moves away: ${name} keeps it (stores, sends, captures it or gives it on)`,
      'zh-cn': `移交：${name} 保留它（存储、发送、捕获或继续传递）`,
    };
  }
  if (callee.kind === 'builtin') return { en: 'moves away: put into a slice', 'zh-cn': '移交：放入切片' };
  return {
    en: `moves away: the body of ${name} is not known, so it is taken to own it`,
    'zh-cn': `移交：${name} 的函数体未知，视为由它接管`,
  };
}

/** What a call calls; undefined for a value of which not even the type is known. */
export function knownCallee({ pkg }: Reader, call: SyntaxNode): Callee | undefined {
  const callee = pkg.calleeOf(call);
  return callee?.kind === 'value' && !callee.function && !callee.signature ? undefined : callee;
}

/** What a call calls, for a sentence: its name, and where its body is. */
export function called(reader: Reader, call: SyntaxNode): string {
  const callee = reader.pkg.calleeOf(call);
  const name = callee?.id ? shortId(callee) : (call.field('function')?.text ?? call.text);
  const body = callee?.function;
  return `\`${reader.short(name)}\`${body ? ` (${reader.at(body.node)})` : ''}`;
}

/** `http.Client.Do` for `net/http.Client.Do`. */
function shortId({ id }: Callee): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Why it is not known what a call calls. */
export function whyUnknown(reader: Reader, call: SyntaxNode): Localized {
  const { pkg } = reader;
  let target = call.field('function');
  while (target?.kind === 'parenthesized_expression') target = target.firstNamedChild;
  if (target?.kind === 'selector_expression') {
    const operand = target.field('operand')!;
    const member = target.field('field')?.text ?? '';
    const object = operand.kind === 'identifier' ? pkg.objectOf(operand) : undefined;
    if (object?.kind === 'package') {
      return {
        en: `nothing is known of \`${member}\` in package ${object.path}`,
        'zh-cn': `不了解包 ${object.path} 中的 \`${member}\``,
      };
    }
    const type = pkg.typeOf(operand);
    const name = reader.short(operand.text);
    if (!type) return { en: `the type of \`${name}\` is not known`, 'zh-cn': `\`${name}\` 的类型未知` };
    const shown = reader.typeName(type);
    return {
      en: `no method \`${member}\` of ${shown} is known`,
      'zh-cn': `${shown} 没有已知的方法 \`${member}\``,
    };
  }
  if (target?.kind === 'identifier' && !pkg.objectOf(target)) {
    return {
      en: `\`${target.text}\` is not declared in the files at hand`,
      'zh-cn': `现有文件中没有声明 \`${target.text}\``,
    };
  }
  return { en: 'what it calls is not known', 'zh-cn': '不知道它调用什么' };
}

/**
 * The type of an owned value as a call gives it; of a row for several types that of the result, where it is one of them.
 *
 * @param index which result it is; any where that is not known
 */
export function ownedType(
  callee: Callee | undefined,
  index: number | undefined,
  owned: OwnershipType,
): string | undefined {
  const results = callee?.signature?.results ?? [];
  const given = (index === undefined ? results : results.slice(index, index + 1)).map(({ type }) =>
    namedId(type),
  );
  return given.find((id) => id !== undefined && owned.types.includes(id)) ?? owned.types[0];
}
