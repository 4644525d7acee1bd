package edge

import (
	"context"
	"net"
)

func dial(ctx context.Context, network, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, network, "10.0.0.53:53")
}

// Why it is off is not known: the fix is only suggested.
func off() *net.Resolver {
	return &net.Resolver{PreferGo: false, Dial: dial} // want resolver-dial-without-prefer-go warning high
}

// Go's resolver asks for these on every Unix.
func records(ctx context.Context, name string) ([]string, error) {
	r := net.Resolver{Dial: dial} // want resolver-dial-without-prefer-go info medium
	return r.LookupTXT(ctx, name)
}

func recordsAndHosts(ctx context.Context, name string) ([]string, error) {
	r := net.Resolver{Dial: dial} // want resolver-dial-without-prefer-go warning high
	if found, err := r.LookupTXT(ctx, name); err == nil {
		return found, nil
	}
	return r.LookupHost(ctx, name)
}

// The Dial of another resolver is a new one here.
func copied(r, other *net.Resolver) {
	saved := other.Dial
	r.Dial = saved // want resolver-dial-without-prefer-go warning high
}
