import type { Card, RuleMeta } from './rule.ts';

interface Texts {
  readonly title: string;
  readonly what: string;
  readonly chain: readonly string[];
  readonly remedy: string;
}

const card = (texts: Texts, nothing: string): Card => ({
  ...texts,
  signal: nothing,
  verify: '',
  verifyExpect: '',
  intercept: nothing,
  limits: nothing,
});

function meta(name: string, en: Texts, zh: Texts): RuleMeta {
  return {
    name,
    group: 'meta',
    severity: 'info',
    fixes: 'suggested',
    stability: 'stable',
    since: '0.1.0',
    tokens: [['premortem']],
    inTests: 'keep',
    aliases: [],
    overlaps: [],
    card: { en: card(en, 'None.'), 'zh-cn': card(zh, '无。') },
    example: { bad: '', good: '' },
    sources: [],
  };
}

/** Rules about the suppression comments themselves; they have no detection of their own. */
export const META_RULES: readonly RuleMeta[] = [
  meta(
    'unused-suppression',
    {
      title: 'Suppression that hides nothing',
      what: 'The rule that this comment names reports nothing at this place.',
      chain: [
        'The code that needed the comment was changed, or the rule learned better.',
        'The comment stays and says that something is wrong here.',
        'The next real finding on this line is hidden by it.',
      ],
      remedy: 'Delete the comment.',
    },
    {
      title: '没有作用的忽略指令',
      what: '这条注释所写的规则在这里没有报告任何问题。',
      chain: [
        '当初需要它的代码已经改动，或者规则变得更准确了。',
        '注释留了下来，仍在说这里有问题。',
        '这一行以后真正的问题会被它掩盖。',
      ],
      remedy: '删除这条注释。',
    },
  ),
  meta(
    'malformed-suppression',
    {
      title: 'Comment that looks like a suppression and is none',
      what: 'A suppression is written //premortem:ignore <rule>[,<rule>] <reason>, without a space after //.',
      chain: [
        'The comment is not read.',
        'The finding stays, or a reason is missing when somebody asks for it.',
      ],
      remedy: 'Write it in this form, with a reason.',
    },
    {
      title: '看起来像忽略指令、实际无效的注释',
      what: '忽略指令的写法是 //premortem:ignore <规则>[,<规则>] <原因>，// 之后没有空格。',
      chain: ['这条注释不会被识别。', '问题仍会报告，或者以后没有人知道当初为什么忽略。'],
      remedy: '按这个格式书写，并写明原因。',
    },
  ),
  meta(
    'unknown-rule',
    {
      title: 'Suppression of a rule that does not exist',
      what: 'No rule has this name.',
      chain: ['The name is misspelt, or the rule was renamed.', 'The comment hides nothing.'],
      remedy: 'Use the name that the finding shows.',
    },
    {
      title: '忽略了一个不存在的规则',
      what: '没有这个名字的规则。',
      chain: ['名字写错了，或者规则已改名。', '这条注释不起作用。'],
      remedy: '使用问题信息里显示的规则名。',
    },
  ),
];
