import { describe, expect, test } from 'vitest';
import type { ConfiguredField } from '../../server/src/core/flow/configured-values.ts';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf, type Sources } from '../harness/program.ts';

const IMPORTS: Readonly<Record<string, string>> = {
  context: 'context',
  flag: 'flag',
  foreign: 'example.com/foreign',
  http: 'net/http',
  json: 'encoding/json',
  net: 'net',
  os: 'os',
  redis: 'github.com/redis/go-redis/v9',
  sql: 'database/sql',
  strconv: 'strconv',
  time: 'time',
  tls: 'crypto/tls',
};

const withImports = (source: string, name = 'main') => {
  const used = Object.entries(IMPORTS).filter(([each]) => new RegExp(`\\b${each}\\.`).test(source));
  return `package ${name}\n${used.map(([, path]) => `import "${path}"\n`).join('')}\n${source}\n`;
};

const show = ({ set, value }: ConfiguredField): string => {
  if (set !== 'constant') return set;
  if (typeof value !== 'object') return String(value);
  return value.kind === 'string' ? value.parts.join('') : String(value.value);
};

/** What is set on the argument of `use(...)`: `name=value` in order of names, and `...` where not all is seen. */
function configurationOf(source: string, more: Sources = {}, name = 'main'): string {
  const text = withImports(`${source}\nfunc use(any) {}`, name);
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text, ...more });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  const configured = createFlow(pkg).configuredValue(call.field('arguments')!.firstNamedChild!);
  const fields = [...configured.fields].map(([field, set]) => `${field}=${show(set)}`).sort();
  return [...fields, ...(configured.isComplete ? [] : ['...'])].join(' ');
}

const main = (body: string, top = '') => `${top}\nfunc main() {\n${body}\n}`;

describe('http.Server', () => {
  test.each([
    [
      'a literal',
      'use(&http.Server{Addr: ":80", ReadTimeout: 5 * time.Second})',
      'Addr=:80 ReadTimeout=5000000000',
    ],
    ['a variable', 's := &http.Server{Addr: ":80"}\nuse(s)', 'Addr=:80'],
    [
      'a later assignment',
      's := &http.Server{}\ns.ReadTimeout = time.Second\nuse(s)',
      'ReadTimeout=1000000000',
    ],
    [
      'an assignment after the use',
      's := &http.Server{}\nuse(s)\ns.ReadTimeout = time.Second',
      'ReadTimeout=1000000000',
    ],
    ['new', 's := new(http.Server)\ns.Addr = ":1"\nuse(s)', 'Addr=:1'],
    ['var', 'var s http.Server\ns.Addr = ":1"\nuse(&s)', 'Addr=:1'],
    ['nothing set', 'var s http.Server\nuse(&s)', ''],
    ['a pointer to a variable', 's := http.Server{}\np := &s\np.Addr = ":1"\nuse(p)', 'Addr=:1'],
    ['the same twice', 's := &http.Server{Addr: ":1"}\ns.Addr = ":1"\nuse(s)', 'Addr=:1'],
    ['two values', 's := &http.Server{Addr: ":1"}\ns.Addr = ":2"\nuse(s)', 'Addr=unknown'],
    [
      'one of two',
      's := &http.Server{Addr: ":1"}\nif len(os.Args) > 1 { s = &http.Server{} }\nuse(s)',
      'Addr=unknown',
    ],
    ['another server', 's := &http.Server{}\no := &http.Server{}\no.Addr = ":1"\nuse(s)\nuse2(o)', ''],
    ['nil', 'use(&http.Server{Handler: nil})', 'Handler=nil'],
    ['a function', 'use(&http.Server{Handler: http.NewServeMux()})', 'Handler=unknown'],
    [
      'given to the standard library',
      's := &http.Server{}\ngo s.ListenAndServe()\nhttp.Serve(nil, s.Handler)\nuse(s)',
      '',
    ],
    ['given to a stranger', 's := &http.Server{}\nforeign.Setup(s)\nuse(s)', '...'],
  ])('%s', (_, body, expected) => {
    expect(configurationOf(main(body, 'func use2(any) {}'))).toBe(expected);
  });

  test.each([
    ['a flag', 'd := flag.Duration("d", 0, "")\nuse(&http.Server{ReadTimeout: *d})'],
    [
      'a flag variable',
      'var d time.Duration\nflag.DurationVar(&d, "d", 0, "")\nuse(&http.Server{ReadTimeout: d})',
    ],
    ['a flag into the field', 's := &http.Server{}\nflag.DurationVar(&s.ReadTimeout, "d", 0, "")\nuse(s)'],
    [
      'the environment',
      'n, _ := strconv.Atoi(os.Getenv("N"))\nuse(&http.Server{ReadTimeout: time.Duration(n) * time.Second})',
    ],
    [
      'an argument of the program',
      'd, _ := time.ParseDuration(os.Args[1])\nuse(&http.Server{ReadTimeout: d})',
    ],
    [
      'a file',
      'var c conf\nb, _ := os.ReadFile("c")\njson.Unmarshal(b, &c)\nuse(&http.Server{ReadTimeout: c.Read})',
    ],
    ['an exported field', 'c := load()\nuse(&http.Server{ReadTimeout: c.Read})'],
  ])('from outside: %s', (_, body) => {
    const top =
      'type conf struct { Read time.Duration }\nfunc load() conf { return conf{} }\nvar _ time.Duration';
    expect(configurationOf(main(body, top))).toBe('ReadTimeout=outside');
  });

  test('a parameter of an exported function', () => {
    const source = 'func Serve(d time.Duration) { use(&http.Server{ReadTimeout: d}) }';
    expect(configurationOf(source)).toBe('ReadTimeout=outside');
  });

  test('a parameter whose every argument is known', () => {
    const source =
      'func serve(d time.Duration) { use(&http.Server{ReadTimeout: d}) }\nfunc main() { serve(time.Second) }';
    expect(configurationOf(source)).toBe('ReadTimeout=1000000000');
  });

  test.each([
    ['a helper', 'limit(s)', 'func limit(s *http.Server) { s.ReadTimeout = time.Second }'],
    [
      'a helper of a helper',
      'both(s)',
      'func limit(s *http.Server) { s.ReadTimeout = time.Second }\nfunc both(s *http.Server) { limit(s) }',
    ],
  ])('set by %s that gets the pointer', (_, call, top) => {
    expect(configurationOf(main(`s := &http.Server{}\n${call}\nuse(s)`, top))).toBe('ReadTimeout=1000000000');
  });

  test('made by a function, and by one of two', () => {
    const made = 'func made() *http.Server { s := &http.Server{Addr: ":1"}\nreturn s }';
    expect(configurationOf(main('use(made())', made))).toBe('Addr=:1');
    const either =
      'func either(p bool) *http.Server { if p { return &http.Server{} }\nreturn &http.Server{Addr: ":1"} }';
    expect(configurationOf(main('use(either(true))', either))).toBe('Addr=unknown');
  });

  test('kept in a field of the package', () => {
    const source = `type app struct { server *http.Server }
func newApp() *app { return &app{server: &http.Server{Addr: ":1"}} }
func (a *app) limit() { a.server.ReadTimeout = time.Second }
func (a *app) run() { use(a.server) }`;
    expect(configurationOf(source)).toBe('Addr=:1 ReadTimeout=1000000000');
  });

  test('a struct in a field', () => {
    const source = `type app struct { server http.Server }
func (a *app) run() { a.server.Addr = ":1"
use(&a.server) }`;
    expect(configurationOf(source)).toBe('Addr=:1');
  });

  test('option functions', () => {
    const source = `type option func(*http.Server)
func withRead(d time.Duration) option { return func(s *http.Server) { s.ReadTimeout = d } }
func build(opts ...option) { s := &http.Server{Addr: ":1"}
for _, o := range opts { o(s) }
use(s) }`;
    expect(configurationOf(source)).toBe('Addr=:1 ReadTimeout=unknown ...');
  });

  test.each([
    ['main', 'Addr=:1 ReadTimeout=unknown'],
    // who imports it may put another server into the field
    ['lib', 'Addr=:1 ReadTimeout=unknown ...'],
  ])('embedded, in package %s', (name, expected) => {
    const source = `type server struct { *http.Server; name string }
func start() { s := &server{Server: &http.Server{Addr: ":1"}, name: "a"}
s.ReadTimeout = time.Second
s.name = "b"
use(s.Server) }`;
    expect(configurationOf(source, {}, name)).toBe(expected);
  });

  test('handed out by a library', () => {
    const source = 'func New() *http.Server { s := &http.Server{}\nuse(s)\nreturn s }';
    expect(configurationOf(source, {}, 'lib')).toBe('...');
  });

  test('set by another package of the program', () => {
    const source = 'func New() *http.Server { s := &http.Server{}\nuse(s)\nreturn s }';
    const program = `package main\nimport "time"\nimport "example.com/m/p"\nfunc main() { s := p.New()\ns.ReadTimeout = time.Second }\n`;
    expect(configurationOf(source, { 'cmd/main.go': program }, 'p')).toBe('ReadTimeout=1000000000');
  });
});

describe('other types', () => {
  test.each([
    ['http.Client', 'c := &http.Client{}\nc.Timeout = time.Second\nuse(c)', 'Timeout=1000000000'],
    ['http.Client', 'c := http.Client{Timeout: 0}\nuse(c)', 'Timeout=0'],
    ['http.Client', 'use(http.DefaultClient)', '...'],
    [
      'http.Transport',
      't := &http.Transport{MaxIdleConns: 1}\nt.MaxIdleConnsPerHost = 2\nuse(t)',
      'MaxIdleConns=1 MaxIdleConnsPerHost=2',
    ],
    ['http.Transport', 't := &http.Transport{MaxIdleConns: 1}\nc := t.Clone()\nuse(c)', 'MaxIdleConns=1'],
    [
      'http.Transport',
      't := http.DefaultTransport.(*http.Transport).Clone()\nt.MaxIdleConns = 1\nuse(t)',
      '...',
    ],
    ['sql.DB', 'db, _ := sql.Open("mysql", "x")\ndb.SetMaxOpenConns(5)\nuse(db)', 'SetMaxOpenConns=5'],
    [
      'sql.DB',
      'db, _ := sql.Open("mysql", "x")\nn := flag.Int("n", 1, "")\ndb.SetMaxOpenConns(*n)\nuse(db)',
      'SetMaxOpenConns=outside',
    ],
    [
      'sql.DB',
      'db, _ := sql.Open("mysql", "x")\no, _ := sql.Open("mysql", "y")\no.SetMaxOpenConns(5)\nuse(db)',
      '',
    ],
    [
      'tls.Config',
      'use(&tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12})',
      'InsecureSkipVerify=true MinVersion=771',
    ],
    ['tls.Config', 'c := &tls.Config{}\ns := &http.Server{TLSConfig: c}\n_ = s\nuse(c)', ''],
    ['net.Resolver', 'r := &net.Resolver{PreferGo: true}\nuse(r)', 'PreferGo=true'],
    ['net.Resolver', 'r := new(net.Resolver)\nr.Dial = nil\nuse(r)', 'Dial=nil'],
    [
      'redis.Options',
      'o := &redis.Options{Addr: "x", PoolSize: 10}\nredis.NewClient(o)\nuse(o)',
      'Addr=x PoolSize=10',
    ],
    ['redis.Options', 'o, _ := redis.ParseURL("u")\no.PoolSize = 10\nuse(o)', '...'],
    ['redis.Options', 'o := redis.Options{ReadTimeout: -1}\nuse(&o)', 'ReadTimeout=-1'],
  ])('%s: %s', (_, body, expected) => {
    expect(configurationOf(main(body))).toBe(expected);
  });

  test('a setter in a helper', () => {
    const source = `func open() *sql.DB { db, err := sql.Open("mysql", "x")
if err != nil { panic(err) }
limit(db)
return db }
func limit(db *sql.DB) { db.SetMaxOpenConns(5); db.SetConnMaxLifetime(time.Minute) }
func main() { use(open()) }`;
    expect(configurationOf(source)).toBe('SetConnMaxLifetime=60000000000 SetMaxOpenConns=5');
  });

  test('places', () => {
    const text = withImports(
      main('c := &http.Client{Timeout: 1}\nc.Timeout = 1\nuse(c)', 'func use(any) {}'),
    );
    const { pkg, find } = fileOf(text);
    const field = createFlow(pkg).configuredValue(find('c', 2)).fields.get('Timeout');
    expect(field?.places.map((place) => place.text)).toEqual(['Timeout', 'Timeout']);
  });
});
