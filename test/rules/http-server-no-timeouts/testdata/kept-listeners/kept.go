package kept

import (
	"log"
	"net"
	"net/http"
	"sync"
)

// A front opens its sockets in one method and serves them in another.
type front struct {
	path    string
	address string
	local   net.Listener
	public  net.Listener
	handler http.Handler
	wg      sync.WaitGroup
}

func (f *front) open() error {
	local, err := net.Listen("unix", f.path)
	if err != nil {
		return err
	}
	f.local = local
	f.public, err = net.Listen("tcp", f.address)
	return err
}

// Only programs of this machine reach the socket that the field holds.
func (f *front) ServeLocal() {
	server := new(http.Server)
	server.Handler = f.handler
	f.wg.Add(1)
	go func(l net.Listener) {
		defer f.wg.Done()
		log.Print(server.Serve(l))
	}(f.local)
}

func (f *front) ServePublic() {
	server := new(http.Server) // want http-server-no-timeouts
	server.Handler = f.handler
	f.wg.Add(1)
	go func(l net.Listener) {
		defer f.wg.Done()
		log.Print(server.Serve(l))
	}(f.public)
}
