import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Resolver with its own Dial that may never be called',
    what: 'A net.Resolver sets Dial at line {line}, but not PreferGo. Dial belongs to Go’s own resolver. Where Go hands the question to the operating system instead, Dial is ignored without a word.',
    chain: [
      'Dial, set at line {line}, sends the DNS questions of this resolver to a server of your choice, as long as Go’s own resolver asks them.',
      'Without PreferGo, the platform and the environment choose who asks: macOS, iOS, Android, Windows and Plan 9 take the resolver of the system; so does a Linux build with cgo when GODEBUG=netdns=cgo, RES_OPTIONS, HOSTALIASES or LOCALDOMAIN is set, or when resolv.conf or nsswitch.conf holds something that Go does not know.',
      'The resolver of the system never calls Dial. There is no error: the question goes to the name servers of the machine.',
      'The name gets another answer than intended: none (`no such host`), a public address for a private name, or one from a resolver that was to be avoided. It worked in CI, on Linux.',
      'Users see calls that fail, or that reach the wrong server, on some machines only.',
    ],
    signal:
      'No packets to the intended DNS server. With `GODEBUG=netdns=2` in the environment, the program prints for each look-up which order it takes: `hostLookupOrder(name) = cgo` is the system.',
    verify: 'GODEBUG=netdns=cgo+2 go test ./...',
    verifyExpect:
      'Run it where cgo is on and a C compiler is there. On Linux this makes Go choose the C library as macOS does by default. For the names of this resolver, `hostLookupOrder(...) = cgo` in the output shows that Dial is passed by, and tests of the resolver that pass without GODEBUG fail. With PreferGo the order is `files,dns` or `dns`.',
    intercept:
      'In a test: a Dial that counts its calls must have been called after one look-up; run that test with `GODEBUG=netdns=cgo` too.',
    remedy:
      'Set `PreferGo: true` beside Dial. It is the only setting that the program itself controls: GODEBUG and the build tag `netgo` depend on who runs and who builds it.',
    limits:
      'A build with the tag `netgo`, and on Linux and the BSDs one without cgo, always takes Go’s resolver; how the program is built is not seen, except for a `//go:build netgo` or `//go:debug netdns=go` in the file. MX, NS, SRV and TXT records are asked for by Go’s resolver on every Unix, so a resolver that asks for nothing else is shown at medium confidence, and so is one in a file for Linux only. Putting back a Dial that was read from the same resolver is not reported. On Windows, PreferGo has worked since Go 1.19. Go’s resolver does not know all that a system may know (mDNS, plug-ins of nsswitch).',
  },
  'zh-cn': {
    title: '自定义了 Dial 的解析器可能从不调用它',
    what: '第 {line} 行给 net.Resolver 设置了 Dial，却没有设置 PreferGo。Dial 只属于 Go 自己的解析器；当 Go 把查询交给操作系统时，Dial 会被悄悄忽略。',
    chain: [
      '第 {line} 行的 Dial 把这个解析器的 DNS 查询发往你指定的服务器，前提是查询由 Go 自己的解析器发出。',
      '没有 PreferGo 时，由平台和环境决定谁来查询：macOS、iOS、Android、Windows、Plan 9 使用系统解析器；启用 cgo 的 Linux 程序在设置了 GODEBUG=netdns=cgo、RES_OPTIONS、HOSTALIASES、LOCALDOMAIN，或 resolv.conf、nsswitch.conf 里有 Go 不认识的内容时也是如此。',
      '系统解析器从不调用 Dial，也不报错：查询发给了这台机器自己的名称服务器。',
      '得到的答案与预期不同：查不到（`no such host`）、内部名称解析成公网地址，或者答案恰恰来自想要避开的解析器。而在 Linux 的 CI 上一切正常。',
      '最终用户看到的是：只在某些机器上，请求失败或连到了错误的服务器。',
    ],
    signal:
      '指定的 DNS 服务器收不到任何报文。环境变量 `GODEBUG=netdns=2` 会让程序为每次查询打印所用的顺序：`hostLookupOrder(名称) = cgo` 就是走了系统解析器。',
    verify: 'GODEBUG=netdns=cgo+2 go test ./...',
    verifyExpect:
      '需要启用 cgo 并装有 C 编译器。在 Linux 上，这会让 Go 像 macOS 默认那样选用 C 库解析器。对这个解析器查询的名称，输出里出现 `hostLookupOrder(...) = cgo` 就说明 Dial 被绕过，不加 GODEBUG 能通过的相关测试会失败。设置 PreferGo 后顺序是 `files,dns` 或 `dns`。',
    intercept: '测试中：用会计数的 Dial，查询一次之后计数必须大于 0；同时用 `GODEBUG=netdns=cgo` 再跑一遍。',
    remedy:
      '在 Dial 旁边设置 `PreferGo: true`。这是唯一由程序自己控制的开关：GODEBUG 和构建标签 `netgo` 取决于谁来运行、谁来构建。',
    limits:
      '带 `netgo` 标签的构建，以及 Linux 和 BSD 上不带 cgo 的构建，总是使用 Go 的解析器；除了文件里的 `//go:build netgo` 或 `//go:debug netdns=go`，程序如何构建是看不到的。MX、NS、SRV、TXT 记录在所有 Unix 上都由 Go 的解析器查询，因此只查这些的解析器以中等置信度显示，只为 Linux 构建的文件也是如此。把先前从同一个解析器读出的 Dial 放回去不报告。在 Windows 上，PreferGo 自 Go 1.19 起才有效。Go 的解析器并不掌握系统可能知道的一切（mDNS、nsswitch 插件）。',
  },
};
