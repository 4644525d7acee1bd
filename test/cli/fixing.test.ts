import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFixed } from '../../server/src/cli/fixing.ts';

describe('writing a fixed file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'premortem-fixing-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const fixed = (path: string) => ({ path, before: 'package a\n', after: 'package b\n', applied: 1 });

  test('replaces the text that was read', () => {
    const path = join(folder, 'a.go');
    writeFileSync(path, 'package a\n');
    expect(writeFixed(fixed(path))).toBe('written');
    expect(readFileSync(path, 'utf8')).toBe('package b\n');
  });

  test('leaves a file alone that has changed since it was read', () => {
    const path = join(folder, 'changed.go');
    writeFileSync(path, 'package a\n\n// typed meanwhile\n');
    expect(writeFixed(fixed(path))).toBe('changed');
    expect(readFileSync(path, 'utf8')).toBe('package a\n\n// typed meanwhile\n');
  });

  test('a file that is gone stays gone', () => {
    expect(writeFixed(fixed(join(folder, 'gone.go')))).toBe('changed');
    expect(readdirSync(folder).filter((name) => name.includes('premortem') || name === 'gone.go')).toEqual(
      [],
    );
  });
});
