import type { Localized } from '../../finding.ts';

/** Why a context without a timer costs nothing below a parent that nothing ends. */
export const OF_NOBODY: Localized = {
  en: 'Its parent is never cancelled, or is made for it alone, and it has no timer: nothing keeps the context but what waits for its end.',
  'zh-cn':
    '它的父上下文永远不会被取消（或只为它而建），也没有定时器：除了等待它结束的工作，没有什么会保留它。',
};
/** The same as far as the parent was read. */
export const OF_UNSEEN: Localized = {
  en: 'Its parent comes from a function whose body is not read here, and it has no timer: whether anything keeps it is not known.',
  'zh-cn': '它的父上下文来自一个看不到函数体的函数，也没有定时器：不知道是否有什么会保留它。',
};
/** Why `_ = cancel` may be right. */
export const BY_NAME: Localized = {
  en: 'It is dropped in words, with the blank identifier: the context may have to outlive the function. It matters when that runs often.',
  'zh-cn': '代码用空白标识符明确丢弃了它：上下文可能需要比函数活得更久。只有当该函数经常运行时才成为问题。',
};
/** Why a context may be left to its timer. */
export const BY_TIMER: Localized = {
  en: 'Others go on with the context when the function returns, and its timer ends it: that may be meant.',
  'zh-cn': '函数返回后还有别处在用这个上下文，它由定时器结束：这可能是有意的。',
};
/** Why a timer that has fired leaves nothing to release. */
export const BY_WAIT: Localized = {
  en: 'The test fails unless the whole time has passed: behind that the timer has fired, and there is nothing left to release.',
  'zh-cn': '如果时间没有走完，测试就会失败：在那之后定时器已经触发，没有什么需要释放。',
};
/** Why it is not sure that anything was made. */
export const BY_VALUE: Localized = {
  en: 'A function value or an interface gives it: what makes the context is not seen, and may keep nothing.',
  'zh-cn': '它来自函数值或接口：看不到是谁创建了这个上下文，可能什么也不占用。',
};
/** Why the end of a request is enough. */
export const BY_REQUEST: Localized = {
  en: 'Its parent ends with the request that the function answers, and takes it along.',
  'zh-cn': '它的父上下文随该函数所应答的请求一起结束，也会带走它。',
};
/** Why a later round may call it. */
export const BY_OTHERS: Localized = {
  en: 'Another round calls it, as far as variables say that are not followed here.',
  'zh-cn': '从这里没有跟踪的变量来看，另一轮循环会调用它。',
};

/**
 * The message of a loss.
 * @param reason of the leak
 * @param line where it leaves
 */
export function message(
  reason: string,
  releasedElsewhere: boolean,
  name: string,
  maker: string,
  line: number,
): Localized {
  const made = cut(maker);
  if (reason === 'discarded') {
    return {
      en: `The cancel function of ${made} is dropped: nothing can release the context early`,
      'zh-cn': `${made} 的取消函数被丢弃：没有人能提前释放这个上下文`,
    };
  }
  if (reason === 'overwritten') {
    return {
      en: `${name} is overwritten at line ${line} before it was called: the earlier context stays`,
      'zh-cn': `${name} 还没有调用就在第 ${line} 行被覆盖：之前的上下文留了下来`,
    };
  }
  if (reason === 'loop-iteration') {
    return {
      en: `${name} is not called before the loop goes round: each iteration leaves a context behind`,
      'zh-cn': `进入下一次循环前没有调用 ${name}：每次迭代留下一个上下文`,
    };
  }
  if (reason === 'early-return' && releasedElsewhere) {
    return {
      en: `${name} is not called on the path that returns at line ${line}: the context stays behind`,
      'zh-cn': `在第 ${line} 行返回的路径上没有调用 ${name}：上下文会留下来`,
    };
  }
  return {
    en: `${name} is never called: the context stays with its parent until that ends or time runs out`,
    'zh-cn': `${name} 从未被调用：上下文会一直挂在父上下文上，直到父上下文结束或超时`,
  };
}

/** A text as a message has room for it. */
export function cut(text: string): string {
  return text.length <= 30 && !text.includes('\n') ? text : 'the call';
}

export const BY_FAILED_START: Localized = {
  en: 'It is lost only where a start fails, and every caller gives up with that error: whoever made the parent mostly ends it then. It matters when somebody starts it again.',
  'zh-cn':
    '只有启动失败时才会丢失，而每个调用者都会带着这个错误放弃：创建父上下文的一方这时通常会结束它。只有当有人再次启动时才成为问题。',
};
