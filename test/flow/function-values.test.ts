import { describe, expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import type { OwnedResource } from '../../server/src/core/flow/model.ts';
import { fileOf } from '../harness/program.ts';

const TOP = `import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"sync"
	"testing"
	"time"
)

type reader interface{ read() }
type job struct{ run func() error }
type answer struct{ render func(http.ResponseWriter) error }
type registry interface{ add(func() error) }

func (j *job) start() { go j.run() }

var onExit func() error
var jobs []job
var queue = make(chan func() error)
var table = map[string]func() error{}

func answerWith(render func(http.ResponseWriter) error) *answer { return &answer{render: render} }
func onlyCalls(f func() error) error { return f() }
func callsDeeper(f func() error) error { return onlyCalls(f) }
func stores(f func() error) { onExit = f }
func starts(f func() error) { go f() }
func startsDeeper(f func() error) { go func() { _ = f() }() }
func gives(f func() error) func() error { return f }
func wraps(f func() error) func() error { return func() error { return f() } }
func all(fs ...func() error) {}
func pump(f *os.File) { io.Copy(os.Stdout, f) }

var _ = []any{context.AfterFunc, errors.New, httptest.NewServer, filepath.Walk, sort.Slice, sync.OnceFunc, testing.Short, time.AfterFunc}
`;

/** The file that a body opens, after the error check; the function may return anything. */
function opened(body: string, results = '(any, error)'): OwnedResource {
  const source = `package p\n\n${TOP}\nfunc f(path string, t *testing.T, reg registry, given func(func() error)) (${results.slice(1, -1)}) {
	file, err := os.Open(path)
	if err != nil {
		return ${results.includes('error') ? 'nil, err' : ''}
	}
	${body}
}\n`;
  const { file, pkg } = fileOf(source);
  expect(file.tree.root.hasError, source).toBe(false);
  const flow = createFlow(pkg);
  const fn = file.functions.find(({ name }) => name === 'f')!;
  return flow.resourcesOf(fn, 'file')[0]!;
}

const READS = 'func() error { _, err := file.Read(nil); return err }';
const HELD = `read := ${READS}\n`;

describe('a function value that uses the file lives on', () => {
  test.each([
    ['returned', `return ${READS}, nil`],
    ['returned in parentheses', `return (${READS}), nil`],
    ['returned through a variable', `${HELD}return read, nil`],
    ['returned through two variables', `${HELD}again := read\nreturn again, nil`],
    ['returned through a declared variable', `var read func() error\nread = ${READS}\nreturn read, nil`],
    ['in a struct', `return &job{run: ${READS}}, nil`],
    ['in a struct, by a variable', `${HELD}return job{read}, nil`],
    ['in a slice', `return []func() error{${READS}}, nil`],
    ['in a map', `return map[string]func() error{"read": ${READS}}, nil`],
    ['appended', `var list []func() error\nlist = append(list, ${READS})\nreturn list, nil`],
    ['in a field of a struct', `j := &job{}\nj.run = ${READS}\nreturn j, nil`],
    ['in a field by a variable', `${HELD}j := &job{}\nj.run = read\nreturn j, nil`],
    ['in a package variable', `onExit = ${READS}\nreturn nil, nil`],
    ['in a package map', `table[path] = ${READS}\nreturn nil, nil`],
    ['sent', `queue <- ${READS}\nreturn nil, nil`],
    ['as a method value', 'return file.Read, nil'],
    ['as a method value in a variable', 'read := file.Read\nreturn read, nil'],
    ['as a method value in a struct', 'return struct{ r func([]byte) (int, error) }{file.Read}, nil'],
    ['captured by a literal that is returned', `${HELD}return func() error { return read() }, nil`],
    ['made by a literal', `make := func() func() error { return ${READS} }\nreturn make(), nil`],
    ['given to a function that stores it', `stores(${READS})\nreturn nil, nil`],
    ['given to a function that starts it', `starts(${READS})\nreturn nil, nil`],
    ['given to a function that starts it in a literal', `startsDeeper(${READS})\nreturn nil, nil`],
    ['given to a function that gives it back', `return gives(${READS}), nil`],
    ['given to a function that wraps it', `return wraps(${READS}), nil`],
    ['given to a variadic function', `all(${READS})\nreturn nil, nil`],
    ['by a variable, to a function that stores it', `${HELD}stores(read)\nreturn nil, nil`],
    [
      'given to a function that puts it into its result',
      'return answerWith(func(w http.ResponseWriter) error { _, err := io.Copy(w, file); return err }), nil',
    ],
    ['started', `${HELD}go read()\nreturn nil, nil`],
    ['given to a timer', 'time.AfterFunc(1, func() { file.Sync() })\nreturn nil, nil'],
    ['given to a context', 'context.AfterFunc(context.TODO(), func() { file.Sync() })\nreturn nil, nil'],
    ['given to Cleanup', 't.Cleanup(func() { file.Sync() })\nreturn nil, nil'],
    [
      'given to HandleFunc',
      'http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, file) })\nreturn nil, nil',
    ],
    [
      'as a handler',
      'return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, file) }), nil',
    ],
    [
      'as the handler of a server',
      'return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, file) })), nil',
    ],
    ['through OnceFunc', 'return sync.OnceFunc(func() { file.Sync() }), nil'],
    [
      'in a parallel subtest',
      't.Run("a", func(t *testing.T) { t.Parallel(); io.Copy(os.Stdout, file) })\nreturn nil, nil',
    ],
    [
      'in a group that nobody waits for',
      'var group sync.WaitGroup\ngroup.Go(func() { file.Sync() })\nreturn &group, nil',
    ],
  ])('%s', (_, body) => {
    const resource = opened(body);
    expect(resource.leaks).toEqual([]);
    expect(resource.movesAway).toBe(true);
  });

  test('by a named result', () => {
    const resource = opened(`read = ${READS}\nreturn`, '(read func() error, err error)');
    expect(resource.leaks).toEqual([]);
    expect(resource.movesAway).toBe(true);
  });
});

describe('a function value is over with the function', () => {
  test.each([
    ['called', `${HELD}return nil, read()`],
    ['called on the spot', `return nil, ${READS}()`],
    ['compared', `${HELD}return read == nil, nil`],
    ['dropped', `${HELD}_ = read\nreturn nil, nil`],
    ['called by a literal', `${HELD}func() { _ = read() }()\nreturn nil, nil`],
    ['given to a function that calls it', `return nil, onlyCalls(${READS})`],
    ['given to a function that hands it on to be called', `return nil, callsDeeper(${READS})`],
    ['by a variable, to a function that calls it', `${HELD}return nil, onlyCalls(read)`],
    [
      'given to Walk',
      'return nil, filepath.Walk(path, func(string, os.FileInfo, error) error { return file.Sync() })',
    ],
    ['given to Slice', 'sort.Slice(nil, func(i, j int) bool { return file.Sync() == nil })\nreturn nil, nil'],
    ['run once', 'var once sync.Once\nonce.Do(func() { file.Sync() })\nreturn nil, nil'],
    ['given to a subtest', 't.Run("a", func(t *testing.T) { io.Copy(os.Stdout, file) })\nreturn nil, nil'],
    [
      'in a group that is waited for',
      'var group sync.WaitGroup\ngroup.Go(func() { file.Sync() })\ngroup.Wait()\nreturn nil, nil',
    ],
    ['a method value that is called', 'read := file.Sync\nreturn nil, read()'],
    ['asked only for what outlasts the file', 'return func() string { return file.Name() }, nil'],
    ['asked for that in Cleanup', 't.Cleanup(func() { os.Remove(file.Name()) })\nreturn nil, nil'],
    ['as a method value that outlasts the file', 'return file.Name, nil'],
  ])('%s', (_, body) => {
    const resource = opened(body);
    expect(resource.leaks).toHaveLength(1);
    expect(resource.mayOutlast).toBe(false);
  });

  test('on a path that leaves before it is handed out', () => {
    const resource = opened(`${HELD}if path == "" { return nil, errors.New("empty") }\nreturn read, nil`);
    expect(resource.leaks.map(({ reason }) => reason)).toEqual(['early-return']);
  });
});

describe('what uses the file may live on, so that nothing may close it here', () => {
  test.each([
    ['given to an interface', `reg.add(${READS})\nreturn nil, nil`],
    ['given to a function in a variable', `given(${READS})\nreturn nil, nil`],
    ['a function in a goroutine', 'go pump(file)\nreturn nil, nil'],
    ['a function of the library in a goroutine', 'go io.Copy(os.Stdout, file)\nreturn nil, nil'],
    ['a method in a goroutine', 'go file.Sync()\nreturn nil, nil'],
  ])('%s', (_, body) => {
    const resource = opened(body);
    expect(resource.leaks).toHaveLength(1);
    expect(resource.mayOutlast).toBe(true);
  });
});
