import { describe, expect, test } from 'vitest';
import { audienceOf, audienceOfListener } from '../../server/src/core/flow/listen-addresses.ts';
import { fileOf } from '../harness/program.ts';

function argumentOfUse(body: string, top = '') {
  const text = `package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"net"
	"os"

	"github.com/akutz/memconn"
	"github.com/hashicorp/yamux"
	"github.com/soheilhy/cmux"
)

var _ = []any{tls.Listen, flag.String, fmt.Sprint, net.Listen, os.Getenv, memconn.Listen, yamux.Client, cmux.New}

${top}
func use(any) {}

func main() {
${body}
}
`;
  const { pkg, file } = fileOf({ 'go.mod': 'module example.com/m\n\ngo 1.22\n', 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return { pkg, node: call.field('arguments')!.firstNamedChild! };
}

describe('who reaches an address', () => {
  test.each([
    ['use("localhost:80")', 'local'],
    ['use("127.0.0.53:80")', 'local'],
    ['use("[::1]:80")', 'local'],
    ['use(":80")', 'network'],
    ['use("")', 'network'],
    ['use("[::]:80")', 'network'],
    ['use("10.0.0.1:80")', 'network'],
    ['use("127.0.0.1.example.com:80")', 'network'],
    ['use(fmt.Sprintf("localhost:%s", os.Getenv("PORT")))', 'local'],
    ['use(fmt.Sprintf("%s:80", os.Getenv("HOST")))', 'configured'],
    ['use(net.JoinHostPort("::1", os.Getenv("PORT")))', 'local'],
    ['use(net.JoinHostPort(os.Getenv("HOST"), "80"))', 'configured'],
    ['use(os.Getenv("ADDR"))', 'configured'],
    ['a := os.Getenv("ADDR")\nif a == "" {\n\ta = "localhost:80"\n}\nuse(a)', 'local'],
    ['a := os.Getenv("ADDR")\nif a == "" {\n\ta = ":80"\n}\nuse(a)', 'network'],
    ['a := flag.String("a", "localhost:80", "")\nuse(*a)', 'local'],
    ['var a string\nflag.StringVar(&a, "a", "localhost:80", "")\nuse(a)', 'local'],
    ['var a string\nflag.StringVar(&a, "a", ":80", "")\nuse(a)', 'network'],
  ])('%s', (body, audience) => {
    const { pkg, node } = argumentOfUse(body);
    expect(audienceOf(pkg, node)).toBe(audience);
  });

  test.each([
    ['localhost:80', 'local'],
    [':80', 'network'],
  ])('default %s of an exported field', (address, audience) => {
    const body = `c := config{}\nif c.Addr == "" {\n\tc.Addr = "${address}"\n}\nuse(c.Addr)`;
    const { pkg, node } = argumentOfUse(body, 'type config struct{ Addr string }');
    expect(audienceOf(pkg, node)).toBe(audience);
  });
});

describe('who reaches a listener', () => {
  test.each([
    ['l, _ := net.Listen("tcp", "localhost:0")\nuse(l)', 'local'],
    ['l, _ := net.Listen("tcp", ":80")\nuse(tls.NewListener(l, nil))', 'network'],
    ['l, _ := net.Listen("unix", os.Getenv("SOCKET"))\nuse(l)', 'local'],
    ['l, _ := net.Listen(os.Getenv("NETWORK"), ":80")\nuse(l)', 'configured'],
    ['l, _ := tls.Listen("tcp", os.Getenv("ADDR"), nil)\nuse(l)', 'configured'],
    [
      'l, _ := net.Listen("unix", "x")\nif len(os.Args) > 1 {\n\tl, _ = net.Listen("tcp", ":80")\n}\nuse(l)',
      'network',
    ],
    ['use(given())', 'unknown'],
    ['p := &memconn.Provider{}\nl, _ := p.Listen("memu", "x")\nuse(l)', 'local'],
    ['c, _ := net.Dial("tcp", "example.com:80")\nl, _ := yamux.Client(c, nil)\nuse(l)', 'local'],
    ['c, _ := given().Accept()\nl, _ := yamux.Server(c, nil)\nuse(l)', 'unknown'],
    ['l, _ := net.Listen("tcp", ":80")\nm := cmux.New(l)\nuse(m.Match(cmux.Any()))', 'network'],
    ['l, _ := net.Listen("tcp", "localhost:80")\nm := cmux.New(l)\nuse(m.Match(cmux.Any()))', 'local'],
  ])('%s', (body, audience) => {
    const { pkg, node } = argumentOfUse(
      body,
      'func given() net.Listener { return *shared }\nvar shared *net.Listener\n',
    );
    expect(audienceOfListener(pkg, node)).toBe(audience);
  });
});
