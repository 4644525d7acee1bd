import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Request body read without a limit on its size',
    what: '{call} in line {line} takes in the body of a request to its end, and no http.MaxBytesReader says how long it may be. {effect}{others}',
    chain: [
      'net/http bounds the header of a request (MaxHeaderBytes), not its body: the handler gets as many bytes as the client sends.',
      'A client, by mistake or on purpose, sends some gigabytes, or a hundred clients send some hundred megabytes each. Without Content-Length (chunked) nothing says beforehand how long the body is.',
      '{effect} Timeouts bound only the time: in the ten seconds of a ReadTimeout a gigabit line delivers over a gigabyte.',
      'The heap or the disk of the process grows by what the clients send, times the requests at a time; the garbage collector works ever harder and all requests get slower.',
      'The kernel kills the container at its memory limit (`OOMKilled`, exit code 137), or writes fail with `no space left on device`: every user is cut off by one upload.',
    ],
    signal:
      'A heap profile with `io.ReadAll`, `bytes.growSlice`, `encoding/json.(*Decoder).refill` or `mime/multipart.(*Reader).ReadForm` at the top; container memory that jumps with single requests; restarts with `OOMKilled`; files named `multipart-*` in the temporary folder.',
    verify:
      "head -c 100000000 /dev/zero | curl -s -o /dev/null -w '%{http_code} after %{size_upload} bytes\\n' -H 'Transfer-Encoding: chunked' -T - -X POST http://localhost:8080/",
    verifyExpect:
      'Put the path of this handler behind the address. The fault: all 100000000 bytes are sent and read, whatever the status. With a limit the upload ends early, with an error status or a closed connection.',
    intercept:
      'Code: http.MaxBytesHandler around the router, or a middleware that sets r.Body, so that no handler can forget it. Edge: a limit at the proxy as well (nginx client_max_body_size is 1 MB by default). CI: gosec G120 for forms. Test: send one byte more than allowed and expect 413.',
    remedy:
      'Before the first read: `r.Body = http.MaxBytesReader(w, r.Body, n)` with n as large as the largest valid request. Reading beyond it gives a *http.MaxBytesError, which errors.As finds: answer 413. An io.LimitReader cuts the body short without an error and leaves the rest on the connection.',
    limits:
      'One finding for each package stands at the first place and lists the others: one limit before the handlers does for all. Silent where the body is replaced or Content-Length is looked at on the way from the handler, where a middleware of the module limits bodies (wherever it is mounted), and where all servers, or all that mount the handler, listen on loopback or a unix socket. What stands behind the next handler of a middleware reads what that one has left: silent. A function that no code of the module calls, or that only tests run, lowers the confidence. A limit at a proxy in front is not seen. Not judged: ParseForm (10 MB by itself), FormValue, binders of frameworks, decoders in a loop, copies to files.',
  },
  'zh-cn': {
    title: '读取请求体时没有大小上限',
    what: '第 {line} 行的 {call} 会把请求体读到底，却没有 http.MaxBytesReader 规定它最多能有多长。{effect}{others}',
    chain: [
      'net/http 只限制请求头（MaxHeaderBytes），不限制请求体：客户端发多少字节，处理函数就收到多少。',
      '某个客户端无意或有意发来几个 GB，或者一百个客户端各发几百 MB。没有 Content-Length（chunked 编码）时，事先也无从知道请求体有多长。',
      '{effect}超时只限制时间：ReadTimeout 为十秒时，千兆线路也能送来一个多 GB。',
      '进程的堆或磁盘随客户端发送的数据增长，再乘以同时处理的请求数；垃圾回收越来越忙，所有请求都变慢。',
      '容器达到内存上限后被内核杀掉（`OOMKilled`，退出码 137），或者写入失败，报 `no space left on device`：一次上传就让所有用户断线。',
    ],
    signal:
      '堆剖析中排在最前的是 `io.ReadAll`、`bytes.growSlice`、`encoding/json.(*Decoder).refill` 或 `mime/multipart.(*Reader).ReadForm`；容器内存随个别请求突增；因 `OOMKilled` 重启；临时目录中出现名为 `multipart-*` 的文件。',
    verify:
      "head -c 100000000 /dev/zero | curl -s -o /dev/null -w '%{http_code} after %{size_upload} bytes\\n' -H 'Transfer-Encoding: chunked' -T - -X POST http://localhost:8080/",
    verifyExpect:
      '在地址后面加上这个处理函数的路径。有问题时：100000000 字节全部发出并被读取，与状态码无关。设了上限时，上传会提前结束，得到错误状态码或连接被关闭。',
    intercept:
      '代码：用 http.MaxBytesHandler 包住路由，或用一个设置 r.Body 的中间件，任何处理函数都不会漏掉。入口：在代理上也设上限（nginx 的 client_max_body_size 默认 1 MB）。CI：表单可用 gosec G120。测试：比允许的多发一个字节，期望得到 413。',
    remedy:
      '在第一次读取之前写 `r.Body = http.MaxBytesReader(w, r.Body, n)`，n 取最大的合法请求的大小。超出后读取返回 *http.MaxBytesError，用 errors.As 识别并应答 413。io.LimitReader 只会悄悄截断请求体而不报错，剩余数据还留在连接上。',
    limits:
      '每个包只报告一处，标在第一处，并列出其余各处：在处理函数之前设一个上限就够了。从处理函数到读取处，如果请求体被替换过或检查过 Content-Length，或者模块中有限制请求体的中间件（无论挂在哪里），或者所有服务器（或挂载该处理函数的那些）都只监听回环地址或 unix 套接字，就不报告。中间件在调用下一个处理函数之后再读，读到的只是它留下的内容：不报告。本模块没有代码调用、或只有测试会运行的函数，会降低置信度。看不到前置代理上的限制。不判断：ParseForm（自带 10 MB 上限）、FormValue、框架的绑定函数、循环中的解码器、复制到文件。',
  },
};
