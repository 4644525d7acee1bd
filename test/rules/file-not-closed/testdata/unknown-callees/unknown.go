package unknown

import (
	"io"
	"os"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"gopkg.in/yaml.v3"
)

// a method of another module that gives an error and nothing else: it likely only reads
func stream(c echo.Context, path string) error {
	f, err := os.Open(path) // want file-not-closed info medium
	if err != nil {
		return err
	}
	return c.Stream(200, "text/plain", f)
}

func checked(c echo.Context, path string) error {
	f, err := os.Open(path) // want file-not-closed info medium
	if err != nil {
		return err
	}
	if err := c.Stream(200, "text/plain", f); err != nil {
		return err
	}
	return nil
}

// what is made of the file keeps it, and leaves
func logger(encoder zapcore.Encoder, path string) (*zap.Logger, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return zap.New(zapcore.NewCore(encoder, zapcore.AddSync(f), zap.InfoLevel)), nil
}

func registered(c *gin.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	c.Set("file", f)
	return nil
}

// through a function of the program
func scanned(path string) (int, error) {
	f, err := os.Open(path) // want file-not-closed info medium
	if err != nil {
		return 0, err
	}
	return count(f)
}

func count(r io.Reader) (int, error) {
	decoder := yaml.NewDecoder(r)
	var all []string
	err := decoder.Decode(&all)
	return len(all), err
}

// the return before the unknown call is understood, whatever that call does
func failedBefore(c echo.Context, path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0o600) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if err := f.Truncate(1 << 20); err != nil {
		return err
	}
	return c.Stream(200, "text/plain", f)
}

// an unknown call in a loop comes before every return
func everyRound(c echo.Context, path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0o600) // want file-not-closed info medium
	if err != nil {
		return err
	}
	for {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if err := c.Stream(200, "text/plain", f); err != nil {
			return err
		}
	}
}
