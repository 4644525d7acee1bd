package unlisted

import (
	"io"
	"net"

	"github.com/redis/go-redis/v9"
)

// What a library's options say comes from outside as well, wherever its source lies.
func dialRedis(options *redis.Options) (io.Closer, error) {
	conn, err := net.Dial("tcp", options.Addr) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	switch options.Network {
	case networkTCP:
		return &stream{conn}, nil
	default:
		return nil, errUnknown
	}
}
