import { expect, test } from 'vitest';
import { findingsIn } from '../../harness/program.ts';

const rules = ['mutex-double-lock'];

const TYPE = `package p

import "sync"

type T struct {
	mu sync.RWMutex
	n  int
}
`;

test('a lock taken by a helper of another file is named with its file', () => {
  const [finding] = findingsIn(
    {
      'p/a.go': `${TYPE}
func (t *T) raise() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.report()
}
`,
      'p/b.go': `package p

func (t *T) report() {
	t.mu.RLock()
	defer t.mu.RUnlock()
	println(t.n)
}
`,
    },
    { rules },
  );
  expect(finding!.message.en).toBe(
    't.report() locks t.mu, held since line 11: this goroutine waits for itself',
  );
  expect(finding!.facts).toMatchObject({
    heldLine: '11',
    waitState: 'sync.RWMutex.RLock',
    takenAt: { en: 'by the RLock at b.go:4', 'zh-cn': '通过 b.go:4 的 RLock' },
  });
  expect(finding!.related.map(({ place }) => `${place.file}:${place.start.line + 1}`)).toEqual([
    'p/a.go:11',
    'p/b.go:4',
  ]);
  expect(finding!.fixes).toEqual([]);
});

test('two read locks need a writer, which is shown', () => {
  const readers = `${TYPE}
func (t *T) get() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.n
}

func (t *T) twice() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.get() * 2
}
`;
  expect(findingsIn(readers, { rules })).toEqual([]);
  const [finding] = findingsIn(
    `${readers}
func (t *T) set(n int) {
	t.mu.Lock()
	t.n = n
	t.mu.Unlock()
}
`,
    { rules },
  );
  expect(finding).toMatchObject({ severity: 'info', confidence: 'high' });
  expect(finding!.related[finding!.related.length - 1]!.message.en).toBe('a Lock that may come between');
});

test('staticcheck’s suppression of a deferred Lock counts', () => {
  const source = (comment: string): string => `${TYPE}
func (t *T) raise() {
	t.mu.Lock()
	${comment}
	defer t.mu.Lock()
	t.n++
}
`;
  expect(findingsIn(source('// once'), { rules })).toHaveLength(1);
  expect(findingsIn(source('//lint:ignore SA2003 once'), { rules })).toEqual([]);
});
