package clean

import (
	"context"
	"flag"
	"net"
)

var preferGo = flag.Bool("go-resolver", true, "resolve names without the system")

func dial(ctx context.Context, network, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, network, "10.0.0.53:53")
}

func both() *net.Resolver { return &net.Resolver{PreferGo: true, Dial: dial} }

func later() *net.Resolver {
	r := &net.Resolver{Dial: dial}
	r.PreferGo = true
	return r
}

func onParameter(r *net.Resolver) {
	r.Dial = dial
	r.PreferGo = true
}

func helper(r *net.Resolver) { r.PreferGo = true }

func byHelper() *net.Resolver {
	r := &net.Resolver{Dial: dial}
	helper(r)
	return r
}

// Whoever runs the program says so.
func byFlag() *net.Resolver { return &net.Resolver{PreferGo: *preferGo, Dial: dial} }

func byParameter(prefer bool) *net.Resolver { return &net.Resolver{PreferGo: prefer, Dial: dial} }

func none() *net.Resolver { return &net.Resolver{} }

func nothing() *net.Resolver { return &net.Resolver{Dial: nil} }

// The Dial of another type.
type resolver struct {
	Dial func(context.Context, string, string) (net.Conn, error)
}

func other() resolver { return resolver{Dial: dial} }

// What was there before is put back.
func patched(run func()) {
	saved := net.DefaultResolver.Dial
	patch(net.DefaultResolver)
	run()
	net.DefaultResolver.Dial = saved
}

func patch(r *net.Resolver) { r.PreferGo, r.Dial = true, dial }
