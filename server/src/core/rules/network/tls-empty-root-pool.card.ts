import type { Card } from '../rule.ts';

export const CARD: { readonly en: Card; readonly 'zh-cn': Card } = {
  en: {
    title: 'Certificate pool that may stay empty',
    what: 'Line {line} adds PEM data to {pool}, a new pool, and ignores whether a certificate was found in it. An empty pool is not the same as none: it takes the place of the roots of the system and trusts nobody.',
    chain: [
      'The PEM data at line {line} holds no certificate: an empty or cut-off file, a key in place of the certificate, DER in place of PEM, a secret that is not mounted yet.',
      'AppendCertsFromPEM passes over what it cannot read and returns false. There is no error, and nobody looks.',
      '{pool} stays empty, but it is not nil. Set as RootCAs or ClientCAs it replaces the roots of the system.',
      'The program starts as if all were well. Every handshake that is verified with this pool fails with `x509: certificate signed by unknown authority`.',
      'Users see every call to that service fail (or every client turned away), and the error names the certificate of the other side, not the file that is wrong here.',
    ],
    signal:
      'From the first handshake on, `x509: certificate signed by unknown authority` in the log of the one that verifies, and `remote error: tls: unknown certificate authority` or `bad certificate` in that of the other.',
    verify: 'openssl crl2pkcs7 -nocrl -certfile ca.pem | openssl pkcs7 -print_certs -noout',
    verifyExpect:
      'Put in the file that is loaded here. It prints a subject for each certificate; an error, or no subject at all, means that the pool stays empty.',
    intercept:
      'In a test of the function that builds the pool: a file without a certificate must give an error.',
    remedy:
      'Look at the result: `if !{pool}.AppendCertsFromPEM(pem) { return an error that names the file }`. To trust a private CA besides the public ones, begin with `x509.SystemCertPool()` in place of `x509.NewCertPool()`.',
    limits:
      'Even a result of true only says that one certificate was read; others in the same data may have been passed over. Data that is written in the program, embedded in it or made by it is taken for good, and so is data that the function decodes itself with pem.Decode. Where somebody else may give other data in place of what the program makes, or of what the module itself writes into a store under the same key, the confidence is low. A pool that begins with the roots of the system is not reported. Neither is one whose configurations verify nothing (InsecureSkipVerify) and so do not look at it. Whether a private pool is used for public hosts as well is not judged.',
  },
  'zh-cn': {
    title: '证书池可能一直是空的',
    what: '第 {line} 行把 PEM 数据加进新建的 {pool}，却没有看里面是否找到了证书。空的证书池不等于没有设置：它会取代系统根证书，并且谁也不信任。',
    chain: [
      '第 {line} 行的 PEM 数据里没有证书：文件为空或被截断、放成了私钥、是 DER 而不是 PEM，或者 Secret 还没有挂载。',
      'AppendCertsFromPEM 跳过读不懂的内容并返回 false。它不返回 error，也没有人看返回值。',
      '{pool} 仍然是空的，但不是 nil。作为 RootCAs 或 ClientCAs 时，它取代了系统根证书。',
      '程序照常启动。凡是用这个池来校验的握手都会失败：`x509: certificate signed by unknown authority`。',
      '用户看到的是对该服务的所有调用都失败（或所有客户端都被拒绝），而错误指向对方的证书，而不是这里加载错了的文件。',
    ],
    signal:
      '从第一次握手起，负责校验的一方日志里出现 `x509: certificate signed by unknown authority`，另一方出现 `remote error: tls: unknown certificate authority` 或 `bad certificate`。',
    verify: 'openssl crl2pkcs7 -nocrl -certfile ca.pem | openssl pkcs7 -print_certs -noout',
    verifyExpect:
      '把文件名换成这里加载的文件。每张证书会打印一个 subject；报错或一个 subject 都没有，说明证书池会是空的。',
    intercept: '给构建证书池的函数写测试：传入一个不含证书的文件必须返回错误。',
    remedy:
      '检查返回值：`if !{pool}.AppendCertsFromPEM(pem)` 就返回一个写明文件名的错误。如果要在公共 CA 之外再信任私有 CA，用 `x509.SystemCertPool()` 代替 `x509.NewCertPool()` 作为起点。',
    limits:
      '返回 true 也只说明至少读到了一张证书，同一份数据里的其他证书仍可能被跳过。写在程序里、嵌入程序或由程序生成的数据视为有效，函数自己用 pem.Decode 解码过的数据也是如此。如果程序自己生成数据、但别处也可能传入别的数据，或数据取自本模块自己用同一个键写入的存储，则以低置信度显示。以系统根证书为起点的池不报告。只交给不做校验的配置（InsecureSkipVerify）的池也不报告，因为它们不看这个池。私有证书池是否也被用于访问公共主机不作判断。',
  },
};
