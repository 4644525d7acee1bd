import { describe, expect, it } from 'vitest';
import { shortName } from '../../server/src/core/rules/support/lines.ts';

describe('names in messages', () => {
  it('are kept as they are written while they are short', () => {
    expect(shortName('s.client.Get')).toBe('s.client.Get');
  });

  it('lose what stands before the last field when they are long', () => {
    expect(shortName('server.configuration.upstream.client')).toBe('client');
  });

  it('end in an ellipsis when that is long too', () => {
    expect(shortName('server.UpstreamClientWithRetriesAndBackoff')).toBe('UpstreamClientWithRetri…');
  });
});
