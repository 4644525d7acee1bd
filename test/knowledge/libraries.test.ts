import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LIBRARIES } from '../../server/src/core/knowledge/libraries.generated.ts';
import type { SyntaxNode } from '../../server/src/core/syntax/tree.ts';
import { parser, ROOT } from '../harness/program.ts';

const PREDECLARED =
  /^(any|bool|byte|comparable|complex\d+|error|float\d+|u?int\d*|rune|string|uintptr|nil|true|false|iota|map|chan|func)$/;

interface Assertions {
  readonly text: string;
  readonly count: number;
  /** Declarations that no other package can name. */
  readonly unnameable: readonly string[];
}

/** Go source outside the package that compiles only when each declaration is as the package has it. */
function assertionsOf(path: string, source: string): Assertions {
  const { root } = parser.parse(source);
  const imports = root.namedChildren
    .filter((node) => node.kind === 'import_declaration')
    .flatMap((node) => [...node.descendants('import_spec')])
    .map((spec) => {
      const target = spec.field('path')!.text.slice(1, -1);
      return { target, name: spec.field('name')?.text ?? target.split('/').pop()! };
    });
  const embedders = new Map<string, string[]>();
  const methods = new Set<string>();
  for (const method of root.descendants('method_declaration')) {
    const owner = method.field('receiver')!.firstNamedChild!.field('type')!.text.replace(/^\*/, '');
    methods.add(`${owner}.${method.field('name')!.text}`);
  }
  for (const spec of root.descendants('type_spec')) {
    for (const field of spec.descendants('field_declaration')) {
      const type = field.field('type');
      if (field.fieldAll('name').length === 0 && type && /^[a-z]\w*$/.test(type.text))
        embedders.set(type.text, [...(embedders.get(type.text) ?? []), spec.field('name')!.text]);
    }
  }
  const lines: string[] = [];
  const unnameable: string[] = [];
  let count = 0;
  const add = (node: SyntaxNode, what: string, text: string, parameters: readonly string[] = []) => {
    const hidden = [...node.descendants('type_identifier', 'qualified_type')].some((type) => {
      if (type.kind === 'qualified_type') {
        const name = type.firstNamedChild?.text;
        return imports.some((spec) => spec.name === name && /(^|\/)internal(\/|$)/.test(spec.target));
      }
      return (
        type.parent?.kind !== 'qualified_type' &&
        /^[a-z]/.test(type.text) &&
        !PREDECLARED.test(type.text) &&
        !parameters.includes(type.text)
      );
    });
    if (hidden) unnameable.push(what);
    else {
      lines.push(text);
      count++;
    }
  };
  for (const node of root.namedChildren) {
    if (node.kind === 'function_declaration') {
      const name = node.field('name')!.text;
      const type = `func${node.field('parameters')!.text} ${node.field('result')?.text ?? ''}`;
      const generic = node.field('type_parameters');
      if (generic) {
        const names = [...generic.namedChildren].flatMap((each) => each.fieldAll('name')).map((n) => n.text);
        // the package's own function of the name cannot be named beside the parameter
        if (names.includes(name)) unnameable.push(name);
        else
          add(node, name, `func _${generic.text}() { var _ ${type} = ${name}[${names.join(', ')}] }`, names);
      } else add(node, name, `var _ ${type} = ${name}`);
    } else if (node.kind === 'method_declaration') {
      const name = node.field('name')!.text;
      const receiver = node.field('receiver')!.firstNamedChild!.field('type')!;
      if (receiver.text.includes('[')) {
        unnameable.push(`${receiver.text}.${name}`);
        continue;
      }
      const bare = receiver.text.replace(/^\*/, '');
      const embedder = embedders
        .get(bare)
        ?.find((candidate) => /^[A-Z]/.test(candidate) && !methods.has(`${candidate}.${name}`));
      const owner = embedder ? `*${embedder}` : receiver.text;
      const list = node.field('parameters')!;
      const isNamed = list.namedChildren.length === 0 || list.namedChildren[0]!.field('name') !== undefined;
      const rest = list.text.slice(1, -1);
      const type = `func(${isNamed ? '_ ' : ''}${owner}${rest === '' ? '' : `, ${rest}`}) ${node.field('result')?.text ?? ''}`;
      add(embedder ? list : node, `${bare}.${name}`, `var _ ${type} = (${owner}).${name}`);
    } else if (node.kind === 'type_declaration') {
      for (const spec of node.namedChildren) {
        const name = spec.field('name')!.text;
        const type = spec.field('type')!;
        if (spec.field('type_parameters') || /^[a-z]/.test(name)) continue;
        if (type.kind === 'struct_type') {
          for (const field of type.descendants('field_declaration')) {
            if (field.ancestor('struct_type') !== type) continue;
            for (const each of field.fieldAll('name')) {
              add(
                field.field('type')!,
                `${name}.${each.text}`,
                `var _ = func(x ${name}) { var _ ${field.field('type')!.text} = x.${each.text} }`,
              );
            }
          }
        } else if (type.kind === 'interface_type') {
          for (const method of type.descendants('method_elem')) {
            if (method.ancestor('interface_type') !== type) continue;
            const member = method.field('name')!.text;
            const signature = `func${method.field('parameters')!.text} ${method.field('result')?.text ?? ''}`;
            add(method, `${name}.${member}`, `var _ = func(x ${name}) { var _ ${signature} = x.${member} }`);
          }
        } else add(type, name, `var _ = func(x ${name}) { var _ ${type.text} = (${type.text})(x) }`);
      }
    } else if (node.kind === 'var_declaration') {
      for (const spec of node.descendants('var_spec'))
        add(
          spec,
          spec.field('name')!.text,
          `var _ ${spec.field('type')!.text} = ${spec.field('name')!.text}`,
        );
    } else if (node.kind === 'const_declaration') {
      for (const spec of node.descendants('const_spec')) {
        const name = spec.field('name')!.text;
        const value = spec.field('value')!.text;
        add(spec, name, `var _ = map[bool]int{false: 0, ${name} == ${value}: 1}`);
      }
    }
  }
  const body = lines.join('\n');
  const used = imports.filter((spec) => new RegExp(`(?<!\\w|\\w\\.)${spec.name}\\.`).test(body));
  const head = used.map((spec) => `import ${spec.name} "${spec.target}"`).join('\n');
  return { text: `package check\n\nimport . "${path}"\n${head}\n\n${body}\n`, count, unnameable };
}

const folder = mkdtempSync(join(tmpdir(), 'premortem-libraries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Why the real modules cannot be asked; undefined when they can. */
function missing(): string | undefined {
  for (const name of ['go.mod', 'go.sum']) copyFileSync(join(ROOT, 'test/gomod', name), join(folder, name));
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    return 'Go is not installed';
  }
  const download = spawnSync('go', ['mod', 'download'], { cwd: folder, timeout: 240_000 });
  return download.status === 0
    ? undefined
    : `the modules cannot be had: ${String(download.stderr).slice(0, 200)}`;
}

const reason = missing();
if (reason) console.log(`library declarations are not compared with the modules: ${reason}`);

describe('declarations of libraries', () => {
  const all = Object.entries(LIBRARIES).map(([path, source]) => ({ path, ...assertionsOf(path, source) }));

  test('parse without an error, and nearly all of them can be named by another package', () => {
    for (const { path, count, unnameable } of all) {
      expect(parser.parse(LIBRARIES[path]!).root.hasError, path).toBe(false);
      expect(unnameable.length, `${path}: ${unnameable.join(', ')}`).toBeLessThanOrEqual(3 + count / 10);
    }
  });

  test.skipIf(reason !== undefined)('are those of the modules', { timeout: 600_000 }, () => {
    all.forEach(({ text }, index) => {
      mkdirSync(join(folder, `check${index}`));
      writeFileSync(join(folder, `check${index}`, 'check.go'), text);
    });
    const build = spawnSync('go', ['build', '-gcflags=-e', './...'], { cwd: folder, maxBuffer: 1 << 26 });
    expect(String(build.stderr).slice(0, 4000)).toBe('');
    expect(build.status).toBe(0);
  });

  test.skipIf(reason !== undefined)('a wrong declaration does not compile', { timeout: 120_000 }, () => {
    const wrong = assertionsOf(
      'golang.org/x/sync/semaphore',
      'package semaphore\nfunc NewWeighted(n int) *Weighted\ntype Weighted struct { }\n',
    );
    mkdirSync(join(folder, 'wrong'));
    writeFileSync(join(folder, 'wrong', 'check.go'), wrong.text);
    expect(spawnSync('go', ['build', './wrong'], { cwd: folder }).status).not.toBe(0);
    rmSync(join(folder, 'wrong'), { recursive: true });
  });
});
