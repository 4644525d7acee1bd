import type { Localized } from '../../finding.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import type { RuleContext } from '../rule.ts';

/** Whether a value is lost only where the process ends: in the body of main, outside a loop. */
export function isInMain(resource: OwnedResource, leak: Leak, context: RuleContext): boolean {
  const { name, node } = resource.function;
  return (
    context.file.packageName === 'main' &&
    name === 'main' &&
    node.kind === 'function_declaration' &&
    leak.reason !== 'loop-iteration' &&
    leak.reason !== 'overwritten'
  );
}

/** Why a leak costs less than its card says, if it does. */
export function mayMeanNothing(
  resource: OwnedResource,
  leak: Leak,
  context: RuleContext,
): Localized | undefined {
  if (isInMain(resource, leak, context)) {
    return {
      en: 'main returns here, and the end of the process closes everything: it matters when this code moves into a function that runs more than once.',
      'zh-cn': 'main 在这里返回，进程结束时系统会关闭一切：只有当这段代码移入会多次执行的函数时才成为问题。',
    };
  }
  if (resource.certainty === 'likely') {
    return {
      en: 'A function whose source is not at hand got the value and was taken for one that only uses it.',
      'zh-cn': '该值被传给了一个看不到源码的函数，这里假定它只是使用，并不负责关闭。',
    };
  }
  return undefined;
}
