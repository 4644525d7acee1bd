import type { Localized } from '../../finding.ts';
import { assignmentsOf } from '../../flow/assignments.ts';
import { type NamedCall, namedCallsIn } from '../../flow/made-again.ts';
import { placeOf } from '../../flow/places.ts';
import { type RepeatedRun, repeatedRunOf } from '../../flow/repeated-runs.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { holds, statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { removeLine, startsLine } from '../support/insert.ts';
import { EACH, repeatedReport } from '../support/repeated.ts';
import { CARD } from './runtime-gc-explicit.card.ts';

interface Evidence extends NamedCall {
  readonly repeated: RepeatedRun;
  /** Whether the function has taken something out of what outlives it before. */
  readonly letsGo: boolean;
}

/** What reads the state of the heap: a collection before it makes the numbers comparable. */
const MEASURES =
  /^(runtime\/pprof\.|net\/http\/pprof\.|runtime\/metrics\.Read$|runtime\.(ReadMemStats|MemProfile|SetFinalizer|AddCleanup)$|runtime\/debug\.)/;
/** A handler of fewer statements exists for the collection: whoever calls it asks for one. */
const FEWEST_STATEMENTS = 4;

export const runtimeGcExplicit: Rule<Evidence> = {
  meta: {
    name: 'runtime-gc-explicit',
    group: 'resource',
    severity: 'info',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['"runtime"'], ['GC()']],
    inTests: 'off',
    aliases: [],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { often: 'per request' },
      'zh-cn': { often: '每个请求都' },
    },
    example: {
      bad: `package example

import (
	"encoding/json"
	"net/http"
	"runtime"
)

func report(w http.ResponseWriter, r *http.Request) {
	rows := make([]string, 0, 1000)
	for range 1000 {
		rows = append(rows, r.URL.Path)
	}
	if err := json.NewEncoder(w).Encode(rows); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	runtime.GC()
}
`,
      good: `package example

import (
	"encoding/json"
	"net/http"
)

func report(w http.ResponseWriter, r *http.Request) {
	rows := make([]string, 0, 1000)
	for range 1000 {
		rows = append(rows, r.URL.Path)
	}
	if err := json.NewEncoder(w).Encode(rows); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
`,
    },
    isProved: true,
    sources: [
      'runtime/mgc.go: "GC runs a garbage collection and blocks the caller until the garbage collection is complete. It may also block the entire program"',
      'runtime/mstats.go: MemStats.NumForcedGC "is the number of GC cycles that were forced by the application calling the GC function"',
      'net/dnsclient.go, net/lookup.go (1.21 to 1.27): no cache of names that a collection could clear',
    ],
  },

  *detect({ file, package: pkg, flow }: RuleContext) {
    for (const named of namedCallsIn(pkg, file, (id) => id === 'runtime.GC')) {
      const { call, function: fn } = named;
      // a threshold, or a parameter of whoever asks
      if (isConditional(fn, call) || measures(pkg, fn)) continue;
      const repeated = repeatedRunOf(pkg, (each) => flow.graphOf(each), call);
      // a loop in the background, over a list at the start or once an hour, lets nobody wait
      if (repeated?.kind !== 'request' && repeated?.kind !== 'record') continue;
      if (repeated.node === fn.node && (isShort(fn) || onlyAnswers(pkg, fn, call))) continue;
      yield { ...named, repeated, letsGo: letsGoBefore(pkg, fn, call) };
    }
  },

  report(evidence: Evidence, context: RuleContext): Report {
    const { repeated, letsGo } = evidence;
    const { anchor, related, facts } = repeatedReport(evidence, context);
    const each = EACH[repeated.kind];
    const often = { en: `per ${each.en}`, 'zh-cn': `每${each['zh-cn']}都` };
    return {
      anchor,
      message: {
        en: `runtime.GC() ${often.en}: the caller waits for a full collection, and Go collects without it`,
        'zh-cn': `${often['zh-cn']}调用 runtime.GC()：调用方要等完整的一轮回收，而 Go 本来就会自行回收`,
      },
      severity: 'info',
      confidence: letsGo ? 'low' : 'high',
      ...(letsGo ? { lowered: LETS_GO } : {}),
      related,
      facts: { ...facts, often },
    };
  },

  fix({ call }: Evidence, { file, package: pkg }: RuleContext): readonly RuleFix[] {
    const statement = call.parent;
    if (statement?.kind !== 'expression_statement' || !startsLine(file, statement)) return [];
    const name = call.field('function')?.field('operand')?.text ?? '';
    const uses = [...file.tree.identifiersNamed(name)].filter(
      (each) => each.fieldName === 'operand' && pkg.objectOf(each)?.kind === 'package',
    );
    const edits = [removeLine(file, statement)];
    if (uses.length < 2) {
      const spec = file.imports.find(({ path }) => path === 'runtime')?.node;
      const list = spec?.parent?.kind === 'import_spec_list' ? spec.parent : undefined;
      // the import goes too, where a block keeps others
      if (!spec || !list || list.namedChildren.length < 2 || !startsLine(file, spec)) return [];
      edits.unshift(removeLine(file, spec));
    }
    const lineEnd = file.text.slice(statement.end).split('\n', 1)[0] ?? '';
    if (lineEnd.trim() !== '') return [];
    return [
      {
        title: {
          en: 'Remove the call: Go collects when the heap has grown',
          'zh-cn': '删除这次调用：堆增长时 Go 会自行回收',
        },
        safety: 'suggested',
        edits,
        imports: [],
      },
    ];
  },
};

const LETS_GO: Localized = {
  en: 'It has just let go of what a field or a map held: the collection may be there to run finalizers, or may run on tear-down only.',
  'zh-cn': '它刚刚放开了某个字段或 map 持有的内容：这次回收可能是为了运行终结器，也可能只在拆除时执行。',
};

function isShort({ body }: GoFunction): boolean {
  return statementsOf(body).length < FEWEST_STATEMENTS;
}

/** Writing an answer, and what is made of nothing but constants and the time. */
const ANSWERS =
  /^(net\/http\.(ResponseWriter\.\w+|Flusher\.Flush|Header\.(Set|Add)|Error)|fmt\.Fprint\w*|io\.WriteString|log\.\w+|log\/slog\.\w+|time\.(Now|Since|Time\.Sub))$/;

/** Whether a handler does nothing but answer that the collection has run: whoever calls it asks for one. */
function onlyAnswers(pkg: PackageModel, { body }: GoFunction, collection: SyntaxNode): boolean {
  if (!body || holds(body, ['for_statement', 'func_literal'])) return false;
  return [...body.descendants('call_expression')].every((call) => {
    const callee = pkg.calleeOf(call);
    return call === collection || callee?.kind === 'conversion' || ANSWERS.test(callee?.id ?? '');
  });
}

/** Whether a function has set a field or a package variable to nil, or has taken something out of a map in one, before a node. */
function letsGoBefore(pkg: PackageModel, fn: GoFunction, node: SyntaxNode): boolean {
  const outlives = (expression: SyntaxNode | undefined): boolean => {
    const place = placeOf(pkg, expression);
    return place !== undefined && (place.root.role === 'package' || place.fields.length > 0);
  };
  for (const each of fn.body?.descendants('assignment_statement', 'call_expression') ?? []) {
    if (each.start >= node.start) return false;
    if (pkg.functionOf(each) !== fn) continue;
    if (each.kind === 'assignment_statement') {
      if (assignmentsOf(each).some(({ target, value }) => value?.kind === 'nil' && outlives(target)))
        return true;
      continue;
    }
    const callee = pkg.calleeOf(each);
    if (callee?.kind !== 'builtin' || (callee.id !== 'delete' && callee.id !== 'clear')) continue;
    if (outlives(each.field('arguments')?.firstNamedChild)) return true;
  }
  return false;
}

/** Whether a node runs only on some paths of its function. */
function isConditional(fn: GoFunction, node: SyntaxNode): boolean {
  for (let each = node.parent; each && each !== fn.node; each = each.parent) {
    if (/^(if_statement|expression_case|type_case|communication_case)$/.test(each.kind)) return true;
  }
  return false;
}

/** Whether a function, or one around it, reads the state of the heap. */
function measures(pkg: PackageModel, fn: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) {
    const calls = [...(each.body?.descendants('call_expression') ?? [])];
    if (calls.some((call) => MEASURES.test(pkg.calleeOf(call)?.id ?? ''))) return true;
  }
  return false;
}
