import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { closeAll, open, pause, until, withFindings } from './support.ts';

export function serverSuite(): void {
  describe('server process', () => {
    afterEach(closeAll);

    it('is one, and is started again after a crash', async function () {
      if (process.platform !== 'linux') this.skip();
      const document = await open('orders.go');
      await withFindings(document, 1);
      const [pid, ...more] = serverProcesses();
      assert.ok(pid, 'the server runs');
      assert.deepEqual(more, []);
      process.kill(pid, 'SIGKILL');
      await until('another server', () => serverProcesses().find((other) => other !== pid));
      await pause(200);
      await withFindings(document, 1);
    });
  });
}

/** Language servers that this extension host started, from Linux's process table. */
function serverProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(
          readFileSync(`/proc/${pid}/stat`, 'utf8')
            .replace(/^.*\) \S+ /, '')
            .split(' ')[0],
        );
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server.js');
      } catch {
        return false;
      }
    });
}
