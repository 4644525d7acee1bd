import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/core/analyze.ts';
import { configOf, programOf, ruleNamed } from '../../harness/program.ts';

const SOURCES = {
  'go.mod': 'module example.com/m\n\ngo 1.22\n',
  'stats/stats.go': `package stats

import "time"

type Store struct{ swept int }

func (s *Store) Start() { go s.sweep() }

func (s *Store) sweep() {
	for {
		time.Sleep(time.Second)
		s.swept++
	}
}
`,
  'web/web.go': `package web

import "example.com/m/stats"

func Open(names []string) {
	for range names {
		new(stats.Store).Start()
	}
}
`,
};

test.each([
  [true, 1],
  [false, 0],
])('what an exported method starts is judged when the module is read: %s', (complete, count) => {
  const program = programOf(SOURCES, complete);
  const rules = [ruleNamed('goroutine-without-stop')];
  const { findings, failures } = analyze(program, ['stats/stats.go'], configOf(), { rules });
  expect(failures).toEqual([]);
  expect(findings).toHaveLength(count);
});

const SUITE = (start: string): Readonly<Record<string, string>> => ({
  'go.mod': 'module example.com/m\n\ngo 1.22\n\nrequire github.com/onsi/ginkgo/v2 v2.20.0\n',
  'main.go':
    'package main\n\nimport "example.com/m/suite"\n\nvar register = []any{suite.Register}\n\nfunc main() {}\n',
  'suite/suite.go': `package suite

import (
	"time"

	"github.com/onsi/ginkgo/v2"
)

func Stream() {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
}

func Register() {
	${start}
}
`,
});

test.each([
  ['ginkgo.BeforeSuite(func() { Stream() })', 0],
  ['ginkgo.SynchronizedBeforeSuite(func() []byte { return nil }, func(data []byte) { Stream() })', 0],
  ['ginkgo.BeforeEach(func() { Stream() })', 1],
  ['ginkgo.DescribeTable("all", func(name string) { Stream() })', 1],
])('what the set-up of a suite starts is started once: %s', (start, count) => {
  const program = programOf(SUITE(start), true);
  const rules = [ruleNamed('goroutine-without-stop')];
  const { findings, failures } = analyze(program, ['suite/suite.go'], configOf(), { rules });
  expect(failures).toEqual([]);
  expect(findings).toHaveLength(count);
});
