// A CNI plugin: the runtime starts a process for each call of it.
package main

import (
	"net"
	"net/http"

	"github.com/containernetworking/cni/pkg/skel"
	"github.com/containernetworking/cni/pkg/version"
)

func main() {
	skel.PluginMain(add, check, del, version.All, "a plugin")
}

func add(args *skel.CmdArgs) error { return tell(args, "127.0.0.1:1") }

func check(args *skel.CmdArgs) error { return nil }

func del(args *skel.CmdArgs) error { return nil }

func tell(args *skel.CmdArgs, address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte(args.ContainerID))
	return err
}

// serve does the same for each request, in a process that lives on.
func serve(w http.ResponseWriter, r *http.Request) {
	_ = forward(&skel.CmdArgs{ContainerID: r.URL.Path})
}

func forward(args *skel.CmdArgs) error {
	conn, err := net.Dial("tcp", "127.0.0.1:2") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte(args.ContainerID))
	return err
}

var _ = http.HandlerFunc(serve)
