import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../server/src/core/render/card.ts';
import { findingsIn } from '../../harness/program.ts';

const source = (body: string): string =>
  `package a\n\nimport (\n\t"io"\n\t"net/http"\n)\n\nfunc read(u string) ([]byte, error) {\n\tresp, err := http.Get(u)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n${body}}\n`;

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
});
