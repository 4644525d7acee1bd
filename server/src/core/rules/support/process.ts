import type { Localized } from '../../finding.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { endsWithProcess, isMainFunction } from '../../flow/process-end.ts';
import type { RuleContext } from '../rule.ts';
import { mainLeak } from './leaks.ts';

/** Whether a value is lost only where the process ends: in the body of main, outside a loop. */
export function isInMain(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  return (
    isMainFunction(context.package, resource.function) &&
    leak.reason !== 'loop-iteration' &&
    leak.reason !== 'overwritten'
  );
}

const BY_MAIN: Localized = {
  en: 'main returns here, and the end of the process closes everything: it matters when this code moves into a function that runs more than once.',
  'zh-cn': 'main 在这里返回，进程结束时系统会关闭一切：只有当这段代码移入会多次执行的函数时才成为问题。',
};
const BY_CALLERS: Localized = {
  en: 'Every caller ends the process when it gets this error, which closes everything: it matters when one of them goes on.',
  'zh-cn': '每个调用者收到这个错误时都会结束进程，系统会关闭一切：只有当其中某个继续运行时才成为问题。',
};

/** The leak that a finding tells, and why it costs nothing as the code stands, if all leaks of the value do. */
export function toldLeak(
  resource: OwnedResource,
  context: RuleContext,
): { readonly leak: Leak; readonly atEnd: Localized | undefined } {
  const lasting = resource.leaks.filter((leak) => !endOf(resource, leak, context));
  if (lasting.length > 0) return { leak: mainLeak({ ...resource, leaks: lasting }), atEnd: undefined };
  const leak = mainLeak(resource);
  return { leak, atEnd: endOf(resource, leak, context) };
}

/** Why nothing waits for what a leak keeps: the process ends right behind it. */
function endOf(resource: OwnedResource, leak: Leak, context: RuleContext): Localized | undefined {
  const { package: pkg, flow } = context;
  if (isInMain(resource, leak, context)) return keepsUntilEnd(resource, leak, context) ? undefined : BY_MAIN;
  return endsWithProcess(pkg, flow, leak) ? BY_CALLERS : undefined;
}

/** Whether main itself goes on with a value that it never releases, where that keeps more than memory and a number. */
function keepsUntilEnd(resource: OwnedResource, leak: Leak, { flow }: RuleContext): boolean {
  if (leak.reason === 'discarded') {
    const graph = flow.graphOf(resource.function);
    const block = graph.blockOf(resource.acquisition);
    if (block && graph.inLoop(block)) return true;
  }
  // a connection of a pool is missed by the rest of main, a transaction by the database
  return leak.reason !== 'early-return' && /^(?:sql|pgx)-/.test(resource.type);
}

/** Why a leak costs less than its card says, if it does. */
export function mayMeanNothing(
  resource: OwnedResource,
  leak: Leak,
  context: RuleContext,
): Localized | undefined {
  if (isInMain(resource, leak, context)) return BY_MAIN;
  if (resource.certainty === 'likely') {
    return {
      en: 'A function whose source is not at hand got the value and was taken for one that only uses it.',
      'zh-cn': '该值被传给了一个看不到源码的函数，这里假定它只是使用，并不负责关闭。',
    };
  }
  return undefined;
}
