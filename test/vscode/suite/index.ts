import { appendFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';

/**
 * VS Code calls this in the extension host. The report goes to the file in PREMORTEM_SUITE_LOG; its last line,
 * `SUITE_RESULT {…}`, is the proof that the suite ran to its end.
 */
export async function run(): Promise<void> {
  const file = process.env.PREMORTEM_SUITE_LOG;
  const print = (...args: unknown[]): void => {
    if (file) appendFileSync(file, `${format(...args)}\n`);
    else console.log(...args);
  };
  Mocha.reporters.Base.consoleLog = print;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: false,
    reporter: 'spec',
    ...(process.env.PREMORTEM_SUITE_GREP ? { grep: process.env.PREMORTEM_SUITE_GREP } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // the order matters: the first wants an extension that has not run yet
  for (const register of [
    (await import('./activation.ts')).activation,
    (await import('./findings.ts')).findings,
    (await import('./hover.ts')).hover,
    (await import('./fixes.ts')).fixes,
    (await import('./settings.ts')).settings,
    (await import('./commands.ts')).commandsSuite,
    (await import('./server.ts')).serverSuite,
    (await import('./timing.ts')).timing,
  ]) {
    register();
  }
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      print(`SUITE_RESULT ${JSON.stringify(runner.stats)}`);
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
  });
}
