import { each, type PackageBehaviour } from './model.ts';

export const OS_EXEC: PackageBehaviour = {
  paths: ['os/exec'],
  functions: {
    CommandContext: {
      storesContext: 0,
      source: 'exec.go: The provided context is used to interrupt the process',
    },
    // the context of CommandContext kills the process; Wait alone is how supervisors live with a child
    ...each(
      ['Run', 'Output', 'CombinedOutput'],
      {
        blocks: { category: 'exec', context: 'command', result: 'settled' },
        source: 'exec.go: Run starts the specified command and waits for it to complete',
      },
      ['Cmd'],
    ),
    'Cmd.Wait': {
      blocks: { category: 'exec' },
      source:
        'exec.go: Wait waits for the command to exit and waits for any copying to stdin or copying from stdout or stderr to complete',
    },
    ...each(
      ['StdoutPipe', 'StderrPipe'],
      {
        resultClosedBy: 'os/exec.Cmd.Wait',
        source:
          'exec.go: [Cmd.Wait] will close the pipe after seeing the command exit, so most callers need not close the pipe themselves',
      },
      ['Cmd'],
    ),
    'Cmd.StdinPipe': {
      resultClosedBy: 'os/exec.Cmd.Wait',
      source: 'exec.go: The pipe will be closed automatically after [Cmd.Wait] sees the command exit',
    },
  },
};
