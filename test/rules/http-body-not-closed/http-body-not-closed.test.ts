import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../server/src/core/render/card.ts';
import { findingsIn } from '../../harness/program.ts';

const source = (body: string): string =>
  `package a\n\nimport (\n\t"io"\n\t"net/http"\n)\n\nfunc read(peer *http.Client, u string) ([]byte, error) {\n\tresp, err := peer.Get(u)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n${body}}\n`;

describe('the card says what a read to the end changes', () => {
  const cards = (body: string): string[] => {
    const [finding, ...others] = findingsIn(source(body));
    expect(others).toEqual([]);
    return [renderCard(finding!, 'en', 'hover'), renderCard(finding!, 'zh-cn', 'hover')];
  };

  test('after a read error the connection is gone', () => {
    const [en, zh] = cards(
      '\tdata, err := io.ReadAll(resp.Body)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tresp.Body.Close()\n\treturn data, nil\n',
    );
    expect(en).toContain('gives a connection up after a read error');
    expect(zh).toContain('读取出错后会放弃连接');
  });

  test('read to its end and never closed', () => {
    const [en] = cards(
      '\tdata, err := io.ReadAll(resp.Body)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\treturn data, nil\n',
    );
    expect(en).toContain('was read to its end');
  });

  test('nothing of the kind where it was not read', () => {
    const [en] = cards(
      '\tif resp.StatusCode != 200 {\n\t\treturn nil, io.EOF\n\t}\n\tresp.Body.Close()\n\treturn nil, nil\n',
    );
    expect(en).not.toContain('read error');
    expect(en).not.toContain('was read to its end');
  });

  test('a dropped read error changes nothing', () => {
    const [en] = cards('\tdata, _ := io.ReadAll(resp.Body)\n\treturn data, nil\n');
    expect(en).toContain('a failed read closes it');
  });
});

describe('the message says what a decoder leaves behind', () => {
  test('on an early return', () => {
    const [finding] = findingsIn(
      'package a\n\nimport (\n\t"encoding/json"\n\t"net/http"\n)\n\nfunc decode(peer *http.Client, u string, v any) error {\n\tresp, err := peer.Get(u)\n\tif err != nil {\n\t\treturn err\n\t}\n\tif err := json.NewDecoder(resp.Body).Decode(v); err != nil {\n\t\treturn err\n\t}\n\treturn resp.Body.Close()\n}\n',
    );
    expect(finding?.message.en).toContain('a decoder need not read it to its end');
    expect(finding?.severity).toBe('warning');
  });
});

describe('the message of a body that only one path leaves unread names that path', () => {
  const messages = (body: string): string[] =>
    findingsIn(source(`\tif resp.StatusCode != 200 {\n\t\treturn nil, io.EOF\n\t}\n${body}`)).map(
      ({ message }) => message.en,
    );

  test('where others read it', () => {
    expect(messages('\treturn io.ReadAll(resp.Body)\n')).toEqual([
      'resp.Body is neither read nor closed on the path that returns at line 14: it keeps one connection',
    ]);
  });

  test('not where nobody reads it', () => {
    expect(messages('\treturn nil, nil\n')).toEqual([
      'resp.Body is neither read nor closed: each call keeps one connection',
    ]);
  });
});

describe('the message of a test says how long the connection is kept', () => {
  const inTest = (cancel: string): string | undefined =>
    findingsIn(
      `package a\n\nimport (\n\t"context"\n\t"net/http"\n\t"testing"\n)\n\nfunc TestStop(t *testing.T) {\n\tctx, cancel := context.WithCancel(context.Background())\n\tstop := make(chan func(), 1)\n\tstop <- cancel\n\treq, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/", nil)\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tres, err := http.DefaultClient.Do(req)\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif res.StatusCode != 200 {\n\t\tt.Fatal(res.Status)\n\t}\n${cancel}}\n`,
      {
        path: 'a/a_test.go',
        rules: ['http-body-not-closed'],
        config: { tests: 'full', minConfidence: 'low' },
      },
    )[0]?.message.en;

  test('until the context ends that the test cancels', () => {
    expect(inTest('\tt.Cleanup(cancel)\n')).toContain('until its context ends');
  });

  test('until the tests end where nobody cancels', () => {
    expect(inTest('')).toContain('until the tests end');
  });
});
