import type { Localized } from '../../finding.ts';
import { type UncheckedUse, uncheckedUsesIn } from '../../flow/unchecked-uses.ts';
import type { FileModel, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import { endsInJump } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { insertAfter, removeLine, startsLine } from '../support/insert.ts';
import { anchorOf } from '../support/leaks.ts';
import { lineOf } from '../support/lines.ts';
import { CARD } from './close-before-err-check.card.ts';

const BEFORE_CHECK: Localized = {
  en: 'before anything has looked at the error that came with it',
  'zh-cn': '而此前没有任何代码看过与它一起返回的错误',
};

const ALTHOUGH_FAILED: Localized = {
  en: 'on a path that has found the error which came with it, and goes on',
  'zh-cn': '而这条路径已经发现与它一起返回的错误，却仍然继续',
};

export const closeBeforeErrCheck: Rule<UncheckedUse> = {
  meta: {
    name: 'close-before-err-check',
    group: 'resource',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.2.0',
    tokens: [[', err :=', ', err =', ', er', ', e :=', 'Err :=', 'Err =', ', e =']],
    inTests: 'lower',
    aliases: ['nolint:httpresponse', 'nolint:govet', 'nolint:vet', 'lint:SA5001', 'nolint:staticcheck'],
    overlaps: ['httpresponse/default'],
    card: CARD,
    placeholders: {
      en: { variable: 'resp', useLine: 'M', circumstance: BEFORE_CHECK.en },
      'zh-cn': { variable: 'resp', useLine: 'M', circumstance: BEFORE_CHECK['zh-cn'] },
    },
    example: {
      bad: `package example

import (
	"io"
	"net/http"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}
`,
      good: `package example

import (
	"io"
	"net/http"
)

func fetch(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
`,
    },
    sources: [
      'net/http/client.go: "On error, any Response can be ignored"',
      'os/file.go: methods of a nil *File return ErrInvalid (checkValid)',
      'golang.org/x/tools/go/analysis/passes/httpresponse',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const fn of file.functions) {
      // a dropped error is another fault
      for (const use of uncheckedUsesIn(pkg, flow, fn)) if (use.error) yield use;
    }
  },

  report(found: UncheckedUse, { file, package: pkg }: RuleContext): Report {
    const name = found.name.text;
    const error = found.error?.text ?? 'err';
    const isMild = isNilFileMethod(pkg, found);
    return {
      anchor: oneLine(found.use),
      message: found.isAfterCheck
        ? {
            en: `${name} is used where ${error} is not nil: it is nil when the call has failed`,
            'zh-cn': `在 ${error} 不为 nil 的路径上使用了 ${name}：调用失败时它是 nil`,
          }
        : {
            en: `${name} is used before ${error} is checked: it is nil when the call fails`,
            'zh-cn': `在检查 ${error} 之前就使用了 ${name}：调用失败时它是 nil`,
          },
      severity: isMild ? 'info' : 'warning',
      confidence: found.isHarmless ? 'low' : found.certainty === 'proved' ? 'high' : 'medium',
      related: [
        {
          node: anchorOf(found.acquisition),
          message: { en: `${name} and ${error} come from here`, 'zh-cn': `${name} 和 ${error} 来自这里` },
        },
      ],
      facts: {
        variable: name,
        function: found.function.name,
        line: String(lineOf(file, found.acquisition)),
        circumstance: found.isAfterCheck ? ALTHOUGH_FAILED : BEFORE_CHECK,
        useLine: String(lineOf(file, found.use)),
      },
      ...(isMild
        ? {
            lowered: {
              en: 'Methods of a nil *os.File return an error and do not panic: here the call only does nothing when the file could not be opened.',
              'zh-cn':
                'nil 的 *os.File 调用方法会返回错误，不会 panic：文件打不开时，这里的调用只是什么也不做。',
            },
          }
        : {}),
    };
  },

  fix(found: UncheckedUse, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const { statement, error, isAfterCheck } = found;
    if (!error || isAfterCheck || statement.kind !== 'defer_statement' || !startsLine(file, statement))
      return [];
    const check = nextStatement(statement, file);
    if (check?.kind !== 'if_statement' || check.field('initializer') || check.field('alternative')) return [];
    const condition = check.field('condition');
    const errorObject = pkg.objectOf(error);
    const isErrorCheck =
      condition?.kind === 'binary_expression' &&
      condition.field('operator')?.text === '!=' &&
      condition.field('right')?.kind === 'nil' &&
      errorObject !== undefined &&
      pkg.objectOf(condition.field('left')!) === errorObject;
    if (!isErrorCheck || !endsInJump(check.field('consequence'), 'goto_statement')) return [];
    return [
      {
        title: {
          en: `Move ${statement.text.split('\n')[0]!.slice(0, 60)} behind the error check`,
          'zh-cn': `把 ${statement.text.split('\n')[0]!.slice(0, 60)} 移到错误检查之后`,
        },
        safety: 'safe',
        edits: [insertAfter(file, check, [toLineEnd(file, statement)]), removeLine(file, statement)],
        imports: [],
      },
    ];
  },
};

/** Whether a method of *os.File is called: os/file.go, checkValid: on a nil file they give an error; Name has no such check. */
function isNilFileMethod(pkg: PackageModel, { name, use }: UncheckedUse): boolean {
  const type = pkg.typeOf(name);
  const isFile = type?.kind === 'pointer' && namedId(type.element) === 'os.File';
  const isCalled = use.parent?.kind === 'call_expression' && use.fieldName === 'function';
  return isFile && isCalled && use.field('field')?.text !== 'Name';
}

function oneLine(node: SyntaxNode): SyntaxNode {
  return node.text.includes('\n') ? (node.field('field') ?? node) : node;
}

/** The statement behind another one; undefined when a comment of its own line stands between them. */
function nextStatement(node: SyntaxNode, file: FileModel): SyntaxNode | undefined {
  let next = node.nextSibling;
  while (next && (!next.isNamed || next.isExtra)) {
    if (next.isExtra && lineOf(file, next) !== lineOf(file, node)) return undefined;
    next = next.nextSibling;
  }
  return next;
}

/** A statement with the comment that stands behind it on its last line. */
function toLineEnd(file: FileModel, node: SyntaxNode): string {
  const end = file.text.indexOf('\n', node.end);
  return file.text.slice(node.start, end < 0 ? undefined : end).trimEnd();
}
