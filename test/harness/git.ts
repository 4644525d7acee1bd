import { spawnSync } from 'node:child_process';

/** Whether git can be run; says why the tests that need it are skipped when it cannot. */
export const hasGit: boolean = spawnSync('git', ['--version']).status === 0;
if (!hasGit) console.log('skipped: tests of the self-check, git is not on the PATH; with it: npm test');
