// Writes server/src/core/knowledge/stdlib.generated.ts: the exported declarations of Go's standard library as Go
// source without bodies, from the API listing that ships with Go ($GOROOT/api/*.txt).
//   node scripts/generate-stdlib.mjs [--check]
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'server/src/core/knowledge/stdlib.generated.ts');
let goroot;
try {
  goroot = execFileSync('go', ['env', 'GOROOT'], { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim();
} catch {
  console.log('generate-stdlib: skipped, Go is not installed');
  process.exit(process.env.CI === 'true' ? 1 : 0);
}
const version = /^go version go(\d+\.\d+)/.exec(execFileSync('go', ['version']).toString())?.[1] ?? '?';
const LEFT_OUT =
  /^(debug|go|syscall|image|index|plugin|iter\/|crypto\/(?!tls|x509|rand|sha256|md5|hmac)|encoding\/(asn1|gob|ascii85|base32)|text\/scanner|text\/tabwriter|testing\/(fstest|iotest|quick|slogtest|cryptotest)|runtime\/(cgo|race|coverage|metrics)|math\/(big|cmplx|bits)|simd|unicode\/utf16|compress\/(bzip2|lzw)|hash\/(adler32|crc64|fnv|maphash)|log\/syslog|mime\/quotedprintable|net\/rpc\/jsonrpc|regexp\/syntax|structs|weak|unique|ascii)/;
// a qualifier in the listing is only the last element of the path
const QUALIFIERS = {
  rand: 'math/rand',
  template: 'text/template',
  pprof: 'runtime/pprof',
  scanner: 'text/scanner',
  parse: 'text/template/parse',
};

const lines = new Set();
for (const file of readdirSync(join(goroot, 'api')).filter((name) => /^go1(\.\d+)?\.txt$/.test(name))) {
  for (const line of readFileSync(join(goroot, 'api', file), 'utf8').split('\n')) {
    const match = /^pkg ([\w/]+), (.+?)(?: #\d+)?$/.exec(line.trim());
    if (match && !LEFT_OUT.test(match[1]) && !match[2].endsWith('//deprecated'))
      lines.add(`${match[1]}\0${match[2].replace(/ \/\/deprecated$/, '')}`);
  }
}
const packages = new Map();
for (const entry of lines) {
  const [path, text] = entry.split('\0');
  let pkg = packages.get(path);
  if (!pkg) packages.set(path, (pkg = { types: new Map(), others: new Map() }));
  let match;
  // the listing writes an anonymous struct without its braces
  const generic = (source) =>
    source.replaceAll(/\$(\d)/g, 'T$1').replaceAll(/\bstruct\b(?! ?\{)/g, 'struct{}');
  if (
    (match =
      /^type (\w+)(\[.*?\](?= (?:struct|interface|func|map|\[|\*|\w)))? (struct|interface)(?: \{ (.*) \}| \{\})?$/.exec(
        text,
      ))
  ) {
    const type = ensure(pkg, match[1]);
    type.kind = match[3];
    type.parameters = match[2] ? generic(match[2]) : (type.parameters ?? '');
  } else if ((match = /^type (\w+)(?:\[[^ ]*.*?\])? (struct|interface), (.+)$/.exec(text))) {
    const type = ensure(pkg, match[1]);
    type.kind = match[2];
    const member = generic(match[3]).replace(/^embedded /, '');
    if (member !== 'unexported methods') type.members.push(member);
  } else if ((match = /^type (.+)$/.exec(text))) pkg.others.set(generic(match[0]), 0);
  else if ((match = /^method \((\*?)(\w+)(\[[^\]]*\])?\) (.+)$/.exec(text))) {
    pkg.others.set(`func (${match[1]}${match[2]}${generic(match[3] ?? '')}) ${generic(match[4])}`, 0);
  } else if ((match = /^func (.+)$/.exec(text))) pkg.others.set(generic(match[0]), 0);
  else if ((match = /^var (\w+) (.+)$/.exec(text))) pkg.others.set(`var ${match[1]} ${generic(match[2])}`, 0);
  else if ((match = /^const (\w+) = (.+)$/.exec(text))) constant(pkg, match[1]).value = match[2];
  else if ((match = /^const (\w+) (.+)$/.exec(text)))
    constant(pkg, match[1]).type = match[2].startsWith('ideal-') ? '' : match[2];
}
function ensure(pkg, name) {
  if (!pkg.types.has(name)) pkg.types.set(name, { kind: 'struct', members: [], parameters: '' });
  return pkg.types.get(name);
}
function constant(pkg, name) {
  const key = `const ${name}`;
  if (!pkg.others.get(key)) pkg.others.set(key, { type: '', value: '' });
  return pkg.others.get(key);
}

const stubs = {};
for (const [path, pkg] of [...packages].sort()) {
  const body = [];
  for (const [name, type] of [...pkg.types].sort()) {
    body.push(
      `type ${name}${type.parameters} ${type.kind} { ${[...new Set(type.members)].sort().join('; ')} }`,
    );
  }
  for (const [text, value] of [...pkg.others].sort()) {
    if (!value) body.push(text);
    else if (value.value !== '' || value.type !== '') {
      const literal = /^\d+\/\d+$/.test(value.value) ? value.value.replace('/', ' / ') : value.value;
      // a constant whose value depends on the platform is listed without one
      body.push(
        literal === ''
          ? `${text.replace(/^const/, 'var')} ${value.type}`
          : `${text}${value.type ? ` ${value.type}` : ''} = ${literal}`,
      );
    }
  }
  const source = body.join('\n');
  const imports = new Set();
  for (const [, qualifier] of source.matchAll(/(?<![\w."])([a-z]\w*)\.[A-Z]/g)) {
    const own = path.split('/').pop() === qualifier ? undefined : qualifier;
    if (!own) continue;
    const full =
      (path.startsWith('html/') && own === 'template' ? 'html/template' : QUALIFIERS[own]) ??
      [...packages.keys()].find((p) => p === own || p.endsWith(`/${own}`)) ??
      {
        ast: 'go/ast',
        token: 'go/token',
        big: 'math/big',
        elliptic: 'crypto/elliptic',
        pkix: 'crypto/x509/pkix',
        ecdh: 'crypto/ecdh',
      }[own];
    if (full) imports.add(full);
  }
  stubs[path] = `package ${path === 'math/rand/v2' ? 'rand' : path.split('/').pop()}\n${[...imports]
    .sort()
    .map((i) => `import "${i}"\n`)
    .join('')}${source}\n`;
}
const output = `// Generated by scripts/generate-stdlib.mjs from the API listing of Go ${version}; do not edit.

/** Import path to the exported declarations of the package, as Go source without bodies. */
export const STANDARD_LIBRARY: Readonly<Record<string, string>> = ${JSON.stringify(stubs, null, 1)};
`;
if (process.argv.includes('--check')) {
  const committed = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (committed === output) process.exit(0);
  const theirs = /API listing of Go ([\d.]+);/.exec(committed)?.[1];
  if (theirs !== version) {
    console.log(
      `generate-stdlib: not compared, the committed data is of Go ${theirs} and this is Go ${version}`,
    );
    process.exit(0);
  }
  console.error('stdlib.generated.ts is stale: node scripts/generate-stdlib.mjs');
  process.exit(1);
} else {
  writeFileSync(target, output);
  console.log(`${Object.keys(stubs).length} packages, ${output.length} bytes`);
}
