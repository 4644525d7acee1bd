import type { Localized } from '../../finding.ts';
import { isDeadCode } from '../../flow/dead-code.ts';
import { isMarkedUnused } from '../../flow/marked-unused.ts';
import { registrationsOf } from '../../flow/runnables.ts';
import { isNeverCalled } from '../../flow/uncalled.ts';
import { isCalledByNobody } from '../../flow/uncalled-methods.ts';
import { outermost } from '../../semantic/declarations.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Report, RuleContext } from '../rule.ts';

/** Whether a program that runs a file names the function around a node anywhere; the runtime calls `main` and `init`. */
export function isCalled({ file, package: pkg }: RuleContext, node: SyntaxNode): boolean {
  const name = outermost(pkg.functionOf(node))?.node.field('name')?.text;
  if (name === undefined || name === 'main' || name === 'init') return true;
  return moduleGraphOf(pkg, file).isNamed(file, name);
}

/**
 * Whether anything of the module names the function around a node, or has a library run it; the runtime calls `main` and `init`,
 * `go test` what is in tests.
 */
export function isCalledAnywhere({ package: pkg }: RuleContext, node: SyntaxNode): boolean {
  const file = pkg.fileOf(node);
  const fn = outermost(pkg.functionOf(node));
  const name = fn?.node.field('name')?.text;
  if (!fn || file.isTest || name === undefined || name === 'main' || name === 'init') return true;
  const graph = moduleGraphOf(pkg, file);
  const isNamed = fn.node.field('receiver')
    ? graph.isNamedAnywhere(name)
    : graph.isFunctionNamedAnywhere(file, name);
  return isNamed || registrationsOf(pkg, fn, true).length > 0;
}

/**
 * Why nothing runs the code around a node as the module stands, if so: no program of the module comes to its package and no other
 * module can, or nothing but tests names its function. Only where the module holds a program, and is read as a whole. Code that is
 * being written is not called yet: a rule asks this only where what never runs is common.
 */
export function whyNotRun(context: RuleContext, node: SyntaxNode): Localized | undefined {
  const { package: pkg } = context;
  const file = pkg.fileOf(node);
  if (file.isTest || !pkg.program.moduleIsComplete) return undefined;
  const graph = moduleGraphOf(pkg, file);
  if (!graph.hasMain) return undefined;
  const left = whyNotImported(context);
  if (left) return left;
  const isUncalled = isNeverCalled(pkg, node) || (!graph.isRun(file) && !isCalledAnywhere(context, node));
  return isUncalled || isCalledByNobody(pkg, node) ? NOT_CALLED : undefined;
}

/**
 * Why nothing imports the package of a file as the module stands, if so: no program of the module comes to it and no other module
 * can, or the module is one program and not even a test of it does. Only where the module holds a program, and is read as a whole.
 */
export function whyNotImported({ file, package: pkg }: RuleContext): Localized | undefined {
  if (file.isTest || !pkg.program.moduleIsComplete) return undefined;
  const graph = moduleGraphOf(pkg, file);
  return graph.hasMain && (!graph.mayBeRun(file) || graph.isLeftOver(file)) ? NOT_RUN : undefined;
}

export const NOT_CALLED = {
  en: 'No code of this module calls this function.',
  'zh-cn': '本模块没有任何代码调用这个函数。',
};

export const NOT_RUN = {
  en: 'No program of this module imports this package: only tests may run it.',
  'zh-cn': '本模块没有任何程序导入这个包：可能只有测试会运行它。',
};

/** See `isBehindUnsetField`. */
export const UNSET = {
  en: 'It stands behind a condition on a field that only functions set which no code of this module calls.',
  'zh-cn': '它位于一个检查字段的条件之后，而设置该字段的函数在本模块中没有任何代码调用。',
};

const NOT_USED = {
  en: 'No code of this module calls the closure, or reads the variable, that this stands in.',
  'zh-cn': '本模块没有任何代码调用它所在的闭包，或读取它所属的变量。',
};

const NOT_MADE = {
  en: 'No code of this module outside its tests makes a value of the type of this method: nothing runs it as the code stands.',
  'zh-cn': '除测试外，本模块没有任何代码创建这个方法所属类型的值：就目前的代码而言它不会被运行。',
};

const UNUSED = {
  en: 'The function is marked as unused for the linters, and only functions that are marked too name it.',
  'zh-cn': '这个函数已为 linter 标记为未使用，而且只有同样被标记的函数提到它。',
};

/** Why the first value of a package variable costs nothing: see `isReplacedAtStart`. */
export const REPLACED = {
  en: 'The program sets this variable anew as it starts: nothing is seen to use the first value.',
  'zh-cn': '程序启动时会给这个变量重新赋值：看不到有代码使用最初的值。',
};

export const OF_TESTS = {
  en: 'Only tests of this module import this package.',
  'zh-cn': '本模块只有测试导入这个包。',
};

const BEHIND_TESTS = {
  en: 'No program of this module runs this package: all that imports it is there for tests.',
  'zh-cn': '本模块没有任何程序运行这个包：导入它的都是为测试服务的包。',
};

/**
 * The report of a rule, with low confidence where it is about a package that is there for tests alone, a method of a type that no
 * code of the module makes, or a function that says of itself that it is unused.
 */
export function loweredWhereNotRun(report: Report, { file, package: pkg, flow }: RuleContext): Report {
  if (report.confidence === 'low') return report;
  if (flow.isOfTypeMadeByNobody(report.anchor)) return { ...report, confidence: 'low', lowered: NOT_MADE };
  if (isMarkedUnused(pkg, report.anchor)) return { ...report, confidence: 'low', lowered: UNUSED };
  if (isDeadCode(pkg, report.anchor)) return { ...report, confidence: 'low', lowered: NOT_USED };
  if (file.isTest || !pkg.program.moduleIsComplete) return report;
  const graph = moduleGraphOf(pkg, file);
  if (graph.tests.isForTestsAlone(file)) return { ...report, confidence: 'low', lowered: OF_TESTS };
  // of a module that holds no program, others may run what its own tests come to
  const isBehindTests = graph.hasMain && graph.tests.isBehindTests(file);
  return isBehindTests ? { ...report, confidence: 'low', lowered: BEHIND_TESTS } : report;
}
