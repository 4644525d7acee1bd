/**
 * Modules and packages that are there to write tests with: what imports them asserts, or runs specs. ginkgo README, "a mature
 * testing framework for Go"; gomega "a matcher/assertion library"; testify "tools for testifying that your code will behave as you
 * intend"; check.v1 "rich testing for the Go language"; goconvey "testing in the browser"; httpexpect "end-to-end HTTP and REST
 * API testing"; gotest.tools "packages to augment go testing"; quicktest "helpers for writing tests"; terratest "automated tests
 * for your infrastructure"; testcontainers "for integration tests"; controller-runtime pkg/envtest "libraries for integration
 * testing"; matryer/is "Professional lightweight testing mini-framework for Go"; e2e-framework "a Go framework for end-to-end testing of components running in Kubernetes clusters".
 */
export const TEST_FRAMEWORKS: readonly string[] = [
  'github.com/frankban/quicktest',
  'github.com/gavv/httpexpect',
  'github.com/gruntwork-io/terratest',
  'github.com/matryer/is',
  'github.com/onsi/ginkgo',
  'github.com/onsi/gomega',
  'github.com/smartystreets/goconvey',
  'github.com/stretchr/testify',
  'github.com/testcontainers',
  'github.com/flynn/go-check',
  'github.com/go-check/check',
  'github.com/pingcap/check',
  'gopkg.in/check.v1',
  'gotest.tools',
  'sigs.k8s.io/controller-runtime/pkg/envtest',
  'sigs.k8s.io/e2e-framework',
];

/**
 * Types that answer the calls of a mock with what a test expects (gomock controller.go, Controller: "It defines the scope and
 * lifetime of mock objects, as well as their expectations"; testify mock/mock.go, Mock: "Mock is the workhorse used to track
 * activity on another object").
 */
export const MOCK_CORES: ReadonlySet<string> = new Set([
  'github.com/golang/mock/gomock.Controller',
  'go.uber.org/mock/gomock.Controller',
  'github.com/stretchr/testify/mock.Mock',
]);

/**
 * Import paths of drivers whose rows a test writes down, and the method by which reading them fails (go-sqlmock and pgxmock, rows.go,
 * Rows.RowError: "allows to set an error which will be returned when a given row number is read").
 */
export const SCRIPTED_ROWS: { readonly drivers: ReadonlySet<string>; readonly failing: string } = {
  drivers: new Set([
    'github.com/DATA-DOG/go-sqlmock',
    'gopkg.in/DATA-DOG/go-sqlmock.v1',
    'github.com/pashagolub/pgxmock',
    'github.com/pashagolub/pgxmock/v2',
    'github.com/pashagolub/pgxmock/v3',
    'github.com/pashagolub/pgxmock/v4',
    'github.com/pashagolub/pgxmock/v5',
  ]),
  failing: 'RowError',
};
