/** Declarations of HTTP, RPC and helper libraries: the parts that rules ask about. */
export const SERVICE_LIBRARIES: Readonly<Record<string, string>> = {
  // golang.org/x/sync v0.10, errgroup/errgroup.go
  'golang.org/x/sync/errgroup': `package errgroup
import "context"
type Group struct { }
func WithContext(ctx context.Context) (*Group, context.Context)
func (g *Group) Go(f func() error)
func (g *Group) TryGo(f func() error) bool
func (g *Group) Wait() error
func (g *Group) SetLimit(n int)
`,
  // github.com/samber/lo v1.47, errors.go
  'github.com/samber/lo': `package lo
func Must[T any](val T, err interface{}, messageArgs ...interface{}) T
func Must0(err interface{}, messageArgs ...interface{})
func Must1[T any](val T, err interface{}, messageArgs ...interface{}) T
func ToPtr[T any](x T) *T
`,
  // github.com/gorilla/websocket v1.5, client.go: the response of a dial needs no Close
  'github.com/gorilla/websocket': `package websocket
import "context"
import "net/http"
type Conn struct { }
type Dialer struct { }
var DefaultDialer *Dialer
func (d *Dialer) Dial(urlStr string, requestHeader http.Header) (*Conn, *http.Response, error)
func (d *Dialer) DialContext(ctx context.Context, urlStr string, requestHeader http.Header) (*Conn, *http.Response, error)
func (c *Conn) Close() error
func (c *Conn) ReadMessage() (int, []byte, error)
func (c *Conn) WriteMessage(messageType int, data []byte) error
`,
  // github.com/hashicorp/go-retryablehttp v0.7, client.go
  'github.com/hashicorp/go-retryablehttp': `package retryablehttp
import "context"
import "io"
import "net/http"
import "net/url"
import "time"
type Client struct { HTTPClient *http.Client; RetryWaitMin time.Duration; RetryWaitMax time.Duration; RetryMax int; Logger interface{} }
type Request struct { *http.Request }
func NewClient() *Client
func NewRequest(method, url string, rawBody interface{}) (*Request, error)
func NewRequestWithContext(ctx context.Context, method, url string, rawBody interface{}) (*Request, error)
func FromRequest(r *http.Request) (*Request, error)
func Get(url string) (*http.Response, error)
func Head(url string) (*http.Response, error)
func Post(url, bodyType string, body interface{}) (*http.Response, error)
func PostForm(url string, data url.Values) (*http.Response, error)
func (c *Client) Do(req *Request) (*http.Response, error)
func (c *Client) Get(url string) (*http.Response, error)
func (c *Client) Head(url string) (*http.Response, error)
func (c *Client) Post(url, bodyType string, body interface{}) (*http.Response, error)
func (c *Client) PostForm(url string, data url.Values) (*http.Response, error)
func (c *Client) StandardClient() *http.Client
`,
  // golang.org/x/net v0.34, context/ctxhttp/ctxhttp.go
  'golang.org/x/net/context/ctxhttp': `package ctxhttp
import "context"
import "io"
import "net/http"
import "net/url"
func Do(ctx context.Context, client *http.Client, req *http.Request) (*http.Response, error)
func Get(ctx context.Context, client *http.Client, url string) (*http.Response, error)
func Head(ctx context.Context, client *http.Client, url string) (*http.Response, error)
func Post(ctx context.Context, client *http.Client, url string, bodyType string, body io.Reader) (*http.Response, error)
func PostForm(ctx context.Context, client *http.Client, url string, data url.Values) (*http.Response, error)
`,
  // github.com/gin-gonic/gin v1.10, context.go, gin.go
  'github.com/gin-gonic/gin': `package gin
import "net/http"
import "time"
type Context struct { Request *http.Request; Keys map[string]interface{} }
type Engine struct { }
type HandlerFunc func(*Context)
type H map[string]interface{}
func New() *Engine
func Default() *Engine
func (engine *Engine) Run(addr ...string) error
func (engine *Engine) RunTLS(addr, certFile, keyFile string) error
func (c *Context) JSON(code int, obj interface{})
func (c *Context) Deadline() (deadline time.Time, ok bool)
func (c *Context) Done() <-chan struct{}
func (c *Context) Err() error
func (c *Context) Value(key interface{}) interface{}
`,
  // go.uber.org/zap v1.27, logger.go, sugar.go
  'go.uber.org/zap': `package zap
type Logger struct { }
type SugaredLogger struct { }
type Field struct { }
func L() *Logger
func S() *SugaredLogger
func NewProduction() (*Logger, error)
func (log *Logger) Sugar() *SugaredLogger
func (log *Logger) Fatal(msg string, fields ...Field)
func (log *Logger) Panic(msg string, fields ...Field)
func (log *Logger) Error(msg string, fields ...Field)
func (s *SugaredLogger) Fatal(args ...interface{})
func (s *SugaredLogger) Fatalf(template string, args ...interface{})
func (s *SugaredLogger) Fatalw(msg string, keysAndValues ...interface{})
func (s *SugaredLogger) Panic(args ...interface{})
func (s *SugaredLogger) Panicf(template string, args ...interface{})
`,
  // github.com/sirupsen/logrus v1.9, exported.go, entry.go, logger.go
  'github.com/sirupsen/logrus': `package logrus
type Logger struct { }
type Entry struct { }
type Fields map[string]interface{}
func New() *Logger
func WithError(err error) *Entry
func WithField(key string, value interface{}) *Entry
func WithFields(fields Fields) *Entry
func Fatal(args ...interface{})
func Fatalf(format string, args ...interface{})
func Fatalln(args ...interface{})
func Panic(args ...interface{})
func Panicf(format string, args ...interface{})
func (entry *Entry) WithError(err error) *Entry
func (entry *Entry) WithField(key string, value interface{}) *Entry
func (entry *Entry) Fatal(args ...interface{})
func (entry *Entry) Fatalf(format string, args ...interface{})
func (entry *Entry) Panic(args ...interface{})
func (logger *Logger) Fatal(args ...interface{})
func (logger *Logger) Fatalf(format string, args ...interface{})
func (logger *Logger) Panic(args ...interface{})
`,
};
