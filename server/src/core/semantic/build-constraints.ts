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
  if (!text.includes('//go:build')) return fromName.size === 0 ? ALWAYS : [fromName];
  const code = text.replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (comment) =>
    comment.startsWith('//') ? comment : '',
  );
  const packageClause = code.search(/^package\s/m);
  const header = packageClause < 0 ? code : code.slice(0, packageClause);
  const line = /^\/\/go:build\s+(.+?)\s*$/m.exec(header);
  const fromLine = line ? parseExpression(line[1]!) : ALWAYS;
  return fromName.size === 0 ? fromLine : conjunction([fromName], fromLine);
}

/**
 * One build: a system, an architecture, and the tags that are set otherwise than by default. By default a build is for
 * linux/amd64 with cgo and gc, of every Go version, without custom tags.
 */
export interface Build {
  readonly system: string;
  readonly architecture: string;
  readonly tags: ReadonlyMap<string, boolean>;
}

const DEFAULT_SYSTEM = 'linux';
const DEFAULT_ARCHITECTURE = 'amd64';
const DEFAULT_BUILD: Build = {
  system: DEFAULT_SYSTEM,
  architecture: DEFAULT_ARCHITECTURE,
  tags: new Map(),
};

/** The build that holds a file and is changed as little as possible from the default one. */
export function buildOf(constraint: BuildConstraint): Build {
  if (constraint === ALWAYS) return DEFAULT_BUILD;
  let best: Build = DEFAULT_BUILD;
  let least = Number.POSITIVE_INFINITY;
  for (const literals of constraint) {
    const build = buildFor(literals);
    const changes =
      Number(build.system !== DEFAULT_SYSTEM) +
      Number(build.architecture !== DEFAULT_ARCHITECTURE) +
      build.tags.size;
    if (changes < least) {
      least = changes;
      best = build;
    }
  }
  return best;
}

function buildFor(literals: ReadonlyMap<string, boolean>): Build {
  const system = [DEFAULT_SYSTEM, ...SYSTEMS].find((name) =>
    [...literals].every(([tag, value]) => !isSystemTag(tag) || hasSystem(tag, name) === value),
  );
  const architecture = [DEFAULT_ARCHITECTURE, ...ARCHITECTURES].find((name) =>
    [...literals].every(([tag, value]) => !ARCHITECTURES.has(tag) || (tag === name) === value),
  );
  const tags = new Map<string, boolean>();
  for (const [tag, value] of literals) {
    if (!isSystemTag(tag) && !ARCHITECTURES.has(tag) && holdsByDefault(tag) !== value) tags.set(tag, value);
  }
  return { system: system ?? DEFAULT_SYSTEM, architecture: architecture ?? DEFAULT_ARCHITECTURE, tags };
}

/** Whether a build holds a file. */
export function isBuilt(constraint: BuildConstraint, build: Build): boolean {
  if (constraint === ALWAYS) return true;
  return constraint.some((literals) =>
    [...literals].every(([tag, value]) => {
      if (isSystemTag(tag)) return hasSystem(tag, build.system) === value;
      if (ARCHITECTURES.has(tag)) return (tag === build.architecture) === value;
      return (build.tags.get(tag) ?? holdsByDefault(tag)) === value;
    }),
  );
}

function isSystemTag(tag: string): boolean {
  return tag === 'unix' || SYSTEMS.has(tag);
}

/** Whether a system sets a tag: android sets linux too, ios darwin, illumos solaris. */
function hasSystem(tag: string, system: string): boolean {
  if (tag === 'unix') return UNIX.has(system);
  const wider = system === 'android' ? 'linux' : system === 'ios' ? 'darwin' : 'solaris';
  return tag === system || (['android', 'ios', 'illumos'].includes(system) && tag === wider);
}

function holdsByDefault(tag: string): boolean {
  return tag === 'cgo' || tag === 'gc' || /^go\d+\.\d+$/.test(tag);
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
  // android implies linux, ios darwin, illumos solaris; no build has two other systems
  const systems = new Set(
    held
      .filter((tag) => SYSTEMS.has(tag))
      .map((tag) =>
        tag === 'android' ? 'linux' : tag === 'ios' ? 'darwin' : tag === 'illumos' ? 'solaris' : tag,
      ),
  );
  if (systems.size > 1 || held.filter((tag) => ARCHITECTURES.has(tag)).length > 1) return false;
  const [system] = systems;
  if (literals.get('unix') === true && system !== undefined && !UNIX.has(system)) return false;
  return !(literals.get('unix') === false && system !== undefined && UNIX.has(system));
}
