import type { Localized } from '../../finding.ts';
import { endsWithClient } from '../../flow/ends-with-client.ts';
import { fileSystemOpenedBy } from '../../flow/file-systems.ts';
import type { Leak, OwnedResource } from '../../flow/model.ts';
import { isGivenTest } from '../../flow/start-up.ts';
import { staysInMemory } from '../../flow/upload-limits.ts';
import { OWNERSHIP } from '../../knowledge/ownership/table.ts';
import { namedId } from '../../semantic/types.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { leakRule } from '../support/leak-rule.ts';
import { isInOneRun, mayMeanNothing } from '../support/process.ts';
import { valueText } from '../support/release-fixes.ts';
import { CARD } from './file-not-closed.card.ts';

const UPLOADED = {
  en: 'Only an upload that was too large for the memory of the form (32 MiB for FormFile) is a file with a descriptor; a smaller one is read from memory.',
  'zh-cn': '只有超出表单内存上限（FormFile 为 32 MiB）的上传才是占用描述符的文件；较小的上传从内存读取。',
};

const OPENED = {
  en: 'Only a file system of the operating system opens a descriptor: the files of one in memory (embed, testing/fstest) keep none.',
  'zh-cn': '只有操作系统的文件系统才会打开描述符：内存中的文件系统（embed、testing/fstest）的文件不占用。',
};

/** As what a file of a file system is handed out, whatever holds it. */
const FILE_INTERFACES: ReadonlySet<string> = new Set(OWNERSHIP.get('file-system-file')!.types);

/** Why what is opened may be no file of the operating system. */
const NOTES: ReadonlyMap<string, Localized> = new Map([
  ['uploaded-file', UPLOADED],
  ['file-system-file', OPENED],
]);

/** Whether a file may be in memory; `surely` where that is known, or likely in a test, `likely` where a library keeps it to itself. */
function isInMemory(
  { type, acquisition, index, function: fn }: OwnedResource,
  { file, package: pkg, flow }: RuleContext,
): 'surely' | 'likely' | 'perhaps' | 'no' {
  const given = pkg.calleeOf(acquisition)?.signature?.results[index]?.type;
  if (!NOTES.has(type) && !FILE_INTERFACES.has(namedId(given) ?? '')) return 'no';
  if (type === 'uploaded-file' && staysInMemory(pkg, flow.graphOf(fn), acquisition)) return 'surely';
  const kind = type === 'file-system-file' ? fileSystemOpenedBy(pkg, acquisition) : undefined;
  if (kind === 'memory' || kind === 'system') return kind === 'memory' ? 'surely' : 'no';
  if (file.isTest || isGivenTest(pkg, fn)) return 'surely';
  return kind === 'unseen' ? 'likely' : 'perhaps';
}

export const fileNotClosed: Rule<OwnedResource> = leakRule({
  types: ['file', 'pipe-writer', 'file-system-file', 'archive', 'uploaded-file', 'library-file'],
  meta: {
    name: 'file-not-closed',
    group: 'resource',
    severity: 'warning',
    fixes: 'safe',
    stability: 'stable',
    since: '0.1.0',
    // a function of another file may open and return, so only the plainest sign of a call with an error is asked for
    tokens: [['Open', 'Create', 'Temp', 'Pipe', 'File', ', err :=', ', err =', ', _ ']],
    inTests: 'lower',
    aliases: ['nolint:closecheck'],
    overlaps: [],
    card: CARD,
    placeholders: { en: { variable: 'f' }, 'zh-cn': { variable: 'f' } },
    example: {
      bad: `package example

import (
	"errors"
	"io"
	"os"
)

func head(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, errors.New("empty file")
	}
	defer f.Close()
	return io.ReadAll(f)
}
`,
      good: `package example

import (
	"errors"
	"io"
	"os"
)

func head(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, errors.New("empty file")
	}
	return io.ReadAll(f)
}
`,
    },
    sources: [
      'os/file.go: Close "closes the File, rendering it unusable for I/O"',
      'os/file_unix.go: newFile sets a finalizer that closes an unreachable file',
      'man 2 close: "failing to check the return value when closing a file may lead to silent loss of data"',
    ],
  },
  words: {
    thing: { en: 'the file', 'zh-cn': '文件' },
    released: { en: 'closed', 'zh-cn': '关闭' },
    kept: { en: 'one file descriptor', 'zh-cn': '一个文件描述符' },
  },
  severity: (resource: OwnedResource, leak: Leak, context: RuleContext) =>
    isInOneRun(resource, leak, context) || isInMemory(resource, context) !== 'no' ? 'info' : 'warning',
  lowered: (resource: OwnedResource, leak: Leak, context: RuleContext) =>
    mayMeanNothing(resource, leak, context) ??
    (isInMemory(resource, context) === 'no' ? undefined : (NOTES.get(resource.type) ?? OPENED)),
  isBounded: (resource: OwnedResource, context: RuleContext) => isInMemory(resource, context) === 'likely',
  isHarmless: (resource: OwnedResource, leak: Leak, context: RuleContext) =>
    isInMemory(resource, context) === 'surely' ||
    endsWithClient(context.package, context.flow, resource, leak),
  release: (resource: OwnedResource) => ({
    call: `${valueText(resource)}.Close()`,
    hasResult: true,
    action: { en: 'Close the file', 'zh-cn': '关闭文件' },
    // a function of unknown body may have kept it
    maySafely: resource.certainty === 'proved',
  }),
});
