import { memoized } from '../semantic/memo.ts';
import type { PackageModel } from '../semantic/model.ts';
import { stringValue } from '../syntax/literals.ts';
import { driversOf } from './contexts-limits.ts';

/** Which databases understand the statements of a package: SQLite, which runs in the process, or a server. */
export type SqlDialect = 'sqlite' | 'server';

const STATEMENT =
  /^\s*(?:--[^\n]*\n\s*)*(?:select|insert|replace|update|delete|create|alter|drop|with|pragma|show|lock)\s/i;

/**
 * Words that only SQLite has: sqlite.org lang_createtable.html (AUTOINCREMENT), lang_conflict.html ("INSERT OR IGNORE"),
 * schematab.html (sqlite_schema, sqlite_master), pragma.html, lang_datefunc.html (strftime, unixepoch).
 */
const SQLITE =
  /\bautoincrement\b|\binsert\s+or\s+\w+\s+into\b|\bsqlite_(?:master|schema|sequence)\b|^\s*pragma\b|\b(?:strftime|unixepoch)\s*\(/i;

/** Words that SQLite lacks: of MySQL (AUTO_INCREMENT, ON DUPLICATE KEY, ENGINE=) and of PostgreSQL (serial types, casts, ANY, FOR UPDATE). */
const SERVER =
  /\bauto_increment\b|\bon\s+duplicate\s+key\b|\bengine\s*=|\b(?:big)?serial\b|\bjsonb\b|\bbytea\b|\btimestamptz\b|[\w)'"]::[a-z]|=\s*any\s*\(|\bfor\s+(?:update|share)\b|\bilike\b|\bpg_\w+|\bnextval\s*\(|@@\w|^\s*(?:show|lock)\b|\binformation_schema\b|\bunnest\s*\(/i;

/**
 * The databases that a package is written for: those whose drivers it imports, or that alone have words of its statements.
 * Undefined where neither or both are meant.
 */
export const sqlDialectOf = memoized((pkg: PackageModel): SqlDialect | undefined => {
  const drivers = driversOf(pkg);
  if (drivers === 'server') return 'server';
  if (drivers === 'in-process') return 'sqlite';
  let isSqlite = false;
  let isServer = false;
  for (const file of pkg.files) {
    if (file.isTest) continue;
    for (const node of file.tree.root.descendants('interpreted_string_literal', 'raw_string_literal')) {
      const text = stringValue(node.text) ?? '';
      if (!STATEMENT.test(text)) continue;
      isSqlite ||= SQLITE.test(text);
      isServer ||= SERVER.test(text);
    }
  }
  return isSqlite === isServer ? undefined : isSqlite ? 'sqlite' : 'server';
});
