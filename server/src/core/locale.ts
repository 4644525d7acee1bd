import type { Locale } from './finding.ts';

/** The product's language for a language tag or a POSIX locale: `zh-CN`, `zh_CN.UTF-8` and `zh` give Chinese, all else English. */
export function localeOf(tag: string | undefined): Locale {
  return /^zh\b|^zh[-_]/i.test(tag ?? '') ? 'zh-cn' : 'en';
}
