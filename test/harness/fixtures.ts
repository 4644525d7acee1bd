import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyze } from '../../server/src/core/analyze.ts';
import { type Config, DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { CONFIDENCES, type Finding, SEVERITIES } from '../../server/src/core/finding.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { META_RULES } from '../../server/src/core/rules/meta.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import type { Program } from '../../server/src/core/semantic/program.ts';
import { programOf, ROOT, ruleNamed } from './program.ts';

/** A fixture folder: a small module or package with the findings that it wants. */
export interface FixtureCase {
  readonly rule: string;
  readonly name: string;
  readonly folder: string;
  /** Path from the folder to text: Go files and go.mod. */
  readonly sources: Readonly<Record<string, string>>;
  /** Go file to its text after all safe fixes. */
  readonly goldens: Readonly<Record<string, string>>;
  readonly wants: readonly Want[];
  readonly config: Config;
}

export interface Want {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: string | undefined;
  readonly confidence: string | undefined;
}

const RULES_FOLDER = join(ROOT, 'test/rules');

/** Every fixture of every rule, read anew. */
export function fixtureCases(): FixtureCase[] {
  const cases: FixtureCase[] = [];
  for (const rule of folders(RULES_FOLDER)) {
    const data = join(RULES_FOLDER, rule, 'testdata');
    for (const name of folders(data)) cases.push(readCase(rule, name, join(data, name)));
  }
  return cases;
}

function folders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readCase(rule: string, name: string, folder: string): FixtureCase {
  const sources: Record<string, string> = {};
  const goldens: Record<string, string> = {};
  const wants: Want[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).replaceAll('\\', '/');
    if (path.endsWith('.go.fixed')) goldens[path.slice(0, -'.fixed'.length)] = readFileSync(file, 'utf8');
    else if (entry.name === 'go.mod') sources[path] = readFileSync(file, 'utf8');
    else if (path.endsWith('.go')) {
      sources[path] = readFileSync(file, 'utf8');
      wants.push(...wantsIn(path, sources[path]));
    }
  }
  const configFile = join(folder, 'config.json');
  const config: Config = {
    ...DEFAULT_CONFIG,
    preview: true,
    rules: [{ pattern: rule, level: 'on' }],
    ...(existsSync(configFile) ? (JSON.parse(readFileSync(configFile, 'utf8')) as Partial<Config>) : {}),
  };
  return { rule, name, folder, sources, goldens, wants, config };
}

/** `// want <rule> [severity] [confidence]` at the end of a line, repeated for several findings on it. */
function wantsIn(path: string, text: string): Want[] {
  const wants: Want[] = [];
  text.split('\n').forEach((line, index) => {
    const at = line.search(/\/\/ want\s/);
    if (at < 0) return;
    for (const part of line.slice(at).split('// want').slice(1)) {
      const [rule, ...words] = part.trim().split(/\s+/);
      const severity = words.find((word) => (SEVERITIES as readonly string[]).includes(word));
      const confidence = words.find((word) => (CONFIDENCES as readonly string[]).includes(word));
      const stray = words.filter((word) => word !== severity && word !== confidence);
      if (!rule || stray.length > 0) throw new Error(`${path}:${index + 1}: cannot read \`// want${part}\``);
      wants.push({ path, line: index + 1, rule, severity, confidence });
    }
  });
  return wants;
}

/** Rules that a fixture is judged by: its own and those that its wants name. Undefined stands for all of them. */
export function rulesOf(fixture: FixtureCase): readonly Rule<never>[] | undefined {
  const meta = (name: string): boolean => META_RULES.some((each) => each.name === name);
  if (meta(fixture.rule)) return undefined;
  const names = new Set([fixture.rule, ...fixture.wants.map((want) => want.rule)]);
  return [...names].filter((name) => !meta(name)).map(ruleNamed);
}

/** Names of the rules whose findings the wants of a fixture list completely. */
export function judgedNames(fixture: FixtureCase): ReadonlySet<string> {
  return new Set([fixture.rule, ...fixture.wants.map((want) => want.rule)]);
}

export function goFilesOf(fixture: FixtureCase): string[] {
  return Object.keys(fixture.sources).filter((path) => path.endsWith('.go'));
}

/** Findings of the judged rules in a fixture, or in another text of its files. */
export function findingsOf(fixture: FixtureCase, program: Program = programOf(fixture.sources)): Finding[] {
  const rules = rulesOf(fixture) ?? RULES;
  const result = analyze(program, goFilesOf(fixture), fixture.config, { rules });
  const [failure] = result.failures;
  if (failure) throw new Error(`${failure.rule} failed on ${failure.file}: ${failure.stack}`);
  const broken = result.notAnalysed.find(
    (entry) => entry.reason === 'syntax-error' || entry.reason === 'parser-failure',
  );
  if (broken && fixture.name !== 'broken')
    throw new Error(`${fixture.folder}/${broken.file}: ${broken.reason} in ${broken.function}`);
  const judged = judgedNames(fixture);
  return result.findings.filter((finding) => judged.has(finding.rule));
}

/** How findings differ from the wants, one line per difference, as `path:line: what`. */
export function differences(fixture: FixtureCase, findings: readonly Finding[]): string[] {
  const at = (path: string, line: number): string =>
    `${relative(ROOT, join(fixture.folder, path)).replaceAll('\\', '/')}:${line}`;
  const wanted = [...fixture.wants];
  const lines: string[] = [];
  for (const finding of findings) {
    const line = finding.place.start.line + 1;
    const { file } = finding.place;
    const index = wanted.findIndex(
      (want) => want.path === file && want.line === line && want.rule === finding.rule,
    );
    if (index < 0) {
      lines.push(
        `${at(file, line)}: unexpected ${finding.rule} ${finding.severity} ${finding.confidence}: ${finding.message.en}`,
      );
      continue;
    }
    const [want] = wanted.splice(index, 1);
    if (want!.severity && want!.severity !== finding.severity)
      lines.push(
        `${at(file, line)}: ${finding.rule} has severity ${finding.severity}, wanted ${want!.severity}`,
      );
    if (want!.confidence && want!.confidence !== finding.confidence)
      lines.push(
        `${at(file, line)}: ${finding.rule} has confidence ${finding.confidence}, wanted ${want!.confidence}`,
      );
  }
  for (const want of wanted) lines.push(`${at(want.path, want.line)}: missing ${want.rule}`);
  return lines;
}
