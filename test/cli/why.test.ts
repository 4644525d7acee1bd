import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Program } from './program.ts';

const SOURCE = `package m

import (
	"database/sql"
	"io"
	"net/http"

	"example.com/other/pool"
)

type holder struct{ resp *http.Response }

func leaks(peer *http.Client, url string) (int, error) {
	resp, err := peer.Get(url) // leaks
	if err != nil {
		return 0, err
	}
	if resp.StatusCode != 200 {
		return 0, io.EOF
	}
	drain(resp) // drained
	return 1, nil
}

func drain(resp *http.Response) { resp.Body.Close() }

func fetch(peer *http.Client, url string) (*http.Response, error) {
	resp, err := peer.Get(url) // returned
	return resp, err
}

func caller(peer *http.Client, url string) {
	resp, _ := fetch(peer, url) // through a function
	foo(resp)
}

func stored(h *holder, peer *http.Client, url string) {
	h.resp, _ = peer.Get(url) // stored
}

func unknown() {
	c := pool.Take()
	resp, _ := c.Do("x") // unknown type
	_ = resp
}

func deferred(peer *http.Client, url string) error {
	resp, err := peer.Get(url) // deferred
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.ReadAll(resp.Body)
	return err
}

func ignored(peer *http.Client, url string) int {
	//premortem:ignore http-body-not-closed,http-response-err-ignored the process ends
	resp, _ := peer.Get(url) // ignored
	return resp.StatusCode
}

func rows(db *sql.DB) error {
	rows, err := db.Query("SELECT 1") // iterated
	if err != nil {
		return err
	}
	for rows.Next() {
	}
	return rows.Err()
}

func waits(other <-chan int) {
	done := make(chan struct{})
	go func() { close(done) }()
	select { // waits
	case <-done:
	case <-other:
	}
}

type reply struct{ resp *http.Response }

func (r *reply) done() { r.resp.Body.Close() }

func ask(peer *http.Client, url string) *reply {
	resp, _ := peer.Get(url)
	return &reply{resp}
}

func asks(peer *http.Client, url string) {
	r := ask(peer, url) // through a struct
	r.done()
}
`;

const ENGINE = `package m

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func first(a, b func() int) int {
	results := make(chan int)
	go func() { results <- a() }() // sends
	go func() { results <- b() }()
	return <-results // receives
}

func balanced(a func() int) int {
	results := make(chan int, 1)
	go func() { results <- a() }() // buffered
	return <-results
}

func exec(db *sql.DB) error {
	ctx := context.Background()
	_, err := db.ExecContext(ctx, "UPDATE t SET x = 1") // unbounded
	return err
}

func bounded(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err := db.ExecContext(ctx, "UPDATE t SET x = 1") // bounded
	return err
}

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("mysql", dsn) // opens
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(2)
	return db, nil
}

func client(timeout time.Duration) *http.Client {
	c := &http.Client{} // configured
	c.Timeout = 3 * time.Second
	return c
}
`;

const LOCKS = `package m

import "sync"

type gate struct {
	mu sync.Mutex
	n  int
}

func (g *gate) size() int {
	g.mu.Lock() // balanced lock
	defer g.mu.Unlock()
	return g.n
}

func (g *gate) twice() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.size() // again
}

func (g *gate) kept(early bool) int {
	g.mu.Lock() // kept
	if early {
		return 0
	}
	g.mu.Unlock()
	return g.n
}

func (g *gate) enter() {
	g.mu.Lock() // handed over
}

func (g *gate) leave() {
	g.mu.Unlock()
}
`;

const CLIENTS = `package m

import "github.com/gorilla/websocket"

func shout(url string) error {
	conn, _, err := websocket.DefaultDialer.Dial(url, nil) // shouts
	if err != nil {
		return err
	}
	return conn.WriteMessage(websocket.TextMessage, []byte("hi"))
}
`;

let program: Program;
let folder: string;
beforeAll(async () => {
  program = await Program.build();
  folder = program.tree({
    'go.mod': 'module example.com/m\n\ngo 1.22\n',
    'm.go': SOURCE,
    'engine.go': ENGINE,
    'locks.go': LOCKS,
    'clients.go': CLIENTS,
  });
});
afterAll(() => program.dispose());

/** The reasoning about the line with a comment. */
function why(comment: string, ...options: readonly string[]): string {
  const files = { 'm.go': SOURCE, 'engine.go': ENGINE, 'locks.go': LOCKS, 'clients.go': CLIENTS };
  const [file, source] = Object.entries(files).find(([, text]) => text.includes(`// ${comment}\n`))!;
  const line = source.split('\n').findIndex((text) => text.endsWith(`// ${comment}`)) + 1;
  const ran = program.run(folder, ['explain', '--why', `${file}:${line}`, ...options]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return ran.stdout;
}

describe('explain --why', () => {
  test('of a finding: where it comes from, the path, and how sure it is', () => {
    const text = why('leaks');
    expect(text).toContain('http-body-not-closed: warning, confidence high');
    expect(text).toContain('`http.Client.Get` gives a `net/http.Response` that its caller must release');
    expect(text).toContain('net/http/client.go: "The client must close');
    expect(text).toContain('where `err != nil` is true there is no value');
    expect(text).toContain('LOST: the function returns and it is still held');
    expect(text).toContain('released by `m.drain` (m.go:25)');
    expect(text).toContain('`resp.StatusCode != 200` is true (line 18)');
    expect(text).toContain('proved: every step is understood');
  });

  test.each([
    ['returned', 'moves away: returned'],
    ['through a function', 'acquired by `http.Client.Get`, m.go:28 (summary of its body)'],
    ['through a function', 'moves away: unknown call `foo` takes it over (`foo` is not declared'],
    [
      'through a struct',
      'a struct that owns a fresh `net/http.Response` in `reply.resp.Body`, acquired by `http.Client.Get`, m.go:',
    ],
    ['stored', 'moves away: stored in `h.resp`'],
    ['unknown type', 'what it calls is not known: the type of `c` is not known'],
    ['deferred', 'the deferred function literal releases it'],
    ['deferred', 'silent: on every path it is released or absent'],
    ['iterated', 'where `rows.Next()` is false it has released itself'],
    [
      'ignored',
      'suppressed by `//premortem:ignore http-body-not-closed,http-response-err-ignored the process ends` (m.go:58)',
    ],
    ['waits', 'the package does the other half (close m.go:75)'],
  ])('of silence: %s: %s', (comment, expected) => {
    const text = why(comment);
    expect(text).toContain('No finding on this line.');
    expect(text).toContain(expected);
  });

  test('by the type that the call gives, where a row has several', () => {
    const text = why('shouts');
    expect(text).toContain('gives a `github.com/gorilla/websocket.Conn` that its caller must release');
    expect(text).not.toContain('net/rpc.Client');
  });

  test('of a line that mentions a value acquired elsewhere', () => {
    expect(why('drained')).toMatch(
      /Value acquired elsewhere: net\/http\.Response ← peer\.Get\(url\) \(m\.go:14\)/,
    );
  });

  test.each([
    ['sends', 'made at engine.go:13, unbuffered'],
    ['sends', 'sent to at engine.go:14, engine.go:15'],
    [
      'sends',
      'waits for ever in this run (proved): `first` leaves at engine.go:16 after 1 receive; the goroutine is started at engine.go:14',
    ],
    ['sends', 'engine.go:16: leaves here after receiving from results only once'],
    ['receives', 'received from at engine.go:16'],
    ['buffered', 'made at engine.go:20, buffer 1'],
    ['buffered', 'silent: no run is seen in which it waits for ever'],
    ['unbounded', 'has no deadline: it stems from `context.Background()` (engine.go:26)'],
    ['unbounded', 'waits for sql, and nothing else is known to end it'],
    ['bounded', 'has a deadline, whichever path is taken'],
    ['opens', 'nothing in the module calls SetMaxOpenConns'],
    ['opens', 'its driver talks to a server (proved)'],
    ['configured', 'set to a constant (engine.go:49)'],
  ])('of channels, contexts, pools and settings: %s: %s', (comment, expected) => {
    expect(why(comment)).toContain(expected);
  });

  test.each([
    ['balanced lock', '13  return g.n\n         leaves here with g.mu released'],
    ['balanced lock', 'silent: released on every path'],
    ['again', '17  g.mu.Lock()\n         g.mu is held from here'],
    ['again', 'takes g.mu again while it is held (locks.go:11)'],
    ['kept', 'leaves here with g.mu held, when `early` is true'],
    ['kept', '28  return g.n\n         leaves here with g.mu released'],
    ['handed over', 'silent: a caller or another function may release it'],
  ])('of locks: %s: %s', (comment, expected) => {
    expect(why(comment)).toContain(expected);
  });

  test('says what is known of a channel in Chinese', () => {
    const text = why('sends', '--locale', 'zh-cn');
    expect(text).toContain('创建于 engine.go:13，无缓冲');
    expect(text).toContain('在接收 1 次后于 engine.go:16 离开');
  });

  test('in Chinese', () => {
    const text = why('leaks', '--locale', 'zh-cn');
    expect(text).toContain('丢失：函数返回时仍被持有');
    expect(text).toContain('已证明：每一步都已弄清');
    expect(text).not.toMatch(/\b(?:released|moves|where|taken)\b/);
  });

  test.each([['m.go'], ['m.go:0'], ['m.go:999'], ['none.go:1']])('%s is refused', (place) => {
    expect(program.run(folder, ['explain', '--why', place])).toMatchObject({ code: 2, stdout: '' });
  });

  test('without a rule and without a line there is nothing to explain', () => {
    expect(program.run(folder, ['explain'])).toMatchObject({ code: 2, stdout: '' });
  });
});
