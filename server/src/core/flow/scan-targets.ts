import {
  COLUMN_TYPES,
  type ColumnKind,
  QUERY_NAMES,
  SCAN_FUNCTIONS,
  SCAN_NAMES,
} from '../knowledge/scan-functions.ts';
import { isExported } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { FileModel, PackageModel, ProgramModel } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Deeper nesting of structs is not looked into. */
const MOST_DEPTH = 4;

/** A destination that a column is read into. */
export interface ScanTarget {
  /** The destination's argument. */
  readonly node: SyntaxNode;
  readonly file: FileModel;
  /** What is filled, as the reader would name it: `created`, `Order.CreatedAt`. */
  readonly name: string;
  /** `time.Time`, `sql.NullTime`. */
  readonly type: string;
}

/** What a module reads columns into, outside its tests. */
export interface ScanTargets {
  /** Destinations that need the driver to make `time.Time` values, in the order of their files. */
  readonly times: readonly ScanTarget[];
  /** Whether every destination was understood and none takes text or bytes, so that switching `parseTime` on changes no other one. */
  readonly onlyTimesChange: boolean;
}

const indexesOf = memoized<ProgramModel, Map<string, ScanTargets>>(() => new Map());

/**
 * Cost: parses the packages whose text holds `Scan(`, `.Get(`, `.Find(` and the like, and resolves those calls; once
 * per module and program version, and only when a rule has a reason to ask.
 */
export function scanTargetsOf(pkg: PackageModel, file: FileModel): ScanTargets {
  const byModule = indexesOf(pkg.program);
  const folder = pkg.program.moduleFolder(file);
  let targets = byModule.get(folder);
  if (!targets) {
    targets = collect(pkg, file);
    byModule.set(folder, targets);
  }
  return targets;
}

function collect(pkg: PackageModel, file: FileModel): ScanTargets {
  const own = new Set(pkg.program.moduleFiles(file));
  const tokens = [...SCAN_NAMES].map((name) => `.${name}(`);
  const times: ScanTarget[] = [];
  let onlyTimesChange = true;
  for (const member of pkg.program.modulePackages(file, tokens)) {
    for (const source of member.files) {
      if (source.isTest || !own.has(source.path)) continue;
      if (!tokens.some((token) => source.text.includes(token))) continue;
      for (const call of source.tree.root.descendants('call_expression')) {
        const found = columnsOf(member, call);
        if (!found) continue;
        for (const column of found) {
          if (column.kind === 'time')
            times.push({ node: column.node, file: source, name: column.name, type: column.type });
          else if (column.kind !== 'other') onlyTimesChange = false;
        }
      }
    }
  }
  times.sort(
    (a, b) =>
      (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : 0) || a.node.start - b.node.start,
  );
  return { times, onlyTimesChange };
}

interface Column {
  readonly node: SyntaxNode;
  readonly kind: ColumnKind;
  readonly name: string;
  readonly type: string;
}

/** Whether a call fills its arguments from columns, none of which can be a time; undefined for any other call. */
export function fillsNoTime(pkg: PackageModel, call: SyntaxNode): boolean | undefined {
  return columnsOf(pkg, call)?.every(({ kind }) => kind === 'text' || kind === 'other');
}

function columnsOf(pkg: PackageModel, call: SyntaxNode): readonly Column[] | undefined {
  const callee = call.field('function');
  const name = callee?.kind === 'selector_expression' ? callee.field('field')?.text : undefined;
  if (name === undefined || !SCAN_NAMES.has(name)) return undefined;
  const target = pkg.calleeOf(call);
  const id = target?.id ?? '';
  const scan = SCAN_FUNCTIONS.get(id);
  const unknown: Column = { node: call, kind: 'unknown', name: '', type: '' };
  const args = call.field('arguments')?.namedChildren ?? [];
  if (!scan) {
    // of the program: what it scans stands in its body
    if (target?.function) return undefined;
    const isForeign = !QUERY_NAMES.has(name) && (id === '' || id.split('/')[0]!.includes('.'));
    const fills = args.some((node) => node.kind === 'variadic_argument' || isAddress(node));
    return isForeign && fills ? [unknown] : undefined;
  }
  const destinations =
    scan.destinations === 'columns' ? args.slice(scan.first) : args.slice(scan.first, scan.first + 1);
  return destinations.flatMap((node) => {
    if (node.kind === 'variadic_argument') return [unknown];
    const isGiven = isAddress(node);
    const target = isGiven ? node.field('operand')! : node;
    const type = isGiven ? pkg.typeOf(target) : elementOf(pkg.typeOf(target));
    if (scan.destinations === 'columns') {
      return [{ node, kind: columnKind(pkg, type), name: target.text, type: typeName(type) }];
    }
    return rowColumns(pkg, rowType(type), node, target.text, 0);
  });
}

function isAddress(node: SyntaxNode): boolean {
  return node.kind === 'unary_expression' && node.field('operator')?.text === '&';
}

function elementOf(type: GoType | undefined): GoType | undefined {
  return type?.kind === 'pointer' ? type.element : undefined;
}

/** The type of one row of a destination: its struct, behind slices and pointers. */
function rowType(type: GoType | undefined): GoType | undefined {
  let row = type;
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    if (row?.kind === 'pointer') row = row.element;
    else if ((row?.kind === 'slice' || row?.kind === 'array') && !isByte(row.element)) row = row.element;
    else break;
  }
  return row;
}

/** Columns of a row: the fields of a struct, embedded ones included, or the value itself. */
function rowColumns(
  pkg: PackageModel,
  type: GoType | undefined,
  node: SyntaxNode,
  name: string,
  depth: number,
): Column[] {
  const known = columnKind(pkg, type);
  if (known !== 'unknown' || depth > MOST_DEPTH) return [{ node, kind: known, name, type: typeName(type) }];
  const under = pkg.underlying(type);
  const struct = under?.kind === 'struct' ? under.node : undefined;
  const home = struct && pkg.program.packageOf(pkg.fileOf(struct).path);
  if (!struct || !home || hasScan(pkg, type)) return [{ node, kind: 'unknown', name, type: '' }];
  const owner = type?.kind === 'named' ? type.name : name;
  const columns: Column[] = [];
  const list = struct.namedChildren.find((child) => child.kind === 'field_declaration_list');
  for (const field of list?.namedChildren ?? []) {
    const fieldType = field.field('type');
    if (field.kind !== 'field_declaration' || !fieldType) continue;
    const tag = field.field('tag')?.text ?? '';
    if (/(?:gorm|db|xorm):"-/.test(tag)) continue;
    const resolved = home.typeOf(fieldType);
    const names = field.fieldAll('name').filter((each) => isExported(each.text));
    if (field.fieldAll('name').length === 0 || /gorm:"[^"]*embedded/.test(tag)) {
      const inner = rowColumns(home, rowType(resolved), node, fieldType.text, depth + 1);
      const isModel = namedId(resolved)?.endsWith('gorm.Model') === true;
      columns.push(
        ...(isModel
          ? inner.map((column) => ({ ...column, name: `${owner}.CreatedAt`, type: 'time.Time' }))
          : inner),
      );
      continue;
    }
    const kind = columnKind(home, resolved);
    // another table: an association, or a column of a type that is not understood
    for (const each of names)
      columns.push({ node, kind, name: `${owner}.${each.text}`, type: typeName(resolved) });
  }
  return columns;
}

function columnKind(pkg: PackageModel, type: GoType | undefined): ColumnKind {
  const id = namedId(type);
  const known = id === undefined ? undefined : COLUMN_TYPES.get(id);
  if (known) return known;
  switch (type?.kind) {
    case 'basic':
      return type.name === 'string' ? 'text' : type.name === 'any' ? 'text' : 'other';
    case 'slice':
      return isByte(type.element) ? 'text' : 'unknown';
    case 'interface':
      return 'text'; // bytes before, time.Time after
    case 'pointer':
      return columnKind(pkg, type.element);
    case 'named': {
      if (id === 'database/sql.Null') return columnKind(pkg, type.arguments[0]);
      if (hasScan(pkg, type)) return 'unknown'; // its own Scan decides what it takes
      const right = type.object?.node.parent?.field('type');
      const home = type.object?.file && pkg.program.packageOf(type.object.file.path);
      return right && home && right.kind !== 'struct_type' && right.kind !== 'interface_type'
        ? columnKind(home, home.typeOf(right))
        : 'unknown';
    }
    default:
      return 'unknown';
  }
}

function isByte(type: GoType | undefined): boolean {
  return type?.kind === 'basic' && (type.name === 'byte' || type.name === 'uint8');
}

/** Whether a type of the program declares `Scan` itself. */
function hasScan(pkg: PackageModel, type: GoType | undefined): boolean {
  const bare = type?.kind === 'pointer' ? type.element : type;
  if (bare?.kind !== 'named' || !bare.object?.file) return false;
  return pkg.program.packageOf(bare.object.file.path)?.methodsOf(bare.name).has('Scan') === true;
}

function typeName(type: GoType | undefined): string {
  switch (type?.kind) {
    case 'named': {
      const path = type.packagePath.split('/');
      return `${path[path.length - 1]}.${type.name}`;
    }
    case 'pointer':
      return `*${typeName(type.element)}`;
    case 'basic':
      return type.name;
    default:
      return '';
  }
}
