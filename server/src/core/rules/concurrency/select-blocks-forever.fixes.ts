import type { SelectWait } from '../../flow/channel-waits.ts';
import { givesError } from '../../semantic/types.ts';
import type { RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { variablesInScope } from '../support/scope.ts';
import { addCase } from '../support/select-case.ts';
import { resultTypes, returnZero } from '../support/zero-values.ts';

/**
 * Cases that let the wait end; every one changes behaviour, so a person decides.
 * @param mayDefault whether not waiting can be what is meant
 */
export function waysOut(wait: SelectWait, mayDefault: boolean, context: RuleContext): RuleFix[] {
  const fixes = [cancellation(wait, context)];
  if (!isInLoop(wait, context)) {
    fixes.push(timeout(wait, context));
    if (mayDefault) fixes.push(withoutWaiting(wait, context));
  }
  return fixes.filter((fix) => fix !== undefined);
}

function cancellation(wait: SelectWait, context: RuleContext): RuleFix | undefined {
  const { file, package: pkg, flow } = context;
  const ctx = variablesInScope(pkg, file, 'context.Context', wait.select).find((object) => {
    const mention = pkg.referencesTo(object)[0];
    return !mention || !flow.isNeverCancelled(mention);
  });
  if (!ctx) return undefined;
  const leave = returnZero(wait.function, pkg, `${ctx.name}.Err()`);
  const edit = addCase(wait.select, context, `case <-${ctx.name}.Done():`, leave);
  return (
    edit && {
      title: {
        en: `Leave when the context ends: case <-${ctx.name}.Done()`,
        'zh-cn': `上下文结束时离开：case <-${ctx.name}.Done()`,
      },
      safety: 'suggested',
      edits: [edit],
      imports: [],
    }
  );
}

function timeout(wait: SelectWait, context: RuleContext): RuleFix | undefined {
  const { file, package: pkg, config } = context;
  const { select, function: fn } = wait;
  const time = importedName(pkg, file, 'time', 'time', select);
  if (!time) return undefined;
  const imports = [{ path: 'time', name: time }];
  let error = '';
  if (givesError(pkg.signatureOf(fn))) {
    const errors = importedName(pkg, file, 'errors', 'errors', select);
    if (!errors) return undefined;
    imports.push({ path: 'errors', name: errors });
    error = `${errors}.New("timed out")`;
  } else if (resultTypes(fn).length > 0) return undefined; // no result can say that the wait failed
  const duration = config.fixDefaults.contextTimeout.replaceAll(/\btime\./g, `${time}.`);
  const edit = addCase(select, context, `case <-${time}.After(${duration}):`, returnZero(fn, pkg, error));
  return (
    edit && {
      title: {
        en: `Give up after ${duration}: case <-${time}.After(...)`,
        'zh-cn': `等待 ${duration} 后放弃：case <-${time}.After(...)`,
      },
      safety: 'suggested',
      edits: [edit],
      imports,
    }
  );
}

function withoutWaiting(wait: SelectWait, context: RuleContext): RuleFix | undefined {
  const [only] = wait.cases;
  if (wait.cases.length !== 1 || !only) return undefined;
  // an empty default lets a last select fall out of a function that has to return a value
  if (resultTypes(wait.function).length > 0 && !wait.select.nextSibling?.isNamed) return undefined;
  const edit = addCase(wait.select, context, 'default:', undefined);
  const isSend = only.operation === 'send';
  return (
    edit && {
      title: isSend
        ? {
            en: 'Do not wait: add default, which drops the value when nobody receives',
            'zh-cn': '不等待：加上 default，没有接收者时丢弃该值',
          }
        : {
            en: 'Do not wait: add default, which goes on when nothing has arrived',
            'zh-cn': '不等待：加上 default，还没有数据时直接继续',
          },
      safety: 'suggested',
      edits: [edit],
      imports: [],
    }
  );
}

function isInLoop(wait: SelectWait, context: RuleContext): boolean {
  const graph = context.flow.graphOf(wait.function);
  const block = graph.blockOf(wait.select);
  return !block || graph.inLoop(block);
}
