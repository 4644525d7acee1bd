import { runKindOf } from '../../flow/start-up.ts';
import { type UnlimitedBody, unlimitedBodiesIn } from '../../flow/unlimited-bodies.ts';
import { outermost } from '../../semantic/declarations.ts';
import type { PackageModel } from '../../semantic/model.ts';
import { isTestHelper, moduleGraphOf } from '../../semantic/module-graph.ts';
import type { Report, Rule, RuleContext, RuleFix } from '../rule.ts';
import { isCalled, NOT_CALLED, NOT_RUN } from '../support/called.ts';
import { importedName } from '../support/imports.ts';
import { insertBefore, startsLine, statementAround } from '../support/insert.ts';
import { lineOf, shortName } from '../support/lines.ts';
import { CARD } from './http-unbounded-body-read.card.ts';

interface Evidence extends UnlimitedBody {
  /** Whether a program of the module runs the function; nothing is known where it holds none. */
  readonly isRun: boolean;
  readonly isCalled: boolean;
  /** The other places of the package, of the same certainty: one limit before the handlers would do for all. */
  readonly others: readonly UnlimitedBody[];
}

export const httpUnboundedBodyRead: Rule<Evidence> = {
  meta: {
    name: 'http-unbounded-body-read',
    group: 'http',
    severity: 'info',
    fixes: 'suggested',
    stability: 'preview',
    since: '0.1.0',
    tokens: [['ReadAll(', 'ReadFrom(', 'Copy(', 'Decode(', 'ParseMultipartForm(', 'FormFile(']],
    inTests: 'off',
    aliases: ['gosec', 'G120'],
    overlaps: [],
    card: CARD,
    placeholders: {
      en: { effect: 'The whole body is in memory at once.', others: '' },
      'zh-cn': { effect: '整个请求体同时处于内存中。', others: '' },
    },
    example: {
      bad: `package example

import (
	"io"
	"net/http"
)

func upload(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	_, _ = w.Write(data)
}
`,
      good: `package example

import (
	"io"
	"net/http"
)

func upload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	data, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	_, _ = w.Write(data)
}
`,
    },
    isProved: true,
    sources: [
      'net/http/request.go, MaxBytesReader: "prevents clients from accidentally or maliciously sending a large request and wasting server resources. If possible, it tells the ResponseWriter to close the connection after the limit has been reached"',
      'net/http/request.go, ParseForm: "If the request Body\'s size has not already been limited by MaxBytesReader, the size is capped at 10MB"; ParseMultipartForm: "The whole request body is parsed and up to a total of maxMemory bytes of its file parts are stored in memory, with the remainder stored on disk in temporary files"',
      'net/http/server.go: MaxHeaderBytes "does not limit the size of the request body"',
      'io/io.go, ReadAll: grows a slice until EOF; encoding/json/stream.go, Decoder.readValue: reads the whole value into its buffer before it decodes',
    ],
  },

  *detect(context: RuleContext) {
    const { file, package: pkg } = context;
    if (isTestHelper(pkg, file)) return;
    for (const found of ofPackage(context)) if (pkg.fileOf(found.call) === file) yield found;
  },

  report(found: Evidence, { file, package: pkg }: RuleContext): Report {
    const { call, kind, isCertain, isRun, others } = found;
    const doubt = !isRun ? NOT_RUN : !found.isCalled ? NOT_CALLED : undefined;
    const name = shortName(call.field('function')?.text ?? '');
    return {
      anchor: call.field('function') ?? call,
      message:
        kind === 'form'
          ? {
              en: `${name} takes an upload of any size: what exceeds its memory limit fills the disk`,
              'zh-cn': `${name} 接受任意大小的上传：超出内存上限的部分会写满磁盘`,
            }
          : {
              en: `${name} takes a request body of any size into memory: nothing limits what a client sends`,
              'zh-cn': `${name} 把任意大小的请求体读入内存：客户端发多少都没有上限`,
            },
      severity: 'info',
      confidence: doubt ? 'low' : isCertain ? 'high' : 'medium',
      ...(doubt ? { lowered: doubt } : {}),
      related: others.map(({ call: other }) => ({
        node: other.field('function') ?? other,
        message: { en: 'nothing limits this one either', 'zh-cn': '这里同样没有上限' },
      })),
      facts: {
        others: othersIn(others.length),
        line: String(lineOf(file, call)),
        function: pkg.functionOf(call)?.name ?? file.packageName,
        call: name,
        effect: EFFECTS[kind],
      },
    };
  },

  fix({ call, kind, request, from }: Evidence, { file, package: pkg, config }: RuleContext) {
    const statement = statementAround(call);
    const http = importedName(pkg, file, 'net/http', 'http', call);
    if (!from.writer || !statement || http === undefined || !startsLine(file, statement)) return [];
    const given = kind === 'form' ? call.field('arguments')?.firstNamedChild : undefined;
    // what the author took for the limit of the upload
    const size =
      given && pkg.constantOf(given)?.kind === 'int'
        ? given.text.replaceAll(/\s*(<<|\*)\s*/g, '$1')
        : bytesOf(config.fixDefaults.maxBodyBytes);
    if (given && call.field('function')?.field('field')?.text === 'FormFile') return [];
    const limit = `${request.text}.Body = ${http}.MaxBytesReader(${from.writer}, ${request.text}.Body, ${size})`;
    const edit = insertBefore(file, statement, [limit]);
    return edit ? [suggestion(size, edit)] : [];
  },
};

const FOUND = new WeakMap<PackageModel, readonly Evidence[]>();

/** At most two findings of a package: the first place that surely runs, and the first of which that is not seen. */
function ofPackage(context: RuleContext): readonly Evidence[] {
  const { package: pkg } = context;
  let found = FOUND.get(pkg);
  if (!found) {
    const files = pkg.files.filter((file) => !file.isTest && !isTestHelper(pkg, file));
    const all = files
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .flatMap((file) => [...readsIn({ ...context, file })]);
    const isSeen = (each: Evidence): boolean => each.isRun && each.isCalled;
    found = [all.filter(isSeen), all.filter((each) => !isSeen(each))].flatMap(([first, ...others]) =>
      first ? [{ ...first, others }] : [],
    );
    FOUND.set(pkg, found);
  }
  return found;
}

function* readsIn(context: RuleContext): Generator<Evidence> {
  const { file, package: pkg, flow } = context;
  const isRun = moduleGraphOf(pkg, file).isRun(file);
  for (const read of unlimitedBodiesIn(pkg, file)) {
    const kind = runKindOf(pkg, flow, read.call);
    if (kind !== 'service' && kind !== 'start-up') continue;
    // a library may call methods through an interface of its own
    const isMethod = outermost(pkg.functionOf(read.call))?.node.kind === 'method_declaration';
    yield { ...read, isRun, isCalled: isMethod || isCalled(context, read.call), others: [] };
  }
}

function othersIn(count: number): Report['facts'][string] {
  if (count === 0) return '';
  return count === 1
    ? { en: ' One more place of the package does the same.', 'zh-cn': '本包另有 1 处也是如此。' }
    : {
        en: ` ${count} more places of the package do the same.`,
        'zh-cn': `本包另有 ${count} 处也是如此。`,
      };
}

function suggestion(size: string, edit: RuleFix['edits'][number]): RuleFix {
  return {
    title: {
      en: `Limit the body to ${size} bytes: a longer one is an error and ends the connection`,
      'zh-cn': `把请求体限制为 ${size} 字节：超出则报错并断开连接`,
    },
    safety: 'suggested',
    edits: [edit],
    imports: [],
  };
}

/** `1<<20` for whole mebibytes. */
function bytesOf(size: number): string {
  return size % 2 ** 20 === 0 ? `${size / 2 ** 20}<<20` : String(size);
}

const EFFECTS = {
  memory: {
    en: 'The whole body is in memory at once, and the buffer that it grows in needs more than that while it is copied.',
    'zh-cn': '整个请求体同时处于内存中；缓冲区扩容、复制时占用还要更多。',
  },
  value: {
    en: 'The decoder buffers a whole JSON value before it decodes it: one long string or array is in memory twice.',
    'zh-cn': '解码器先缓冲整个 JSON 值，再进行解码：一个很长的字符串或数组会在内存中出现两份。',
  },
  form: {
    en: 'Its argument is no limit for the upload, only for what stays in memory: the rest goes to temporary files, which are removed when the handler returns.',
    'zh-cn': '它的参数不是上传大小的上限，只限制留在内存中的部分：其余写入临时文件，处理函数返回后才删除。',
  },
};
