import type { Localized } from '../../finding.ts';
import type { Leak } from '../../flow/model.ts';
import type { Report } from '../rule.ts';
import { type KeptSpan, keptFor } from '../support/process.ts';

export function cancelledMessage({ reason }: Leak, closer: string): Report['message'] {
  if (reason === 'discarded') {
    return {
      en: 'The response is dropped, so its body is never closed: each call costs a connection that could be used again',
      'zh-cn': '响应被丢弃，响应体永远不会关闭：每次调用损失一个本可复用的连接',
    };
  }
  return {
    en: `${closer} is not closed: each call may cost a connection that could be used again`,
    'zh-cn': `${closer} 没有关闭：每次调用可能损失一个本可复用的连接`,
  };
}

export function emptyMessage(closer: string): Report['message'] {
  return {
    en: `${closer} is not closed: the answer to HEAD has no body, but the client asks to close it`,
    'zh-cn': `${closer} 没有关闭：HEAD 的应答没有响应体，但客户端库要求关闭它`,
  };
}

/** net/http/transfer.go, readTransfer: `if isResponse && (noResponseBodyExpected(t.RequestMethod) || ...) { t.Body = NoBody`. */
export const EMPTY: Report['message'] = {
  en: 'The client sends HEAD here, whose answer has no body: net/http has the connection back at once, so that nothing is kept.',
  'zh-cn': '客户端库在这里发送 HEAD，应答没有响应体：net/http 立即收回连接，没有任何占用。',
};

export const READ: Report['message'] = {
  en: 'The call gives the bytes of the body beside the response: whoever has read them, in code that is not at hand, has most probably closed it too.',
  'zh-cn': '这个调用在返回响应的同时给出了响应体的字节：读取它的代码（这里看不到）很可能也已将其关闭。',
};

export const CANCELLED: Report['message'] = {
  en: 'The deferred cancel ends the request when the function returns: net/http closes the connection (HTTP/1) or resets the stream (HTTP/2) then, so that none is kept, but none is used again either.',
  'zh-cn':
    '函数返回时，延迟调用的 cancel 会结束请求：net/http 此时关闭连接（HTTP/1）或重置流（HTTP/2），连接不会被一直占用，但也无法复用。',
};

/** net/http/transfer.go, readTransfer: an answer without a body gets NoBody; transport.go, readLoop: with it the connection goes back at once. */
export const MAY_BE_EMPTY: Report['message'] = {
  en: 'Nothing here looks at the body, and an answer without one, as PUT, POST, DELETE and redirects often give, keeps no connection.',
  'zh-cn': '这里没有代码查看响应体；没有响应体的应答（PUT、POST、DELETE 和重定向常常如此）不占用连接。',
};

/** net/http/transfer.go, body.readLocked: the read that gives the last byte of a body with a Content-Length gives EOF too. */
export const DECODED: Report['message'] = {
  en: 'On this path a decoder has read the body: the read that gives the last byte of a short body with a Content-Length mostly gives its end too, and with it the connection back.',
  'zh-cn':
    '这条路径上解码器已读取响应体：对带 Content-Length 的短响应体，读到最后一个字节时通常同时得到 EOF，连接随之归还。',
};

/** The same of who knows how much there is. */
export const COUNTED: Report['message'] = {
  en: 'On this path as many bytes were read as were asked for: if that is all of a body with a Content-Length, its last read gives the end too, and with it the connection back.',
  'zh-cn':
    '这条路径上已读取所要求的字节数：如果这就是带 Content-Length 的响应体的全部内容，最后一次读取同时得到 EOF，连接随之归还。',
};

/** What a read to the end changes about the card (net/http/transport.go, bodyEOFSignal.Read). */
export const READ_TO_END: Readonly<Record<'failed' | 'ended', Report['message']>> = {
  failed: {
    en: 'On this path reading the body failed, and net/http gives a connection up after a read error: this costs little as long as the body is always read to its end.',
    'zh-cn': '这条路径上读取响应体已经出错，net/http 在读取出错后会放弃连接：只要每次都读到末尾，代价很小。',
  },
  ended: {
    en: 'On this path the body was read to its end, which gives an HTTP/1.x connection back, and a failed read closes it: the chain begins when a later change stops reading early.',
    'zh-cn':
      '这条路径上响应体已读到末尾，HTTP/1.x 连接会因此归还，读取失败则连接关闭：以后有人改成提前停止读取时，这条链才会开始。',
  },
};

const CONNECTION: Localized = { en: 'one connection', 'zh-cn': '一个连接' };

/** Whether another path closes the body, or gives it to somebody who does. */
export function isSeenTo({ releasedElsewhere, resource }: Leak): boolean {
  return releasedElsewhere || resource.movesAway;
}

export function message(
  leak: Leak,
  name: string,
  closer: string,
  line: number,
  span: KeptSpan,
): Report['message'] {
  const kept = keptFor(CONNECTION, span);
  if (leak.reading === 'failed') {
    return {
      en: `${closer} is not closed on the path that returns at line ${line}, after a read error`,
      'zh-cn': `读取出错后从第 ${line} 行返回的路径上，${closer} 没有关闭`,
    };
  }
  if (leak.reading === 'ended') {
    return isSeenTo(leak)
      ? {
          en: `${closer} is not closed on the path that leaves at line ${line}: only its end gives the connection back`,
          'zh-cn': `从第 ${line} 行离开的路径上 ${closer} 没有关闭：只有读到末尾才会归还连接`,
        }
      : {
          en: `${closer} is never closed: only reading it to its end gives the connection back`,
          'zh-cn': `${closer} 从未关闭：只有读到末尾才会归还连接`,
        };
  }
  // what a decoder leaves behind is mostly nothing, so that not every call keeps a connection
  if (leak.reading === 'decoded' && leak.reason !== 'never-released') {
    return {
      en: `${closer} stays open on the path that leaves at line ${line}: a decoder need not read it to its end`,
      'zh-cn': `从第 ${line} 行离开的路径上 ${closer} 没有关闭：解码器不一定读到末尾`,
    };
  }
  switch (leak.reason) {
    case 'discarded':
      return {
        en: `The response is dropped, so its body is never closed: ${kept.en}`,
        'zh-cn': `响应被丢弃，响应体永远不会关闭：${kept['zh-cn']}`,
      };
    case 'overwritten':
      return {
        en: `${name} is overwritten at line ${line} with its body open: each time keeps one connection`,
        'zh-cn': `${name} 在第 ${line} 行被覆盖时响应体仍未关闭：每次占用一个连接`,
      };
    case 'loop-iteration':
      return {
        en: `${closer} is still open when the loop goes round: each iteration keeps one connection`,
        'zh-cn': `进入下一次循环时 ${closer} 仍未关闭：每次迭代占用一个连接`,
      };
    case 'early-return':
      if (leak.releasedElsewhere && leak.reading === 'unknown') {
        return {
          en: `${closer} stays open on the path that returns at line ${line}: left unread, it keeps one connection`,
          'zh-cn': `在第 ${line} 行返回的路径上 ${closer} 没有关闭：没有读完就会占用一个连接`,
        };
      }
      if (leak.releasedElsewhere) {
        return {
          en: `${closer} stays open on the path that returns at line ${line}: ${kept.en}`,
          'zh-cn': `在第 ${line} 行返回的路径上 ${closer} 没有关闭：${kept['zh-cn']}`,
        };
      }
      break;
    default:
  }
  const isReadElsewhere = leak.resource.leaks.some(({ reading }) => reading !== 'unread');
  if (leak.reading === 'unread' && leak.reason === 'early-return' && isReadElsewhere) {
    return {
      en: `${closer} is neither read nor closed on the path that returns at line ${line}: it keeps one connection`,
      'zh-cn': `从第 ${line} 行返回的路径上 ${closer} 既没有读取也没有关闭：占用一个连接`,
    };
  }
  if (leak.reading === 'unread') {
    return {
      en: `${closer} is neither read nor closed: ${kept.en}`,
      'zh-cn': `${closer} 既没有读取也没有关闭：${kept['zh-cn']}`,
    };
  }
  return span === 'per call'
    ? {
        en: `${closer} is not closed: each call keeps one connection until the body is read to its end`,
        'zh-cn': `${closer} 没有关闭：在读到末尾之前，每次调用占用一个连接`,
      }
    : {
        en: `${closer} is not closed: it keeps one connection until the body is read to its end`,
        'zh-cn': `${closer} 没有关闭：在读到末尾之前占用一个连接`,
      };
}
