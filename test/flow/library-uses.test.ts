import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { fileOf } from '../harness/program.ts';

const IMPORTS: Readonly<Record<string, string>> = {
  bufio: 'bufio',
  foreign: 'example.com/foreign',
  gin: 'github.com/gin-gonic/gin',
  grpc: 'google.golang.org/grpc',
  gzip: 'compress/gzip',
  http: 'net/http',
  httputil: 'net/http/httputil',
  io: 'io',
  json: 'encoding/json',
  lo: 'github.com/samber/lo',
  log: 'log',
  net: 'net',
  os: 'os',
  smtp: 'net/smtp',
  tls: 'crypto/tls',
  zip: 'archive/zip',
};

/** Whether the value that the body of a function acquires is left open on some path. */
function isLeaked(body: string, type: string): boolean {
  const imports = Object.entries(IMPORTS).filter(([name]) => new RegExp(`\\b${name}\\.`).test(body));
  const source = `package p\n${imports.map(([name, path]) => `import ${name} "${path}"\n`).join('')}
func f(n int) error {\n${body}\nreturn nil\n}\n`;
  const { file, pkg } = fileOf(source);
  expect(file.tree.root.hasError, source).toBe(false);
  const resources = createFlow(pkg).resourcesOf(file.functions[0]!, type);
  expect(resources, source).toHaveLength(1);
  return resources[0]!.leaks.length > 0;
}

const OPEN = 'f, err := os.Open("x")\nif err != nil { return err }\n';
const DIAL = 'c, err := net.Dial("tcp", "x")\nif err != nil { return err }\n';
const LISTEN = 'l, err := net.Listen("tcp", ":1")\nif err != nil { return err }\n';
const GET = 'r, err := http.Get("u")\nif err != nil { return err }\n';

test.each([
  // read and not closed
  ['file', `${OPEN}io.Copy(io.Discard, f)`, true],
  ['file', `${OPEN}s := bufio.NewScanner(f)\nfor s.Scan() { }`, true],
  ['file', `${OPEN}json.NewDecoder(f).Decode(&n)`, true],
  ['file', `${OPEN}z, err := zip.NewReader(f, 1)\n_, _ = z, err`, true],
  ['file', `${OPEN}net.FileConn(f)`, true],
  // the wrapper's Close does not close it
  [
    'file',
    `${OPEN}z, err := gzip.NewReader(f)\nif err != nil { f.Close(); return err }\ndefer z.Close()`,
    true,
  ],
  [
    'file',
    `${OPEN}defer f.Close()\nz, err := gzip.NewReader(f)\nif err != nil { return err }\nz.Close()`,
    false,
  ],
  ['file', `${OPEN}defer io.NopCloser(f).Close()`, true],
  // the wrapper's Close does
  ['connection', `${DIAL}t := tls.Client(c, nil)\ndefer t.Close()`, false],
  ['connection', `${DIAL}t := tls.Client(c, nil)\nt.Handshake()`, true],
  [
    'connection',
    `${DIAL}s, err := smtp.NewClient(c, "h")\nif err != nil { c.Close(); return err }\ns.Close()`,
    false,
  ],
  ['connection', `${LISTEN}t := tls.NewListener(l, nil)\ndefer t.Close()`, false],
  // closed by who gets it
  ['connection', `${LISTEN}return http.Serve(l, nil)`, false],
  ['connection', `${LISTEN}s := grpc.NewServer()\nreturn s.Serve(l)`, false],
  ['connection', `${LISTEN}return gin.New().RunListener(l)`, false],
  ['http-response', `${GET}httputil.DumpResponse(r, true)`, false],
  ['http-response', `${GET}httputil.DumpResponse(r, false)`, true],
  ['http-response', `${GET}r.Body = http.MaxBytesReader(nil, r.Body, 1)\ndefer r.Body.Close()`, false],
  // the argument comes back
  ['http-response', 'r := lo.Must(http.Get("u"))\n_ = r.StatusCode', true],
  ['http-response', 'r := lo.Must(http.Get("u"))\ndefer r.Body.Close()', false],
  // kept for as long as the program runs
  ['file', `${OPEN}log.SetOutput(f)`, false],
  ['file', `${OPEN}http.NewRequest("PUT", "u", f)`, false],
  // nothing is known
  ['file', `${OPEN}foreign.Read(f)`, false],
])('%s: %s', (type, body, leaked) => {
  expect(isLeaked(body, type)).toBe(leaked);
});
