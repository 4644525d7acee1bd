import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../harness/program.ts';

const JOIN = `package p

import "net"

func join(addresses []string) error {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		defer conn.Close()
		if address == "" {
			continue
		}
		return LAST
	}
	return nil
}
`;

describe('a function for each iteration', () => {
  const bodyOf = (last: string): string =>
    findingsIn(JOIN.replace('LAST', last), { rules: ['defer-in-loop'] })[0]!.fixes[0]!.edits[0]!.newText;

  test('says apart from the error that the loop has ended where a return may give none', () => {
    const text = bodyOf('nil');
    expect(text).toMatch(/^if isDone, err := func\(\) \(bool, error\) \{/);
    expect(text).toContain('return true, err\n');
    expect(text).toContain('return false, nil\n');
    expect(text).toContain('return true, nil\n');
    expect(text).toMatch(/\}\(\); isDone \{\n\t\t\treturn err\n\t\t\}$/);
  });

  test('says it with the error where each return gives one', () => {
    const text = bodyOf('net.ErrClosed');
    expect(text).toContain('isDone');
    expect(bodyOf('&net.AddrError{}')).toMatch(/^if err := func\(\) error \{/);
  });
});
