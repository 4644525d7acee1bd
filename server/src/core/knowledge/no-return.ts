/**
 * Functions that never return, by canonical name: `panic` unwinds and runs deferred calls, `exit` ends the process or
 * the goroutine.
 * Sources: builtin, os/proc.go, log/log.go, runtime/panic.go, testing/testing.go (FailNow calls runtime.Goexit),
 * go.uber.org/zap logger.go, github.com/sirupsen/logrus exported.go.
 */
export const NO_RETURN: ReadonlyMap<string, 'panic' | 'no-return'> = new Map([
  ['panic', 'panic'],
  ['os.Exit', 'no-return'],
  ['runtime.Goexit', 'no-return'],
  ['syscall.Exit', 'no-return'],
  ...group('log', ['Fatal', 'Fatalf', 'Fatalln'], 'no-return'),
  ...group('log', ['Panic', 'Panicf', 'Panicln'], 'panic'),
  ...group('log.Logger', ['Fatal', 'Fatalf', 'Fatalln'], 'no-return'),
  ...group('log.Logger', ['Panic', 'Panicf', 'Panicln'], 'panic'),
  ...['testing.T', 'testing.B', 'testing.F', 'testing.TB', 'testing.common'].flatMap((type) =>
    group(type, ['Fatal', 'Fatalf', 'FailNow', 'Skip', 'Skipf', 'SkipNow'], 'no-return'),
  ),
  ...group('github.com/sirupsen/logrus', ['Fatal', 'Fatalf', 'Fatalln'], 'no-return'),
  ...group('github.com/sirupsen/logrus', ['Panic', 'Panicf', 'Panicln'], 'panic'),
  ...group('github.com/sirupsen/logrus.Entry', ['Fatal', 'Fatalf', 'Fatalln'], 'no-return'),
  ...group('github.com/sirupsen/logrus.Logger', ['Fatal', 'Fatalf', 'Fatalln'], 'no-return'),
  ...group('go.uber.org/zap.Logger', ['Fatal'], 'no-return'),
  ...group('go.uber.org/zap.Logger', ['Panic'], 'panic'),
  ...group('go.uber.org/zap.SugaredLogger', ['Fatal', 'Fatalf', 'Fatalw', 'Fatalln'], 'no-return'),
  ...group('go.uber.org/zap.SugaredLogger', ['Panic', 'Panicf', 'Panicw'], 'panic'),
  ...group('k8s.io/klog/v2', ['Fatal', 'Fatalf', 'Fatalln', 'Exit', 'Exitf'], 'no-return'),
  ...group('github.com/golang/glog', ['Fatal', 'Fatalf', 'Fatalln', 'Exit', 'Exitf'], 'no-return'),
]);

function group(
  owner: string,
  names: readonly string[],
  end: 'panic' | 'no-return',
): (readonly [string, 'panic' | 'no-return'])[] {
  return names.map((name) => [`${owner}.${name}`, end] as const);
}
