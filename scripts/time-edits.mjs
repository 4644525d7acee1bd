// Measures what one edit costs in the editor: CPU time until the findings of the edited file are known again, by rule.
//   node scripts/time-edits.mjs --file FILE.go [--file FILE.go ...] [--edits 10]
// Each file is judged once, then a statement is added to the body of one function after the other, spread over the
// file, and the file is judged after each. All files of its module that the editor would know are loaded.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cpuTime, load, root } from './load-core.mjs';
import { readOptions } from './options.mjs';

const { values } = readOptions(
  import.meta.url,
  {
    options: { file: { type: 'string', multiple: true }, edits: { type: 'string', default: '10' } },
  },
  ['file'],
);

const core = await load(`
  export { analyze } from './server/src/core/analyze.ts';
  export { DEFAULT_CONFIG } from './server/src/core/config.ts';
  export { RULES } from './server/src/core/rules/index.ts';
  export { Parser } from './server/src/core/syntax/parser.ts';
  export { loadProgram, resolveTargets } from './server/src/host/program-loader.ts';
`);

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const parser = await core.Parser.create(readFileSync(join(root, 'server/wasm/premortem-core.wasm')));

for (const given of values.file) {
  if (!existsSync(given)) {
    console.error(`time-edits: no file ${given}`);
    process.exit(2);
  }
  const { files, named } = core.resolveTargets([resolve(given)], process.cwd());
  let { program, targets } = core.loadProgram(parser, files, new Map(), named);
  const [path] = targets;
  /** CPU time per rule until the file is judged. */
  const judge = () => {
    const times = new Map();
    for (const rule of core.RULES) {
      const start = cpuTime();
      core.analyze(program, [path], core.DEFAULT_CONFIG, { rules: [rule] });
      times.set(rule.meta.name, cpuTime() - start);
    }
    return times;
  };
  const sum = (times) => [...times.values()].reduce((all, time) => all + time, 0);
  const first = judge();
  const bodies = program.fileModel(path).functions.filter((fn) => !fn.outer && fn.body).length;
  const count = Math.min(Number(values.edits), bodies);
  const passes = [];
  for (let edit = 0; edit < count; edit++) {
    const fn = program.fileModel(path).functions.filter((each) => !each.outer && each.body)[
      Math.floor((edit * bodies) / count)
    ];
    const text = program.textOf(path);
    const at = fn.body.start + 1;
    const start = cpuTime();
    program = program.with({
      set: new Map([[path, `${text.slice(0, at)}\n\t_ = ${edit}\n${text.slice(at)}`]]),
    });
    program.fileModel(path);
    const parsing = cpuTime() - start;
    passes.push({ parsing, times: judge() });
  }
  console.log(
    `${given}: first ${sum(first).toFixed(0)} ms; after an edit, median of ${count}: ` +
      `${median(passes.map(({ times }) => sum(times))).toFixed(0)} ms and ${median(passes.map((p) => p.parsing)).toFixed(0)} ms of parsing; worst ${Math.max(...passes.map(({ times }) => sum(times))).toFixed(0)} ms`,
  );
  const rows = [...first.keys()]
    .map((name) => [name, first.get(name), median(passes.map(({ times }) => times.get(name)))])
    .sort((a, b) => b[2] - a[2]);
  for (const [name, once, again] of rows.slice(0, 8))
    console.log(
      `  ${name.padEnd(28)} first ${once.toFixed(0).padStart(6)} ms, after an edit ${again.toFixed(0).padStart(5)} ms`,
    );
}
