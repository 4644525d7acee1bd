const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);
const ARCHITECTURES = new Set(
  '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  ),
);
const UNIX = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris'.split(' '),
);

/** A constraint as alternatives of literals that must all hold: `linux && !cgo || darwin`. */
export type BuildConstraint = readonly ReadonlyMap<string, boolean>[];

/** True in every build. */
const ALWAYS: BuildConstraint = [new Map()];
const MOST_ALTERNATIVES = 32;

/**
 * The constraint of a file from its `//go:build` line and its name (`_linux`, `_amd64`, `_linux_amd64`), as
 * go/build reads them.
 */
export function constraintOf(path: string, text: string): BuildConstraint {
  const base = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.go$/, '')
    .replace(/_test$/, '');
  const parts = base.split('_').slice(1);
  const last = parts[parts.length - 1];
  const previous = parts[parts.length - 2];
  const fromName = new Map<string, boolean>();
  if (last !== undefined && ARCHITECTURES.has(last)) {
    fromName.set(last, true);
    if (previous !== undefined && SYSTEMS.has(previous)) fromName.set(previous, true);
  } else if (last !== undefined && SYSTEMS.has(last)) fromName.set(last, true);
  if (!text.includes('//go:build')) return [fromName];
  const code = text.replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (comment) =>
    comment.startsWith('//') ? comment : '',
  );
  const packageClause = code.search(/^package\s/m);
  const header = packageClause < 0 ? code : code.slice(0, packageClause);
  const line = /^\/\/go:build\s+(.+?)\s*$/m.exec(header);
  const fromLine = line ? parseExpression(line[1]!) : ALWAYS;
  return fromName.size === 0 ? fromLine : conjunction([fromName], fromLine);
}

/** Whether no build can hold both. */
export function contradict(a: BuildConstraint, b: BuildConstraint): boolean {
  if (a === ALWAYS || b === ALWAYS) return a.length === 0 || b.length === 0;
  return conjunction(a, b).length === 0;
}

function parseExpression(source: string): BuildConstraint {
  const tokens = source.match(/\(|\)|&&|\|\||!|[\w.]+/g) ?? [];
  let at = 0;
  const or = (negated: boolean): BuildConstraint => {
    let left = and(negated);
    while (tokens[at] === '||') {
      at++;
      const right = and(negated);
      left = negated ? conjunction(left, right) : [...left, ...right].slice(0, MOST_ALTERNATIVES);
    }
    return left;
  };
  const and = (negated: boolean): BuildConstraint => {
    let left = not(negated);
    while (tokens[at] === '&&') {
      at++;
      const right = not(negated);
      left = negated ? [...left, ...right].slice(0, MOST_ALTERNATIVES) : conjunction(left, right);
    }
    return left;
  };
  const not = (negated: boolean): BuildConstraint => {
    const token = tokens[at++];
    if (token === '!') return not(!negated);
    if (token === '(') {
      const inner = or(negated);
      at++;
      return inner;
    }
    return token === undefined ? ALWAYS : [new Map([[token, !negated]])];
  };
  return or(false);
}

function conjunction(a: BuildConstraint, b: BuildConstraint): BuildConstraint {
  const result: ReadonlyMap<string, boolean>[] = [];
  for (const left of a) {
    for (const right of b) {
      const merged = new Map([...left, ...right]);
      const agrees = [...left].every(([tag, value]) => !right.has(tag) || right.get(tag) === value);
      if (agrees && isPossible(merged) && result.length < MOST_ALTERNATIVES) result.push(merged);
    }
  }
  return result;
}

function isPossible(literals: ReadonlyMap<string, boolean>): boolean {
  const held = [...literals].filter(([, value]) => value).map(([tag]) => tag);
  // android implies linux and ios implies darwin; no build has two other systems
  const systems = new Set(
    held
      .filter((tag) => SYSTEMS.has(tag))
      .map((tag) => (tag === 'android' ? 'linux' : tag === 'ios' ? 'darwin' : tag)),
  );
  if (systems.size > 1 || held.filter((tag) => ARCHITECTURES.has(tag)).length > 1) return false;
  const [system] = systems;
  if (literals.get('unix') === true && system !== undefined && !UNIX.has(system)) return false;
  return !(literals.get('unix') === false && system !== undefined && UNIX.has(system));
}
