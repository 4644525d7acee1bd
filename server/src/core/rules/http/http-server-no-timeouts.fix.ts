import type { HttpServer } from '../../flow/http-servers.ts';
import type { PackageModel } from '../../semantic/model.ts';
import type { NodeEdit, RuleContext, RuleFix } from '../rule.ts';
import { importedName } from '../support/imports.ts';
import { addField } from '../support/literal-fields.ts';

/** ReadHeaderTimeout in the literal; a call of http.ListenAndServe becomes the server that it makes, with that limit. */
export function serverTimeoutFixes(server: HttpServer, context: RuleContext): readonly RuleFix[] {
  const { package: pkg, file, config } = context;
  const { node, helper } = server;
  const time = importedName(pkg, file, 'time', 'time', node);
  if (time === undefined) return [];
  const limit = config.fixDefaults.readHeaderTimeout.replaceAll(/\btime\./g, `${time}.`);
  const edit =
    node.kind === 'composite_literal'
      ? addField(file, node, 'ReadHeaderTimeout', limit)
      : helper && replaceHelper(pkg, server, limit, context);
  if (!edit) return [];
  return [
    {
      title: {
        en: `End connections whose request header takes over ${config.fixDefaults.readHeaderTimeout}`,
        'zh-cn': `请求头超过 ${config.fixDefaults.readHeaderTimeout} 仍未收完就断开连接`,
      },
      safety: 'suggested',
      edits: [edit],
      imports: [{ path: 'time', name: time }],
    },
  ];
}

function replaceHelper(
  pkg: PackageModel,
  { node, helper, handler }: HttpServer,
  limit: string,
  { file }: RuleContext,
): NodeEdit | undefined {
  const method = helper?.method;
  const args = node.field('arguments')?.namedChildren ?? [];
  const http = node.field('function')?.field('operand');
  // a comment between the arguments would be lost
  if (!method || !helper || !http || args.some(({ kind, text }) => kind === 'comment' || text.includes('\n')))
    return undefined;
  if (pkg.lookup(http.text, node)?.kind !== 'package') return undefined;
  const address = helper.address === undefined ? undefined : args[helper.address];
  const fields = [
    ...(address ? [`Addr: ${address.text}`] : []),
    ...(typeof handler === 'object' ? [`Handler: ${handler.node.text}`] : []),
    `ReadHeaderTimeout: ${limit}`,
  ];
  const given = method.arguments.map((index) => args[index]?.text ?? '').join(', ');
  return {
    file,
    start: node.start,
    end: node.end,
    newText: `(&${http.text}.Server{${fields.join(', ')}}).${method.name}(${given})`,
  };
}
