import { describe, expect, test } from 'vitest';
import { findingsIn, lineOf } from '../../harness/program.ts';

const rules = ['file-not-closed'];

/** Lines, counted from the head of a function, of the files of a server that it does not close. */
const linesIn = (head: string, body: string): readonly number[] => {
  const before = `package remote

import (
	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

func connect(conn *ssh.Client) (*sftp.Client, error) {
	return sftp.NewClient(conn)
}

`;
  const findings = findingsIn(`${before}${head} {\n${body}\n}\n`, { rules });
  return findings.map((finding) => lineOf(finding) - before.split('\n').length);
};

const WRITES = `	file, err := client.Create("name")
	if err != nil {
		return err
	}
	if _, err := file.Write(data); err != nil {
		return err
	}
	return file.Close()`;

describe('a file of a server', () => {
  test('goes with the session of its client', () => {
    const body = `	client, err := connect(conn)
	if err != nil {
		return err
	}
	defer client.Close()
${WRITES}`;
    expect(linesIn('func send(conn *ssh.Client, data []byte) error', body)).toEqual([]);
  });

  test('goes with a client of the same round', () => {
    const body = `	for _, data := range all {
		client, err := connect(conn)
		if err != nil {
			return err
		}
		file, err := client.Create("name")
		if err == nil {
			file.Write(data)
		}
		client.Close()
	}
	return nil`;
    expect(linesIn('func each(conn *ssh.Client, all [][]byte) error', body)).toEqual([]);
  });

  test('stays for a client that others use on', () => {
    expect(linesIn('func send(client *sftp.Client, data []byte) error', WRITES)).toEqual([1]);
  });

  test('stays for a client that is given out', () => {
    const body = `	client, err := connect(conn)
	if err != nil {
		return nil, err
	}
	file, err := client.Open("name")
	if err != nil {
		client.Close()
		return nil, err
	}
	if _, err := file.Read(data); err != nil {
		client.Close()
		return nil, err
	}
	return client, nil`;
    expect(linesIn('func first(conn *ssh.Client, data []byte) (*sftp.Client, error)', body)).toEqual([5]);
  });

  test('stays for a client that some path leaves open', () => {
    const body = `	client, err := connect(conn)
	if err != nil {
		return err
	}
	file, err := client.Create("name")
	if err != nil {
		return err
	}
	if _, err := file.Write(data); err != nil {
		return err
	}
	client.Close()
	return file.Close()`;
    expect(linesIn('func send(conn *ssh.Client, data []byte) error', body)).toEqual([5]);
  });

  test('adds up over the rounds of one client', () => {
    const body = `	client, err := connect(conn)
	if err != nil {
		return err
	}
	defer client.Close()
	for _, data := range all {
		file, err := client.Create("name")
		if err != nil {
			return err
		}
		file.Write(data)
	}
	return nil`;
    expect(linesIn('func each(conn *ssh.Client, all [][]byte) error', body)).toEqual([7]);
  });
});
