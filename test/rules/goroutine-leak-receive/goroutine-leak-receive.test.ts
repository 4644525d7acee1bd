import { expect, test } from 'vitest';
import { findingsIn } from '../../harness/program.ts';

const SOURCE = `package a

import "net"

type factory struct{ conns chan net.Conn }

func start(address string) (*factory, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	conns := make(chan net.Conn, 100)
	go func() {
		for conn := range conns {
			conn.Close()
		}
	}()
	return &factory{conns: conns}, nil
}

func (f *factory) put(conn net.Conn) { f.conns <- conn }
`;

test('the way out that is told lies behind the start of the goroutine', () => {
  const [finding, ...others] = findingsIn(SOURCE, { rules: ['goroutine-leak-receive'] });
  expect(others).toEqual([]);
  expect(finding!.message.en).toBe('Nobody closes conns once line 19 leaves: this range never ends');
  expect(finding!.related.map(({ place }) => place.start.line + 1)).toEqual([13, 14, 19]);
});
